"""Whoever is certainly new is stored at once, and stands in the book as if compared with all."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crm
from crm.actions.importing import import_file, savers
from crm.actions.importing.newcomers import Newcomers
from crm.book import Book
from crm.vocabulary import RecordKind
from tests.actions.importing import counts, people, take_in
from tests.rounds import rounds

HEAD = "name,organisation,role,email,phone,since,tags\n"
NAMES = ["Anna Ek", "Åsa Ek", "Bo Ek", "Cia Ek", "Ek", "A. Ek"]
PLACES = ["", "Almi", "ALMI", "Håbo kommun", "Habo kommun", "Avesta kommun"]
REACHED = ["", "a@b.example", "A@b.example", "c@b.example", "d@b.example", "not an address"]
PHONES = ["", "", "070-123 45 67", "+46701234567", "08-709 89 00"]
ROWS = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(PLACES),
    st.sampled_from(["", "VD", "Handläggare"]),
    st.sampled_from(REACHED) | st.integers(0, 40).map("p{}@b.example".format),
    st.sampled_from(PHONES),
    st.sampled_from(["", "", "2019", "soon"]),
    st.sampled_from(["", "", "", "Avesta"]),
)
TABLES = ("person", "organisation", "membership", "contact_detail", "record_source", "tagging")
WITHOUT = ("uid", "created_at", "updated_at")


@pytest.fixture
def added_at_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of those who were found to be certainly new."""
    names: list[str] = []
    add = Newcomers.add

    def noted(newcomers: Newcomers, draft: Any, places: Any) -> bool:
        is_new = add(newcomers, draft, places)
        if is_new:
            names.append(draft.name)
        return is_new

    monkeypatch.setattr(Newcomers, "add", noted)
    return names


def test_somebody_of_whom_nobody_has_heard_is_added_at_once(
    book: Book, added_at_once: list[str]
) -> None:
    text = HEAD + "Anna Ek,Almi,VD,anna@almi.example,070-123 45 67,2019,\n"
    assert counts(take_in(book, text, entries=0)) == {"records": 1, "new": 1}
    assert added_at_once == ["Anna Ek"]
    (anna,) = people(book)
    (place,) = anna["memberships"]
    assert (anna["given_name"], anna["family_name"]) == ("Anna", "Ek")
    assert (place["role"], place["start_date"], place["primary"]) == ("VD", "2019", True)
    values = [one["value"] for one in anna["contact_details"]]
    assert values == ["anna@almi.example", "+46701234567"]
    assert [hit.name for hit in book.find("almi vd")] == ["Anna Ek"]
    assert counts(take_in(book, text, entries=0)) == {"records": 1, "unchanged": 1}


@pytest.mark.parametrize(
    "second",
    ["Bo Berg,,,anna@almi.example,,,", "Anna Ek,,,,08-709 89 00,,", "Anna Ek,Almi,,,,,"],
)
def test_who_shares_a_name_or_an_address_is_compared(
    book: Book, added_at_once: list[str], second: str
) -> None:
    take_in(book, HEAD + f"Anna Ek,Almi,,anna@almi.example,,,\n{second}\n", entries=0)
    assert added_at_once == []


def test_whoever_shares_a_common_name_alone_is_added_at_once(
    book: Book, added_at_once: list[str]
) -> None:
    rows = [f"Anna Ek,Nämnd {n},,anna{n}@b.example,,,\n" for n in range(8)]
    take_in(book, HEAD + "".join(rows[:4]))
    take_in(book, HEAD + "".join(rows[4:]) + "Anna Ek,Nämnd 2,,anna9@b.example,,,\n", entries=0)
    assert added_at_once == ["Anna Ek"] * 4


@given(rows=st.lists(ROWS, max_size=24), length=st.integers(1, 12))
@settings(max_examples=rounds(6, 20), deadline=None)
def test_the_book_is_the_same_as_if_all_were_compared(
    empty_book: Path, rows: Sequence[tuple[str, ...]], length: int
) -> None:
    text = HEAD + "".join(",".join(row) + "\n" for row in rows)
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(savers, "PART_LENGTH", length)
        source = Path(name) / "list.csv"
        source.write_text(text, encoding="utf-8")
        at_once = Path(shutil.copy(empty_book, Path(name) / "one.db"))
        compared = Path(shutil.copy(empty_book, Path(name) / "other.db"))
        assert _after_import(at_once, source, 0) == _after_import(compared, source, 1000)


def _after_import(path: Path, source: Path, entries: int) -> list[Any]:
    """Return the counts, the warnings and all rows, with what is found by a word."""
    with crm.open(path) as book:
        report = import_file(book, source, entries=entries)
        found = [(hit.name, hit.why) for hit in book.find("ek", [RecordKind.PERSON], 100)]
        with book.read() as session:
            connection: Any = session.connection().connection.driver_connection
            return [counts(report), report["warnings"], found] + [
                [_told(row) for row in _rows(connection, table)] for table in TABLES
            ]


def _rows(connection: Any, table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY id')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in WITHOUT}
