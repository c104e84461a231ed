"""The replica as a server on loopback.

    with Replica(articles=30, shut={"rest"}) as site:
        crawl(site.base_url)
        site.edit(47859)

or, for a person, `shahr20 replica` (see command.py).
"""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Collection
from datetime import datetime
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from typing import Any, Final, NamedTuple, Self

from shahr20.replica import DOORS, control
from shahr20.replica.desk import Clock, Desk, utc_now
from shahr20.replica.doors import answer
from shahr20.replica.faults import Faults, Wire
from shahr20.replica.newsroom import Newsroom
from shahr20.replica.site import Site
from shahr20.replica.story import Story
from shahr20.replica.themes import Theme, taj
from shahr20.replica.web import Request, Response, whole

HOST: Final = "127.0.0.1"


class Visit(NamedTuple):
    """A request that was answered: seconds on the monotonic clock, and what was asked and answered.

    `beside` is how many others were being answered at that moment.
    """

    at: float
    method: str
    path: str
    status: int
    agent: str
    beside: int = 0


class Replica:
    """The site in miniature, served from `with` to its end.

    `port` 0 takes a free one. `shut` names doors of `DOORS`; a shut one answers 401 (rest), 403
    (feed, listing, shortlink) or 404 (sitemaps). Raises ValueError for an unknown door or a number of
    articles that cannot be, OSError when the port is taken.
    """

    def __init__(
        self,
        articles: int = 300,
        *,
        seed: int = 20,
        port: int = 0,
        shut: Collection[str] = (),
        crawl_delay: float | None = None,
        validators: bool = True,
        theme: Theme = taj,
        clock: Clock = utc_now,
    ) -> None:
        unknown = sorted(set(shut) - set(DOORS))
        if unknown:
            raise ValueError(f"no such door: {', '.join(unknown)}; there are {', '.join(DOORS)}")
        self.desk = Desk(Newsroom(articles, seed), clock)
        self.requests: list[Visit] = []
        self.faults = Faults()
        self._server = _Server((HOST, port), self)
        self.base_url = f"http://{HOST}:{self._server.server_port}"
        self.site = Site(self.desk, self.base_url, theme, frozenset(shut), crawl_delay, validators)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True, name="replica")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.faults.stopped.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def clock(self) -> Clock:
        """What tells the time: assign a function that returns an aware UTC datetime to travel."""
        return self.desk.clock

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self.desk.clock = clock

    @property
    def stories(self) -> list[Story]:
        """Every article as it stands now, scheduled ones included, lowest id first."""
        return self.desk.stories()

    @property
    def public(self) -> list[Story]:
        """The articles that a visitor can see now, lowest id first."""
        return [self.desk.story(article_id) for article_id in sorted(self.desk.edition().entries)]

    def edit(self, article_id: int, **changes: Any) -> Story:
        """Change fields of an article, as `Desk.edit`; without changes a sentence is added."""
        return self.desk.edit(article_id, changes)

    def delete(self, article_id: int) -> None:
        """Take an article away: 404 from now on."""
        self.desk.delete(article_id)

    def restore(self, article_id: int) -> Story:
        """Bring back an article that was taken away."""
        return self.desk.restore(article_id)

    def add(self, count: int = 1, published: datetime | None = None) -> list[Story]:
        """Publish new articles, now or (scheduled) at that moment."""
        return self.desk.add(count, published)

    def answer(self, request: Request) -> Response:
        """What the server answers: the control surface under `/replica/`, else the site.

        One answer at a time, so that no article goes away in the middle of a page that lists it.
        """
        with self.desk.lock:
            return control.answer(self.desk, request) or answer(self.site, request)


class _Server(ThreadingHTTPServer):
    """Ends the connections it keeps alive when it is closed, so that a stopped site is silent."""

    request_queue_size = 128

    def __init__(self, address: tuple[str, int], replica: Replica) -> None:
        self.replica = replica
        self.connections: set[socket.socket] = set()
        self.under_way: set[_Handler] = set()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Without HTTPServer's look-up of the host's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was faster

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news; anything else is a mistake to be seen."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with keep-alive; the answer goes out in one piece."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        """Answer, write down the visit, send."""
        arrived = time.monotonic()
        self.server.under_way.add(self)
        try:
            self._answer(arrived)
        finally:
            self.server.under_way.discard(self)

    def _answer(self, arrived: float) -> None:
        self.rfile.read(whole(self.headers.get("Content-Length", "0")) or 0)
        request = Request.parsed(self.command, self.path, {k.lower(): v for k, v in self.headers.items()})
        response = self.server.replica.answer(request)
        agent = request.headers.get("user-agent", "")
        beside = len(self.server.under_way) - 1
        self.server.replica.requests.append(
            Visit(arrived, self.command, self.path, response.status, agent, beside)
        )
        faults = self.server.replica.faults
        fault = faults.next(self.path)
        if fault is None:
            self.wfile.write(self._as_bytes(response))
            return
        wire = Wire(self.connection, self._as_bytes, faults.stopped)
        fault(wire, response)
        self.close_connection = self.close_connection or wire.is_closed

    def do_HEAD(self) -> None:
        """As GET, the body kept back."""
        self.do_GET()

    def do_POST(self) -> None:
        """For the control surface."""
        self.do_GET()

    def _as_bytes(self, response: Response) -> bytes:
        headers = [
            ("Server", "nginx"),
            ("Date", formatdate(usegmt=True)),
            ("Content-Type", response.content_type),
            *response.headers,
            *response.validators(),
        ]
        if response.status != HTTPStatus.NOT_MODIFIED:
            headers.append(("Content-Length", str(len(response.body))))
        phrase = HTTPStatus(response.status).phrase
        lines = [f"HTTP/1.1 {response.status} {phrase}", *(f"{name}: {value}" for name, value in headers)]
        body = b"" if self.command == "HEAD" else response.body
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Silence: `Replica.requests` is the log."""
