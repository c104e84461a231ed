import pytest

from pipelines.date import date

GOLDEN = ("2022-02-20T14:38:00Z", "1400-12-01 18:08", 1400, 12)
NOTHING = (None, None, None, None)


def refined(record, site, printed, machine=None):
    given = record(published_raw=printed, published_machine=machine)
    before = given.model_dump()
    made = date(given, site)
    assert given.model_dump() == before
    when = (made.published_at, made.published_jalali, made.jalali_year, made.jalali_month)
    return when, set(made.flags)


@pytest.mark.parametrize(
    "machine",
    [
        None,
        "2022-02-20T18:08:00+03:30",
        "2022-02-20T14:38:41Z",
        "۲۰۲۲-۰۲-۲۰T۱۸:۰۸:۰۰+۰۳:۳۰",
        "1400-12-01T18:08:00+03:30",
        "2022-02-20",
    ],
)
def test_the_printed_minute_is_the_same_whatever_clean_metadata_say(record, site, machine):
    assert refined(record, site, "01 اسفند 1400 - 18:08", machine) == (GOLDEN, set())


@pytest.mark.parametrize(
    ("machine", "flag"),
    [
        ("1970-01-01T00:00:00Z", "date_metadata"),
        ("garbage", "date_metadata"),
        ("2022-02-20T18:09:00+03:30", "date_differs"),
        ("2022-02-21T18:08:00+03:30", "date_differs"),
        ("2023-02-21", "date_differs"),
    ],
)
def test_the_printed_date_wins_and_the_other_is_kept(record, site, machine, flag):
    assert refined(record, site, "01 اسفند 1400 - 18:08", machine) == (GOLDEN, {flag})
    made = date(record(published_raw="01 اسفند 1400 - 18:08", published_machine=machine), site)
    assert machine in made.flags[flag]


@pytest.mark.parametrize(
    ("printed", "machine", "when", "flags"),
    [
        # metadata of the same day give the time that is not printed
        ("01 اسفند 1400", "2022-02-20T18:08:00+03:30", GOLDEN, set()),
        ("۱ اسفند ۱۴۰۰ ساعت ۱۸", "2022-02-20T18:08:00+03:30", GOLDEN, set()),
        # and of another day nothing
        ("01 اسفند 1400", "2022-02-21T18:08:00+03:30",
         ("2022-02-19T20:30:00Z", "1400-12-01", 1400, 12), {"date_differs", "date_no_time"}),
        ("01 اسفند 1400", None, ("2022-02-19T20:30:00Z", "1400-12-01", 1400, 12), {"date_no_time"}),
        ("01 اسفند 1400", "2022-02-20", ("2022-02-19T20:30:00Z", "1400-12-01", 1400, 12), {"date_no_time"}),
        # only one of them
        (None, "2022-02-20T18:08:00+03:30", GOLDEN, set()),
        (None, "1400-12-01T18:08:00+03:30", GOLDEN, set()),
        ("دیروز", "2022-02-20T18:08:00+03:30", GOLDEN, {"date_unread"}),
        (None, "2022-02-20", ("2022-02-19T20:30:00Z", "1400-12-01", 1400, 12), {"date_no_time"}),
        # none
        (None, None, NOTHING, {"date_missing"}),
        ("دیروز", None, NOTHING, {"date_unread", "date_missing"}),
        (None, "1970-01-01T00:00:00Z", NOTHING, {"date_metadata", "date_missing"}),
        # what cannot be is never another date
        ("30 اسفند 1404 - 10:00", None, NOTHING, {"date_impossible"}),
        ("30 اسفند 1404 - 10:00", "2026-03-20T10:00:00+03:30", NOTHING, {"date_impossible"}),
        ("01 اسفند 1400 - 25:00", None, NOTHING, {"date_impossible"}),
        ("1400/01/02 00:30", None, NOTHING, {"date_impossible"}),
        # Tehran's clocks
        ("1400/06/30 23:30", None, ("2021-09-21T19:00:00Z", "1400-06-30 23:30", 1400, 6), {"date_twice"}),
        ("1400/06/30 23:30", "2021-09-21T20:00:00Z",
         ("2021-09-21T19:00:00Z", "1400-06-30 23:30", 1400, 6), {"date_twice"}),
        ("1402/04/15 18:08", None, ("2023-07-06T14:38:00Z", "1402-04-15 18:08", 1402, 4), set()),
        # weekday
        ("یکشنبه ۱ اسفند ۱۴۰۰ ساعت ۱۸:۰۸", None, GOLDEN, set()),
        ("دوشنبه ۱ اسفند ۱۴۰۰ ساعت ۱۸:۰۸", None, GOLDEN, {"weekday_differs"}),
    ],
)  # fmt: skip
def test_when(record, site, printed, machine, when, flags):
    assert refined(record, site, printed, machine) == (when, flags)


def test_flags_say_what_is_wrong(record, site):
    flags = date(record(published_raw="30 اسفند 1404 - 10:00"), site).flags
    assert flags["date_impossible"] == "the page prints '30 اسفند 1404 - 10:00': there is no day 1404-12-30"
    flags = date(record(published_raw="دوشنبه ۱ اسفند ۱۴۰۰"), site).flags
    assert "دوشنبه" in flags["weekday_differs"]
    assert "یکشنبه" in flags["weekday_differs"]
