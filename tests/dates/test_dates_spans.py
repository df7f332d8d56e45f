"""Ranges, times and the choice of an open year, on Thursday 2 May 2019."""

from datetime import date

import pytest

from crm.dates import understand, understand_day
from crm.errors import Invalid

TODAY = date(2019, 5, 2)

SPANS = {
    "11-12 april 2019": ("2019-04-11", "2019-04-12"),
    "11–12 april 2019": ("2019-04-11", "2019-04-12"),
    "11 – 12 april": ("2020-04-11", "2020-04-12"),
    "den 11 till den 12 april 2019": ("2019-04-11", "2019-04-12"),
    "mellan 11 och 13 april 2019": ("2019-04-11", "2019-04-13"),
    "11 och 12 april 2019": ("2019-04-11", "2019-04-12"),
    "April 11-12, 2019": ("2019-04-11", "2019-04-12"),
    "11 to 12 April 2019": ("2019-04-11", "2019-04-12"),
    "from 11 April 2019 to 12 April 2019": ("2019-04-11", "2019-04-12"),
    "11-12/4 2019": ("2019-04-11", "2019-04-12"),
    "30/4–2/5 2019": ("2019-04-30", "2019-05-02"),
    "30 april - 2 maj": ("2019-04-30", "2019-05-02"),
    "30 april 2019 - 2 maj": ("2019-04-30", "2019-05-02"),
    "30 december - 2 januari 2020": ("2019-12-30", "2020-01-02"),
    "2019-04-11..2019-04-12": ("2019-04-11", "2019-04-12"),
    "2019-04-11/2019-04-12": ("2019-04-11", "2019-04-12"),
    "2019-04-11–2019-04-12": ("2019-04-11", "2019-04-12"),
    "2018..2019": ("2018", "2019"),
    "april–juni 2019": ("2019-04", "2019-06"),
    "idag till fredag": ("2019-05-02", "2019-05-03"),
    "idag..fredag": ("2019-05-02", "2019-05-03"),
    "måndag-onsdag": ("2019-05-06", "2019-05-08"),
    "Mon-Wed next week": ("2019-05-06", "2019-05-08"),
    "måndag till onsdag v. 36": ("2019-09-02", "2019-09-04"),
    "v. 36": ("2019-09-02", "2019-09-08"),
    "vecka 36": ("2019-09-02", "2019-09-08"),
    "v36 2020": ("2020-08-31", "2020-09-06"),
    "2019-W36": ("2019-09-02", "2019-09-08"),
    "week 18": ("2019-04-29", "2019-05-05"),
    "week 17": ("2020-04-20", "2020-04-26"),
    "v. 36–38": ("2019-09-02", "2019-09-22"),
    "förra veckan": ("2019-04-22", "2019-04-28"),
    "next week": ("2019-05-06", "2019-05-12"),
    "Q3 2019": ("2019-07", "2019-09"),
    "tredje kvartalet 2019": ("2019-07", "2019-09"),
    "next quarter": ("2019-07", "2019-09"),
    "midsommar": ("2019-06-21", "2019-06-22"),
    "nyår": ("2019-12-31", "2020-01-01"),
}

TIMES = {
    "2 juli kl 13": ("2019-07-02", "13:00"),
    "2 juli kl. 13.30.": ("2019-07-02", "13:30"),
    "den 2 juli klockan nio": ("2019-07-02", "09:00"),
    "kl 9 imorgon": ("2019-05-03", "09:00"),
    "imorgon 9.30": ("2019-05-03", "09:30"),
    "2/7 09:30": ("2019-07-02", "09:30"),
    "senast fredag kl 12": ("2019-05-03", "12:00"),
    "2 juli kl 2 e.m.": ("2019-07-02", "14:00"),
    "tomorrow at 9": ("2019-05-03", "09:00"),
    "tomorrow at noon": ("2019-05-03", "12:00"),
    "tomorrow 9 o'clock": ("2019-05-03", "09:00"),
    "2 July 2019, 2 p.m.": ("2019-07-02", "14:00"),
    "at 9 on Friday": ("2019-05-03", "09:00"),
    "2019-07-02T13:30": ("2019-07-02", "13:30"),
    "2019-07-02 13:30": ("2019-07-02", "13:30"),
    "11-12 april 2019 kl 10": ("2019-04-11", "10:00"),
}


