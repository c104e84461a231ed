"""Which IP addresses and host names are of the public internet, and which of this machine or its network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

IPV4_IN_LAST_BITS: Final = (
    IPv6Network("::/96"),  # IPv4-compatible (RFC 4291, 2.5.5.1)
    IPv6Network("64:ff9b::/96"),  # NAT64 (RFC 6052)
    IPv6Network("64:ff9b:1::/48"),  # NAT64 of a local network (RFC 8215)
)

LOCAL_NAMES: Final = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "test")
"""Ends of names that never stand in the public DNS (RFC 6761, RFC 6762, RFC 8375; `internal` by ICANN)."""


def is_public(address: str) -> bool:
    """Whether an IP address may be connected to without having been named by the user.

    Not loopback, private, link-local, shared (RFC 6598), multicast or reserved ones, nor IPv6 addresses that lead
    to such an IPv4 one. What is no IP address is not public.
    """
    try:
        parsed = ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if parsed.is_multicast or parsed.is_unspecified or not parsed.is_global:
        return False
    if isinstance(parsed, IPv4Address):
        return True
    inside = _embedded(parsed)
    if inside is not None:
        return is_public(str(inside))
    return not (parsed.is_site_local or parsed.is_reserved)


def is_local_name(host: str) -> bool:
    """Whether a host is evidently on this machine or its network: whoever names it means it.

    A name without a dot, one that never stands in the public DNS, or an IP address that is not public,
    in any spelling (`127.1`, `0x7f000001`).
    """
    host = host.lower().rstrip(".")
    if ":" in host or all(label.isdecimal() or label.startswith("0x") for label in host.split(".")):
        return True
    return "." not in host or host.endswith(tuple(f".{end}" for end in LOCAL_NAMES))


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to an IPv6 one end up at, if there is one."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in IPV4_IN_LAST_BITS):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
