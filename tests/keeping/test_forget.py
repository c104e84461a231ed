"""`shahr20 forget`: nothing of it is left, and it never comes back."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from click.testing import Result

from pipelines import read_and_refine
from pipelines.entries import entry
from shahr20 import Archive
from shahr20.archive import forgotten
from shahr20.archive.entry import Answer
from shahr20.archive.frontier import Found
from shahr20.keeping.backup import backups, held_in
from shahr20.keeping.restore import replaced
from shahr20.keeping.takedowns import NAMED_IN, Takedown
from shahr20.pages import site as sites
from shahr20.pages.page import Page
from shahr20.persian.fold import fold

Typed = Callable[..., Result]
SAID = ("--reason", "به درخواست نویسنده", "--actor", "سردبیر", "--yes")

ID = 990001
TITLE = "زرافشان کهن‌دیاری از ستاره‌بان چهل‌چراغ قدردانی کرد"
WORDS = ("کهن‌دیاری", "ستاره‌بان", "چهل‌چراغ", "گوهرنشان", "xylograph77")
URL = f"https://shahr20.ir/{ID}/{'-'.join(TITLE.split())}/"
PAGE = f"""<html lang="fa"><head><title>{TITLE}</title><link rel="canonical" href="{URL}">
<link rel="shortlink" href="https://shahr20.ir/?p={ID}"></head><body class="single postid-{ID}"><article>
<h1 class="entry-title">{TITLE}</h1><div class="entry-content"><p>گوهرنشان xylograph77 گفت: ستاره‌بان چهل‌چراغ
کهن‌دیاری است و امروز در قم از او قدردانی شد و همه آمدند.</p><p>او افزود که این راه ادامه دارد و مردم شهر با او
همراه هستند و خواهند بود.</p></div><a rel="tag" href="/tag/gowhar/">گوهرنشان</a></article></body></html>"""


def read(url: str, html: str, number: int, fetched_at: str = "2026-02-01T00:00:00Z") -> Any:
    page = Page(url=url, body=html.encode(), content_type="text/html", fetched_at=fetched_at, asked_id=number)
    return entry(read_and_refine(page, sites.load(None)))


def naming(number: int, mention: str) -> tuple[str, str]:
    """Another article's address and page, with a mention of ours."""
    url = f"https://shahr20.ir/{number}/other/"
    html = (
        PAGE.replace(URL, url).replace(str(ID), str(number)).replace(TITLE, f"نوشتهٔ شمارهٔ {number} دربارهٔ آب")
    )
    for word in WORDS:
        html = html.replace(word, "آب")
    return url, html.replace("</article>", f"</article><aside>{mention}</aside>")


@pytest.fixture
def told(db: Path) -> Path:
    """An archive with the article, in two versions, and what others have of it."""
    with Archive(db, upgrade=True) as archive:
        archive.store(read(URL, PAGE, ID))
        archive.store(read(URL, PAGE.replace("امروز", "دیروز"), ID, "2026-02-02T00:00:00Z"))
        archive.store(read(URL, PAGE.replace("امروز", "دیروز"), ID, "2026-02-03T00:00:00Z"))  # same_as
        url, html = naming(990002, f'<h3>نوشته‌های مشابه</h3><ul><li><a href="{URL}">{TITLE}</a></li></ul>')
        other = read(url, html, 990002)
        archive.store(
            replace(other, made=replace(other.made, related=((ID, URL, TITLE),), links=((URL, TITLE),)))
        )
        archive.store(read("https://shahr20.ir/990003/x/", PAGE, 990003))  # asked for another one: a reject
        archive.frontier.add([], door="rest", crawl_id=None)
        archive.db.execute("INSERT INTO frontier (url, article_id, found_at) VALUES (?, ?, 'x')", [URL, ID])
        short = f"https://shahr20.ir/?p={ID}"
        archive.db.execute("INSERT INTO frontier (url, found_at) VALUES (?, 'x')", [short])
        assert archive.count("rejects") == 2
        assert (
            archive.db.execute("SELECT count(*) FROM captures WHERE same_as IS NOT NULL").fetchone()[0] == 2
        )
    return db


