"""What is refused among many new rows saves nothing, and the log stays whole."""

from contextlib import closing
from typing import Any

import pytest

from crm import driver, history
from crm.actions.people import add_person
from crm.book import Book
from crm.bulk import BulkRows
from crm.errors import Invalid, UsageError
from crm.inputs import PersonIn
from crm.models import Topic, metadata
from tests.bulk import COLUMNS, MANY, add_address, add_topics, log_of, named


def test_a_reference_to_nothing_saves_nothing(book: Book) -> None:
    with pytest.raises(Invalid, match="FOREIGN KEY"), book.write("many") as session:
        bulk = BulkRows(session)
        add_address(bulk, 99, "a@example.com")
        bulk.store()
    assert book.ask(log_of) == []


def test_a_row_that_is_refused_lets_nothing_be_saved(book: Book) -> None:
    with pytest.raises(UsageError, match="not saved"), book.write("refused") as session:
        bulk = BulkRows(session)
        add_topics(bulk, MANY)
        bulk.add("topic", COLUMNS, named(1, "Twice"))
        with pytest.raises(driver.library.IntegrityError):
            bulk.store()
        session.add(Topic(name="After"))
    assert book.ask(log_of) == []
    with closing(driver.connect(book.path)) as connection:
        assert_triggers_whole(connection)
    with book.write("again") as session:
        session.add(Topic(name="Again"))
    assert len(book.ask(log_of)) == 1


def assert_triggers_whole(connection: Any) -> None:
    logged = set(metadata.tables) - history.UNLOGGED_TABLES
    assert len(history.trigger_names(connection)) == 3 * len(logged)


def test_the_triggers_are_whole_afterwards(book: Book) -> None:
    with closing(driver.connect(book.path)) as connection:
        select_triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        before = connection.execute(select_triggers).fetchall()
        with book.write("many") as session:
            bulk = BulkRows(session)
            add_topics(bulk, MANY)
            bulk.store()
        assert connection.execute(select_triggers).fetchall() == before
    book.tell("add", add_person, PersonIn(name="Anna Ek"))
    assert [entry[1] for entry in book.ask(log_of)] == ["topic", "person"]


def test_nothing_is_written_outside_a_batch(book: Book) -> None:
    rows = [named(number, f"Topic {number}") for number in range(1, MANY)]
    with closing(driver.connect(book.path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(driver.library.IntegrityError):
            history.insert_rows(connection, "topic", {COLUMNS: rows})
        with pytest.raises(driver.library.IntegrityError, match="outside a batch"):
            history.insert_rows(connection, "topic", {COLUMNS: rows[:1]})
        connection.execute("ROLLBACK")
        assert_triggers_whole(connection)
