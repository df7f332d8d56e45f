"""Dates written for people."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.dates import (
    days_between,
    format_date,
    format_day,
    format_moment,
    parse_partial,
    relative,
    understand,
    weekday_and_iso,
)
from crm.errors import Invalid
from crm.i18n import use_language

TODAY = date(2019, 5, 2)
DAYS = st.dates(min_value=date(1000, 1, 1))
LANGUAGES = st.sampled_from(("sv", "en"))


@pytest.mark.parametrize(
    ("partial", "swedish", "english"),
    [
        ("2019-04-11", "11 april 2019", "11 April 2019"),
        ("2019-05-01", "1 maj 2019", "1 May 2019"),
        ("2019-04", "april 2019", "April 2019"),
        ("2019", "2019", "2019"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(
    partial: str, swedish: str, english: str
) -> None:
    assert format_date(partial, "sv") == swedish
    assert format_date(partial, "en") == english


def test_a_moment_is_written_with_its_time() -> None:
    assert format_moment("2019-04-11T09:30", "sv") == "11 april 2019 09:30"
    assert format_moment("2019-04", "en") == "April 2019"


def test_a_day_is_written_with_its_weekday() -> None:
    assert format_day(date(2019, 4, 11), "sv") == "torsdag 11 april 2019"
    assert format_day(date(2019, 4, 11), "en") == "Thursday 11 April 2019"


def test_an_echo_has_the_weekday_and_the_iso_date() -> None:
    assert weekday_and_iso("2019-04-11", "sv") == "tor 2019-04-11"
    assert weekday_and_iso("2019-04-13", "sv") == "lör 2019-04-13"
    assert weekday_and_iso("2019-04-11T09:30", "en") == "Thu 2019-04-11 09:30"
    assert weekday_and_iso("2019-04", "en") == "2019-04"


def test_the_language_in_use_is_the_one_written() -> None:
    use_language("sv")

    assert format_date("2019-05-01") == "1 maj 2019"


def test_what_is_no_date_is_not_written() -> None:
    with pytest.raises(Invalid):
        format_date("11 april")


@pytest.mark.parametrize(
    ("partial", "days"),
    [
        ("2019-05-02", 0),
        ("2019-05-05", 3),
        ("2019-04-30", -2),
        ("2019-05", 0),
        ("2019-06", 30),
        ("2019-04", -2),
        ("2018", -122),
    ],
)
def test_days_count_to_the_nearest_end_of_a_period(partial: str, days: int) -> None:
    assert days_between(partial, TODAY) == days


@pytest.mark.parametrize(
    ("partial", "swedish", "english"),
    [
        ("2019-05-02", "idag", "today"),
        ("2019-05-03", "imorgon", "tomorrow"),
        ("2019-05-01", "igår", "yesterday"),
        ("2019-05-02T09:30", "idag", "today"),
        ("2019-05-05", "om 3 dagar", "in 3 days"),
        ("2019-04-30", "för 2 dagar sedan", "2 days ago"),
        ("2019-05-22", "om 20 dagar", "in 20 days"),
        ("2019-05-23", "om 3 veckor", "in 3 weeks"),
        ("2019-04-11", "för 3 veckor sedan", "3 weeks ago"),
        ("2019-07-04", "om 2 månader", "in 2 months"),
        ("2018-05-02", "för 12 månader sedan", "12 months ago"),
        ("2016-05-02", "för 2 år sedan", "2 years ago"),
        ("2019-05", "denna månad", "this month"),
        ("2019-06", "nästa månad", "next month"),
        ("2019-02", "för 3 månader sedan", "3 months ago"),
        ("2019", "i år", "this year"),
        ("2018", "förra året", "last year"),
        ("2022", "om 3 år", "in 3 years"),
    ],
)
def test_how_far_away_a_date_is_reads_like_speech(partial: str, swedish: str, english: str) -> None:
    assert relative(partial, TODAY, "sv") == swedish
    assert relative(partial, TODAY, "en") == english


@given(DAYS, LANGUAGES)
def test_what_is_written_is_understood_as_the_same_date(day: date, language: str) -> None:
    text = day.isoformat()
    for partial in (text, text[:7], text[:4]):
        assert understand(format_date(partial, language), TODAY).start == partial


@given(DAYS, LANGUAGES)
def test_a_written_weekday_is_understood_as_the_same_day(day: date, language: str) -> None:
    assert understand(format_day(day, language), TODAY).start == day.isoformat()


@given(st.integers(-20, 20), LANGUAGES)
def test_near_days_are_understood_as_they_are_written(days: int, language: str) -> None:
    day = TODAY + timedelta(days=days)

    assert understand(relative(day.isoformat(), TODAY, language), TODAY).start == day.isoformat()


@given(DAYS)
def test_days_between_is_the_difference(day: date) -> None:
    assert days_between(parse_partial(day.isoformat()), TODAY) == (day - TODAY).days
