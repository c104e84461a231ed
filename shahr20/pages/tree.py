"""Where elements stand to each other."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement


def inside(element: HtmlElement | None) -> set[HtmlElement]:
    """An element and everything in it."""
    return set() if element is None else {element, *element.iterdescendants()}


def common(nodes: Iterable[HtmlElement | None]) -> HtmlElement | None:
    """The innermost element around all of some nodes; of a single one itself."""
    held = {node for node in nodes if node is not None}
    paths = [[*reversed(list(node.iterancestors())), node] for node in held]
    shared = [level[0] for level in zip(*paths, strict=False) if len(set(level)) == 1]
    return shared[-1] if shared else None
