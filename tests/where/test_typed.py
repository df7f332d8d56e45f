"""Whether what is typed into a filter is a condition or the words of a name."""

import pytest

from crm.where import Key, completed, condition_typed, is_condition, parse
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
