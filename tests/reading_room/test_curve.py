import pytest

from shahr20.reading_room import curve

ROWS = [(1402, 1, 4), (1400, 12, 2), (None, None, 3), (1400, 3, 1)]


def test_a_curve_is_in_order_and_counts_what_has_no_date():
    found = curve.of(ROWS)
    assert (found["articles"], found["undated"]) == (10, 3)
    assert [(one["year"], one["month"]) for one in found["months"]] == [(1400, 3), (1400, 12), (1402, 1)]


@pytest.mark.parametrize(("direction", "earlier_is"), [("ltr", "left"), ("rtl", "right")])
def test_time_goes_as_the_page_is_written(direction, earlier_is):
    bars = curve.draw(curve.of(ROWS), direction).bars
    assert (bars[0].x < bars[-1].x) == (earlier_is == "left")
    for bar in bars:
        assert 0 <= bar.x <= bar.x + bar.width <= 100
    assert [bar.height for bar in bars] == [25, 50, 100]


def test_the_table_has_every_year_the_newest_first_and_every_month():
    years = curve.draw(curve.of(ROWS), "rtl").years
    assert [(year, sum_) for year, _, sum_ in years] == [(1402, 4), (1401, 0), (1400, 3)]
    assert years[2][1] == [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2]


@pytest.mark.parametrize(("years", "labels"), [(1, 1), (6, 6), (7, 4), (40, 6)])
def test_labels_never_touch(years, labels):
    drawing = curve.draw(curve.of([(1400 - years + 1, 1, 1), (1400, 12, 1)]), "ltr")
    assert len(drawing.labels) == labels
    assert drawing.labels[0].year == 1400


def test_nothing_dated_is_not_drawn():
    assert curve.draw(curve.of([(None, None, 2)]), "rtl") is None
