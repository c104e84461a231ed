import pytest


def test_an_edit_by_hand(start):
    site, visit = start()
    [named] = visit("/replica/edit?id=47859", "POST").json()
    assert named["id"] == 47859
    assert site.desk.story(47859).modified > site.desk.story(47859).published
    visit("/replica/edit?id=47859&title=%D9%82%D9%85", "POST")
    assert site.desk.story(47859).title == "قم"


def test_a_deletion_by_hand(start):
    _, visit = start()
    assert visit("/replica/delete?id=47859", "POST").status == 200
    assert visit("/47859/").status == 404
    answer = visit("/replica/delete?id=47859", "POST")
    assert (answer.status, answer.json()) == (404, {"error": "there is no article 47859"})


def test_additions_by_hand_now_and_later(start):
    site, visit = start()
    added = visit("/replica/add?count=2", "POST").json()
    assert [visit(one["path"]).status for one in added] == [200, 200]
    [later] = visit("/replica/add?minutes=30", "POST").json()
    assert later["status"] == "future"
    assert visit(later["path"]).status == 404
    assert len(site.stories) == 33


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/replica/edit", 400),
        ("/replica/edit?id=x", 400),
        ("/replica/edit?id=1", 404),
        ("/replica/add?count=0", 400),
        ("/replica/add?count=1001", 400),
        ("/replica/add?minutes=soon", 400),
        ("/wp-comments-post.php", 405),
    ],
)
def test_what_cannot_be_done_says_so(visit, path, status):
    answer = visit(path, "POST", b"comment=1")
    assert answer.status == status
    assert answer.json()["error"]


def test_nothing_is_changed_by_a_get(site, visit):
    assert visit("/replica/delete?id=47859").status == 404
    assert 47859 in {story.id for story in site.public}
