import pytest


def locations(answer):
    return answer.find("//loc/text()")


def walk(site, visit, index):
    """Every address that the files of an index name, with the file it stands in."""
    for file in locations(visit(index)):
        path = file.removeprefix(site.base_url)
        for url in locations(visit(path)):
            yield path, url


@pytest.mark.parametrize(
    ("index", "posts"),
    [("/wp-sitemap.xml", "/wp-sitemap-posts-post-"), ("/sitemap_index.xml", "/post-sitemap")],
)
def test_the_post_files_name_every_public_article_once(site, visit, index, posts):
    named = [url for file, url in walk(site, visit, index) if file.startswith(posts)]
    assert sorted(named) == sorted(site.base_url + story.path for story in site.public)


@pytest.mark.parametrize("index", ["/wp-sitemap.xml", "/sitemap_index.xml"])
def test_what_else_they_name_is_there_too(site, visit, index):
    articles = {site.base_url + story.path for story in site.public}
    others = {url for _, url in walk(site, visit, index)} - articles
    assert site.base_url + "/" in others
    assert any("/category/" in url for url in others)
    assert any("/tag/" in url for url in others)
    for url in others:
        assert visit(url.removeprefix(site.base_url)).status == 200, url


def test_wordpress_s_own_has_no_lastmod_and_2000_to_a_file(start):
    site, visit = start(articles=2_100)
    assert visit("/wp-sitemap.xml").find("//lastmod") == []
    public = len(site.desk.edition().entries)
    assert len(locations(visit("/wp-sitemap-posts-post-1.xml"))) == 2_000
    assert len(locations(visit("/wp-sitemap-posts-post-2.xml"))) == public - 2_000
    assert visit("/wp-sitemap-posts-post-3.xml").status == 404
    assert visit("/wp-sitemap-posts-post-0.xml").status == 404


def test_the_plugin_s_tells_the_last_edit(site, visit):
    found = dict(
        zip(
            *[visit("/post-sitemap.xml").find(f"//{name}/text()") for name in ("loc", "lastmod")], strict=True
        )
    )
    assert found == {
        site.base_url + story.path: f"{story.modified:%Y-%m-%dT%H:%M:%S+00:00}" for story in site.public
    }


@pytest.mark.parametrize(
    ("shut", "open_", "closed"),
    [
        ("sitemap", [], ["/wp-sitemap.xml", "/sitemap_index.xml", "/post-sitemap.xml"]),
        ("core-sitemap", ["/sitemap_index.xml"], ["/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml"]),
        ("seo-sitemap", ["/wp-sitemap.xml"], ["/sitemap_index.xml", "/post-sitemap.xml"]),
    ],
)
def test_shut_ones_are_missing_and_robots_does_not_name_them(start, shut, open_, closed):
    _, visit = start(shut={shut})
    robots = visit("/robots.txt").text()
    for path in open_:
        assert visit(path).status == 200
        assert path in robots
    for path in closed:
        assert visit(path).status == 404
        assert path not in robots
