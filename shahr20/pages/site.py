"""Site files: what is known of a site, as data (`sites/*.toml`)."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

DoorName = Literal["rest", "sitemap", "feed", "listing"]


class SiteError(Exception):
    """A site file that cannot be used; the message says which and why."""


class Strict(BaseModel):
    """A part of a site file: an unknown key is a mistake, not a wish."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Labels(Strict):
    """What the site prints before a field, in every wording known."""

    id: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


class Era(Strict):
    """CSS selectors of one layout of the site, for each field the first that finds something wins."""

    name: str
    article: tuple[str, ...] = ()
    kicker: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    not_body: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    image: tuple[str, ...] = ()


class Site(Strict):
    """One site: its address, its names, its labels, its layouts by era, its doors."""

    name: str
    title: str
    own_names: tuple[str, ...]
    base_url: str
    timezone: str = "Asia/Tehran"
    doors: tuple[DoorName, ...] = ("rest", "sitemap", "feed", "listing")
    delay: float = Field(default=1.0, ge=0)
    verify_certificates: bool | None = None
    """Whether https asks for a certificate that holds; None: everywhere but on this very machine."""
    article_path: str
    labels: Labels
    eras: tuple[Era, ...]

    @property
    def host(self) -> str:
        """Host and port of the base address, lower case: what tells one site from another."""
        return urlsplit(self.base_url).netloc.lower()

    @property
    def hostname(self) -> str:
        """The host alone, lower case, without port and brackets."""
        return urlsplit(self.base_url).hostname or ""

    def at(self, base_url: str) -> Site:
        """The same site at another address: a mirror, a replica, a test installation.

        Raises SiteError when it is no http(s) address.
        """
        try:
            parts = urlsplit(base_url)
            fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:  # a port beyond 65535, half a bracket
            fits = False
        if not fits:
            raise SiteError(f"{base_url} is not a web address; it begins with http:// or https://")
        return self.model_copy(update={"base_url": base_url.rstrip("/")})


def load(file: str | Path | None = None) -> Site:
    """Read a site file; without one, that of shahr20.ir.

    Raises SiteError when the file is missing, is not TOML or lacks something.
    """
    source = Path(file) if file else resources.files("shahr20.pages") / "sites" / "shahr20.toml"
    try:
        return Site.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
    except OSError as error:
        raise SiteError(f"cannot read the site file {source}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SiteError(f"{source} is not TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SiteError(f"{source}: {where}: {first['msg']}") from error
