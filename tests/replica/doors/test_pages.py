from urllib.parse import quote

import pytest


def listed(answer):
    return [link.rsplit("?", 1)[0] for link in answer.html().xpath("//*[@class='entry-title']/a/@href")]


def leaf(site, visit, path):
    """The addresses on every page of a listing, and how many pages there are."""
    found, number, answer = [], 1, visit(path)
    while answer.status == 200:
        found += listed(answer)
        number += 1
        answer = visit(f"{path}page/{number}/")
    assert answer.status == 404
    return found, number - 1


def test_the_front_page_leads_to_every_public_article_newest_first(site, visit):
    found, pages = leaf(site, visit, "/")
    newest_first = sorted(site.public, key=lambda story: (story.published, story.id), reverse=True)
    assert found == [site.base_url + story.path for story in newest_first]
    assert pages == -(-len(found) // 10)


@pytest.mark.parametrize("taxonomy", ["category", "tag"])
def test_each_term_lists_its_articles(site, visit, taxonomy):
    for slug in site.desk.terms(taxonomy)[:6]:
        found, _ = leaf(site, visit, f"/{taxonomy}/{quote(slug)}/")
        filed = [
            s
            for s in site.public
            if slug in {t.slug for t in (s.categories if taxonomy == "category" else s.tags)}
        ]
        assert sorted(found) == sorted(site.base_url + story.path for story in filed)


def test_the_pager_leads_on(site, visit):
    page = visit("/page/2/").html()
    assert page.xpath("//a[contains(@class, 'next')]/@href") == [site.base_url + "/page/3/"]
    assert page.xpath("//a[contains(@class, 'prev')]/@href") == [site.base_url + "/"]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/47859/", "{known}"),
        ("/47859", "{known}"),
        ("/47859/another-slug/", "{known}"),
        ("/47859/another-slug/amp/", "{known}"),
        ("{known_without_its_last_slash}", "{known}"),
        ("/?p=47859", "{known}"),
        ("/?p=2", "/%d8%af%d8%b1%d8%a8%d8%a7%d8%b1%d9%87-%d9%85%d8%a7/"),
        ("/page/1/", "/"),
        ("/page/2", "/page/2/"),
        ("/category/culture/page/1/", "/category/culture/"),
    ],
)
def test_other_addresses_lead_to_the_canonical_one(site, visit, path, to):
    known = next(story.path for story in site.public if story.id == 47859)
    names = {"known": known, "known_without_its_last_slash": known[:-1]}
    answer = visit(path.format(**names))
    assert (answer.status, answer.headers["location"]) == (301, site.base_url + to.format(**names))


def test_an_article_answers_at_its_address_in_either_case_of_hexadecimal(site, visit):
    known = next(story.path for story in site.public if story.id == 47859)
    assert known == known.lower()
    for path in (known, known.upper(), known + "?utm_source=telegram"):
        answer = visit(path)
        assert answer.status == 200
        assert answer.html().xpath("//link[@rel='canonical']/@href") == [site.base_url + known]


@pytest.mark.parametrize(
    "path",
    ["/?p=1", "/?p=x", "/?p=" + "9" * 5000, "/1/", "/%DB%B4%DB%B7%DB%B8%DB%B5%DB%B9/", "/nothing/here",
     "/page/99/", "/page/0/", "/category/nothing/", "/tag/nothing/", "/wp-content/nothing.js", "/%FF/"],
)  # fmt: skip
def test_what_is_not_there_is_404(visit, path):
    assert visit(path).status == 404


def test_the_404_page_is_in_the_site_s_layout(visit):
    page = visit("/1/").html()
    assert "error404" in page.find("body").get("class")
    assert page.xpath("string(//h1)") == "صفحه یافت نشد"


def test_articles_answer_304_though_the_clock_on_the_page_went_on(start):
    site, visit = start()
    path = site.desk.headline(47859).path
    first = visit(path)
    assert visit(path, If_None_Match=first.headers["etag"]).status == 304
    assert visit(path, If_None_Match='"other", ' + first.headers["etag"]).status == 304
    assert visit(path, If_Modified_Since=first.headers["last-modified"]).status == 304
    assert visit(path, If_Modified_Since="Mon, 01 Jan 2018 00:00:00 GMT").status == 200
    assert visit(path, If_Modified_Since="yesterday").status == 200
    site.edit(47859, title="عنوان دیگر")
    assert visit(path, If_None_Match=first.headers["etag"]).status == 200
    site.edit(47859, title="عنوان سوم")
    assert visit(path, If_None_Match=first.headers["etag"]).status == 200


def test_articles_without_validators(start):
    site, visit = start(validators=False)
    answer = visit(site.desk.headline(47859).path)
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers


@pytest.mark.parametrize(
    ("door", "paths"),
    [
        ("listing", ["/", "/page/2/", "/category/culture/", "/page/99/"]),
        ("shortlink", ["/?p=47859", "/?p=1"]),
    ],
)
def test_a_shut_door_is_403_and_articles_stay(start, door, paths):
    site, visit = start(shut={door})
    assert [visit(path).status for path in paths] == [403] * len(paths)
    assert visit(site.desk.headline(47859).path).status == 200


def test_the_two_plain_pages_are_no_articles(site, visit):
    page = visit("/%d8%af%d8%b1%d8%a8%d8%a7%d8%b1%d9%87-%d9%85%d8%a7/").html()
    assert "page-id-2" in page.find("body").get("class")
    assert not page.xpath("//meta[@property='article:published_time']")


def test_what_a_page_shows_is_there(site, visit):
    page = visit(next(story.path for story in site.public if story.image)).html()
    files = page.xpath("//img/@src") + page.xpath("//link[@rel='stylesheet']/@href")
    assert files
    for url in files:
        assert visit(url.removeprefix(site.base_url).split("?")[0]).status == 200
    for url in page.xpath("//nav//a/@href|//aside//ul//a[contains(@href, '127.0.0.1')]/@href"):
        assert visit(url.removeprefix(site.base_url)).status == 200, url
