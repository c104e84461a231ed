import http.client
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from shahr20.replica.server import Replica

POSTS = "/wp-json/wp/v2/posts?per_page=100&_fields=id"


def named(visit, query=""):
    return {post["id"] for post in visit(POSTS + query).json()}


def test_an_edit_shows_on_the_page_and_in_the_order_of_edits(start):
    site, visit = start()
    before = site.desk.story(47859)
    edited = site.edit(47859)
    assert edited.modified > before.modified
    assert edited.published == before.published
    assert edited.paragraphs[:-1] == before.paragraphs[:-1]
    assert edited.paragraphs[-1] != before.paragraphs[-1]
    assert edited.paragraphs[-1] in visit(edited.path).text()
    assert visit(POSTS + "&orderby=modified").json()[0] == {"id": 47859}


def test_an_edit_changes_the_fields_it_is_given(start):
    site, visit = start()
    site.edit(47859, title="عنوان تازه", lead=None)
    page = visit(site.desk.story(47859).path).html()
    assert page.xpath("string(//h2[@class='single-post-title'])") == "عنوان تازه"
    assert not page.find_class("lead")
    titles = visit("/").html().xpath("//*[@class='entry-title']/a/text()")
    assert "تلاش برای ارتقای هویت شهری و فرهنگ شهروندی در قم" not in titles
    with pytest.raises(TypeError, match="colour"):
        site.edit(47859, colour="red")


def test_a_photo_post_is_edited_in_its_title(start):
    site, _ = start()
    photo = next(story for story in site.public if story.kind == "photo")
    assert site.edit(photo.id).title != photo.title


def test_a_deleted_article_is_gone_everywhere(start):
    site, visit = start()
    path = site.desk.headline(47859).path
    before = named(visit)
    site.delete(47859)
    assert [visit(url).status for url in (path, "/?p=47859", "/47859/")] == [404] * 3
    assert named(visit) == before - {47859}
    assert "/47859/" not in visit("/wp-sitemap-posts-post-1.xml").text()
    assert 47859 not in {story.id for story in site.stories}
    with pytest.raises(KeyError):
        site.delete(47859)
    with pytest.raises(KeyError):
        site.edit(47859)


def test_a_deleted_article_leaves_the_related_lists(start):
    site, visit = start()
    known = site.desk.story(47859)
    site.delete(known.related[0])
    links = visit(known.path).html().xpath("//*[@class='related']//a/@href")
    assert links == [site.base_url + site.desk.headline(other).path for other in known.related[1:]]


def test_new_articles_come_first(start):
    site, visit = start()
    before = named(visit)
    new = site.add(3)
    assert len({story.id for story in new} - before) == 3
    assert min(story.id for story in new) > max(before)
    assert [post["id"] for post in visit(POSTS).json()[:3]] == sorted(
        (story.id for story in new), reverse=True
    )
    assert visit(new[0].path).status == 200


def test_a_scheduled_post_appears_at_its_moment_and_its_last_edit_stays_before_it(start):
    site, visit = start()
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    site.clock = lambda: now
    [post] = site.add(published=now + timedelta(hours=2))
    feed = visit("/feed/")
    assert (post.status, visit(post.path).status, visit(f"/?p={post.id}").status) == ("future", 404, 404)
    assert post.id not in named(visit)
    site.clock = lambda: now + timedelta(hours=2)
    assert visit(post.path).status == 200
    assert post.id in named(visit, f"&after={now:%Y-%m-%dT%H:%M:%SZ}")
    assert post.id not in named(visit, f"&modified_after={now:%Y-%m-%dT%H:%M:%SZ}")
    assert visit("/feed/", If_None_Match=feed.headers["etag"]).status == 200
    site.clock = lambda: now
    assert visit(post.path).status == 404


def test_the_scheduled_posts_of_the_seed_are_invisible_until_2031(start):
    site, visit = start()
    scheduled = {story.id for story in site.stories if story.status == "future"}
    assert scheduled
    assert named(visit) == {story.id for story in site.stories} - scheduled
    site.clock = lambda: datetime(2032, 1, 1, tzinfo=UTC)
    assert named(visit) == {story.id for story in site.stories}


def test_requests_are_written_down(start):
    site, visit = start()
    visit("/robots.txt", User_Agent="shahr20-archive (+mailto:a@example.org)")
    visit("/nothing/", "HEAD")
    first, second = site.requests
    assert first[1:5] == ("GET", "/robots.txt", 200, "shahr20-archive (+mailto:a@example.org)")
    assert second[1:4] == ("HEAD", "/nothing/", 404)
    assert first.at <= second.at


def test_head_is_get_without_the_body(site, visit):
    got, head = visit("/robots.txt"), visit("/robots.txt", "HEAD")
    assert head.body == b""
    assert head.headers["content-length"] == got.headers["content-length"] == str(len(got.body))


def test_several_connections_are_served_at_once(site):
    paths = [story.path for story in site.public]

    def fetch(path):
        connection = http.client.HTTPConnection(urlsplit(site.base_url).netloc, timeout=20)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(fetch, paths)) == {200}


def test_after_its_end_the_site_is_silent_on_kept_connections_too():
    with Replica(articles=9) as site:
        address = (urlsplit(site.base_url).hostname, urlsplit(site.base_url).port)
        kept = socket.create_connection(address, timeout=20)
        kept.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        assert kept.recv(12) == b"HTTP/1.1 200"
    with kept:
        while kept.recv(65536):
            pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=20)


def test_an_unknown_door_is_refused():
    with pytest.raises(ValueError, match="no such door: window"):
        Replica(articles=9, shut={"window"})


def test_fifty_thousand_articles_start_at_once(start):
    _, visit = start(articles=50_000)
    assert visit("/47859/").status == 301
    answer = visit("/wp-json/wp/v2/posts?per_page=1&page=49000&_fields=id")
    assert (answer.status, answer.headers["x-wp-total"]) == (200, "49000")
