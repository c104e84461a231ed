"""Names are only resolved to addresses of the public internet.

What is checked is what is connected to: Twisted connects to the address that comes from here, so that a
name which answers differently the next time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from shahr20_spider.guards.addresses import is_local_name, is_public

logger = logging.getLogger("shahr20")

NOT_PUBLIC: Final[dict[str, str]] = {}
"""Names that were not connected to, with the address they have."""


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver (IPv4, with a timeout), that gives no address of this machine or its network.

    A host that is evidently local is one that the user has named: HostGuard lets no other one through.
    """

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """The address of a name; DNSLookupError when it has none, or none that is public."""
        found = super().getHostByName(name, timeout)
        return found.addCallback(checked, name)


def checked(address: str, name: str) -> str:
    """The address, if it may be connected to; DNSLookupError otherwise."""
    if is_public(address) or is_local_name(name):
        return address
    NOT_PUBLIC[name] = address
    raise DNSLookupError(f"{name} leads to {address}, which is no address of the public internet")
