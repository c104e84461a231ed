"""What the archive's tables and columns are called in Persian, and what they mean."""

from __future__ import annotations

TABLES: dict[str, str] = {
    "articles": "نوشته‌ها",
    "revisions": "نسخه‌های پیشین",
    "related": "نوشته‌های مشابه",
    "links": "پیوندهای متن",
    "categories": "دسته‌ها",
    "tags": "برچسب‌ها",
    "article_categories": "دسته‌های هر نوشته",
    "article_tags": "برچسب‌های هر نوشته",
    "sources": "منبع‌ها",
    "captures": "صفحه‌های برداشت‌شده",
    "crawls": "خزش‌ها",
    "frontier": "نشانی‌های در صف",
    "rejects": "صفحه‌های ناخوانا",
    "dictionaries": "واژه‌نامه‌های فشرده‌سازی",
}

COLUMNS: dict[str, str] = {
    "id": "شناسه",
    "url": "نشانی",
    "kicker": "روتیتر",
    "title": "عنوان",
    "lead": "لید",
    "body": "متن",
    "title_raw": "عنوان خام",
    "lead_raw": "لید خام",
    "body_raw": "متن خام",
    "published_at": "انتشار (UTC)",
    "published_jalali": "تاریخ انتشار",
    "jalali_year": "سال",
    "jalali_month": "ماه",
    "published_raw": "تاریخ چاپ‌شده",
    "source": "منبع",
    "source_raw": "عبارت منبع",
    "category": "دسته",
    "author": "نویسنده",
    "image_url": "نشانی تصویر",
    "image_caption": "شرح تصویر",
    "word_count": "شمار واژه‌ها",
    "content_hash": "اثر انگشت متن",
    "reader_version": "نسخهٔ خواننده",
    "read_by": "قاعدهٔ هر فیلد",
    "flags": "یادداشت‌ها",
    "revision": "نسخه",
    "first_seen_at": "نخستین دیدار",
    "last_seen_at": "آخرین دیدار",
    "gone_at": "برداشته‌شده از سایت",
    "capture_id": "برداشت",
    "article_id": "نوشته",
    "position": "جایگاه",
    "related_id": "نوشتهٔ مشابه",
    "text": "متن پیوند",
    "name": "نام",
    "slug": "نامک",
    "articles": "شمار نوشته‌ها",
    "category_id": "دسته",
    "tag_id": "برچسب",
    "seen_at": "زمان دیدار",
    "crawl_id": "خزش",
    "fetched_at": "زمان برداشت",
    "status": "پاسخ",
    "headers": "سرآیندها",
    "content_type": "نوع",
    "sha256": "SHA-256",
    "reading_hash": "اثر انگشت خوانده‌ها",
    "length": "اندازه (بایت)",
    "dictionary_id": "واژه‌نامه",
    "same_as": "همانند",
    "started_at": "آغاز",
    "heartbeat_at": "آخرین نشانهٔ کار",
    "finished_at": "پایان",
    "outcome": "سرانجام",
    "exit_code": "کد خروج",
    "arguments": "گزینه‌ها",
    "doors": "درها",
    "found": "یافته",
    "fetched": "گرفته",
    "stored": "ذخیره‌شده",
    "unchanged": "بی‌تغییر",
    "rejected": "ناخوانا",
    "gone": "برداشته‌شده",
    "failed": "ناکام",
    "Link": "ردیف",
    "door": "در",
    "state": "وضع",
    "tries": "تلاش‌ها",
    "not_before": "نه پیش از",
    "published": "انتشار",
    "modified": "ویرایش",
    "etag": "ETag",
    "last_modified": "Last-Modified",
    "last_status": "آخرین پاسخ",
    "last_error": "آخرین خطا",
    "found_at": "زمان یافتن",
    "reason": "دلیل",
    "detail": "شرح",
    "trained_at": "زمان ساخت",
    "samples": "نمونه‌ها",
    "dictionary": "واژه‌نامه",
}