@pytest.mark.parametrize(("phrase", "expected"), SPANS.items())
def test_a_phrase_for_a_range_is_understood(phrase: str, expected: tuple[str, str]) -> None:
    span = understand(phrase, TODAY)

    assert (span.start, span.end, span.time) == (*expected, None)


@pytest.mark.parametrize(("phrase", "expected"), TIMES.items())
def test_a_time_after_or_before_the_date_is_understood(
    phrase: str, expected: tuple[str, str]
) -> None:
    span = understand(phrase, TODAY)

    assert (span.start, span.time) == expected


@pytest.mark.parametrize("dash", "-‐‑‒–—―−")
def test_every_dash_makes_a_range(dash: str) -> None:
    span = understand(f"11{dash}12 april 2019", TODAY)

    assert (span.start, span.end) == ("2019-04-11", "2019-04-12")


@pytest.mark.parametrize(
    ("phrase", "future", "past", "nearest"),
    [
        ("2 juli", "2019-07-02", "2018-07-02", "2019-07-02"),
        ("2 maj", "2019-05-02", "2019-05-02", "2019-05-02"),
        ("28 mars", "2020-03-28", "2019-03-28", "2019-03-28"),
        ("april", "2020-04", "2019-04", "2019-04"),
        ("maj", "2019-05", "2019-05", "2019-05"),
        ("30 september", "2019-09-30", "2018-09-30", "2019-09-30"),
        ("week 18", "2019-04-29", "2019-04-29", "2019-04-29"),
        ("Monday week 18", "2020-04-27", "2019-04-29", "2019-04-29"),
        ("11-12 april", "2020-04-11", "2019-04-11", "2019-04-11"),
        ("1-3 maj", "2019-05-01", "2019-05-01", "2019-05-01"),
        ("december - januari", "2019-12", "2018-12", "2018-12"),
    ],
)
def test_an_open_year_is_chosen_as_preferred(
    phrase: str, future: str, past: str, nearest: str
) -> None:
    assert understand(phrase, TODAY, prefer="future").start == future
    assert understand(phrase, TODAY, prefer="past").start == past
    assert understand(phrase, TODAY, prefer="none").start == nearest


def test_a_bare_weekday_is_ahead_for_deadlines_and_behind_for_logging() -> None:
    assert understand_day("fredag", TODAY, prefer="future") == "2019-05-03"
    assert understand_day("fredag", TODAY, prefer="past") == "2019-04-26"
    with pytest.raises(Invalid, match="2019-04-26 or 2019-05-03"):
        understand_day("fredag", TODAY, prefer="none")


def test_a_leap_day_is_only_found_in_the_year_that_is_meant() -> None:
    assert understand_day("29 februari", TODAY) == "2020-02-29"
    with pytest.raises(Invalid, match="28 days"):
        understand_day("29 februari", date(2019, 1, 10))


def test_the_end_of_a_month_shortens_the_month() -> None:
    assert understand_day("om en månad", date(2019, 1, 31)) == "2019-02-28"
    assert understand_day("om ett halvår", date(2019, 8, 31)) == "2020-02-29"
    assert understand_day("end of month", date(2020, 2, 1)) == "2020-02-29"


def test_the_weekday_of_next_week_is_the_same_from_monday_through_sunday() -> None:
    week = [date(2019, 4, 29 + n) if n < 2 else date(2019, 5, n - 1) for n in range(7)]

    assert {understand_day("nästa fredag", day) for day in week} == {"2019-05-10"}


def test_what_a_phrase_was_taken_for_is_told_in_the_language_asked_for() -> None:
    assert understand("i fredags", TODAY, language="sv").text == "fre 2019-04-26"
    assert understand("i fredags", TODAY, language="en").text == "Fri 2019-04-26"
    assert understand("2 juli kl 13", TODAY, language="sv").text == "tis 2019-07-02 13:00"
    assert understand("april 2019", TODAY).text == "2019-04"
    span = understand("11-12 april 2019", TODAY, language="sv")
    assert span.text == "tor 2019-04-11 – fre 2019-04-12"


def test_the_moment_it_starts_is_ready_to_store() -> None:
    assert understand("tomorrow at 9", TODAY).starts_at == "2019-05-03T09:00"
    assert understand("tomorrow", TODAY).starts_at == "2019-05-03"


def test_today_is_the_programs_own_day_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TODAY", "2024-02-28")

    assert understand_day("imorgon") == "2024-02-29"
