"""What stands in the WordPress under test: the newsroom's stories, odd articles, and all that is no article.

Every story keeps its id, its times and its words; how it is typed is for `hands`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from shahr20.replica.story import Story
from tests.wordpress.hands import IMAGES, UPLOAD, hand_of

Post = dict[str, Any]
"""One post, as php/posts.php takes it."""

HIDDEN = frozenset(("draft", "pending", "private", "trash", "auto-draft", "future"))
"""What nobody but an editor sees."""


def stamp(moment: datetime) -> str:
    """A time as php/posts.php takes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def everything(stories: Sequence[Story]) -> list[Post]:
    """The whole newspaper: pictures first, because articles show them."""
    taken = {story.id for story in stories}
    odd = odd_articles(taken)
    return [*images(), *map(article, stories), *odd, *no_articles(taken | {post["id"] for post in odd})]


def article(story: Story) -> Post:
    """A story as an editor enters it; WordPress makes its slug of the title."""
    photos = "\n\n".join(f'<img src="{UPLOAD}/{place}.gif" alt="" />' for place in (4, 5))
    return {
        "id": story.id,
        "status": story.status,
        "title": escape(story.title, quote=False),
        "excerpt": escape(story.lead or "", quote=False),
        "content": hand_of(story)(story) if story.paragraphs else photos,
        "published": stamp(story.published),
        "modified": stamp(story.modified),
        "author": story.author or "",
        "categories": [list(term) for term in story.categories],
        "tags": [list(term) for term in story.tags],
        "image": IMAGES[story.id % len(IMAGES)] if story.image and story.id % 2 else None,
        "meta": {"related": list(story.related), **({"kicker": story.kicker} if story.kicker else {})},
        "comments": [comment.text for comment in story.comments],
    }


def images() -> list[Post]:
    """The media library: every second picture has a caption."""
    return [
        {
            "id": number,
            "type": "attachment",
            "status": "inherit",
            "title": f"تصویر {place}",
            "excerpt": "نمایی از شهر" if place % 2 else "",
            "file": f"2019/05/{place}.gif",
            "published": "2019-05-01 08:00:00",
        }
        for place, number in enumerate(IMAGES, 1)
    ]


def odd_articles(taken: set[int]) -> list[Post]:
    """Articles with something about them that the newsroom does not write."""
    free = (number for number in range(48_000, 49_000) if number not in taken)
    words = (
        "به گزارش شهر بیست به نقل از روابط عمومی شهرداری قم، آیین گشایش پارک برگزار شد.\n\nپارک ۲ هکتار است."
    )
    kinds: list[Post] = [
        {"title": "گشایش پارک بانوان", "sticky": True},
        {"title": "گشایش پارک بانوان"},
        {"title": 'سهم &amp; بودجه «فرهنگ» -- "شهر" ...', "excerpt": "بند نخست لید.\n\nبند دوم لید."},
        {"title": "یک سطر <br /> و سطر دیگر", "meta": {"kicker": "روتیتر & نشانه"}},
        {"title": "گزارش بی‌متن", "content": ""},
        {"title": "گزارش دو صفحه‌ای", "content": f"{words}\n\n<!--nextpage-->\n\nدنباله در صفحه دوم است."},
        {"title": "۱۴۰۱"},
    ]
    return [
        {
            "id": next(free),
            "content": words,
            "published": stamp(datetime(2022, 3, 5, 6, tzinfo=UTC) + timedelta(minutes=place)),
            "categories": [["شهری", "شهری"]],
            **kind,
        }
        for place, kind in enumerate(kinds)
    ]


def no_articles(taken: set[int]) -> list[Post]:
    """What takes ids, or looks like an article, and is none that the public can read."""
    free = (number for number in range(47_000, 48_000) if number not in taken)
    parent = min(taken)
    words = "این متن برای خوانندگان نیست و نباید در بایگانی بیاید."
    kinds: list[Post] = [
        *({"status": status} for status in sorted(HIDDEN - {"future"})),
        {"password": "گنبد"},
        {"type": "page", "slug": "درباره-ما"},
        {"type": "revision", "status": "inherit", "parent": parent, "slug": f"{parent}-revision-v1"},
        {"type": "attachment", "status": "inherit", "parent": parent, "file": "2019/05/6.gif"},
        {"type": "nav_menu_item"},
    ]
    return [
        {
            "id": next(free),
            "title": f"نوشته شماره {place}",
            "content": words,
            "excerpt": words,
            "published": stamp(datetime(2022, 2, 19, 6, tzinfo=UTC) + timedelta(minutes=place)),
            **kind,
        }
        for place, kind in enumerate(kinds)
    ]
