"""Proved on the guard itself, without a connection."""

from __future__ import annotations

import pytest
from twisted.internet.error import DNSLookupError

from shahr20.pages import site as sites
from shahr20_spider.guards import resolver
from shahr20_spider.guards.addresses import is_local_name, is_public
from shahr20_spider.guards.host import is_of

PUBLIC = [
    "8.8.8.8",
    "185.143.232.1",
    "2a00:1450:4001::1",
    "2606:4700::6810:1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]

NOT_PUBLIC = {
    "loopback": ["127.0.0.1", "127.0.0.2", "127.255.255.254", "::1"],
    "unspecified": ["0.0.0.0", "0.1.2.3", "::"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd00::1", "fc00::1", "fec0::1"],
    "where Iran's filter leads": ["10.10.34.34", "10.10.34.36", "d0::11"],
    "link-local": ["169.254.169.254", "fe80::1", "fe80::1%eth0"],
    "shared by a provider": ["100.64.0.1", "100.127.255.254"],
    "multicast": ["224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1"],
    "reserved": ["240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "203.0.113.5", "2001:db8::1"],
    "IPv4 in IPv6": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:7f00:1"],
    "6to4": ["2002:7f00:1::", "2002:0a00:0001::1", "2002:a9fe:a9fe::"],
    "NAT64": ["64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1"],
    "Teredo": ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    "no address": ["", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "shahr20.ir"],
}  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("kind", NOT_PUBLIC)
def test_not_public(kind: str) -> None:
    assert [address for address in NOT_PUBLIC[kind] if is_public(address)] == []


@pytest.mark.parametrize(
    "name",
    ["localhost", "db", "news.localhost", "wp.local", "site.internal", "LOCALHOST.", "127.0.0.1", "127.1",
     "0x7f000001", "2130706433", "0177.0.0.1", "0x7f.1", "::1"],
)  # fmt: skip
def test_evidently_local(name: str) -> None:
    assert is_local_name(name)


@pytest.mark.parametrize(
    "name", ["shahr20.ir", "www.shahr20.ir", "localhost.ir", "127.0.0.1.nip.io", "0x7f.example.org"]
)
def test_a_name_of_the_internet(name: str) -> None:
    assert not is_local_name(name)


def test_a_public_name_that_leads_to_a_private_address_is_not_resolved() -> None:
    with pytest.raises(DNSLookupError, match=r"shahr20\.ir leads to 10\.10\.34\.34"):
        resolver.checked("10.10.34.34", "shahr20.ir")
    assert resolver.NOT_PUBLIC.pop("shahr20.ir") == "10.10.34.34"
    assert resolver.checked("185.143.232.1", "shahr20.ir") == "185.143.232.1"
    assert resolver.checked("10.0.0.7", "wordpress") == "10.0.0.7", "who names a name without a dot means it"


@pytest.mark.parametrize(
    ("base_url", "url", "expected"),
    [
        ("https://shahr20.ir", "https://shahr20.ir/47859/", True),
        ("https://shahr20.ir", "https://SHAHR20.ir:443/47859/", True),
        ("https://shahr20.ir", "https://www.shahr20.ir/47859/", True),
        ("https://www.shahr20.ir", "https://shahr20.ir/47859/", True),
        ("http://shahr20.ir", "https://shahr20.ir/47859/", True),
        ("https://shahr20.ir", "http://shahr20.ir/47859/", False),
        ("https://shahr20.ir", "https://shahr20.ir:8443/47859/", False),
        ("https://shahr20.ir", "https://shahr20.ir.example.org/", False),
        ("https://shahr20.ir", "https://cdn.shahr20.ir/", False),
        ("https://shahr20.ir", "https://user@shahr20.ir/", False),
        ("https://shahr20.ir", "https://shahr20.ir@10.0.0.1/", False),
        ("https://shahr20.ir", "//10.0.0.1/", False),
        ("https://shahr20.ir", "ftp://shahr20.ir/", False),
        ("https://shahr20.ir", "file:///etc/passwd", False),
        ("https://shahr20.ir", "https://[::1", False),
        ("http://127.0.0.1:8020", "http://127.0.0.1:8020/47859/", True),
        ("http://127.0.0.1:8020", "http://127.0.0.1:8021/47859/", False),
        ("http://127.0.0.1:8020", "https://127.0.0.1:8020/47859/", False),
        ("http://127.0.0.1:8020", "http://127.0.0.2:8020/47859/", False),
        ("http://127.0.0.1:8020", "http://localhost:8020/47859/", False),
        ("http://127.0.0.1:8020", "http://2130706433:8020/47859/", False),
        ("http://localhost:8020", "http://127.0.0.1:8020/47859/", False),
    ],
)
def test_only_the_sites_own_scheme_host_and_port(base_url: str, url: str, expected: bool) -> None:
    assert is_of(url, sites.load().at(base_url)) is expected
