"""What grows with the book is not walked through without need: SQLite's plans say so."""

import shutil
from collections.abc import Callable, Iterator
from cProfile import Profile
from importlib import import_module
from inspect import getmembers, isfunction, signature
from pathlib import Path
from pkgutil import walk_packages
from types import CodeType

import pytest
from sqlalchemy import UniqueConstraint
from sqlmodel import Session

import crm.queries
from crm import history, search
from crm.book import Book, open_book
from crm.models import metadata
from crm.store import driver_connection
from tests.edits import EDITS, build_book
from tests.plans import Walk, noting_statements, walks_in, walks_of
from tests.questions import QUESTIONS, WHOLE

Told = dict[str, list[Walk]]
ASKED = {"session", "connection"}
"""What a function that asks a book is given."""


def called_by(profile: Profile) -> set[CodeType]:
    """Return which functions were called while a profile was taken."""
    return {entry.code for entry in profile.getstats() if isinstance(entry.code, CodeType)}


@pytest.fixture(scope="module")
def filled(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book with something of each sort."""
    path = shutil.copy(empty_book, tmp_path_factory.mktemp("plans") / "book.db")
    with open_book(path, actor="tester") as book:
        build_book(book)
        yield book


def undoing(batch_id: int) -> Callable[[Session], object]:
    return lambda session: history.undo(driver_connection(session), batch_id)


def public_functions() -> dict[str, Callable[..., object]]:
    """Return the functions of `crm.queries` that ask a book, by where they stand."""
    found: dict[str, Callable[..., object]] = {}
    for module in walk_packages(crm.queries.__path__, "crm.queries."):
        for name, function in getmembers(import_module(module.name), isfunction):
            asks = ASKED & set(signature(function).parameters) and not name.startswith("_")
            if asks and function.__module__ == module.name:
                found[f"{module.name}.{name}"] = function
    return found


def test_no_query_walks_through_a_table_that_grows(filled: Book) -> None:
    with Profile() as profile:
        asked = {name: filled.ask(walks_of, ask) for name, ask in QUESTIONS.items()}
        whole = {name: filled.ask(walks_of, ask) for name, (_why, ask) in WHOLE.items()}
    assert {name: walks for name, walks in asked.items() if walks} == {}
    # What need not be on that list any more is taken off it.
    assert [name for name, walks in whole.items() if not walks] == []
    called, functions = called_by(profile), public_functions()
    unasked = [name for name, one in functions.items() if one.__code__ not in called]
    assert unasked == []


def test_no_edit_walks_through_a_table_that_grows(filled: Book) -> None:
    found: Told = {}
    for name, change in EDITS.items():
        with filled.write(name) as session, noting_statements(session) as sent:
            change(session)
            session.flush()
            search.refresh(driver_connection(session), session.info["batch_id"])
        found[name] = filled.ask(walks_in, sent)
        with filled.write("undo") as session:
            found[f"undo of {name}"] = walks_of(session, undoing(session.info["batch_id"] - 1))
    assert {name: walks for name, walks in found.items() if walks} == {}


def test_every_column_that_points_at_another_table_has_an_index() -> None:
    """Deleting what is pointed at looks in the tables that point at it, which no plan shows."""
    unread = []
    for table in metadata.sorted_tables:
        first = {next(iter(index.columns)).name for index in table.indexes}
        first |= {
            next(iter(constraint.columns)).name
            for constraint in table.constraints
            if isinstance(constraint, UniqueConstraint)
        }
        pointing = {key.parent.name for key in table.foreign_keys}
        unread += [f"{table.name}.{column}" for column in pointing - first]
    assert unread == []
