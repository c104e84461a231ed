"""What a record of an export has: the columns, in their order, each with its type and its meaning."""

from __future__ import annotations

COLUMNS: dict[str, tuple[type, str]] = {
    "id": (int, "the site's own id (شناسه)"),
    "url": (str, "address on the site"),
    "permalink": (str, "address of this version in the archive that made the file"),
    "kicker": (str, "line above the title"),
    "title": (str, "title, normalised"),
    "lead": (str, "lead, normalised"),
    "body": (str, "text, normalised; paragraphs parted by a blank line"),
    "published_at": (str, "UTC"),
    "published_jalali": (str, "the same in Tehran, by the Jalali calendar"),
    "jalali_year": (int, "Jalali year of publication"),
    "jalali_month": (int, "Jalali month of publication, 1 to 12"),
    "source": (str, "first outside source that the text names (منبع)"),
    "category": (str, "first category"),
    "categories": (list, "all categories"),
    "tags": (list, "tags"),
    "author": (str, "author"),
    "image_url": (str, "address of the picture"),
    "image_caption": (str, "its caption"),
    "word_count": (int, "words of the text"),
    "revision": (int, "number of this version"),
    "seen_at": (str, "when this version was seen first, UTC"),
    "first_seen_at": (str, "when the article was seen first, UTC"),
    "last_seen_at": (str, "when it was seen last, UTC"),
    "gone_at": (str, "when the site was seen to have removed it, UTC"),
    "content_hash": (str, "SHA-256 of title, lead and text as published"),
    "flags": (list, "what disagreed, was repaired or is missing"),
    "reader_version": (int, "version of the program's reader that read the page"),
    "title_raw": (str, "title as published, letter for letter"),
    "lead_raw": (str, "lead as published"),
    "body_raw": (str, "text as published"),
}

NAMES = """(SELECT json_group_array(name) FROM (SELECT name FROM {terms} JOIN {pairs} ON {key} = {terms}.id
    WHERE article_id = a.id ORDER BY {pairs}.rowid))"""
MADE = {
    "permalink": "NULL",
    "categories": NAMES.format(terms="categories", pairs="article_categories", key="category_id"),
    "tags": NAMES.format(terms="tags", pairs="article_tags", key="tag_id"),
    "flags": "(SELECT json_group_array(key) FROM json_each(coalesce(a.flags, '{}')))",
    "seen_at": """(SELECT r.seen_at FROM revisions AS r
        WHERE r.article_id = a.id AND r.revision = a.revision)""",
}
"""Columns that `articles` does not have as they are here, as SQL."""

SELECT = ", ".join(f"{MADE.get(name, f'a.{name}')} AS {name}" for name in COLUMNS)
LISTS = tuple(name for name, (kind, _) in COLUMNS.items() if kind is list)
