from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from shahr20.replica.server import Replica


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)

    def xml(self) -> etree._Element:
        return etree.fromstring(self.body)

    def html(self) -> html.HtmlElement:
        return html.document_fromstring(self.body, parser=html.HTMLParser(encoding="utf-8"))

    def find(self, path: str) -> list[Any]:
        """XPath in XML, names without their namespaces."""
        tree = self.xml()
        for element in tree.iter(etree.Element):
            element.tag = etree.QName(element).localname
        return tree.xpath(path)


Visit = Callable[..., Answer]


@contextmanager
def visiting(site: Replica) -> Iterator[Visit]:
    """A browser: one connection, no redirects followed; headers as keyword arguments."""
    connection = HTTPConnection(urlsplit(site.base_url).netloc, timeout=20)

    def visit(path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        connection.request(
            method, path, body, {name.replace("_", "-"): text for name, text in headers.items()}
        )
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())

    yield visit
    connection.close()


@pytest.fixture(scope="session")
def site() -> Iterator[Replica]:
    """Sixty articles, every door open; not to be changed by a test."""
    with Replica(articles=60) as replica:
        yield replica


@pytest.fixture
def visit(site: Replica) -> Iterator[Visit]:
    with visiting(site) as visit:
        yield visit


@pytest.fixture
def start() -> Iterator[Callable[..., tuple[Replica, Visit]]]:
    """Starts a replica of its own for a test, as `Replica`, and a browser for it."""
    with ExitStack() as opened:

        def start(**options: Any) -> tuple[Replica, Visit]:
            replica = opened.enter_context(Replica(**{"articles": 30, **options}))
            return replica, opened.enter_context(visiting(replica))

        yield start
