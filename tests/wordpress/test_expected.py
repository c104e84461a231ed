"""The independent rule by which the archive is judged, on markup small enough to judge it by eye."""

from __future__ import annotations

import pytest

from tests.wordpress.expected import text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>یک</p>\n<p>دو</p>\n", "یک\n\nدو"),
        ("<p>یک <b>و</b>\n  <i>نیم</i>&nbsp; </p><p>&nbsp;</p>", "یک و نیم"),
        ("می&zwnj;شود&#8230;", "می\u200cشود…"),
        ("<div>یک<br />\nدو<br><br>سه</div>", "یک\nدو\n\nسه"),
        ("<ul>\n<li>یک</li>\n<li>دو</li>\n</ul>", "یک\n\nدو"),
        (
            "<p>الف</p><table><tr>\n<td>۱</td>\n<td>۲</td>\n</tr>\n<tr><td>۳</td><td>۴</td></tr></table><p>ب</p>",
            "الف\n\n۱\t۲\n۳\t۴\n\nب",
        ),
        ("<style>p{}</style>دما < ۵<script>var a='<p>';</script>", "دما < ۵"),
        ("<figure><img alt='x'><figcaption>عکس</figcaption></figure><p>متن</p>", "عکس\n\nمتن"),
    ],
)
def test_text_of(markup: str, text: str) -> None:
    assert text_of(markup) == text
