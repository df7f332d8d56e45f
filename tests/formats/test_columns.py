import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import UsageError
from crm.formats.columns import FIELDS, map_columns, recognise, unique_headers
from crm.formats.csv_writer import ORGANISATION_COLUMNS, PERSON_COLUMNS


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Namn", "name"),
        ("FÖRNAMN", "given_name"),
        ("First Name", "given_name"),
        ("Efternamn:", "family_name"),
        ("E-post", "email"),
        ("E-postadress", "email"),
        ("Mejl", "email"),
        ("E-mail 2 Address", "email"),
        ("E-post (privat)", "email:home"),
        ("Telefon", "phone"),
        ("Telefon, arbete", "phone:work"),
        ("Business Phone 2", "phone:work"),
        ("Mobil", "phone:mobile"),
        ("Mobiltelefon", "phone:mobile"),
        ("Växel", "phone:switchboard"),
        ("Företag", "organisation"),
        ("Organization", "organisation"),
        ("Befattning", "role"),
        ("Job Title", "role"),
        ("Kommun", "area"),
        ("Län", "county"),
        ("Kommunkod", "identifier:kommunkod"),
        ("Organisationsnummer", "identifier:orgnr"),
        ("Org.nr", "identifier:orgnr"),
        ("Webbplats", "website"),
        ("Postadress", "address"),
        ("Besöksadress", "address:visit"),
        ("Postnr", "postal_code"),
        ("Postort", "city"),
        ("Anteckning", "note"),
        ("Typ", "kind"),
        ("since", "start_date"),
        ("phone:mobile", "phone:mobile"),
        ("custom:Skostorlek", "custom:Skostorlek"),
        ("Personnummer", "personal_identity_number"),
    ],
)
def test_headers_people_write_are_recognised(header: str, field: str) -> None:
    assert recognise(header) == field


@pytest.mark.parametrize(
    "header", ["", "  ", "Favoritfärg", "custom:", "shoe size:eu", "x" * 100_000]
)
def test_other_headers_are_not(header: str) -> None:
    assert recognise(header) is None


@given(st.text())
def test_no_header_is_too_strange(header: str) -> None:
    assert recognise(header) is None or isinstance(recognise(header), str)


def test_every_field_and_every_column_of_our_export_is_recognised() -> None:
    assert [name for name in FIELDS if recognise(name) != name] == []
    assert [name for name in (*PERSON_COLUMNS, *ORGANISATION_COLUMNS) if not recognise(name)] == []


def test_title_is_the_role_but_beside_a_job_title_it_stands_before_the_name() -> None:
    assert [column.field for column in map_columns(["Namn", "Titel"], {})] == ["name", "role"]
    fields = [column.field for column in map_columns(["Titel", "Namn", "Befattning"], {})]
    assert fields == ["honorific_prefix", "name", "role"]


def test_a_header_that_is_broken_over_lines_is_one_line() -> None:
    assert unique_headers(["Last\ncontact", "Namn\r\n"]) == ("Last contact", "Namn")
    (column,) = map_columns(["Mobil\ntelefon"], {"Mobil telefon": "phone"})
    assert column.field == "phone"


def test_headers_become_unique_and_never_empty() -> None:
    assert unique_headers(["E-post", "", "E-post", " E-post "]) == (
        "E-post",
        "column 2",
        "E-post (2)",
        "E-post (3)",
    )


def test_a_mapping_wins_and_forgives_case_and_punctuation() -> None:
    columns = map_columns(["Namn", "Org", "Färg"], {"färg:": "custom:colour", "org": "parent"})
    assert [column.field for column in columns] == ["name", "parent", "custom:colour"]


def test_a_mapping_may_use_any_word_for_a_field() -> None:
    (column,) = map_columns(["x"], {"x": "Mobil"})
    assert (column.base, column.label) == ("phone", "mobile")


def test_a_mapping_to_a_column_that_is_not_there_lists_the_columns() -> None:
    with pytest.raises(UsageError, match="called Mejl: the file has Namn, Ort"):
        map_columns(["Namn", "Ort"], {"Mejl": "email"})


@pytest.mark.parametrize("field", ["shoe size", "custom:", "personnummer", "\0", ""])
def test_a_mapping_to_no_field_lists_the_fields(field: str) -> None:
    with pytest.raises(UsageError, match="choose one of name, "):
        map_columns(["Namn"], {"Namn": field})
