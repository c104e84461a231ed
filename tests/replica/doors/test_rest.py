from datetime import UTC, datetime, timedelta

import pytest

POSTS = "/wp-json/wp/v2/posts"


def ids(answer):
    return [post["id"] for post in answer.json()]


def test_every_public_article_is_named_once_page_after_page(site, visit):
    found, number, pages = [], 1, 1
    while number <= pages:
        answer = visit(f"{POSTS}?per_page=7&page={number}&_fields=id,link")
        pages = int(answer.headers["x-wp-totalpages"])
        assert int(answer.headers["x-wp-total"]) == len(site.public)
        found += answer.json()
        number += 1
    assert {post["id"]: post["link"] for post in found} == {
        story.id: site.base_url + story.path for story in site.public
    }
    assert len(found) == len(site.public)


def test_past_the_end_is_wordpress_s_own_error(visit):
    answer = visit(f"{POSTS}?page=99")
    assert (answer.status, answer.json()["code"]) == (400, "rest_post_invalid_page_number")


@pytest.mark.parametrize(
    "query",
    ["per_page=101", "per_page=0", "per_page=x", "page=0", "orderby=colour", "order=up", "include=1,x",
     "after=yesterday", "modified_after=2022-13-01T00:00:00", "after=2022-01-01", "page=" + "9" * 5000],
)  # fmt: skip
def test_a_parameter_that_means_nothing_is_refused(visit, query):
    answer = visit(f"{POSTS}?{query}")
    assert (answer.status, answer.json()["code"]) == (400, "rest_invalid_param")


def test_a_post_carries_what_wordpress_gives(site, visit):
    [post] = visit(f"{POSTS}?include=47859").json()
    known = next(story for story in site.stories if story.id == 47859)
    assert post["date"] == "2022-02-20T18:08:00"
    assert post["date_gmt"] == post["modified_gmt"] == "2022-02-20T14:38:00"
    assert post["link"] == site.base_url + known.path
    assert post["slug"] == known.path.split("/")[2]
    assert post["title"] == {"rendered": known.title}
    assert post["content"]["rendered"].count("<p>") == 5
    assert (post["status"], post["type"]) == ("publish", "post")


def test_one_post_by_its_id(visit):
    assert visit(f"{POSTS}/47859?_fields=id").json() == {"id": 47859}
    assert visit(f"{POSTS}/47860").json()["code"] == "rest_post_invalid_id"


def test_slashes_are_escaped_as_php_does(visit):
    assert b"http:\\/\\/127.0.0.1" in visit(f"{POSTS}?per_page=1&_fields=link").body


@pytest.mark.parametrize("by", ["date", "id", "modified"])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_orders(site, visit, by, order):
    key = {
        "date": lambda s: (s.published, s.id),
        "id": lambda s: s.id,
        "modified": lambda s: (s.modified, s.id),
    }
    wanted = sorted(site.public, key=key[by], reverse=order == "desc")
    assert ids(visit(f"{POSTS}?orderby={by}&order={order}&per_page=100")) == [story.id for story in wanted]


def test_bounds_are_strict_and_local_without_a_zone(site, visit):
    moments = sorted({story.modified for story in site.public})
    bound = moments[len(moments) // 2]
    later = {story.id for story in site.public if story.modified > bound}
    tehran = bound + timedelta(hours=3.5)
    for text in (f"{bound:%Y-%m-%dT%H:%M:%SZ}", f"{tehran:%Y-%m-%dT%H:%M:%S%%2B03:30}"):
        assert set(ids(visit(f"{POSTS}?per_page=100&modified_after={text}"))) == later
    winter = datetime(2022, 2, 20, 14, 38, tzinfo=UTC)
    before = {story.id for story in site.public if story.published < winter}
    assert 47859 not in before
    assert set(ids(visit(f"{POSTS}?per_page=100&before=2022-02-20T18:08:00"))) == before
    assert set(ids(visit(f"{POSTS}?per_page=100&before=2022-02-20T18:08:01"))) == before | {47859}


def test_nothing_found_is_an_empty_list_and_no_error(visit):
    answer = visit(f"{POSTS}?after=2050-01-01T00:00:00Z")
    assert (answer.status, answer.json(), answer.headers["x-wp-totalpages"]) == (200, [], "0")


def test_a_shut_door_refuses_every_path_below_it(start):
    _, visit = start(shut={"rest"})
    for path in (POSTS, POSTS + "/47859", "/wp-json/", "/wp-json"):
        answer = visit(path)
        assert (answer.status, answer.json()["code"]) == (401, "rest_cannot_access")
