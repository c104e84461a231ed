"""Commands that are imported when they are run: `--version` and `status` need no Datasette."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module

import click


class Commands(MutableMapping[str, click.Command]):
    """What a click group takes for its commands, each imported when it is asked for.

    `places` says of each where it is: `module:name`. `--help` asks for them all, for their first lines.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places
        self._known: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._known:
            module, _, attribute = self._places[name].partition(":")
            self._known[name] = getattr(import_module(module), attribute)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._places or name in self._known

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._places, **self._known})

    def __len__(self) -> int:
        return len({**self._places, **self._known})
