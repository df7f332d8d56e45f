"""A date known only in part lies within a period when any of its days does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Select, String, create_engine, literal, select

from crm.dates import containing, first_after, first_day, last_day
from crm.errors import Invalid
from crm.queries.periods import overlaps

days = st.dates(min_value=date(1001, 1, 1), max_value=date(9998, 12, 31))
near = st.dates(min_value=date(2018, 11, 1), max_value=date(2019, 3, 1))
partials = st.builds(
    lambda day, length: day.isoformat()[:length], near, st.sampled_from([4, 7, 10])
)
engine = create_engine("sqlite://")


def fits(starts: str, ends: str | None, start: str | None, end: str | None) -> bool:
    columns = literal(starts, String), literal(ends, String)
    statement: Select[int] = select(literal(1)).where(*overlaps(*columns, start, end))
    with engine.connect() as connection:
        return connection.execute(statement).first() is not None


@given(starts=partials, length=st.integers(0, 40), start=partials, end=partials)
def test_it_overlaps_when_any_day_does(starts: str, length: int, start: str, end: str) -> None:
    ends = (last_day(starts) + timedelta(days=length)).isoformat() if length else None
    last = last_day(ends or starts)
    assert fits(starts, ends, start, None) == (last >= first_day(start))
    assert fits(starts, ends, None, end) == (first_day(starts) <= last_day(end))


@given(day=days)
def test_the_least_text_after_a_period_sorts_after_its_days_and_not_after_the_next(
    day: date,
) -> None:
    following = (day + timedelta(days=1)).isoformat()
    limit = first_after(day.isoformat())
    assert limit is not None
    assert day.isoformat() + "T23:59" < limit
    assert limit <= following
    assert following.startswith(limit)


def test_nothing_comes_after_the_last_day_of_all() -> None:
    assert first_after("9999") is None
    assert fits("9999-12-31", None, None, "9999-12-31")


@pytest.mark.parametrize(
    ("partial", "wider"),
    [("2019-04-11", ["2019", "2019-04"]), ("2019-04", ["2019"]), ("2019", [])],
)
def test_a_day_lies_in_a_month_and_a_year(partial: str, wider: list[str]) -> None:
    assert containing(partial) == wider


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2019-04-12", None, True),
        ("2019-04-13", None, False),
        (None, "2019-04-11", True),
        (None, "2019-04-10", False),
        (None, "2019-04", True),
        ("2019", "2019", True),
        ("2020", None, False),
    ],
)
def test_a_meeting_of_two_days(start: str | None, end: str | None, found: bool) -> None:
    assert fits("2019-04-11T09:30", "2019-04-12", start, end) is found


@pytest.mark.parametrize("bound", ["2019-13", "soon", "", "'; DROP TABLE person", "\x00"])
def test_what_is_no_date_is_refused(bound: str) -> None:
    with pytest.raises(Invalid):
        fits("2019", None, bound, None)
    with pytest.raises(Invalid):
        fits("2019", None, None, bound)
