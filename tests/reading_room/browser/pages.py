"""The pages that the browser opens: one line each, the name of its screenshots and its address."""

KNOWN = 47859

PAGES = {
    "home": "/",
    "article": f"/article/{KNOWN}",
    "version": "/article/{edited}/v1",
    "article-edited": "/article/{edited}",
    "versions": "/article/{edited}/versions",
    "versions-one": f"/article/{KNOWN}/versions",
    "capture": "/capture/1",
    "capture-hostile": "/capture/{hostile}",
    "capture-rejected": "/capture/{rejected}",
    "sources": "/sources",
    "source": "/source/{source}",
    "categories": "/categories",
    "category": "/category/{category}",
    "tags": "/tags",
    "tag": "/tag/{tag}",
    "coverage": "/coverage",
    "about": "/about",
    "table-articles": "/archive/articles",
    "table-search": "/archive/articles?_search=شهرداری&jalali_year=1404",
    "table-none": "/archive/articles?_search=هیچ‌چنین‌واژه‌ای",
    "table-captures": "/archive/captures",
    "table-crawls": "/archive/crawls",
    "row": "/archive/captures/1",
    "database": "/archive",
    "sql": "/archive?sql=select+id,+title,+published_jalali,+source+from+articles+limit+20",
    "sql-wrong": "/archive?sql=select+nothing+from+nowhere",
    "not-found": "/article/1",
    "wrong": "/sources?page=x",
    "tool": "/-/versions",
}
"""`{names}` are filled in by the archive that is served."""
