"""More like this, measured: `python -m benchmarks.search.likeness`.

Into the articles of the corpus go reprints (another title, a paragraph left out, words changed, another author's
spelling) and forms that were filled in again with other days and numbers. What is similar ought to be of the same
topic.
"""

from __future__ import annotations

from random import Random
from statistics import quantiles
from time import process_time

from benchmarks.search import spelling
from benchmarks.search.archive import Shahr20, built
from benchmarks.search.corpus import ARTICLES, Article, Token, articles, parse, topic
from benchmarks.search.engines import Texts

SEED = 5
REPRINTS = 200
FORMS = 100
CHANGED = 0.02
"""Share of a reprint's words that an editor changes."""

DAYS = "شنبه یکشنبه دوشنبه چهارشنبه جمعه".split()
MONTHS = "فروردین خرداد مرداد مهر آذر بهمن".split()
SYNONYMS = "همچنین وی نیز آنان شماری گفته‌اند خبر داد این‌بار".split()


def main() -> None:
    written = articles(ARTICLES, SEED)
    rng = Random(f"{SEED} reprints")
    reprinted = {ARTICLES + 1 + number: one for number, one in enumerate(rng.sample(written, REPRINTS))}
    published: dict[int, tuple[str, str, str]] = {
        one.id: spelling.write(one, SEED, mixed=False) for one in written
    }
    for number, one in reprinted.items():
        published[number] = spelling.write(edited(one, number, rng), SEED, mixed=number % 3 == 0)
    for number in range(FORMS):
        published[ARTICLES + REPRINTS + 1 + number] = form(rng)
    report(published, {number: one.id for number, one in reprinted.items()})


def edited(article: Article, number: int, rng: Random) -> Article:
    """The article as another desk prints it: the first paragraph stays, one of the others goes."""
    kept = list(article.paragraphs)
    if len(kept) > 2:
        kept.pop(rng.randrange(1, len(kept)))
    changed = tuple(tuple(_change(token, rng) for token in paragraph) for paragraph in kept)
    return Article(number, parse(f"{rng.choice(SYNONYMS)} از یک رویداد"), article.lead, changed)


def _change(token: Token, rng: Random) -> Token:
    if not token.form or rng.random() >= CHANGED:
        return token
    return Token(rng.choice(SYNONYMS), token.gap)


def form(rng: Random) -> tuple[str, str, str]:
    """One of a series: the same sentences, another day, other numbers."""
    day = f"{rng.choice(DAYS)} {rng.randint(1, 29)} {rng.choice(MONTHS)}"
    return (
        f"هوای قم در {day}",
        "",
        f"هواشناسی استان برای {day} آسمانی {rng.choice(('صاف', 'ابری', 'غبارآلود'))} پیش‌بینی کرده است و از رانندگان"
        f" خواسته که در جاده‌ها احتیاط کنند.\n\nبیشینه دما به {rng.randint(20, 45)} و کمینه آن به {rng.randint(1, 19)}"
        f" درجه می‌رسد. شاخص کیفیت هوا {rng.randint(40, 199)} و سرعت باد {rng.randint(5, 90)} کیلومتر بر ساعت است.",
    )


def report(published: Texts, original: dict[int, int]) -> None:
    archive = Shahr20(built(published)).archive
    pairs = {frozenset(pair) for pair in original.items()}
    found: set[frozenset[int]] = set()
    took, same_topic, similar = [], 0, 0
    for number in published:
        begin = process_time()
        reprints, likest = archive.reprints(number), archive.similar(number, 5)
        took.append((process_time() - begin) * 500)
        found |= {frozenset((number, one.id)) for one in reprints}
        if number <= ARTICLES:
            others = [one.id for one in likest if one.id <= ARTICLES]
            similar += len(others)
            same_topic += sum(topic(number, SEED) == topic(other, SEED) for other in others)
    cut = quantiles(took, n=20)
    by_chance = (
        sum(topic(1 + n % ARTICLES, SEED) == topic(n, SEED) for n in range(1, ARTICLES + 1)) / ARTICLES
    )
    print(
        f"reprints: {len(found & pairs)} of {len(pairs)} pairs found, {len(found - pairs)} others called so"
    )
    print(
        f"similar: {same_topic / similar:.2f} of the first five are of the same topic, {by_chance:.2f} by chance"
    )
    print(
        f"one article: p50 {cut[9]:.0f} ms, p95 {cut[18]:.0f} ms of one processor, among {len(published):,}"
    )


if __name__ == "__main__":
    main()
