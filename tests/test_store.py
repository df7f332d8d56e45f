"""One unit of work: saved as a whole or not at all, alone while it writes, and told plainly."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text, update
from sqlmodel import Session, select

from crm import driver, search
from crm.actions.people import add_person, edit_person
from crm.actions.topics import add_topic
from crm.book import Book, open_book
from crm.errors import Conflict, DatabaseError, Invalid, UsageError
from crm.inputs import PersonEdit, PersonIn, TopicIn
from crm.models import Batch, Person, Topic
from crm.queries.history import list_batches
from crm.queries.topics import list_topics
from crm.store import driver_connection
from tests.people import key
from tests.topics import topic_names


def test_what_is_written_together_is_saved_together(book: Book) -> None:
    with book.write("two topics") as session:
        add_topic(session, TopicIn(name="Energy"))
        add_topic(session, TopicIn(name="Housing"))
    assert topic_names(book) == ["Energy", "Housing"]
    assert [batch["description"] for batch in book.ask(list_batches)] == ["two topics"]


def test_what_is_rehearsed_is_forgotten_and_keeps_nobody_waiting(book: Book) -> None:
    book.tell("before", add_topic, TopicIn(name="Energy"))
    with book.rehearse("never") as session:
        add_topic(session, TopicIn(name="Housing"))
        book.tell("meanwhile", add_topic, TopicIn(name="Roads"))
        assert sorted(session.exec(select(Topic.name))) == ["Energy", "Housing"]
        assert topic_names(book) == ["Energy", "Roads"]
        with pytest.raises(UsageError):
            session.commit()
    assert topic_names(book) == ["Energy", "Roads"]
    assert [batch["description"] for batch in book.ask(list_batches)] == ["meanwhile", "before"]


def test_an_error_saves_nothing(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.write("half of it") as session:
        add_topic(session, TopicIn(name="Energy"))
        raise ZeroDivisionError
    assert topic_names(book) == []
    assert book.ask(list_batches) == []
    assert book.find("Energy") == []


def test_an_error_while_saving_saves_nothing(book: Book) -> None:
    with pytest.raises(Invalid, match="nothing was saved"), book.write("clash") as session:
        session.add(Topic(name="Energy"))
        session.add(Topic(name="energy"))
    assert topic_names(book) == []
    assert book.ask(list_batches) == []


def test_an_empty_batch_leaves_no_trace(book: Book) -> None:
    with book.write("nothing") as session:
        assert session.info["batch_id"] == 1
        session.exec(select(Topic)).all()
    assert session.info["batch_id"] is None
    assert book.ask(list_batches) == []


def test_a_batch_has_a_number_an_actor_and_a_description(book: Book) -> None:
    with book.write("first\nline\x1b[2J" + "x" * 600) as session:
        number = session.info["batch_id"]
        add_topic(session, TopicIn(name="Energy"))
    with book.read() as reading:
        batch = reading.get(Batch, number)
    assert batch is not None
    assert batch.actor == "tester"
    assert batch.description.startswith("first line")
    assert batch.description.isprintable()
    assert len(batch.description) == 500


def test_an_actor_with_impossible_letters_is_cleaned(tmp_path: Path) -> None:
    with open_book(tmp_path / "book.db", actor="a\x00b\udcff\x1b" + "c" * 300) as book:
        book.tell("write", add_topic, TopicIn(name="Energy"))
        (batch,) = book.ask(list_batches)
    assert batch["actor"].isprintable()
    assert len(batch["actor"]) <= 200


def test_a_batch_is_not_committed_from_within(book: Book) -> None:
    with pytest.raises(UsageError, match="do not commit"), book.write("early") as session:
        add_topic(session, TopicIn(name="Energy"))
        session.commit()
    assert topic_names(book) == []


def test_a_part_of_a_batch_may_be_given_up(book: Book) -> None:
    with book.write("with a savepoint") as session:
        add_topic(session, TopicIn(name="Energy"))
        with session.begin_nested():
            add_topic(session, TopicIn(name="Housing"))
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            add_topic(session, TopicIn(name="Water"))
            raise ZeroDivisionError
    assert topic_names(book) == ["Energy", "Housing"]


def test_what_is_written_after_a_rollback_belongs_to_no_batch(book: Book) -> None:
    with pytest.raises(DatabaseError, match="outside a batch"), book.write("odd") as session:
        session.rollback()
        session.add(Topic(name="Energy"))
    assert topic_names(book) == []


def test_a_session_for_reading_never_writes(book: Book) -> None:
    with pytest.raises(DatabaseError), book.read() as session:
        session.add(Topic(name="Energy"))
        session.flush()
    with pytest.raises(DatabaseError), book.read() as session:
        session.execute(text("UPDATE current_batch SET batch_id = 1"))
    assert topic_names(book) == []


def test_a_reader_sees_one_state_throughout(book: Book) -> None:
    with book.read() as session:
        assert list_topics(session) == []
        book.tell("meanwhile", add_topic, TopicIn(name="Energy"))
        assert list_topics(session) == []
    assert topic_names(book) == ["Energy"]


def test_records_can_be_looked_at_after_the_session(book: Book) -> None:
    row = book.tell("add", add_topic, TopicIn(name="Energy"))
    assert (row.id, row.name) == (1, "Energy")


def test_editing_what_somebody_else_changed_is_a_conflict(book: Book) -> None:
    anna = key(book.tell("add", add_person, PersonIn(name="Anna Ek")))
    with book.read() as session:
        row = session.get_one(Person, anna)
        seen = row.version
    with open_book(book.path, actor="somebody else") as other:
        other.tell("edit", edit_person, anna, PersonEdit(note="theirs"))
    with pytest.raises(Conflict):
        book.tell("edit", edit_person, anna, PersonEdit(note="ours"), version=seen)
    with book.read() as session:
        assert session.get_one(Person, anna).note == "theirs"


def test_saving_what_somebody_else_deleted_is_a_conflict(book: Book) -> None:
    topic = book.tell("add", add_topic, TopicIn(name="Energy"))
    book.undo()
    with (
        pytest.raises(Conflict, match="Somebody else changed this"),
        book.write("too late") as session,
    ):
        session.add(topic)
        topic.note = "still there"
    assert topic_names(book) == []


def outside_by_orm(session: Session) -> None:
    session.add(Topic(name="Energy"))
    session.flush()


def outside_by_core(session: Session) -> None:
    session.execute(insert(Topic).values(uid="u", version=1, **DERIVED))


def outside_by_many(session: Session) -> None:
    rows = [{"uid": f"u{number}", "version": 1, **DERIVED} for number in range(3)]
    session.execute(insert(Topic), rows)


def outside_by_text(session: Session) -> None:
    session.execute(text("UPDATE topic SET note = 'x'"))


def outside_by_update(session: Session) -> None:
    session.execute(update(Topic).values(note="x"))


def outside_by_delete(session: Session) -> None:
    session.execute(text("DELETE FROM topic"))


def outside_by_ignoring(session: Session) -> None:
    session.execute(
        text(
            "INSERT OR IGNORE INTO topic"
            " (uid, version, created_at, updated_at, name, folded_name, sort_key)"
            " VALUES ('v', 1, '', '', 'x', 'x', 'x')"
        )
    )


def outside_by_replacing(session: Session) -> None:
    session.execute(
        text(
            "INSERT OR REPLACE INTO topic"
            " (id, uid, version, created_at, updated_at, name, folded_name, sort_key)"
            " VALUES (1, 'v', 1, '', '', 'x', 'x', 'x')"
        )
    )


DERIVED: dict[str, Any] = {
    "name": "Energy",
    "folded_name": "energy",
    "sort_key": "energy",
    "created_at": "",
    "updated_at": "",
}
WAYS = [
    outside_by_orm,
    outside_by_core,
    outside_by_many,
    outside_by_text,
    outside_by_update,
    outside_by_delete,
    outside_by_ignoring,
    outside_by_replacing,
]


@pytest.mark.parametrize("write", WAYS)
def test_no_write_gets_in_outside_a_batch(book: Book, write: Any) -> None:
    book.tell("add", add_topic, TopicIn(name="Water"))
    with pytest.raises(DatabaseError, match="refused a write outside a batch"):  # noqa: SIM117
        with book.write("pretend") as session:
            driver_connection(session).execute("UPDATE current_batch SET batch_id = NULL")
            write(session)
    assert topic_names(book) == ["Water"]


def test_no_other_program_gets_in_either(book: Book) -> None:
    with closing(driver.connect(book.path)) as connection:
        with pytest.raises(driver.library.IntegrityError, match="outside a batch"):
            connection.execute("INSERT INTO tagging (tag_id, person_id) VALUES (1, 1)")
        connection.executescript("PRAGMA foreign_keys=OFF")
        with pytest.raises(driver.library.IntegrityError, match="outside a batch"):
            connection.executemany(
                "INSERT OR IGNORE INTO tagging (tag_id, person_id) VALUES (?, ?)", [(1, 1), (1, 2)]
            )


def test_the_search_is_indexed_anew_when_its_documents_changed(book: Book) -> None:
    book.tell("add", add_topic, TopicIn(name="Energy"))
    with closing(driver.connect(book.path)) as connection:
        search.drop(connection)
    with open_book(book.path) as again:
        assert [hit.name for hit in again.find("ener")] == ["Energy"]


def test_a_commit_that_fails_leaves_no_transaction_behind(book: Book) -> None:
    for _ in range(20):
        with (
            pytest.raises(Invalid, match="FOREIGN KEY constraint failed"),
            book.write("nobody's") as session,
        ):
            session.execute(text("PRAGMA defer_foreign_keys=ON"))
            session.execute(insert(Topic).values(uid="u", version=1, parent_id=99, **DERIVED))
        assert topic_names(book) == []
    book.tell("add", add_topic, TopicIn(name="Energy"))
    assert topic_names(book) == ["Energy"]