def spellings() -> Iterator[bytes]:
    for word in WORDS:
        for text in (word, fold(word), *fold(word).split("\u200c")):
            if len(text) > 3:
                yield text.encode()


def left_in_files(db: Path) -> list[str]:
    """The article's words in the bytes of the files, and in its pages unpacked."""
    common = {fold(word).encode() for word in ("چهل", "چراغ", "ستاره", "بان", "کهن")}
    files = [db.with_name(db.name + end) for end in ("", "-wal", "-shm")]
    data = b"".join(file.read_bytes() for file in files if file.exists())
    with Archive(db) as archive:
        ids = [row[0] for row in archive.db.execute("SELECT id FROM captures")]
        data += b"".join(archive.captures.body(one) for one in ids)
        data += b" ".join(row[0] for row in archive.db.execute("SELECT dictionary FROM dictionaries"))
        archive.db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search', 'row')")
        data += " ".join(row[0] for row in archive.db.execute("SELECT term FROM temp.terms")).encode()
    return [word.decode() for word in spellings() if word not in common and word in data]


def test_nothing_of_it_is_left(typed: Typed, told: Path) -> None:
    assert len(left_in_files(told)) >= 8
    done = typed("forget", ID, "--db", told, *SAID)
    assert done.exit_code == 0, done.output
    assert left_in_files(told) == []
    assert typed("verify", "--db", told).stdout == f"{told} is what it says\n"
    with Archive(told) as archive:
        for table in archive.db.table_names():
            if not table.startswith(("search", "forgotten")):
                for row in archive.db.query(f"SELECT * FROM {table}"):
                    assert ID not in row.values(), table
        assert archive.db.execute("SELECT count(*) FROM tags WHERE name = 'گوهرنشان'").fetchone()[0] == 0
        assert archive.count("rejects") == 1
        assert archive.versions(990002) != []


def test_who_why_and_how_much_is_recorded(typed: Typed, told: Path) -> None:
    typed("forget", ID, "--db", told, *SAID)
    with Archive(told) as archive:
        (row,) = archive.db.query("SELECT * FROM forgotten")
        addresses = {one["url_hash"] for one in archive.db.query("SELECT * FROM forgotten_addresses")}
    assert (row["article_id"], row["actor"], row["reason"]) == (ID, "سردبیر", "به درخواست نویسنده")
    rows = json.loads(row["removed"])
    assert (rows["articles"], rows["revisions"], rows["captures"], rows["rejects"]) == (1, 2, 4, 1)
    assert (rows["related"], rows["links"], rows["frontier"], rows["pages_cut"]) == (1, 1, 2, 1)
    assert forgotten.hashes(URL)[0] in addresses
    listed = typed("forget", "--list", "--db", told).stdout
    assert f"{ID}  by سردبیر: به درخواست نویسنده" in listed


@pytest.mark.parametrize("what", [URL, f"http://www.shahr20.ir/{ID}/", f"https://shahr20.ir/?p={ID}"])
def test_named_by_any_of_its_addresses(typed: Typed, told: Path, what: str) -> None:
    assert typed("forget", what, "--db", told, *SAID).exit_code == 0
    assert left_in_files(told) == []


def test_it_never_comes_back(typed: Typed, told: Path, tmp_path: Path) -> None:
    taken = tmp_path / "before.warc.gz"
    typed("export", "--format", "warc", "--db", told, "-o", taken)
    typed("forget", ID, "--db", told, *SAID)
    with Archive(told, upgrade=True) as archive:
        assert archive.store(read(URL, PAGE, ID)).kind == "forgotten"
        assert archive.store(read("https://shahr20.ir/990003/x/", PAGE, 990003)).kind == "forgotten"
        url, html = naming(990004, f'<a href="/{ID}/new-slug/">{TITLE}</a>')
        assert archive.store(read(url, html, 990004)).kind == "new"
    assert left_in_files(told) == []
    done = typed("import", taken, "--db", told)
    assert "taken down here 4" in done.stdout
    assert typed("rebuild", "--db", told).exit_code == 0
    assert left_in_files(told) == []
    assert typed("verify", "--db", told).exit_code == 0
    after = tmp_path / "after.warc"
    typed("export", "--format", "warc", "--db", told, "-o", after)
    assert not [word for word in spellings() if word in after.read_bytes() and word.decode() in WORDS]


