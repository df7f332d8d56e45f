"""Which field a column holds is said once for a row of headers."""

from typing import Any

import pytest
from sqlmodel import select

from crm.book import Book
from crm.errors import FormatError, UsageError
from crm.models import ColumnMapping
from tests.actions.importing import people, person, reached, take_in

NAMELESS = "a,b\n1,anna@ek.example\n"


def hows(book: Book, text: str, **options: Any) -> dict[str, tuple[str | None, str]]:
    report = take_in(book, text, dry_run=True, **options)
    return {one["column"]: (one["field"], one["how"]) for one in report["columns"]}


def test_each_column_tells_its_field_and_how_that_is_known(book: Book) -> None:
    text = "Namn,Adr,Skostorlek,Kontakt\nAnna Ek,a,44,anna@ek.example\nBo Al,b,41,bo@al.example\n"
    assert hows(book, text, mapping={"Adr": "role"}) == {
        "Namn": ("name", "recognised"),
        "Adr": ("role", "given"),
        "Skostorlek": (None, "unknown"),
        "Kontakt": ("email", "guessed"),
    }


def test_what_was_said_is_remembered_for_the_same_headers(book: Book) -> None:
    take_in(book, "Namn,Skostorlek\nAnna Ek,44\n", mapping={"Skostorlek": "custom:shoe"})
    report = take_in(book, "Namn,Skostorlek\nBo Al,41\n")
    assert report["columns"][1] == {
        "column": "Skostorlek",
        "field": "custom:shoe",
        "how": "remembered",
    }
    assert person(book, "Bo Al")["custom"] == {"shoe": "41"}
    assert report["warnings"] == []


def test_other_headers_are_another_table(book: Book) -> None:
    take_in(book, "Namn,Skostorlek\nAnna Ek,44\n", mapping={"Skostorlek": "custom:shoe"})
    assert hows(book, "Namn,Roll,Skostorlek\nBo Al,VD,41\n")["Skostorlek"] == (None, "unknown")


def test_what_is_said_now_comes_before_what_was_said(book: Book) -> None:
    take_in(book, "Namn,X\nAnna Ek,44\n", mapping={"X": "custom:shoe"})
    take_in(book, "Namn,X\nBo Al,VD\n", mapping={"x": "custom:rank"})
    assert person(book, "Bo Al")["custom"] == {"rank": "VD"}
    assert hows(book, "Namn,X\nBo Al,VD\n")["X"] == ("custom:rank", "remembered")


def test_a_table_without_a_name_is_read_once_somebody_said_which_column_it_is(book: Book) -> None:
    text = "Vem,Var\n1X,anna@ek.example\n"
    with pytest.raises(FormatError):
        take_in(book, text)
    take_in(book, text, mapping={"Vem": "name", "Var": "email"})
    take_in(book, text.replace("1X", "2Y").replace("anna", "bo"))
    assert reached(person(book, "2Y")) == [("email", "bo@ek.example")]


def test_a_dry_run_and_a_mapping_that_does_not_fit_are_not_remembered(book: Book) -> None:
    take_in(book, "Namn,X\nAnna Ek,44\n", mapping={"X": "custom:shoe"}, dry_run=True)
    with pytest.raises(UsageError):
        take_in(book, "Namn,X\nAnna Ek,44\n", mapping={"Y": "custom:shoe"})
    with book.read() as session:
        assert session.exec(select(ColumnMapping)).all() == []
    assert people(book) == []


def test_one_undo_forgets_the_mapping(book: Book) -> None:
    text = "Namn,X\nAnna Ek,44\n"
    book.undo(take_in(book, text, mapping={"X": "custom:shoe"})["batch"])
    assert hows(book, text)["X"] == (None, "unknown")
