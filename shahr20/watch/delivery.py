"""Words to a web address: only where they cannot be overheard, never redirected, and never for long."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from shahr20.loopback import is_loopback

TIMEOUT = 10.0  # seconds, for each of the tries
TRIES, PAUSE = 2, 2.0


class Undelivered(Exception):
    """Nobody took the words; the message says why and names no more of the address than its host."""


def objection(url: str) -> str | None:
    """Why an address cannot be used, or None: https, or http to this machine.

    The address itself is a secret (who has it can post), so the sentence does not repeat it.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        return f"this is no address: {error}"
    if not host:
        return "this is no address: it begins with https:// and names a host"
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)):
        return None
    return f"{parts.scheme}://{host} is not used: https, or http to this machine, keeps the address secret"


def deliver(url: str, body: bytes = b"", *, content_type: str = "text/plain; charset=utf-8") -> None:
    """POST `body`; once more after a pause when that fails. Raises Undelivered."""
    for left in reversed(range(TRIES)):
        try:
            return _post(url, body, content_type)
        except Undelivered:
            if not left:
                raise
            time.sleep(PAUSE)
    return None


def _post(url: str, body: bytes, content_type: str) -> None:
    host = urlsplit(url).hostname
    headers = {"Content-Type": content_type, "User-Agent": "shahr20-archive"}
    try:
        request = urllib.request.Request(url, body, headers)
        with _opener.open(request, timeout=TIMEOUT):
            pass
    except urllib.error.HTTPError as error:
        error.close()
        raise Undelivered(f"{host} answers {error.code}") from None
    except urllib.error.URLError as error:
        raise Undelivered(f"{host} cannot be reached ({error.reason})") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Undelivered(f"{host} gives no answer ({type(error).__name__})") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is posted goes where it was addressed to, or nowhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)
