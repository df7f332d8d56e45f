"""The log that no write escapes."""

import json
from contextlib import closing

import pytest
from sqlalchemy import delete, insert, text, update
from sqlmodel import Session, col, select

from crm import driver, history
from crm.actions.topics import add_topic, delete_topic
from crm.book import Book
from crm.inputs import TopicIn
from crm.models import Change, Topic, metadata
from crm.queries.history import list_batches
from crm.store import driver_connection
from tests.people import key


def changes(session: Session) -> list[tuple[str, str]]:
    query = select(Change.operation, Change.table_name).order_by(col(Change.id))
    return list(session.exec(query))


def test_every_table_of_the_models_is_logged_save_the_log_itself(book: Book) -> None:
    tables = {table.name for table in metadata.sorted_tables} - history.UNLOGGED_TABLES
    with closing(driver.connect(book.path)) as connection:
        assert set(history.logged_tables(connection)) == tables
        assert set(history.trigger_names(connection)) == {
            f"history_{table}_{operation}"
            for table in tables
            for operation in ("insert", "update", "delete")
        }


def test_every_kind_of_write_is_logged(book: Book) -> None:
    with book.write("every way") as session:
        session.add(Topic(name="Orm"))
        session.flush()
        row = {"version": 1, "created_at": "", "updated_at": "", "sort_key": ""}
        session.execute(
            insert(Topic),
            [{**row, "uid": f"u{n}", "name": f"n{n}", "folded_name": f"n{n}"} for n in range(3)],
        )
        session.execute(update(Topic).values(note="bulk"))
        session.execute(delete(Topic).where(col(Topic.name) == "n2"))
        connection = driver_connection(session)
        connection.executemany(
            "INSERT OR IGNORE INTO topic"
            " (uid, version, created_at, updated_at, name, folded_name, sort_key)"
            " VALUES (?, 1, '', '', ?, ?, '')",
            [("raw", "raw", "raw"), ("raw", "raw", "raw")],
        )
        session.execute(
            text(
                "INSERT OR REPLACE INTO topic"
                " (id, uid, version, created_at, updated_at, name, folded_name, sort_key)"
                " VALUES (1, 'x', 1, '', '', 'x', 'x', '')"
            )
        )
        session.execute(
            text(
                "INSERT INTO topic"
                " (id, uid, version, created_at, updated_at, name, folded_name, sort_key)"
                " VALUES (1, 'x', 1, '', '', 'x', 'x', '')"
                " ON CONFLICT (id) DO UPDATE SET note = 'upserted'"
            )
        )
        found = changes(session)
    inserted, updated, deleted = [(name, "topic") for name in ("insert", "update", "delete")]
    assert found == [
        *[inserted] * 4,
        *[updated] * 4,
        deleted,
        inserted,
        deleted,
        inserted,
        updated,
    ]


def test_a_change_that_changes_nothing_is_not_logged(book: Book) -> None:
    book.tell("add", add_topic, TopicIn(name="Energy"))
    with book.write("the same again") as session:
        session.execute(text("UPDATE topic SET name = name"))
    assert len(book.ask(list_batches)) == 1


def test_the_log_holds_the_row_before_and_after(book: Book) -> None:
    book.tell("add", add_topic, TopicIn(name="Energy", note="a 'quoted' \"note\" ÅÄÖ\n\t\\"))
    with book.write("edit") as session:
        session.exec(select(Topic)).one().note = None
    with book.read() as session:
        inserted, updated = session.exec(select(Change).order_by(col(Change.id)))
    assert (inserted.before, inserted.after) == (None, None)
    before, after = json.loads(updated.before or ""), json.loads(updated.after or "")
    assert before["note"] == "a 'quoted' \"note\" ÅÄÖ\n\t\\"
    assert {name for name in before if before[name] != after[name]} <= {"note", "updated_at"}


def test_the_key_of_a_row_is_never_changed(book: Book) -> None:
    book.tell("add", add_topic, TopicIn(name="Energy"))
    with closing(driver.connect(book.path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        history.open_batch(connection, "", "x", "x")
        with pytest.raises(driver.library.IntegrityError, match="key of a row is never changed"):
            connection.execute("UPDATE topic SET id = 7")


def test_a_key_is_never_given_again(book: Book) -> None:
    first = book.tell("add", add_topic, TopicIn(name="Energy"))
    book.tell("delete", delete_topic, key(first))
    second = book.tell("add", add_topic, TopicIn(name="Energy"))
    assert key(second) > key(first)


def test_the_triggers_can_be_put_up_twice(book: Book) -> None:
    with closing(driver.connect(book.path)) as connection:
        before = history.trigger_names(connection)
        history.install(connection)
        assert history.trigger_names(connection) == before
        history.remove(connection)
        assert history.trigger_names(connection) == []


def test_what_a_row_once_belonged_to_is_looked_up_in_an_index(book: Book) -> None:
    with closing(driver.connect(book.path)) as connection:
        for owner in history.OWNERS:
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN {history.once_pointing(owner)}", (1, "x")
            ).fetchall()
            assert f"ix_change_before_{owner}" in str(plan)
