"""Columns told by what they hold, where their headers do not say."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import formats
from crm.errors import FormatError
from crm.formats import Description, OrganisationRecord, PersonRecord, ReadOptions
from crm.formats.columns import map_columns
from crm.formats.guessing import (
    guess_columns,
    is_email,
    is_full_name,
    is_identity_number,
    is_link,
    is_organisation,
    is_organisation_number,
    is_phone,
    is_postal_code,
    is_street,
    looks_like_data,
)
from tests.formats.files import WriteFile, details, read
from tests.rounds import rounds


def describe(path: Path, **mapping: str) -> Description:
    return formats.describe(path, ReadOptions(mapping=mapping))


@pytest.mark.parametrize("value", ["a@b.se", "åsa.öst+x@sub.exempel.se"])
def test_an_email_address(value: str) -> None:
    assert is_email(value)


@pytest.mark.parametrize("value", ["a@b", "a b@c.se", "a@@b.se", "@b.se", "", "a@b.se; c@d.se"])
def test_no_email_address(value: str) -> None:
    assert not is_email(value)


@pytest.mark.parametrize(
    "value", ["070-123 45 67", "+46 (0)8 123 456", "08/123456", "0046701234567", "701234567"]
)
def test_a_phone_number(value: str) -> None:
    assert is_phone(value)


@pytest.mark.parametrize(
    "value", ["2019-05-02", "111 22", "556481-6204", "5564816204", "0", "0-0", "1970", "x", "٠٧٠"]
)
def test_no_phone_number(value: str) -> None:
    assert not is_phone(value)


def test_organisation_numbers_and_identity_numbers_are_told_apart() -> None:
    assert is_organisation_number("556481-6204")
    assert is_organisation_number("165564816204")
    assert not is_organisation_number("556481-6205")
    assert not is_organisation_number("640823-3234")
    assert is_identity_number("640823-3234")
    assert is_identity_number("19640823-3234")
    assert is_identity_number("640883-3231")
    assert not is_identity_number("556481-6204")
    assert not is_identity_number("640823-3235")


@pytest.mark.parametrize(
    "value",
    ["ALMI AB", "Sandvikens kommun", "Region Gävleborg", "Tillväxtverket", "Länsstyrelsen Dalarna",
     "Acme Ltd", "Müller GmbH", "Uppsala universitet", "Näringsdepartementet"],
)  # fmt: skip
def test_names_of_organisations(value: str) -> None:
    assert is_organisation(value)
    assert not is_organisation("Anna Berg")


@pytest.mark.parametrize("value", ["Anna Berg", "Åsa Öst-Lind", "Carl von Linné", "Bo A. Alm"])
def test_full_names(value: str) -> None:
    assert is_full_name(value)


@pytest.mark.parametrize("value", ["Anna", "anna berg", "Anna 2", "A" * 200, "070", "", "Hej Då!"])
def test_no_full_names(value: str) -> None:
    assert not is_full_name(value)


def test_other_values_that_tell_themselves() -> None:
    assert is_link("https://almi.se/x")
    assert is_link("www.almi.se")
    assert not is_link("almi")
    assert is_postal_code("791 71")
    assert not is_postal_code("091 71")
    assert is_street("Storgatan 12 B")
    assert not is_street("791 71 Falun")


@given(st.lists(st.text(max_size=40), max_size=6))
def test_no_row_is_too_strange(cells: list[str]) -> None:
    assert looks_like_data(cells) in (True, False)


def test_unknown_headers_are_told_by_their_columns(file: WriteFile) -> None:
    path = file(
        "Vem;Var;Nå;Ring;Reg;Sida\n"
        "Anna Berg;ALMI AB;anna@almi.se;023-123 45;556481-6204;https://almi.se\n"
        "Bo Alm;Falu kommun;bo@falun.se;070-123 45 67;212000-2239;www.falun.se\n"
    )
    found = describe(path)
    assert found.mapping == {
        "Vem": "name",
        "Var": "organisation",
        "Nå": "email",
        "Ring": "phone",
        "Reg": "identifier:orgnr",
        "Sida": "website",
    }
    assert found.guessed == ("Vem", "Var", "Nå", "Ring", "Reg", "Sida")
    assert [one.message for one in found.problems][2] == (
        "The column was taken for email from what it holds; say otherwise with --map."
    )
    anna = next(one for one in read(path) if isinstance(one, PersonRecord))
    assert (anna.name, anna.memberships[0].organisation) == ("Anna Berg", "ALMI AB")


def test_what_was_asked_for_is_not_guessed(file: WriteFile) -> None:
    path = file("Namn,Nå\nAnna,a@b.se\n")
    found = describe(path, Nå="custom:nick")
    assert (found.mapping["Nå"], found.guessed) == ("custom:nick", ())
    assert describe(path, nå="ignore").mapping["Nå"] == "ignore"


def test_email_addresses_under_a_doubtful_header(file: WriteFile) -> None:
    path = file("Namn,Kontakt\nAnna,a@b.se\nBo,b@c.se\n")
    assert describe(path).mapping["Kontakt"] == "email"
    assert describe(path, Kontakt="person_name").guessed == ()
    only = file("Kontakt,x\na@b.se,1\n", name="only.csv")
    assert describe(only).mapping["Kontakt"] == "person_name"


def test_a_column_of_several_kinds_is_not_guessed(file: WriteFile) -> None:
    found = describe(file("Namn,Blandat\nAnna,a@b.se\nBo,070-123 45 67\nCia,almi\n"))
    assert (found.unmapped, found.guessed) == (("Blandat",), ())


def test_dates_are_left_to_whoever_knows_of_what_they_are(file: WriteFile) -> None:
    assert describe(file("Namn,När\nAnna,2019-05-02\nBo,2 maj 2019\n")).unmapped == ("När",)


def test_identity_numbers_are_never_read_whatever_stands_above(file: WriteFile) -> None:
    path = file("Namn,Nr,Födelsedag\nAnna,640823-3234,19640823-3234\n")
    assert set(describe(path).guessed) == {"Nr", "Födelsedag"}
    (anna,) = read(path)
    assert isinstance(anna, PersonRecord)
    assert (anna.unmapped, anna.custom) == ({}, {})


def test_addresses_beside_each_other(file: WriteFile) -> None:
    path = file("Namn,a,b,c\nAnna,Storgatan 1,17141,Solna\nBo,Lillgatan 12 B,79171,Falun\n")
    assert describe(path).guessed == ("a", "b", "c")
    (anna, _bo) = read(path)
    assert isinstance(anna, PersonRecord)
    assert details(anna) == [("address", "Storgatan 1, 17141 Solna", "")]


def test_given_and_family_names_as_the_addresses_say(file: WriteFile) -> None:
    path = file("a;b;c\nBerg;Anna;anna.berg@x.se\nÖst;Åsa;asa.ost@x.se\n")
    assert describe(path).mapping == {"a": "family_name", "b": "given_name", "c": "email"}


def test_a_file_without_headers(file: WriteFile) -> None:
    path = file("Anna Berg;ALMI AB;anna@almi.se\nBo Alm;SCB;bo@scb.se\nCia Ek;EK AB;c@ek.se\n")
    found = describe(path)
    assert found.headers == ("column 1", "column 2", "column 3")
    assert found.header_line == 0
    assert list(found.mapping.values()) == ["name", "organisation", "email"]
    assert "no headers" in found.problems[0].message
    assert [(one.line, one.raw["column 3"]) for one in read(path)] == [
        (1, "anna@almi.se"),
        (2, "bo@scb.se"),
        (3, "c@ek.se"),
    ]


def test_a_file_without_headers_below_its_delimiter(file: WriteFile) -> None:
    (anna,) = read(file("sep=;\nAnna Berg;anna@almi.se\n"))
    assert isinstance(anna, PersonRecord)
    assert (anna.line, anna.name) == (2, "Anna Berg")


def test_the_columns_of_a_file_without_headers_can_be_mapped(file: WriteFile) -> None:
    path = file("x1;anna@almi.se\nx2;bo@scb.se\n")
    with pytest.raises(FormatError, match=r"column 1, column 2"):
        read(path)
    found = read(path, mapping={"column 1": "name"})
    assert [one.name for one in found if isinstance(one, PersonRecord)] == ["x1", "x2"]


def test_a_register_of_organisations_under_another_name(file: WriteFile) -> None:
    path = file("kommunkod,kommunnamn\n2080,Falu kommun\n2081,Borlänge kommun\n")
    falun = read(path)[0]
    assert isinstance(falun, OrganisationRecord)
    assert falun.name == "Falu kommun"


CELL = st.sampled_from(
    ["", "Anna Berg", "a@b.se", "070-123 45 67", "556481-6204", "111 22", "Åre", "AB", "\0", "1"]
)


@settings(max_examples=rounds(50, 200))
@given(st.lists(CELL, min_size=1, max_size=5), st.lists(st.lists(CELL, max_size=6), max_size=8))
def test_guessing_changes_nothing_but_fields(headers: list[str], rows: list[list[str]]) -> None:
    columns = map_columns(headers, {})
    guessed = guess_columns(columns, rows)
    assert [(one.position, one.header) for one in guessed] == [
        (one.position, one.header) for one in columns
    ]
    assert guess_columns(columns, [], ()) == columns
