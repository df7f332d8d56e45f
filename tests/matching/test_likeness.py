"""How alike two names are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.matching import also_called, compare_organisations, compare_people
from crm.matching.likeness import core, generation
from crm.text import words

NAMES = st.lists(st.sampled_from(["anna", "kajsa", "katarina", "berg", "bergh", "a", "ek"]))


def people(one: str, other: str) -> str:
    return compare_people(tuple(words(one)), tuple(words(other)))


def organisations(one: str, other: str) -> str:
    return compare_organisations(tuple(words(one)), tuple(words(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anders Ek", "Ante Ek"),
        ("Katarina Ek", "Kattis Ek"),
        ("Katarina Ek", "Kajsa Ek"),
        ("Karin Ek", "Kajsa Ek"),
        ("Kajsa Ek", "Kattis Ek"),
        ("Margareta Ek", "Greta Ek"),
        ("William Ek", "Bill Ek"),
        ("Ek, Robert", "Bob Ek"),
        ("Ann-Kristin Ek", "Anki Ek"),
        ("Christina Ek", "Kicki Ek"),
    ],
)
def test_a_short_form_stands_for_each_of_its_names(one: str, other: str) -> None:
    assert people(one, other) == people(other, one) == "short"


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Karin Ek", "Katarina Ek", "family"),
        ("Göran Måård", "Goeran Mård", "similar"),
        ("Sören Aakesson", "Søren Åkesson", "similar"),
        ("Anna Lindberg", "Anna Lindbreg", "similar"),
        ("Anna Berg", "Anna Borg", "given"),
        ("Anna-Karin Ek", "Anna Ek", "part"),
        ("Anna-Karin Ek", "Annakarin Ek", "same"),
        ("A Ek", "Anna Ek", "initials"),
        ("B Ek", "Anna Ek", "family"),
        ("Anna Ek", "Bo Alm", ""),
    ],
)
def test_names_are_alike_in_one_way(one: str, other: str, likeness: str) -> None:
    assert people(one, other) == likeness


def test_two_names_that_several_bear_are_no_slip() -> None:
    pair = (("erik", "jansson"), ("erik", "jonsson"))
    assert compare_people(*pair) == "similar"
    assert compare_people(*pair, known=lambda word: True) == "given"


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Nordic Flanges & Co", "Aktiebolaget Nordic Flanges", "same organisation name"),
        ("Göteborgs Stad", "Göteborgs kommun", "same organisation name"),
        ("Göteborgs Stad", "Göteborg AB", "part of organisation name"),
        ("Bergs Byggnads AB", "Berg Byggnads", "similar organisation name"),
        ("Nordicflanges Ltd", "Nordic Flanges", "same organisation name"),
        ("Nordic Flagnes", "Nordic Flanges", "similar organisation name"),
        ("Peab Norden", "Peab Sverige", ""),
        ("Vårdcentralen 1", "Vårdcentralen 2", ""),
    ],
)
def test_organisations_are_alike_in_one_way(one: str, other: str, likeness: str) -> None:
    assert organisations(one, other) == likeness


@pytest.mark.parametrize(
    ("name", "number"), [("Bo Ek d.ä.", 1), ("Bo Ek d.y.", 2), ("Bo Ek Jr", 2), ("Bo Dy", 0)]
)
def test_father_and_son_are_told_apart(name: str, number: int) -> None:
    assert generation(tuple(words(name)))[1] == number


def test_a_legal_form_alone_is_a_name() -> None:
    assert core(("ab",)) == ("ab",)
    assert core(("ab", "volvo")) == ("volvo",)


def test_who_may_go_by_another_name() -> None:
    assert {"kattis", "kajsa"} <= also_called("katarina")
    assert "katarina" not in also_called("katarina")
    assert also_called("xerxes") == frozenset()


@given(NAMES, NAMES)
def test_likeness_does_not_depend_on_the_order(one: list[str], other: list[str]) -> None:
    assert compare_people(tuple(one), tuple(other)) == compare_people(tuple(other), tuple(one))
