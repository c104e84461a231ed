"""Records to be cited, and readers of the formats by their descriptions."""

import re

WHOLE = {
    "id": 47859,
    "title": "برنامه‌های COVID-19 در قم",
    "author": "گروه خبر",
    "url": "https://shahr20.ir/47859/برنامه/?a=1&b=2",
    "permalink": "http://127.0.0.1:8001/article/47859/v2",
    "published_jalali": "1400-12-01 01:08",
    "published_at": "2022-02-19T21:38:00Z",  # the day before, in UTC
    "revision": 2,
    "first_seen_at": "2022-02-21T10:00:00Z",
    "last_seen_at": "2022-03-01T21:00:00Z",  # the next day, in Tehran
    "content_hash": "ab" * 32,
    "lead": "چکیدهٔ خبر.",
    "category": "فرهنگی",
    "tags": ["هویت شهری", "فرهنگی"],
    "word_count": 25,
}
BARE = {"id": 7, "title": None, "title_raw": "عنوان", "url": None, "published_jalali": None, "revision": 1}
HOSTILE = {
    **WHOLE,
    "title": '</script>{\\%#$&_~^}"\n\n@misc{x, ER  - \r\nTY  - \u202eevil\u0007',
    "author": "</textarea><script>alert(1)</script>",
    "lead": "\r\nER  - \r\nTY  - JOUR",
    "tags": ["a, b}", "<b>"],
    "url": "javascript:alert(1)",
    "permalink": 'http://x/"><script>/{a}\\ b',
}


def read_bibtex(text):
    """Type, key and fields of one entry: braces are counted, as BibTeX does; a backslash does not hide one."""
    kind, key, rest = re.fullmatch(r"@(\w+)\{([^,\s]+),\n(.*)\n\}\n", text, re.DOTALL).groups()
    fields, at = {}, 0
    while at < len(rest):
        head = re.compile(r"\s*(\w+) = (?:(\w+),?\n?)?").match(rest, at)
        at = head.end()
        if head[2]:
            fields[head[1]] = head[2]
            continue
        depth, start = 0, at
        while True:
            depth += {"{": 1, "}": -1}.get(rest[at], 0)
            at += 1
            if not depth:
                break
        fields[head[1]] = rest[start + 1 : at - 1]
        assert rest[at : at + 2] in (",\n", "")
        at += 2
    return kind, key, fields


def read_ris(text):
    """(tag, value) of every line of one entry."""
    assert text.endswith("\r\n")
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups() for line in text.split("\r\n")[:-1]]
    assert (found[0][0], found[-1]) == ("TY", ("ER", ""))
    return found
