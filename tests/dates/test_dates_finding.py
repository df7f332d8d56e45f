"""Dates and times within sentences, read on Thursday 2 May 2019."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.dates import Prefer, find_dates, find_times, is_deadline

TODAY = date(2019, 5, 2)


def dates_in(text: str, prefer: Prefer = "none") -> dict[str, str]:
    """Return the phrases that were found, and what each was taken for or why it was not."""
    return {
        text[found.start : found.end]: found.span.text if found.span else found.problem
        for found in find_dates(text, TODAY, prefer=prefer)
    }


@pytest.mark.parametrize(
    ("text", "phrase", "taken"),
    [
        ("möte igår om lån", "igår", "Wed 2019-05-01"),
        ("i fredags ringde jag", "i fredags", "Fri 2019-04-26"),
        ("vi ses den 2 juli kl 14 hos dem", "den 2 juli kl 14", "Tue 2019-07-02 14:00"),
        ("från 11-12 april i Norr", "från 11-12 april", "Thu 2019-04-11 – Fri 2019-04-12"),
        ("two weeks ago about loans", "two weeks ago", "Thu 2019-04-18"),
        ("the day before yesterday, at last", "the day before yesterday", "Tue 2019-04-30"),
        ("samtal v. 36 hos dem", "v. 36", "Mon 2019-09-02 – Sun 2019-09-08"),
        ("möte i april om lån", "i april", "2019-04"),
        ("något april 2019 igen", "april 2019", "2019-04"),
        ("skicka senast 2 juli; ring", "senast 2 juli", "Tue 2019-07-02"),
        ("2 juli kl 13-15 om lån", "2 juli", "Tue 2019-07-02"),
        ("tor 11 april", "tor 11 april", "Thu 2019-04-11"),
        ("igår, 13:00", "igår, 13:00", "Wed 2019-05-01 13:00"),
    ],
)
def test_the_longest_phrase_is_found(text: str, phrase: str, taken: str) -> None:
    assert dates_in(text) == {phrase: taken}


@pytest.mark.parametrize(
    "text",
    [
        "Agenda 2030 och vision 2040",
        "the 3rd meeting",
        "det 15:e mötet",
        "April Jones, Maj Berg och Tor Ek",
        "Q3 gav mer än i år",
        "3/4 av kommunerna, 1/2 of them",
        "dnr 5/2019",
        "5 minuter",
        "en vecka",
        "om mars",
        "sista kvartalet",
    ],
)
def test_what_is_rather_something_else_is_left(text: str) -> None:
    assert dates_in(text) == {}


def test_what_can_be_no_date_says_why() -> None:
    assert dates_in("möte 31 april") == {
        "31 april": "There is no day 31 in 2019-04: it has 30 days."
    }
    assert dates_in("fredag 2 juli") == {"fredag 2 juli": "2019-07-02 is a Tuesday, not a Friday."}
    assert list(dates_in("möte fredag")) == ["fredag"]


def test_an_open_year_is_chosen_as_asked() -> None:
    assert dates_in("2 juli", "past") == {"2 juli": "Mon 2018-07-02"}
    assert dates_in("2 juli", "future") == {"2 juli": "Tue 2019-07-02"}


def test_where_no_time_is_wanted_the_day_is_found_alone() -> None:
    text = "ring fredag kl 14"
    [found] = find_dates(text, TODAY, prefer="future", timed=False)
    assert text[found.start : found.end] == "fredag"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("kl 14 hos dem", [("14:00", None)]),
        ("klockan 9.30", [("09:30", None)]),
        ("at 2 pm sharp", [("14:00", None)]),
        ("kl. 13–14.30", [("13:00", "14:30")]),
        ("9.30-12", [("09:30", "12:00")]),
        ("14:00 och 15:00", [("14:00", None), ("15:00", None)]),
        ("avsnitt 9.30, at 2 companies, 2019-04-11, 10-12", []),
        ("kl 25", [(None, None)]),
    ],
)
def test_times_are_found(text: str, times: list[tuple[str | None, str | None]]) -> None:
    assert [(found.time, found.until) for found in find_times(text)] == times


def test_a_deadline_says_so() -> None:
    assert [is_deadline(phrase) for phrase in ("senast 2 juli", "by Friday", "2 juli senast")] == [
        True,
        True,
        True,
    ]
    assert not is_deadline("2 juli")


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    dates = [(found.start, found.end) for found in find_dates(text, TODAY)]
    times = [(found.start, found.end) for found in find_times(text)]
    assert all(text[start:end].strip() for start, end in dates + times)
