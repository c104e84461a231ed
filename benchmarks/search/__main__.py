"""The report: `python -m benchmarks.search [--worst N] [--only NAME]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping

from benchmarks.search import archive, engines, groups, spelling
from benchmarks.search.corpus import ARTICLES, articles
from benchmarks.search.engines import Engine, Texts
from benchmarks.search.lucene import Lucene
from benchmarks.search.measuring import SPELLINGS, Answer, Score, ask, by_set
from benchmarks.search.queries import queries
from benchmarks.search.truth import Meant, letters

SEED = 5
OURS = "this archive"
ENGINES: dict[str, Callable[[Texts], Engine]] = {
    "FTS5 as it comes": engines.as_it_comes,
    "FTS5 trigram, folded": engines.trigram,
    "FTS5 over hazm": engines.over_hazm,
    "Lucene 9 `persian`": lambda texts: Lucene(texts, stems=False),
    "Lucene 10 `persian`": lambda texts: Lucene(texts, stems=True),
    OURS: lambda texts: archive.Shahr20(archive.built(texts)),
}


def main() -> None:
    arguments = _arguments()
    written = articles(arguments.articles, SEED)
    asked = queries(Meant(written), SEED)
    print(f"{len(written)} articles, {len(asked)} queries, seed {SEED}\n")
    texts = {
        "clean": {one.id: spelling.write(one, SEED, mixed=False) for one in written},
        "mixed": {one.id: spelling.write(one, SEED, mixed=True) for one in written},
    }
    chosen = {name: make for name, make in ENGINES.items() if arguments.only in (None, name)}
    scores = {
        (name, state): by_set(ask(make(those), asked))
        for name, make in chosen.items()
        for state, those in texts.items()
    }
    print(_overview(chosen, scores))
    print(_pairs(chosen))
    for (name, state), score in scores.items():
        if name == OURS or arguments.only:
            print(_sets(f"{name}, {state}", score))
            print(_worst(score[SPELLINGS].answers, arguments.worst, texts[state]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many")
    parser.add_argument("--worst", type=int, default=15, help="how many of the worst queries to show")
    parser.add_argument("--only", choices=ENGINES, help="measure this one alone")
    return parser.parse_args()


def _overview(names: Iterable[str], scores: Mapping[tuple[str, str], Mapping[str, Score]]) -> str:
    lines = [
        "| | recall, clean | precision, clean | recall, mixed | precision, mixed | macro recall, clean | mixed |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in names:
        clean, mixed = scores[name, "clean"][SPELLINGS], scores[name, "mixed"][SPELLINGS]
        cells = (*clean.micro, *mixed.micro, clean.macro[0], mixed.macro[0])
        lines.append(f"| {name} | " + " | ".join(f"{value:.3f}" for value in cells) + " |")
    return "\n".join(lines) + "\n"


def _sets(title: str, scores: Mapping[str, Score]) -> str:
    lines = [f"{title}: recall / precision, over articles (mean over queries)"]
    for name, score in scores.items():
        (recall, precision), (mean_recall, mean_precision) = score.micro, score.macro
        lines.append(
            f"  {name:12} {len(score.answers):5}   {recall:.4f} / {precision:.4f}"
            f"   ({mean_recall:.4f} / {mean_precision:.4f})"
        )
    return "\n".join(lines) + "\n"


def _worst(answers: Iterable[Answer], count: int, texts: Texts) -> str:
    """The queries that miss or mistake most, and how the first article that was missed has it."""
    answers = sorted(answers, key=lambda a: a.recall + a.precision)[:count]
    lines = ["the worst:"]
    for answer in answers:
        if answer.missed + answer.wrong == 0:
            break
        truth = answer.query.truth
        missed = sorted(truth.must - answer.found)[:3]
        wrong = sorted(answer.found - truth.must - truth.may)[:3]
        why = _written(answer, texts[missed[0]]) if missed else ""
        lines.append(
            f"  {answer.query.set}: {answer.query.typed}"
            f"   {answer.recall:.2f} / {answer.precision:.2f}   missed {missed} {why}   wrong {wrong}"
        )
    return "\n".join(lines) + "\n"


def _written(answer: Answer, text: tuple[str, str, str]) -> str:
    """The words of a text around the letters of the query, as they are written there."""
    wanted = letters(answer.query.typed)[:4]
    words = " ".join(text).split()
    near = (i for i, word in enumerate(words) if wanted and letters(word).startswith(wanted))
    return next((f"«{' '.join(words[i : i + 2])}»" for i in near), "")


def _pairs(names: Mapping[str, Callable[[Texts], Engine]]) -> str:
    """The pairs of groups.toml, each text alone in a sentence."""
    lines = ["| | pairs found | mistaken |", "|---|---|---|"]
    details: list[str] = []
    for name, make in names.items():
        find = _finding(make)
        (missed, should), (mistaken, should_not) = groups.missed(find), groups.mistaken(find)
        lines.append(f"| {name} | {should - len(missed)} of {should} | {len(mistaken)} of {should_not} |")
        if name == OURS:
            details += [f"  {miss.query} does not find {miss.text}   ({miss.kind})" for miss in missed]
            details += [f"  {miss.query} finds {miss.text}   ({miss.kind})" for miss in mistaken]
    return "\n".join([*lines, "", *details]) + "\n"


def _finding(make: Callable[[Texts], Engine]) -> groups.Find:
    def find(texts: Mapping[int, str], asked: Iterable[str]) -> list[set[int]]:
        engine = make({number: (f"خبر {number}", "", text) for number, text in texts.items()})
        return [engine.ids(query if engine.inflects else query.removeprefix("~")) for query in asked]

    return find


if __name__ == "__main__":
    main()
