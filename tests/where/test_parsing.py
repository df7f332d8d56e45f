"""Conditions that people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import UsageError
from crm.where import parse, read
from tests.where.keys import AVESTA, KEYS


def holds(text: str) -> bool:
    return parse(text, KEYS).matches(AVESTA)


@pytest.mark.parametrize(
    "text",
    [
        "classification = municipality",
        'classification = municipality and area ~ "dalarna" and not (role = Chef)',
        "role = vd",
        "role = ledamot",
        "role != Chef",
        "area ~ LÄN",
        "area ~ lan",
        "area !~ Skåne",
        "name",
        "not email",
        'email = ""',
        "tags != vip",
        "last_interaction = 2019",
        "last_interaction = 2019-03",
        "last_interaction >= 2019",
        "last_interaction <= 2019",
        "last_interaction > 2018-12-31",
        "last_interaction < 2020",
        'last_interaction < "6 weeks ago"',
        'last_interaction < "för sex veckor sedan"',
        'last_interaction != "last week"',
        'due_date = "next week"',
        'due_date <= "nästa vecka"',
        "contacted since 2019",
        'contacted in "March"',
        "contacted before 2019-04 and not contacted since 2019-04",
        "kontaktad sedan 2019 och inte (kontaktad efter mars eller email)",
        "role in (chef, vd)",
        "role in (chef,vd)",
        "role in ('chef', \"vd\")",
        "role not in (chef, rektor)",
        "inte role i (chef)",
        "email is empty and name is not empty",
        "email är tom eller inte name är ifyllt",
        "role is filled",
        "not overdue and overdue = no",
        "classification.name = municipality",
        "people > 9",
        "people = 12",
        "custom.visits < 10",
        "custom.member",
        "custom.member = true",
        "name = Borås or name = Avesta and people > 3",
        "NAME = 'avesta'",
        "name >= Alingsås",
        "name < Örebro",
    ],
)
def test_what_holds(text: str) -> None:
    assert holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "classification = agency",
        "role != VD",
        "area !~ dalarna",
        "email",
        "email < z",
        "last_interaction > 2019",
        "last_interaction < 2019",
        'last_interaction = "last week"',
        'due_date > "next week"',
        "not contacted",
        "kontaktad sedan april",
        "role in (chef, rektor)",
        "role not in (chef, vd)",
        "name is empty",
        "overdue = yes",
        "people > 100",
        "custom.none",
        "(name = Avesta or name = Borås) and email",
        "not not email",
    ],
)
def test_what_does_not_hold(text: str) -> None:
    assert not holds(text)


def test_a_quote_within_quotes_is_written_twice() -> None:
    condition = parse('name = "the ""old"" town"', KEYS)
    assert condition.matches({"name": 'The "old" town'})


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("", 1, "is missing"),
        ("colour = red", 1, "none of"),
        ("name =", 7, "a value is missing"),
        ("name = a b", 10, "quotes around the value"),
        ('name = "a', 8, "not closed"),
        ("(name", 6, "“)” is missing"),
        ("name )", 6, "missing"),
        ("name and", 9, "is missing"),
        ("and name", 1, "is missing"),
        ("name = = a", 8, "a value is missing"),
        ("custom.other = 1", 1, "none of: custom."),
        ("nme = a", 1, "none of: name, "),
        ("classification = municipalty", 18, "none of: municipality, ministry, agency"),
        ("classification in (agency, x)", 28, "none of: municipality"),
        ("role in (vd", 12, "“)” is missing"),
        ("role in ()", 10, "a value is missing"),
        ("role in (vd chef)", 13, "a comma is missing"),
        ("role not in vd", 13, "“(” is missing"),
        ("role is", 8, "“empty” or “filled” is missing"),
        ("contacted since", 16, "a date is missing"),
        ("contacted since never", 17, "not understood as a date"),
        ("last_interaction < soonish", 20, "not understood as a date"),
        ("last_interaction < 2019-13", 20, "There is no month 13"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, position: int, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text, KEYS)
    assert f"character {position}" in caught.value.message
    assert reason in caught.value.message


@pytest.mark.parametrize("text", ["(" * 500 + "name", "not " * 300 + "name", "n" * 2_001])
def test_what_is_too_much_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse(text, KEYS)


@given(st.text(max_size=60) | st.text(alphabet="name=~<>!()\"' andort", max_size=40))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        condition = parse(text, KEYS)
    except UsageError:
        return
    assert isinstance(condition.matches(AVESTA), bool)


@given(st.text(max_size=30).filter(lambda text: text.strip() and "\x00" not in text))
def test_a_quoted_value_equals_itself(value: str) -> None:
    quoted = value.replace('"', '""')
    assert parse(f'name = "{quoted}"', KEYS).matches({"name": value})


def test_what_phrases_for_dates_were_taken_for_is_told() -> None:
    reading = read('last_interaction < "6 months ago" or contacted in 2018', KEYS)
    assert reading.taken == (("6 months ago", "Fri 2018-11-02"),)


def test_days_that_a_phrase_means_are_those_of_one_value() -> None:
    condition = parse('last_interaction = "last week"', KEYS)
    assert condition.matches({"last_interaction": ["2019-01-01", "2019-04-23"]})
    assert not condition.matches({"last_interaction": ["2019-01-01", "2019-05-01"]})


def test_who_was_never_contacted_was_not_contacted_since() -> None:
    condition = parse("not contacted since 2019", KEYS)
    assert condition.matches({"last_interaction": None})
    assert condition.keys == {"last_interaction"}
