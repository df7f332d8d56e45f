"""What a file is and what its columns hold, before anything is read of it."""

from typing import Any

import pytest

from crm.actions.importing import FileDescription, describe_file
from crm.book import Book
from crm.errors import FormatError, UsageError
from tests.actions.importing import people, take_in
from tests.formats.workbook_files import xlsx

OUTLOOK = (
    "First Name,Last Name,E-mail Address,Company,Job Title\n"
    "Anna,Ek,anna@ek.example,ALMI,VD\nBo,Ek,bo@ek.example,ALMI,\n"
)


def described(book: Book, text: str, name: str = "list.csv", **options: Any) -> FileDescription:
    path = book.path.with_name(name)
    path.write_bytes(text.encode("utf-8"))
    return book.ask(describe_file, path, **options)


def test_program_encoding_and_delimiter_are_told(book: Book) -> None:
    found = described(book, OUTLOOK)
    assert (found["format"], found["program"]) == ("csv", "Outlook")
    assert (found["encoding"], found["delimiter"]) == ("utf-8", ",")
    assert found["has_names"]


def test_each_column_has_its_field_and_first_values(book: Book) -> None:
    first, last, *_others = described(book, OUTLOOK)["columns"]
    assert (first["field"], first["how"]) == ("given_name", "recognised")
    assert first["samples"] == ["Anna", "Bo"]
    assert last["samples"] == ["Ek"]


def test_a_table_without_names_is_told_of_so_that_they_can_be_named(book: Book) -> None:
    found = described(book, "Vem,Rum\nx1,12\n")
    assert not found["has_names"]
    assert [column["column"] for column in found["columns"]] == ["Vem", "Rum"]
    named = book.ask(describe_file, book.path.with_name("list.csv"), mapping={"Vem": "name"})
    assert named["has_names"]


def test_identity_numbers_are_not_shown(book: Book) -> None:
    found = described(book, "name,Nummer,note\nAnna Ek,19811228-9874,är 811228-9874\n")
    assert [column["samples"] for column in found["columns"]] == [["Anna Ek"], [], []]


def test_columns_of_a_workbook_have_first_values_too(book: Book) -> None:
    path = book.path.with_name("list.xlsx")
    path.write_bytes(xlsx({1: ["Namn", "Mejl"], 2: ["Anna Ek", "anna@ek.example"]}, "Blad"))
    found = book.ask(describe_file, path)
    assert (found["sheet"], found["columns"][1]["samples"]) == ("Blad", ["anna@ek.example"])


def test_a_card_file_has_no_columns(book: Book) -> None:
    card = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna Ek\r\nEND:VCARD\r\n"
    assert described(book, card, "anna.vcf")["columns"] == []


def test_what_cannot_be_read_is_an_error(book: Book) -> None:
    with pytest.raises(FormatError):
        described(book, "")
    with pytest.raises(UsageError):
        described(book, OUTLOOK, records="animals")


def test_a_file_whose_name_is_no_text_is_taken_in(book: Book) -> None:
    assert take_in(book, "name\nAnna Ek\n", "b\udcff.csv")["batch"]
    assert [one["name"] for one in people(book)] == ["Anna Ek"]
