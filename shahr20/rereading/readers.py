"""Worker processes that read and refine pages; the archive is written by the parent alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from types import TracebackType
from typing import Self

from pipelines import read_and_refine
from shahr20.pages.page import Page, Reading
from shahr20.pages.site import Site

BATCH = 16  # pages a worker is handed at once
FEW = 64  # pages that are read sooner than a worker has begun


class Readers:
    """A pool of readers of one site: `with Readers(site) as readers: for reading in readers.read(pages)`.

    Processes are spawned, not forked: a forked one would inherit the archive's lock and hold it
    after its parent was killed. Each ends by itself when its parent is gone.
    """

    def __init__(self, site: Site, processes: int | None = None) -> None:
        self.site = site
        self.processes = processes or os.cpu_count() or 1
        self._pool = ProcessPoolExecutor(
            self.processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(site,),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def read(self, pages: Iterable[Page]) -> Iterator[Reading]:
        """The readings of pages, in their order; only a few batches of pages are held at a time."""
        source = iter(pages)
        first = list(islice(source, FEW + 1))
        if len(first) <= FEW:
            yield from (read_and_refine(page, self.site) for page in first)
            return
        source = chain(first, source)
        under_way: deque[Future[list[Reading]]] = deque()
        while True:
            while len(under_way) < 2 * self.processes and (batch := list(islice(source, BATCH))):
                under_way.append(self._pool.submit(_read_batch, batch))
            if not under_way:
                return
            yield from under_way.popleft().result()


_site: Site


def _begin(site: Site) -> None:
    global _site
    _site = site
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of them; the parent ends the others
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_batch(pages: list[Page]) -> list[Reading]:
    return [read_and_refine(page, _site) for page in pages]