DESCRIPTIONS: dict[str, dict[str, str]] = {
    "articles": {
        "id": "شناسهٔ نوشته در خود سایت",
        "kicker": "روتیتر، بالای عنوان",
        "title": "عنوان، یکدست‌شده برای خواندن",
        "lead": "چکیدهٔ آغاز خبر",
        "body": "متن خبر، یکدست‌شده برای خواندن؛ بندها با یک سطر خالی جدا شده‌اند",
        "title_raw": "عنوان، حرف‌به‌حرف همان‌گونه که منتشر شد",
        "lead_raw": "لید، حرف‌به‌حرف همان‌گونه که منتشر شد",
        "body_raw": "متن، حرف‌به‌حرف همان‌گونه که منتشر شد",
        "published_at": "لحظهٔ انتشار به وقت جهانی",
        "published_jalali": "تاریخ و ساعت انتشار به وقت تهران، هجری خورشیدی",
        "published_raw": "تاریخ، همان‌گونه که در صفحه چاپ شده است",
        "source": "نخستین منبع بیرونی که بند اول متن از آن نام می‌برد",
        "source_raw": "واژه‌هایی که منبع از آن‌ها خوانده شد",
        "category": "نخستین دستهٔ نوشته",
        "content_hash": "اثر انگشت فیلدهای خام؛ با هر ویرایش واقعی عوض می‌شود",
        "read_by": "هر فیلد را کدام قاعده از صفحه خواند (JSON)",
        "flags": "آنچه ناسازگار، ترمیم‌شده یا ناموجود بود (JSON)",
        "revision": "شمارهٔ نسخهٔ کنونی",
        "gone_at": "زمانی که نوشته دیگر در سایت نبود؛ متن آن این‌جا مانده است",
        "capture_id": "صفحه‌ای که نوشته از آن خوانده شد",
    },
    "related": {
        "related_id": "شناسهٔ نوشتهٔ مشابه، اگر پیوند آن به همین سایت باشد",
        "position": "جایگاه پیوند در فهرست صفحه",
    },
    "sources": {"articles": "شمار نوشته‌هایی که این منبع را نام برده‌اند"},
    "rejects": {"reason": "چرا از این صفحه نوشته‌ای ساخته نشد"},
}

SHOWN: dict[str, tuple[str, ...]] = {
    "articles": ("id", "title", "published_jalali", "source", "category"),
    "revisions": ("article_id", "revision", "title", "seen_at", "capture_id"),
    "captures": ("id", "url", "article_id", "fetched_at", "status", "content_type", "length", "same_as"),
    "crawls": (
        "id",
        "started_at",
        "finished_at",
        "outcome",
        "found",
        "fetched",
        "stored",
        "unchanged",
        "rejected",
    ),
    "frontier": ("url", "article_id", "door", "state", "tries", "last_status", "fetched_at"),
    "rejects": ("id", "url", "reason", "detail", "seen_at", "capture_id"),
}
"""The columns a table's page shows when the address names none with `_col`."""

SORTED_BY: dict[str, str] = {"published_jalali": "published_at"}
"""Columns in the same order as another one that has an index."""

OPERATORS: dict[str, str] = {
    "exact": "برابر است با",
    "not": "نابرابر است با",
    "contains": "دربردارد",
    "endswith": "پایان می‌یابد با",
    "startswith": "آغاز می‌شود با",
    "gt": "بزرگ‌تر از",
    "gte": "بزرگ‌تر یا برابر",
    "lt": "کوچک‌تر از",
    "lte": "کوچک‌تر یا برابر",
    "like": "همانند الگوی",
    "notlike": "ناهمانند الگوی",
    "glob": "همانند الگوی GLOB",
    "in": "یکی از",
    "notin": "هیچ‌یک از",
    "arraycontains": "آرایهٔ دارای",
    "arraynotcontains": "آرایهٔ بی",
    "date": "در روز",
    "isnull": "تهی است",
    "notnull": "تهی نیست",
    "isblank": "خالی است",
    "notblank": "خالی نیست",
}
"""Datasette's filters."""

HIDDEN = (
    "meta", "_sqlite_migrations", "search", "dictionaries", "lexicon_forms", "lexicon_inside", "lexicon_stems",
)  # fmt: skip


def table(name: str) -> str:
    """A table's Persian name; its own where it has none."""
    return TABLES.get(name, name)


def column(name: str) -> str:
    """A column's Persian name; its own where it has none."""
    return COLUMNS.get(name, name)
