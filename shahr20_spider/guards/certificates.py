"""Whether https means anything: a certificate that does not hold ends the run before anything is asked for."""

from __future__ import annotations

from OpenSSL import SSL
from service_identity import VerificationError

from shahr20.loopback import is_loopback
from shahr20.pages.site import Site
from shahr20_spider.guards.reasons import causes


def are_verified(site: Site) -> bool:
    """What the site file says; without a word of it everywhere but on this machine."""
    if site.verify_certificates is not None:
        return site.verify_certificates
    return not is_loopback(site.hostname)


def objection(error: BaseException) -> str | None:
    """What is wrong with the site's certificate, when that is why no answer came."""
    for one in causes(error):
        if isinstance(one, VerificationError):
            return "it is of another host"
        if isinstance(one, SSL.Error):
            said = [words[-1] for words in one.args[0] if words] if one.args else []
            if any("certificate verify failed" in words for words in said):
                return "its chain does not lead to an authority that this machine trusts, or it has run out"
    return None
