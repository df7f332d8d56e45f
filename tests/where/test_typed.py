"""Whether what is typed into a filter is a condition or the words of a name."""

import pytest

from crm.where import (
    Key,
    completed,
    condition_typed,
    expected,
    is_condition,
    parse,
    written,
)
from tests.where.keys import KEYS


@pytest.mark.parametrize("text", ["Mårder", "role", "Anna Note", "people power", "not", "", "a (b"])
def test_plain_words_search_names(text: str) -> None:
    assert not is_condition(text, KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "role = vd",
        "colour = red",
        "not role",
        "(role or email)",
        "role is empty",
        "role in (vd, chef)",
        "role and email",
        "contacted",
        "inte kontaktad sedan 2019",
    ],
)
def test_conditions_filter(text: str) -> None:
    assert is_condition(text, KEYS)


def test_every_word_must_be_in_the_name() -> None:
    text = condition_typed("  gun MÅR ", KEYS, "name")
    assert text == 'name ~ "gun" and name ~ "mar"'
    assert parse(text, KEYS).matches({"name": "Günther Mårder"})
    assert not parse(text, KEYS).matches({"name": "Günther Berg"})
    assert condition_typed(" - ", KEYS, "name") == ""


def test_a_condition_is_taken_as_it_is_typed() -> None:
    assert condition_typed(" colour = red ", KEYS, "name") == "colour = red"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("cla", "classification"),
        ("not (CLA", "not (classification"),
        ("role = vd and ema", "role = vd and email"),
        ("classification = mun", "classification = municipality"),
        ("overdue = tr", "overdue = true"),
        ("c", None),
        ("role = cl", None),
        ("role cl", None),
        ("classification", None),
        ("cla ", None),
        ('"cla', None),
        ("", None),
    ],
)
def test_keys_and_words_are_completed(text: str, whole: str | None) -> None:
    assert completed(text, KEYS) == whole


def test_what_is_typed_stays_as_it_is_before_what_is_completed() -> None:
    assert completed("Cl", [Key("clé")]) == "clé"


@pytest.mark.parametrize(
    ("text", "start", "begun", "key"),
    [
        ("", 0, "", None),
        ("cl", 0, "cl", None),
        ("role = vd and (em", 15, "em", None),
        ("role = ", 7, "", "role"),
        ("role ~ k", 7, "k", "role"),
        ('role = "kom', 7, "kom", "role"),
        ('role = "kommunalt ', 7, "kommunalt ", "role"),
        ("role in (", 9, "", "role"),
        ("role not in (vd,ch", 16, "ch", "role"),
    ],
)
def test_what_is_being_typed_is_a_key_or_a_value(
    text: str, start: int, begun: str, key: str | None
) -> None:
    found = expected(text, KEYS)
    assert found is not None
    assert (found.start, found.begun, found.key and found.key.name) == (start, begun, key)


@pytest.mark.parametrize("text", ["role ", "role vd", "colour = r", "(role) ", "role = vd "])
def test_elsewhere_nothing_is_expected(text: str) -> None:
    assert expected(text, KEYS) is None


def test_a_value_is_read_as_it_was_written() -> None:
    for value in ("VD", "Sandviken kommun", 'the "great" one', "and", "a,b", "=", ""):
        assert parse(f"role = {written(value)}", KEYS) == parse(
            'role = "' + value.replace('"', '""') + '"', KEYS
        )