def test_an_import_of_what_is_known_adds_nothing_the_second_time(
    typed: Typed, told: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "before.warc.gz"
    typed("export", "--format", "warc", "--db", told, "-o", taken)
    typed("forget", ID, "--db", told, *SAID)
    typed("import", taken, "--db", told)
    with Archive(told) as archive:
        before = archive.count("captures")
    typed("import", taken, "--db", told)
    with Archive(told) as archive:
        assert archive.count("captures") == before


def test_doors_that_still_name_it_are_not_heard(typed: Typed, told: Path) -> None:
    typed("forget", ID, "--db", told, *SAID)
    named = [
        Found(URL, ID),
        Found(f"https://shahr20.ir/{ID}/new-slug/"),
        Found("https://shahr20.ir/990009/x/", 990009),
    ]
    with Archive(told, upgrade=True) as archive:
        assert archive.frontier.standings(named, "feed") == ["known", "known", "new"]
        archive.frontier.add(named, door="feed", crawl_id=None)
        assert [lease.article_id for lease in archive.frontier.lease(None, 100) if "/9900" in lease.url] == [
            990009
        ]


def test_a_lease_for_it_is_given_up(typed: Typed, told: Path) -> None:
    typed("forget", ID, "--db", told, *SAID)
    lease = "https://shahr20.ir/moved-here/"
    with Archive(told, upgrade=True) as archive:
        archive.db.execute("INSERT INTO frontier (url, state, found_at) VALUES (?, 'leased', 'x')", [lease])
        archive.store(replace(read(URL, PAGE, ID), asked_id=None, asked_url=lease, lease=lease))
        assert not archive.db.table("frontier").count_where("url = ?", [lease])
        assert forgotten.is_forgotten(archive.db, None, lease)


SLUG = "-".join(TITLE.split()[:5])
ENCODED = quote(SLUG)
BARE = f"https://shahr20.ir/2022/02/{ENCODED.lower()}/"


@pytest.mark.parametrize(
    "mention",
    [
        f'<a href="{BARE}">{TITLE}</a>',
        f'<a href="https://shahr20.ir/2022/02/{ENCODED}/">{TITLE}</a>',
        f'<a href="/2022/02/{SLUG}/">{TITLE}</a>',
        "<script>" + json.dumps({"url": unquote(BARE), "headline": TITLE}).replace("/", "\\/") + "</script>",
        f'<link rel="next" href="{BARE}">',
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_where_addresses_carry_no_number(typed: Typed, db: Path, mention: str, again: bool) -> None:
    """As a permalink of month and name: another's page that links to it has its number nowhere."""
    url, html = naming(990002, mention)
    with Archive(db, upgrade=True) as archive:
        if not again:
            archive.store(read(url, html, 990002))
        archive.store(read(BARE, PAGE.replace(URL, BARE), ID))
        assert archive.versions(ID)
    assert typed("forget", ID, "--db", db, *SAID).exit_code == 0
    if again:  # kept before the address was known to be its own, as by an older release
        with Archive(db, upgrade=True) as archive, pytest.MonkeyPatch.context() as patch:
            patch.setattr(forgotten, "any_forgotten", lambda db: False)
            archive.store(read(url, html, 990002))
        assert typed("forget", ID, "--db", db, *SAID).exit_code == 0
    left = page_of(db, 990002)
    assert left
    assert b"/2022/02/" not in left.replace(b"\\/", b"/")
    assert left_in_files(db) == []


def page_of(db: Path, number: int) -> bytes:
    with Archive(db) as archive:
        row = archive.db.execute("SELECT id FROM captures WHERE article_id = ?", [number]).fetchone()
        return archive.captures.body(row[0])


def test_its_words_in_anothers_text_stay_and_are_told(typed: Typed, told: Path) -> None:
    url, html = naming(990005, "")
    html = html.replace("او افزود", f'پیش‌تر نوشتیم: <a href="{URL}">{TITLE}</a>. او افزود')
    with Archive(told, upgrade=True) as archive:
        archive.store(read(url, html, 990005))
        before = archive.versions(990005)
    done = typed("forget", ID, "--db", told, *SAID)
    assert "its title stands in the text of 990005" in done.stdout
    assert typed("rebuild", "--db", told).exit_code == 0
    with Archive(told) as archive:
        assert archive.versions(990005) == before
        links = archive.db.execute("SELECT url FROM links WHERE article_id = 990005").fetchall()
        assert URL not in [row[0] for row in links]


def test_a_dictionary_that_holds_its_words_is_made_anew(typed: Typed, told: Path) -> None:
    with Archive(told, upgrade=True) as archive:
        number, content = archive.db.execute("SELECT id, dictionary FROM dictionaries").fetchone()
        bodies = {
            row[0]: archive.captures.body(row[0])
            for row in archive.db.execute(
                "SELECT id FROM captures WHERE article_id IS NOT ?", [ID]
            ).fetchall()
        }
        spoilt = archive.captures.dictionaries.add(content + f"<h3>{TITLE}</h3>".encode(), samples=1)
        for row in archive.db.execute("SELECT id FROM captures WHERE dictionary_id = ?", [number]).fetchall():
            archive.captures.rewrite(row[0], archive.captures.body(row[0]), spoilt)
    typed("forget", ID, "--db", told, *SAID)
    assert left_in_files(told) == []
    with Archive(told) as archive:
        assert not archive.db.table("dictionaries").count_where("id = ?", [spoilt])
        kept = {row[0] for row in archive.db.execute("SELECT id FROM captures").fetchall()}
        same = [one for one in kept if archive.captures.body(one) == bodies[one]]
    assert len(kept) - len(same) == 1  # the page that named it
    assert typed("verify", "--db", told).exit_code == 0


def test_a_dictionary_as_it_is_made_needs_no_cleaning(typed: Typed, told: Path) -> None:
    """It has the publisher's name and labels, as articles do, and nothing that is an article's own."""
    with Archive(told) as archive:
        before = archive.db.execute("SELECT id, sha256 FROM dictionaries").fetchall()
        ids = [row[0] for row in archive.db.execute("SELECT id FROM articles WHERE id < 990000 LIMIT 3")]
    for number in ids:
        assert typed("forget", number, "--db", told, *SAID).exit_code == 0
    with Archive(told) as archive:
        assert archive.db.execute("SELECT id, sha256 FROM dictionaries").fetchall() == before


def test_a_damaged_capture_does_not_keep_it_here(typed: Typed, told: Path) -> None:
    with Archive(told, upgrade=True) as archive:
        archive.db.execute("UPDATE captures SET body = x'00' WHERE id = 9")
        content = archive.db.execute("SELECT dictionary FROM dictionaries").fetchone()[0]
        spoilt = archive.captures.dictionaries.add(content + f"<h3>{TITLE}</h3>".encode(), samples=1)
        archive.db.execute("UPDATE captures SET dictionary_id = ? WHERE id = 9", [spoilt])
    assert typed("forget", ID, "--db", told, *SAID).exit_code == 0
    with Archive(told) as archive:
        assert archive.versions(ID) == []
        assert not archive.db.table("dictionaries").count_where("id = ?", [spoilt])


KILLED = """
import os, sys
from shahr20 import Archive
from shahr20.keeping import takedowns
with Archive(sys.argv[1], upgrade=True) as archive:
    archive.lock.acquire()
    takedowns.remove(archive, takedowns.decided(archive.db, int(sys.argv[2]), None, actor="a", reason="r"))
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("next_run", ["forget", "crawl"])
def test_killed_in_the_middle_the_next_run_finishes(typed: Typed, told: Path, next_run: str) -> None:
    subprocess.run([sys.executable, "-c", KILLED, told, str(ID)], check=False)
    assert "run `shahr20 forget --finish`" in typed("verify", "--db", told).stdout
    if next_run == "forget":
        assert typed("forget", "--finish", "--db", told).exit_code == 0
    else:
        with Archive(told, create=True) as archive:
            archive.claim("shahr20.ir")
    assert left_in_files(told) == []
    assert typed("verify", "--db", told).exit_code == 0


def test_while_somebody_reads_the_file_cannot_be_cleared(typed: Typed, told: Path) -> None:
    with closing(sqlite3.connect(told)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        with Archive(told, upgrade=True, timeout=0.05) as archive:
            from shahr20.keeping import takedowns

            takedowns.remove(archive, takedowns.decided(archive.db, ID, None, actor="a", reason="r"))
            assert not forgotten.finish(archive.db)
            assert forgotten.is_due(archive.db)
        reader.rollback()
    assert typed("forget", "--finish", "--db", told).exit_code == 0
    assert left_in_files(told) == []


def test_a_crawl_at_work_keeps_it_out(typed: Typed, told: Path) -> None:
    with Archive(told) as crawl:
        crawl.lock.acquire()
        done = typed("forget", ID, "--db", told, *SAID)
    assert done.exit_code == 75
    assert left_in_files(told)


def test_it_asks_and_without_an_answer_does_nothing(typed: Typed, told: Path) -> None:
    done = typed("forget", ID, "--db", told, *SAID[:-1])
    assert (done.exit_code, "say --yes" in done.stderr) == (2, True)
    assert TITLE in done.stdout
    assert left_in_files(told)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (str(ID),),
        (str(ID), "--reason", "x"),
        ("not an id", *SAID),
        ("https://example.org/7/", *SAID),
        ("http://[", *SAID),
        ("9" * 30, *SAID),
        (str(ID), *SAID, "--from-backups"),
        (str(ID), "--allow", *SAID),
    ],
)
def test_wrong_usage(typed: Typed, told: Path, arguments: tuple[str, ...]) -> None:
    before = told.read_bytes()
    assert typed("forget", *arguments, "--db", told).exit_code == 2
    assert told.read_bytes() == before


def test_what_is_not_here_is_kept_out(typed: Typed, told: Path) -> None:
    done = typed("forget", 5, "--db", told, *SAID)
    assert done.exit_code == 0
    assert "is not in the archive" in done.stdout
    typed("forget", "https://shahr20.ir/photos/a-page/", "--db", told, *SAID)
    with Archive(told, upgrade=True) as archive:
        url, html = naming(5, "")
        assert archive.store(read(url, html, 5)).kind == "forgotten"
        lost = Answer("https://shahr20.ir/photos/a-page", b"<html>", "2026-01-01T00:00:00Z")
        assert archive.store(replace(read(url, html, 5), answer=lost, asked_id=None)).kind == "forgotten"


def test_allowed_again_it_may_come_in(typed: Typed, told: Path) -> None:
    typed("forget", ID, "--db", told, *SAID)
    done = typed("forget", ID, "--allow", "--db", told, "--reason", "رأی تازه", "--actor", "سردبیر")
    assert done.exit_code == 0
    with Archive(told, upgrade=True) as archive:
        assert archive.store(read(URL, PAGE, ID)).kind == "new"
    assert "by سردبیر: رأی تازه" in typed("forget", "--list", "--db", told).stdout
    assert typed("verify", "--db", told).exit_code == 0


def test_backups_that_hold_it_are_named_and_can_be_cleared(typed: Typed, told: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    typed("backup", folder, "--db", told)
    (path,) = backups(folder)
    done = typed("forget", ID, "--db", told, *SAID, "--backups", folder)
    assert f"{path} still holds {ID}" in done.stdout
    done = typed("forget", ID, "--db", told, *SAID, "--backups", folder, "--from-backups")
    assert f"removed from {path}: {ID}" in done.stdout
    assert left_in_files(path) == []
    assert typed("verify", "--db", path).exit_code == 0
    assert typed("restore", path, "--db", tmp_path / "new.db").exit_code == 0
    assert sorted(file.name for file in folder.iterdir()) == [path.name, f"{path.name}.sha256", "backup.lock"]
    assert "still holds" not in typed("forget", 7, "--db", told, *SAID, "--backups", folder).stdout


@pytest.mark.parametrize("table", ["articles", "revisions", "rejects"])
def test_a_backup_holds_it_in_whatever_table_it_is_named(typed: Typed, told: Path, table: str) -> None:
    """As in a backup of an archive whose captures were lost, or one that a program of one's own has thinned."""
    known = [Takedown(ID, frozenset(forgotten.names(ID, [URL])), "a", "r", "x")]
    with closing(sqlite3.connect(told)) as connection:
        for name, _, _ in NAMED_IN:
            if name != table:
                connection.execute(f"DELETE FROM {name}")
        if table == "rejects":
            connection.execute("UPDATE rejects SET article_id = ?, capture_id = NULL", [ID])
        connection.commit()
    assert held_in(told, known) == [str(ID)]
    assert held_in(told, [replace(known[0], article_id=5, addresses=frozenset())]) == []


def test_said_twice_it_is_recorded_once(typed: Typed, told: Path) -> None:
    page = "https://shahr20.ir/photos/a-page/"
    for what in (ID, ID, URL, page, page):
        done = typed("forget", what, "--db", told, *SAID)
        assert done.exit_code == 0
    assert "that record stands" in done.stdout
    assert typed("forget", "--list", "--db", told).stdout.count("by سردبیر") == 2
    typed("forget", ID, "--allow", "--db", told, *SAID)
    typed("forget", ID, "--db", told, *SAID)
    assert typed("forget", "--list", "--db", told).stdout.count("removed:") == 3


def test_it_is_said_that_backups_were_not_looked_at(typed: Typed, told: Path, tmp_path: Path) -> None:
    said = "backups were not looked at; name their folder with --backups DIR\n"
    assert said in typed("forget", ID, "--db", told, *SAID).stdout
    assert said not in typed("forget", ID, "--db", told, *SAID, "--backups", tmp_path).stdout
    assert said not in typed("forget", "--finish", "--db", told).stdout


def test_what_a_restore_put_aside_is_named_and_can_be_cleared(
    typed: Typed, told: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    typed("backup", folder, "--db", told)
    assert typed("restore", *backups(folder), "--db", told).exit_code == 0
    (aside,) = replaced(told)
    add = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode = WAL'); "
    )
    add += "c.execute('INSERT INTO links (article_id, position, url) SELECT 990002, 99, ?', [sys.argv[2]])"
    kill = "; c.commit(); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", add + kill, aside, URL], check=False)
    assert aside.with_name(aside.name + "-wal").stat().st_size
    assert f"{aside} still holds {ID}" in typed("forget", ID, "--db", told, *SAID).stdout
    done = typed("forget", ID, "--db", told, *SAID, "--backups", folder, "--from-backups")
    assert f"removed from {aside}: {ID}" in done.stdout
    assert left_in_files(aside) == []
    assert "still holds" not in typed("forget", ID, "--db", told, *SAID).stdout


def test_what_was_put_aside_and_cannot_be_read_is_named(typed: Typed, told: Path) -> None:
    aside = told.with_name(f"{told.name}.replaced-2026-01-01T000000Z")
    aside.write_bytes(b"x" * 9000)
    done = typed("forget", ID, "--db", told, *SAID)
    assert (done.exit_code, f"{aside} may still hold" in done.stderr) == (0, True)
