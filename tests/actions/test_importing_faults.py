"""What a file has wrong comes out right, or is reported with its line and kept in the note."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.book import Book
from crm.errors import FormatError
from crm.titles import field_title
from tests.actions.importing import (
    counts,
    organisation,
    organisations,
    people,
    person,
    reached,
    take_in,
    warned,
)
from tests.people import person as add_person
from tests.rounds import rounds


def test_a_phone_without_its_first_zero_is_mended_and_reported(book: Book) -> None:
    report = take_in(book, "name,classification,phone\nSkogsstyrelsen,agency,771787787\n")
    assert reached(organisation(book, "Skogsstyrelsen")) == [("phone", "+46771787787")]
    assert warned(report) == [(2, "phone", "771787787")]


def test_two_numbers_in_a_cell_are_two_numbers(book: Book) -> None:
    report = take_in(book, "name,phone\nAnna Ek,070-123 45 67 / 08-700 08 00\n")
    assert reached(person(book, "Anna Ek")) == [("phone", "+46701234567"), ("phone", "+4687000800")]
    assert report["warnings"] == []


def test_a_page_in_the_email_column_becomes_a_link(book: Book) -> None:
    text = "name,classification,email\nAmbassaden,agency,www.ambassaden.example/monrovia\n"
    report = take_in(book, text)
    assert organisation(book, "Ambassaden")["website"] == "https://www.ambassaden.example/monrovia"
    assert warned(report) == [(2, "email", "www.ambassaden.example/monrovia")]
    assert counts(take_in(book, text)) == {"records": 1, "unchanged": 1}
    take_in(book, "name,email\nAnna Ek,https://anna.example/\n")
    assert reached(person(book, "Anna Ek")) == [("link", "https://anna.example/")]


@pytest.mark.parametrize(
    ("column", "value", "line"),
    [
        ("phone", "+335 42 345 05", "Phone as given: +335 42 345 05"),
        ("phone", "4,67E+10", "Phone as given: 4,67E+10"),
        ("email", "anna(at)ek.example", "E-mail as given: anna(at)ek.example"),
        ("email", "saknas", "E-mail as given: saknas"),
        ("website", "not a page", "Website as given: not a page"),
        ("start_date", "igår kväll", "Since as given: igår kväll"),
        ("language", "s" * 36, "Language as given: " + "s" * 36),
    ],
)
def test_what_cannot_be_stored_is_kept_in_the_note(
    book: Book, column: str, value: str, line: str
) -> None:
    text = f'name,organisation,{column}\nAnna Ek,ALMI,"{value}"\n'
    report = take_in(book, text)
    assert [one[0] for one in warned(report)] == [2]
    assert report["warnings"][0]["value"] == value
    assert person(book, "Anna Ek")["note"] == line
    assert counts(take_in(book, text)) == {"records": 1, "unchanged": 1}


@pytest.mark.parametrize(
    ("column", "value", "field"),
    [
        ("orgnr", "123456-7890", "orgnr"),
        ("classification", "julklapp", "classification"),
        ("founding_date", "länge sedan", "founding_date"),
        ("website", "not a page", "website"),
    ],
)
def test_an_organisation_keeps_what_cannot_be_stored(
    book: Book, column: str, value: str, field: str
) -> None:
    report = take_in(
        book, f"name,parent,{column}\nNämnden,Staten,{value}\n", records="organisations"
    )
    assert warned(report) == [(2, field, value)]
    found = organisation(book, "Nämnden")
    assert found["note"] == f"{field_title(field)} as given: {value}"
    assert found["classification"] == "other"


def test_an_end_before_its_start_is_kept_in_the_note(book: Book) -> None:
    text = "name,founding_date,dissolution_date\nNämnden,2010,2009-12-31\n"
    report = take_in(book, text)
    assert warned(report) == [(2, "dissolution_date", "2009-12-31")]
    found = organisation(book, "Nämnden")
    assert (found["founding_date"], found["dissolution_date"]) == ("2010", None)
    text = "name,organisation,start_date,end_date\nAnna Ek,Nämnden,2010,2009\n"
    assert warned(take_in(book, text)) == [(2, "end_date", "2009")]
    assert person(book, "Anna Ek")["note"] == "Until as given: 2009"


NUMBER = "19850709-9805"


@pytest.mark.parametrize("column", ["note", "phone", "role", "orgnr", "alias", "address"])
def test_a_personal_identity_number_is_neither_kept_nor_repeated(book: Book, column: str) -> None:
    text = f"name,organisation,{column}\nAnna Ek,ALMI,{NUMBER}\n"
    report = take_in(book, text)
    assert report["warnings"]
    assert NUMBER not in repr(report)
    assert NUMBER not in repr(people(book)) + repr(organisations(book))


def test_a_name_with_a_personal_identity_number_is_rejected(book: Book) -> None:
    report = take_in(book, f"name,email\nAnna Ek {NUMBER},anna@ek.example\n")
    assert counts(report) == {"records": 1, "rejected": 1}
    assert NUMBER not in repr(report)
    assert people(book) == []


def test_a_name_that_is_too_long_is_rejected(book: Book) -> None:
    report = take_in(book, f"name,email\n{'a' * 301},anna@ek.example\n")
    assert counts(report) == {"records": 1, "rejected": 1}
    assert warned(report)[0][:2] == (2, "name")


def test_a_row_with_too_many_cells_is_reported(book: Book) -> None:
    report = take_in(book, "name,email\nAnna Ek,anna@ek.example,more\n")
    assert (2, "", "more") in warned(report)
    assert counts(report) == {"records": 1, "new": 1}


def test_a_note_that_differs_is_kept_as_somebody_typed_it(book: Book) -> None:
    with book.write("by hand") as session:
        add_person(session, "Anna Ek", emails=["anna@ek.example"], note="Ringer gärna")
    report = take_in(book, "name,email,note\nAnna Ek,anna@ek.example,Skriver helst\n")
    assert counts(report) == {"records": 1, "unchanged": 1}
    assert warned(report) == [(2, "note", "Skriver helst")]


def test_cells_are_text_and_nothing_else(book: Book) -> None:
    odd = "'; DROP TABLE person; -- [/] \x1b[31m =1+1 {name} %s"
    text = "name,organisation,role,tags,note\n" + f'"{odd}","{odd}","{odd}","{odd}","{odd}"\n' * 2
    report = take_in(book, text)
    assert counts(report) == {"records": 2, "new": 1, "unchanged": 1}
    (found,) = people(book)
    assert "DROP TABLE" in found["name"]
    assert "\x1b" not in repr(found).encode().decode("unicode_escape", "ignore")


CELL = st.text(max_size=20) | st.sampled_from(["", "0701234567", "a@b.example", "2019", "ALMI"])
HEADERS = ("name", "organisation", "role", "email", "phone", "start_date", "tags", "custom:x", "y")


@settings(
    max_examples=rounds(8, 25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(st.lists(CELL, min_size=9, max_size=9), min_size=1, max_size=6))
def test_any_file_adds_up_and_changes_nothing_the_second_time(
    book: Book, rows: list[list[str]]
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([HEADERS, *rows])
    text = stream.getvalue().encode("utf-8", "replace").decode("utf-8")
    try:
        first = take_in(book, text)
    except FormatError:
        return
    assert first["records"] == sum(
        first[name] for name in ("new", "updated", "unchanged", "rejected")
    )
    second = take_in(book, text)
    assert second["batch"] is None
    assert second["new"] == second["updated"] == 0


def test_a_relation_of_a_table_stands_in_the_note(book: Book) -> None:
    text = (
        "Name,Given Name,Family Name,Relation 1 - Type,Relation 1 - Value\n"
        "Anna Ek,Anna,Ek,Assistant,Bo Al\n"
    )
    take_in(book, text)
    assert person(book, "Anna Ek")["note"] == "Link as given: Assistant: Bo Al"
    assert take_in(book, text)["batch"] is None
