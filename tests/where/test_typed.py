"""Whether what is typed into a filter is a condition or the words of a name."""

import pytest

from crm.errors import UsageError
from crm.where import is_condition, read_typed
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
    condition = read_typed("gun MÅR", KEYS, "name").condition
    assert condition.matches({"name": "Günther Mårder"})
    assert not condition.matches({"name": "Günther Berg"})


def test_a_condition_that_is_wrong_is_no_search_for_words() -> None:
    with pytest.raises(UsageError, match="none of"):
        read_typed("colour = red", KEYS, "name")
