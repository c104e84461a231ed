"""Half-spaces put back: how many, how many rightly, how fast; and what hazm puts back of the same.

    python benchmarks/halfspaces.py

Texts that keep their half-spaces lose them in two ways: joined («برنامههای») and apart («برنامه های»). A
position is right where the text as it was had one. `texts/tuned.txt` is what the rules were made by,
`texts/held_out.txt` was written after them, and the replica's prose has a small vocabulary of its own.
Half-spaces that cannot be seen (after ا د ذ ر ز ژ و) do not count.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from shahr20.persian.fold import ZWNJ
from shahr20.persian.halfspaces import lost, restore
from shahr20.persian.normalise import normalise
from shahr20.replica.newsroom import write

TEXTS = Path(__file__).parent / "texts"
UNSEEN = re.compile(f"(?<=[ادذرزژوآ]){ZWNJ}")
LENGTH = 2400


def sentences(name: str) -> list[str]:
    return [normalise(line) for line in (TEXTS / name).read_text(encoding="utf-8").splitlines()]


def articles() -> Iterator[str]:
    for story in write(300, seed=77):
        if story.spelling not in ("lost", "spaced"):
            yield "\n\n".join(map(normalise, filter(None, (story.title, story.lead, *story.paragraphs))))


def positions(text: str) -> set[int]:
    """After how many letters a half-space stands, for each of them."""
    found, letters = set(), 0
    for sign in UNSEEN.sub("", text):
        if sign == ZWNJ:
            found.add(letters)
        elif not sign.isspace():
            letters += 1
    return found


@cache
def hazm_normaliser() -> Callable[[str], str]:
    """hazm's own, with everything off that changes letters."""
    from hazm import Normalizer

    off = (
        "persian_numbers persian_style remove_diacritics remove_specials_chars decrease_repeated_chars "
        "unicodes_replacement"
    )
    return Normalizer(**dict.fromkeys(off.split(), False)).normalize  # type: ignore[no-any-return]


WAYS: dict[str, Callable[[str], str]] = {
    "restore": lambda text: restore(normalise(text)),
    "normalise": normalise,
    "hazm": lambda text: hazm_normaliser()(text),
}


def measure(texts: list[str], gap: str, way: Callable[[str], str]) -> str:
    there = put = right = 0
    for text in texts:
        made = way(text.replace(ZWNJ, gap))
        before, after = positions(text), positions(made)
        there, put, right = there + len(before), put + len(after), right + len(before & after)
    return f"{right / there:.3f} / {right / put:.4f}" if put else "0 / -"


def main() -> None:
    sets = {
        "tuned": sentences("tuned.txt"),
        "held out": sentences("held_out.txt"),
        "replica": list(articles()),
    }
    print("recall / precision")
    for name, texts in sets.items():
        print(f"\n{name}: {sum(len(positions(text)) for text in texts)} half-spaces")
        for state, gap in (("joined", ""), ("apart", " ")):
            print(f"  {state:8}", *(f"{way}: {measure(texts, gap, f)}" for way, f in WAYS.items()), sep="  ")
        kept = [text for text in texts if ZWNJ in text]
        taken = sum(map(lost, ([text] for text in kept)))
        added = sum(len(positions(restore(text)) - positions(text)) for text in kept)
        print(f"  clean     taken for lost: {taken} of {len(kept)}; put in if they were: {added}")
    text = "\n".join(sets["replica"]).replace(ZWNJ, "")
    text = text[: len(text) // LENGTH * LENGTH]
    begin = time.process_time()
    restore(text)
    milliseconds = (time.process_time() - begin) * 1000 * LENGTH / len(text)
    print(f"\n{milliseconds:.2f} ms for each {LENGTH:,} characters")


if __name__ == "__main__":
    main()
