"""Dates known to the year, the month or the day."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crm.dates import first_day, in_force, is_past, last_day, parse_partial
from crm.errors import Invalid

DAYS = st.dates(min_value=date(1000, 1, 1))
PARTIALS = st.builds(
    lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from((4, 7, 10))
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2019", "2019"),
        ("2019-04", "2019-04"),
        ("2019-04-11", "2019-04-11"),
        ("20190411", "2019-04-11"),
        (" 2019-04 \n", "2019-04"),
        ("2020-02-29", "2020-02-29"),
        ("1000", "1000"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_a_partial_date_is_kept_as_precise_as_it_is(typed: str, kept: str) -> None:
    assert parse_partial(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "19", "201904", "2019-4", "2019-13", "2019-00", "2019-02-29", "2019-04-31"),
        *("2019-04-00", "0999", "0000-01-01", "20190431", "2019-04-11T09:00", "igår", "2019/04"),
        *("２０１９", "2019–04", "2019-04-11\x00", "\x1c2019", "\ud800", "9" * 200, "2019-04-11x"),
    ],
    ids=ascii,
)
def test_all_else_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_partial(typed)

    assert caught.value.message.endswith(".")
    assert caught.value.message.isprintable()
    assert caught.value.problems[0].field == "date"


@pytest.mark.parametrize("typed", [2019, None, b"2019", date(2019, 4, 11)])
def test_what_is_no_text_is_refused(typed: object) -> None:
    with pytest.raises(Invalid):
        parse_partial(typed)  # type: ignore[arg-type]


def test_a_period_has_a_first_and_a_last_day() -> None:
    assert (first_day("2019"), last_day("2019")) == (date(2019, 1, 1), date(2019, 12, 31))
    assert (first_day("2020-02"), last_day("2020-02")) == (date(2020, 2, 1), date(2020, 2, 29))
    assert first_day("2019-04-11") == last_day("2019-04-11") == date(2019, 4, 11)
    assert first_day("2019-04-11T09:30") == date(2019, 4, 11)


@pytest.mark.parametrize("moment", ["2019-04-11T25:00", "2019-04-11Tgarbage", "2019T09:30x"])
def test_only_a_true_time_may_follow_the_date(moment: str) -> None:
    with pytest.raises(Invalid):
        first_day(moment)


def test_a_month_is_past_when_its_last_day_is() -> None:
    assert not is_past("2019-04", date(2019, 4, 30))
    assert is_past("2019-04", date(2019, 5, 1))
    assert not is_past("2019", date(2019, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (None, None, True),
        ("2019-05-02", None, True),
        ("2019-05-03", None, False),
        (None, "2019-05-02", True),
        (None, "2019-05-01", False),
        ("2019", "2019", True),
        ("2019-05", "2019-05", True),
        ("2019-06", None, False),
        ("2017", "2019-04", False),
    ],
)
def test_a_membership_is_in_force_from_its_first_through_its_last_day(
    start: str | None, end: str | None, holds: bool
) -> None:
    assert in_force(start, end, date(2019, 5, 2)) is holds


@given(PARTIALS)
def test_a_partial_date_is_its_own_normal_form(partial: str) -> None:
    assert parse_partial(partial) == partial


@given(DAYS)
def test_the_basic_form_is_the_same_day(day: date) -> None:
    assert parse_partial(day.isoformat().replace("-", "")) == day.isoformat()


@given(PARTIALS, PARTIALS)
def test_text_order_is_date_order(one: str, other: str) -> None:
    assume(first_day(one) != first_day(other))

    assert (one < other) == (first_day(one) < first_day(other))


@given(DAYS)
def test_of_periods_that_begin_together_the_wider_sorts_first(day: date) -> None:
    text = f"{day.year:04d}-01-01"

    assert sorted([text, text[:7], text[:4]]) == [text[:4], text[:7], text]


@given(PARTIALS, DAYS)
def test_a_date_is_in_force_exactly_between_its_own_bounds(partial: str, day: date) -> None:
    inside = first_day(partial) <= day <= last_day(partial)

    assert in_force(partial, partial, day) is inside
    assert is_past(partial, day) is (day > last_day(partial))


@given(st.text(max_size=120))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        partial = parse_partial(text)
    except Invalid:
        return
    assert parse_partial(partial) == partial
