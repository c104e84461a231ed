from urllib.robotparser import RobotFileParser


def rules(text):
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser


def test_everything_but_the_back_office_is_allowed(site, visit):
    found = rules(visit("/robots.txt").text())
    assert found.can_fetch("any", site.base_url + "/47859/")
    assert not found.can_fetch("any", site.base_url + "/wp-admin/")
    assert found.crawl_delay("any") is None
    assert found.site_maps() == [site.base_url + "/wp-sitemap.xml", site.base_url + "/sitemap_index.xml"]


def test_a_crawl_delay_stands_there_when_asked_for(start):
    _, visit = start(crawl_delay=2)
    assert rules(visit("/robots.txt").text()).crawl_delay("any") == 2
