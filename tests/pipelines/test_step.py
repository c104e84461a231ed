import subprocess
import sys
from types import SimpleNamespace

import pytest

from pipelines import STEPS, Unfit, refine
from pipelines.store import StorePipeline
from shahr20.pages.page import Page, Reading, Reject
from shahr20_spider import settings
from shahr20_spider.period import InPeriod

PAGE = Page(url="https://shahr20.ir/47859/", body=b"", fetched_at="2022-02-20T14:38:00Z")
RAW = {
    "title_raw": "تلاش براي ارتقاي هویت",
    "body_raw": "به گزارش «شهر بیست» به نقل از ایسنا، متن",
    "published_raw": "01 اسفند 1400 - 18:08",
}


@pytest.fixture
def pipelines(site):
    crawler = SimpleNamespace(spider=SimpleNamespace(site=site))
    return [step.from_crawler(crawler) for step in STEPS]


def test_refine_runs_every_step_and_leaves_its_argument(record, site):
    raw = record(**RAW)
    before = raw.model_dump()
    made = refine(raw, site)
    assert raw.model_dump() == before
    assert (made.title, made.source, made.published_at) == (
        "تلاش برای ارتقای هویت",
        "ایسنا",
        "2022-02-20T14:38:00Z",
    )
    assert refine(made, site) == made


def test_scrapy_does_what_refine_does(record, site, pipelines):
    item = Reading(PAGE, record(**RAW))
    for pipeline in pipelines:
        item = pipeline.process_item(item)
    assert item.record == refine(record(**RAW), site)


def test_an_unfit_record_becomes_a_reject_and_goes_by(record, site, pipelines):
    item = Reading(PAGE, record(title_raw="شهر بیست"))
    for pipeline in pipelines:
        item = pipeline.process_item(item)
    assert item.record is None
    assert item.reject.reason == "not_an_article"
    with pytest.raises(Unfit):
        refine(record(title_raw="شهر بیست"), site)


def test_a_reject_goes_by_untouched(pipelines):
    item = Reading(PAGE, reject=Reject("no_id", "…"))
    for pipeline in pipelines:
        assert pipeline.process_item(item) is item
    assert item.reject == Reject("no_id", "…")


def test_the_crawl_runs_the_steps_in_the_order_of_the_list():
    ordered = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.get)
    assert ordered == [*STEPS, InPeriod, StorePipeline]


def test_refining_needs_no_scrapy_and_loads_hazm_late():
    code = "import sys, pipelines; print([m for m in ('scrapy', 'twisted', 'hazm') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
