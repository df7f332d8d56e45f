"""The books of every earlier version: upgraded without loss, with their history and search."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crm import driver, history, search
from crm.actions.people import add_person, edit_person
from crm.book import Book, open_book
from crm.driver import SCHEMA_VERSION, Connection
from crm.inputs import PersonEdit, PersonIn
from crm.migrate import TABLES, migrations_folder
from crm.queries.history import as_of, get_batch, list_batches
from crm.vocabulary import RecordKind
from tests.earlier import batches, make_earlier_book
from tests.migrations import tables_made
from tests.people import key

VERSIONS = range(1, SCHEMA_VERSION + 1)
"""The newest too: the next migration finds its test written."""


@pytest.fixture(scope="session", params=VERSIONS)
def earlier(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of each version, made once."""
    path = tmp_path_factory.mktemp(f"version{request.param}") / "book.db"
    make_earlier_book(path, request.param)
    return path


@pytest.fixture
def path(earlier: Path, tmp_path: Path) -> Path:
    """The test's own copy of it."""
    path = tmp_path / "book.db"
    path.write_bytes(earlier.read_bytes())
    return path


Rows = dict[str, list[dict[str, Any]]]


def rows_of(path: Path, *, log: bool = True) -> Rows:
    """Return all rows of all tables, but those that only serve."""
    with closing(driver.connect(path)) as connection:
        tables = history.logged_tables(connection) + ["batch", "change"] * log
        return {table: rows(connection, table) for table in tables}


def rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY id')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def content(path: Path) -> Rows:
    """Return the rows that people have put in, without what an undo moves on."""
    return {
        table: [
            {name: value for name, value in row.items() if name not in history.BOOKKEEPING}
            for row in kept
        ]
        for table, kept in rows_of(path, log=False).items()
    }


def assert_all_of_it_there(before: Rows, after: Rows) -> None:
    for table, kept in before.items():
        assert [
            {name: new[name] for name in old} for old, new in zip(kept, after[table], strict=True)
        ] == kept


def test_every_version_has_left_something_in_every_table(earlier: Path) -> None:
    with closing(driver.connect(earlier)) as connection:
        for table in history.logged_tables(connection):
            assert rows(connection, table), table


def test_nothing_is_lost(path: Path) -> None:
    before = rows_of(path)
    open_book(path).close()
    assert_all_of_it_there(before, rows_of(path))
    with closing(driver.connect(path)) as connection:
        assert driver.schema_version(connection, path) == SCHEMA_VERSION
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert tables_made(path) == (migrations_folder() / TABLES).read_text(encoding="utf-8")


def test_the_log_knows_whom_a_row_belonged_to(path: Path) -> None:
    open_book(path).close()
    for change in rows_of(path)["change"]:
        before = json.loads(change["before"] or "{}")
        for owner in history.OWNERS:
            assert change[f"before_{owner}"] == before.get(owner)


def test_the_backup_is_the_book_as_it_was(path: Path) -> None:
    with closing(driver.connect(path)) as connection:
        current = driver.schema_version(connection, path) == SCHEMA_VERSION
    before = rows_of(path)
    open_book(path).close()
    saved = list(path.parent.glob("book.db.before-*"))
    assert len(saved) == (0 if current else 1)
    assert all(rows_of(backup) == before for backup in saved)


def test_search_finds_what_was_there(path: Path) -> None:
    with open_book(path) as book:
        for text in ("marder", "nordström", "0701234567", "avesta näringslivschef", "welders"):
            assert book.find(text), text
        assert book.find("bo deleted") == []
    documents = "SELECT * FROM search_document ORDER BY id"
    with closing(driver.connect(path)) as connection:
        kept = connection.execute(documents).fetchall()
        search.rebuild(connection)
        assert connection.execute(documents).fetchall() == kept


def test_every_batch_can_be_taken_back_and_done_again(path: Path) -> None:
    with open_book(path) as book:
        states = [content(path)]
        undone = []
        while standing := [row for row in own_batches(book) if row["undone_by"] is None]:
            undone.append(book.undo(standing[0]["id"]))
            states.append(content(path))
        assert not any(states[-1].values())
        while undone:
            assert content(path) == states.pop()
            book.undo(undone.pop()["id"])
        assert content(path) == states.pop()
        assert book.find("marder")


def own_batches(book: Book) -> list[Any]:
    return [row for row in book.ask(list_batches, limit=1000) if row["undoes"] is None]


def test_the_history_is_still_told(path: Path) -> None:
    with open_book(path) as book:
        told = [row["description"] for row in reversed(own_batches(book))]
        written = [title for version in VERSIONS for title, _ in batches(version)]
        assert told == written[: len(told)]
        assert [row["description"] for row in book.ask(list_batches, reference="p1")][-1] == told[0]
        changes = book.ask(get_batch, 2)["changes"]
        assert [change["reference"] for change in changes] == ["p1", "i1", "l1"]
        person = book.ask(as_of, RecordKind.PERSON, 1, "2019-04-11T08:00:00Z")
        assert person
        assert person["note"] == "Plays chess and go"


def test_the_book_can_be_written_in(path: Path) -> None:
    with open_book(path) as book:
        highest = max(row["id"] for row in rows_of(path)["person"])
        before = content(path)
        book.tell("edit", edit_person, 1, PersonEdit(note="new"))
        book.undo()
        assert content(path) == before
        person = key(book.tell("add", add_person, PersonIn(name="Filip Ek")))
        assert person > highest
        assert [hit.name for hit in book.find("filip")] == ["Filip Ek"]
