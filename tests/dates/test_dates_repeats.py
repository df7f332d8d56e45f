"""How often a follow-up comes back, and when."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.dates import first_day, next_occurrence, parse_repeat
from crm.errors import Invalid

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(8000, 12, 31))
REPEATS = st.sampled_from(("daily", "weekly", "monthly", "quarterly", "yearly")) | st.builds(
    lambda count, unit: f"every {count} {unit}",
    st.integers(1, 60),
    st.sampled_from(("days", "weeks", "months", "years")),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(("daily", "daily"), ("every day", "daily"), ("varje dag", "daily")),
        *(("weekly", "weekly"), ("varje vecka", "weekly"), ("Veckovis", "weekly")),
        *(("monthly", "monthly"), ("varje månad", "monthly"), ("each month", "monthly")),
        *(("quarterly", "quarterly"), ("varje kvartal", "quarterly")),
        *(("var tredje månad", "quarterly"), ("every 3 months", "quarterly")),
        *(("yearly", "yearly"), ("annually", "yearly"), ("årligen", "yearly")),
        *(("every 12 months", "yearly"), ("every 7 days", "weekly"), ("varje år", "yearly")),
        *(("varannan vecka", "every 2 weeks"), ("vartannat år", "every 2 years")),
        *(("every other week", "every 2 weeks"), ("fortnightly", "every 2 weeks")),
        *(("every second month", "every 2 months"), ("every 14 days", "every 2 weeks")),
        *(("var 4:e vecka", "every 4 weeks"), ("every 10 days", "every 10 days")),
        *(("every two years", "every 2 years"), ("varje halvår", "every 6 months")),
        *((unicodedata.normalize("NFD", "varannan månad"), "every 2 months"),),
        *(("  EVERY   2  WEEKS ", "every 2 weeks"),),
    ],
)
def test_how_often_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert parse_repeat(typed) == kept
    assert parse_repeat(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "biweekly", "sometimes", "ibland", "every", "every 0 days", "every -1 days"),
        *("every 1.5 weeks", "every 1000 days", "var vecka", "varannan 3 vecka", "every Friday"),
        *("weekly\x00", "\ud800", "veckor", "x" * 101, "every ３ days"),
    ],
    ids=ascii,
)
def test_all_else_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_repeat(typed)

    assert caught.value.message.endswith(".")
    assert caught.value.message.isprintable()
    assert caught.value.problems[0].field == "repeats"


@pytest.mark.parametrize(
    ("date_text", "repeat", "expected"),
    [
        ("2019-05-02", "daily", "2019-05-03"),
        ("2019-05-02", "every 10 days", "2019-05-12"),
        ("2019-05-02", "weekly", "2019-05-09"),
        ("2019-01-31", "monthly", "2019-02-28"),
        ("2019-11-30", "quarterly", "2020-02-29"),
        ("2020-02-29", "yearly", "2021-02-28"),
        ("2019-12-15", "monthly", "2020-01-15"),
        ("2019-12", "monthly", "2020-01"),
        ("2019-11", "quarterly", "2020-02"),
        ("2019", "yearly", "2020"),
        ("2019-04", "yearly", "2020-04"),
    ],
)
def test_the_next_time_is_found(date_text: str, repeat: str, expected: str) -> None:
    assert next_occurrence(date_text, repeat) == expected


def test_the_last_day_of_a_month_does_not_drift() -> None:
    dates = ["2019-01-31"]
    for _month in range(4):
        dates.append(next_occurrence(dates[-1], "monthly", first=dates[0]))

    assert dates == ["2019-01-31", "2019-02-28", "2019-03-31", "2019-04-30", "2019-05-31"]
    assert next_occurrence("2023-02-28", "yearly", first="2020-02-29") == "2024-02-29"


@pytest.mark.parametrize(
    ("date_text", "repeat"),
    [
        ("2019-04", "weekly"),
        ("2019", "monthly"),
        ("9999-12-31", "daily"),
        ("9999-12", "monthly"),
        ("2019-05-02", "sometimes"),
        ("soon", "weekly"),
    ],
)
def test_what_cannot_come_back_is_refused(date_text: str, repeat: str) -> None:
    with pytest.raises(Invalid):
        next_occurrence(date_text, repeat)


@given(DAYS, REPEATS)
def test_the_next_time_is_later(day: date, repeat: str) -> None:
    assert first_day(next_occurrence(day.isoformat(), repeat)) > day


@given(DAYS, st.integers(0, 1000), REPEATS)
def test_no_time_of_a_series_is_skipped(day: date, days: int, repeat: str) -> None:
    first, current = day.isoformat(), (day + timedelta(days=days)).isoformat()
    step_by_step = first
    while step_by_step <= current:
        step_by_step = next_occurrence(step_by_step, repeat, first=first)

    assert next_occurrence(current, repeat, first=first) == step_by_step


@given(st.text(max_size=120))
def test_any_text_is_a_repeat_or_refused(text: str) -> None:
    try:
        repeat = parse_repeat(text)
    except Invalid:
        return
    assert parse_repeat(repeat) == repeat
