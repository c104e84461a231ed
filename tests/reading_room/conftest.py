import asyncio
from functools import partial
from types import SimpleNamespace

import pytest
from datasette.app import Datasette

from shahr20.archive.archive import Archive
from shahr20.archive.entry import Answer, Article, Entry
from shahr20.archive.schema import ARTICLE_FIELDS

BODY = (
    "به گزارش «شهر بیست» به نقل از روابط عمومی شهرداری قم، برنامه‌های سازمان فرهنگی گسترش یافت.\n\n"
    "وی افزود: نشانی shahr20.ir برای شهروندان باز است."
)
FIELDS = {
    "title": "تلاش برای ارتقای هویت شهری و فرهنگ شهروندی در قم",
    "lead": "سرپرست سازمان فرهنگی به فعالیت مجموعه گنبد سبز اشاره کرد.",
    "body": BODY,
    "published_at": "2022-02-20T14:38:00Z",
    "published_jalali": "1400-12-01 18:08",
    "jalali_year": 1400,
    "jalali_month": 12,
    "source": "روابط عمومی شهرداری قم",
    "category": "فرهنگی",
    "word_count": 25,
    "flags": '{"lost_half_spaces": "the text has lost its half-spaces"}',
}


def article(number, related=(), links=(), categories=(("فرهنگی", "culture"),), tags=(), **changed):
    fields = {**dict.fromkeys(ARTICLE_FIELDS), **FIELDS, **changed}
    del fields["content_hash"]
    for name in ("title", "lead", "body"):
        fields[f"{name}_raw"] = fields[name]
    url = f"https://shahr20.ir/{number}/"
    return Article(number, url, fields, related, links, categories, tags)


def put(path, *articles, seen_at="2022-03-01T10:00:00Z"):
    """Store articles as a crawl does."""
    with Archive(path, create=True) as archive:
        for made in articles:
            archive.store(Entry(Answer(made.url, b"<html>secret comment</html>", seen_at), made))


@pytest.fixture
def make(tmp_path):
    """`make(*articles)` is the path of an archive of them."""

    def make(*articles, name="archive.db"):
        put(tmp_path / name, *articles)
        return tmp_path / name

    return make


@pytest.fixture
def archive_db(make):
    """Five articles: the first names two others as related, one of which is here."""
    return make(
        article(
            47859,
            related=(
                (100, "https://shahr20.ir/100/", "افتتاح بوستان بانوان"),
                (999, "https://shahr20.ir/999/", "نوشته‌ای که نیست"),
                (None, None, "عنوانی بی‌پیوند"),
            ),
            links=(("https://example.com/", "یک پیوند"),),
            tags=(("هویت شهری", "identity"),),
        ),
        article(
            100,
            title="افتتاح بوستان بانوان در منطقه COVID-19",
            body="بوستان بانوان با ۲۵ هکتار گشوده شد.",
            published_at="2023-05-01T08:00:00Z",
            published_jalali="1402-02-11 11:30",
            jalali_year=1402,
            jalali_month=2,
            source="ایسنا",
            category="شهری",
            categories=(("شهری", "urban"), ("فرهنگی", "culture")),
        ),
        article(101, title="بی‌تاریخ", published_at=None, published_jalali=None, jalali_year=None,
                jalali_month=None, published_raw="32 اسفند 1400", source=None, body=""),
        article(102, title="<script>alert(1)</script> & «نقل»", kicker="روتیتر <b>", lead=None,
                body="متن <img src=x onerror=alert(1)>", source="<i>منبع</i>"),
        article(103, title="شهردار قم از مترو گفت", body="شهردار از ۱۴۰۰ گفت."),
    )  # fmt: skip


@pytest.fixture
def edited_db(make):
    """Article 7 in two versions: the title and a word of the body are others."""
    path = make(article(7))
    edited = article(7, title="عنوان <b>تازه</b>", body=BODY.replace("گسترش", "کاهش"))
    put(path, edited, seen_at="2022-03-02T10:00:00Z")
    return path


@pytest.fixture
def ask():
    """`ask(paths, method, address)` asks a Datasette that serves these files for one page."""

    def ask(paths, method, address, cookies=None, headers=None, **options):
        async def answer():
            datasette = Datasette([str(path) for path in paths], **options)
            await datasette.invoke_startup()
            return await datasette.client.request(method, address, cookies=cookies, headers=headers)

        return asyncio.run(answer())

    return ask


@pytest.fixture
def get(ask):
    """`get(paths, address)`, the same by GET."""
    return lambda paths, address, **options: ask(paths, "GET", address, **options)


@pytest.fixture
def room(archive_db, ask):
    """`room.get(address)` asks for one page of the sample archive."""

    def request(method, address, **options):
        return ask([archive_db], method, address, **options)

    return SimpleNamespace(
        path=archive_db, request=request, get=partial(request, "GET"), head=partial(request, "HEAD")
    )
