"""Conditions that people write for an export."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import UsageError
from crm.where import parse

KEYS = ("name", "role", "classification", "area", "tags", "email", "last_interaction", "people")
AVESTA = {
    "name": "Avesta",
    "classification": "municipality",
    "area": "Avesta, Dalarnas län",
    "role": ["VD", "Ledamot"],
    "tags": [],
    "email": None,
    "last_interaction": "2024-05-01",
    "people": 12,
    "custom.visits": 3,
    "custom.member": True,
}


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
        "last_interaction = 2024",
        "last_interaction = 2024-05",
        "last_interaction >= 2024",
        "last_interaction <= 2024",
        "last_interaction > 2023-12-31",
        "last_interaction < 2025",
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
        "last_interaction > 2024",
        "last_interaction < 2024",
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
        ("custom. = 1", 1, "none of"),
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
