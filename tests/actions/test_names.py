import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.actions.names import split_name


@pytest.mark.parametrize(
    ("name", "given_name", "family_name"),
    [
        ("Göran Lundwall", "Göran", "Lundwall"),
        ("Anna Maria Berg", "Anna Maria", "Berg"),
        ("Ulf von Sydow", "Ulf", "von Sydow"),
        ("Louis De Geer", "Louis", "De Geer"),
        ("Johan af Donner", "Johan", "af Donner"),
        ("Ludwig van der Rohe", "Ludwig", "van der Rohe"),
        ("Jean de la Fontaine", "Jean", "de la Fontaine"),
        ("Van Morrison", "Van", "Morrison"),
        ("Lundwall, Göran", "Göran", "Lundwall"),
        ("Martin Luther King, Jr.", "Martin Luther", "King, Jr."),
        ("Robert Downey Jr", "Robert", "Downey Jr"),
        ("Madonna", "Madonna", None),
        ("", None, None),
        ("von Sydow", "von", "Sydow"),
    ],
)
def test_a_name_is_parted(name: str, given_name: str | None, family_name: str | None) -> None:
    assert split_name(name) == (given_name, family_name)


@given(st.lists(st.text("abåäöDEvon", min_size=1, max_size=6), min_size=1, max_size=5))
def test_no_word_is_lost(words: list[str]) -> None:
    parts = [part for part in split_name(" ".join(words)) if part]
    assert " ".join(parts).split() == words
