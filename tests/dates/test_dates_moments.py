"""Clock times, and moments that may have one."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.dates import join_date_time, parse_moment, parse_time, split_moment
from crm.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(("9", "09:00"), ("09", "09:00"), ("0930", "09:30"), ("930", "09:30"), ("0", "00:00")),
        *(("09:30", "09:30"), ("9:30", "09:30"), ("9.30", "09:30"), ("23:59", "23:59")),
        *(("kl 9", "09:00"), ("kl. 14", "14:00"), ("kl.14", "14:00"), ("Klockan 9.30", "09:30")),
        *(("at 9", "09:00"), ("9 o'clock", "09:00"), ("noon", "12:00"), ("@ 9", "09:00")),
        *(("2 pm", "14:00"), ("2pm", "14:00"), ("2:30 p.m.", "14:30"), ("2 PM", "14:00")),
        *(("12 am", "00:00"), ("12 pm", "12:00"), ("9 fm", "09:00"), ("2 e.m.", "14:00")),
        *((" 9\N{NO-BREAK SPACE}pm ", "21:00"), ("kl  9", "09:00")),
    ],
)
def test_a_time_is_understood(typed: str, kept: str) -> None:
    assert parse_time(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "24", "24:00", "9:60", "2560", "13 pm", "0 am", "9:5", "9.5", "-1", "9-10"),
        *("midnight", "halv tio", "quarter past nine", "12345", "９", "9\x00", "\ud800", "9" * 99),
        *("09:30:00", "T09:30", "09:30Z"),
    ],
    ids=ascii,
)
def test_all_else_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_time(typed)

    assert caught.value.message.endswith(".")
    assert caught.value.message.isprintable()
    assert caught.value.problems[0].field == "time"


@pytest.mark.parametrize("typed", [9, None, b"9"])
def test_what_is_no_text_is_refused(typed: object) -> None:
    with pytest.raises(Invalid):
        parse_time(typed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2019", "2019"),
        ("2019-04", "2019-04"),
        ("20190411", "2019-04-11"),
        ("2019-04-11T09:30", "2019-04-11T09:30"),
        ("2019-04-11 09:30", "2019-04-11T09:30"),
    ],
)
def test_a_moment_is_a_partial_date_or_a_day_and_time(typed: str, kept: str) -> None:
    assert parse_moment(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("2019-04T09:30", "2019T09:30", "2019-04-31T09:30", "2019-04-11T24:00", "09:30", ""),
        *("2019-04-11T9:30", "2019-04-11T09:30Z", "2019-04-11T09:30:00", "T", "2019-04-11T"),
    ],
)
def test_any_other_moment_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        parse_moment(typed)


def test_a_date_and_a_time_make_a_moment() -> None:
    assert join_date_time("2019-04-11", "9.30") == "2019-04-11T09:30"
    assert join_date_time("2019-04", None) == "2019-04"
    with pytest.raises(Invalid, match="whole date"):
        join_date_time("2019-04", "09:30")


@given(st.datetimes(min_value=datetime(1000, 1, 1)))
def test_a_moment_comes_apart_and_together_again(moment: datetime) -> None:
    text = moment.strftime("%Y-%m-%dT%H:%M")
    date_text, time = split_moment(text)

    assert join_date_time(date_text, time) == text == parse_moment(text)


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        time = parse_time(text)
    except Invalid:
        return
    assert parse_time(time) == time
