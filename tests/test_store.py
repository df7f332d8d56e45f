"""One unit of work: saved as a whole or not at all, alone while it writes, and told plainly."""

import os
import subprocess
from collections.abc import Iterator
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
from crm.errors import Conflict, CrmError, DatabaseError, Invalid, UsageError
from crm.inputs import PersonEdit, PersonIn, TopicIn
from crm.models import Batch, Person, Topic
from crm.queries.history import list_batches
from crm.queries.topics import list_topics
from crm.store import driver_connection
from tests.people import key


def names(book: Book) -> list[str]:
    with book.read() as session:
        return sorted(session.exec(select(Topic.name)))


def test_what_is_written_together_is_saved_together(book: Book) -> None:
    with book.write("two topics") as session:
        add_topic(session, TopicIn(name="Energy"))
        add_topic(session, TopicIn(name="Housing"))
    assert names(book) == ["Energy", "Housing"]
    assert [batch["description"] for batch in book.ask(list_batches)] == ["two topics"]


def test_what_is_rehearsed_is_forgotten_and_keeps_nobody_waiting(book: Book) -> None:
    book.tell("before", add_topic, TopicIn(name="Energy"))
    with book.rehearse("never") as session:
        add_topic(session, TopicIn(name="Housing"))
        book.tell("meanwhile", add_topic, TopicIn(name="Roads"))
        assert sorted(session.exec(select(Topic.name))) == ["Energy", "Housing"]
        assert names(book) == ["Energy", "Roads"]
        with pytest.raises(UsageError):
            session.commit()
    assert names(book) == ["Energy", "Roads"]
    assert [batch["description"] for batch in book.ask(list_batches)] == ["meanwhile", "before"]


def test_an_error_saves_nothing(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.write("half of it") as session:
        add_topic(session, TopicIn(name="Energy"))
        raise ZeroDivisionError
    assert names(book) == []
    assert book.ask(list_batches) == []
    assert book.find("Energy") == []


def test_an_error_while_saving_saves_nothing(book: Book) -> None:
    with pytest.raises(Invalid, match="nothing was saved"), book.write("clash") as session:
        session.add(Topic(name="Energy"))
        session.add(Topic(name="energy"))
    assert names(book) == []
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
    assert names(book) == []


def test_a_part_of_a_batch_may_be_given_up(book: Book) -> None:
    with book.write("with a savepoint") as session:
        add_topic(session, TopicIn(name="Energy"))
        with session.begin_nested():
            add_topic(session, TopicIn(name="Housing"))
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            add_topic(session, TopicIn(name="Water"))
            raise ZeroDivisionError
    assert names(book) == ["Energy", "Housing"]


def test_what_is_written_after_a_rollback_belongs_to_no_batch(book: Book) -> None:
    with pytest.raises(DatabaseError, match="outside a batch"), book.write("odd") as session:
        session.rollback()
        session.add(Topic(name="Energy"))
    assert names(book) == []


def test_a_session_for_reading_never_writes(book: Book) -> None:
    with pytest.raises(DatabaseError), book.read() as session:
        session.add(Topic(name="Energy"))
        session.flush()
    with pytest.raises(DatabaseError), book.read() as session:
        session.execute(text("UPDATE current_batch SET batch_id = 1"))
    assert names(book) == []


def test_a_reader_sees_one_state_throughout(book: Book) -> None:
    with book.read() as session:
        assert list_topics(session) == []
        book.tell("meanwhile", add_topic, TopicIn(name="Energy"))
        assert list_topics(session) == []
    assert names(book) == ["Energy"]


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
    assert names(book) == []


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
    assert names(book) == ["Water"]


def test_no_other_program_gets_in_either(book: Book) -> None:
    with closing(driver.connect(book.path)) as connection:
        with pytest.raises(driver.library.IntegrityError, match="outside a batch"):
            connection.execute("INSERT INTO tagging (tag_id, person_id) VALUES (1, 1)")
        connection.executescript("PRAGMA foreign_keys=OFF")
        with pytest.raises(driver.library.IntegrityError, match="outside a batch"):
            connection.executemany(
                "INSERT OR IGNORE INTO tagging (tag_id, person_id) VALUES (?, ?)", [(1, 1), (1, 2)]
            )


def test_a_book_locked_by_another_program_says_so(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    with closing(driver.connect(book.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_book(book.path) as second:
            assert names(second) == []
            with pytest.raises(DatabaseError, match="is locked by another program; try again"):
                second.tell("wait", add_topic, TopicIn(name="Energy"))
        other.execute("ROLLBACK")
    assert names(book) == []


def test_a_file_that_is_taken_away_says_so(book: Book) -> None:
    book.close()
    book.path.unlink()
    with pytest.raises(DatabaseError, match="There is no database"):
        book.ask(list_topics)


def test_damage_found_later_says_so(book: Book) -> None:
    with book.write("many") as session:
        for number in range(200):
            add_topic(session, TopicIn(name=f"Topic {number}", note="x" * 500))
    book.close()
    content = bytearray(book.path.read_bytes())
    half = len(content) // 8192 * 4096
    content[4096:half] = b"\x5a" * (half - 4096)
    book.path.write_bytes(content)
    with pytest.raises(DatabaseError, match="is damaged; restore a backup"):
        book.ask(list_topics)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(["mount", *options], check=False, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_disk(folder: Path) -> None:
    with (folder / "filler").open("wb") as stream:
        try:
            while True:
                os.write(stream.fileno(), b"x" * 4096)
        except OSError:
            return


def test_a_full_disk_saves_nothing_and_says_so(small_disk: Path) -> None:
    path = small_disk / "book.db"
    with open_book(path) as book:
        book.tell("fits", add_topic, TopicIn(name="Energy"))
        fill_disk(small_disk)
        with (
            pytest.raises(DatabaseError, match="The disk is full; nothing was saved"),
            book.write("does not fit") as session,
        ):
            for number in range(50):
                add_topic(session, TopicIn(name=f"Topic {number}", note="x" * 50_000))
        assert names(book) == ["Energy"]
        (small_disk / "filler").unlink()
        book.tell("fits again", add_topic, TopicIn(name="Housing"))
        assert names(book) == ["Energy", "Housing"]
        assert [batch["description"] for batch in book.ask(list_batches)] == ["fits again", "fits"]


def test_a_book_that_does_not_fit_leaves_no_half_book(small_disk: Path) -> None:
    path = small_disk / "book.db"
    fill_disk(small_disk)
    with pytest.raises(DatabaseError, match="The disk is full; nothing was saved"):
        open_book(path)
    (small_disk / "filler").unlink()
    with open_book(path) as book:
        assert names(book) == []


def test_a_book_that_may_grow_no_further_says_so(book: Book) -> None:
    with (
        pytest.raises(DatabaseError, match="The disk is full; nothing was saved"),
        book.write("too much") as session,
    ):
        driver_connection(session).execute("PRAGMA max_page_count=1")
        for number in range(50):
            add_topic(session, TopicIn(name=f"Topic {number}", note="x" * 50_000))
    assert names(book) == []


def test_the_search_is_indexed_anew_when_its_documents_changed(book: Book) -> None:
    book.tell("add", add_topic, TopicIn(name="Energy"))
    with closing(driver.connect(book.path)) as connection:
        search.drop(connection)
    with open_book(book.path) as again:
        assert [hit.name for hit in again.find("ener")] == ["Energy"]


def test_errors_of_our_own_pass_as_they_are(book: Book) -> None:
    with pytest.raises(CrmError) as caught, book.read():
        raise CrmError("as it was")
    assert caught.value.message == "as it was"


def test_a_raw_error_of_the_driver_is_told_too(book: Book) -> None:
    with pytest.raises(DatabaseError, match="refused the work: no such table"), book.read() as one:
        driver_connection(one).execute("SELECT * FROM nowhere")
    with pytest.raises(DatabaseError, match="refused the work: no such table"), book.read() as two:
        two.execute(text("SELECT * FROM nowhere"))


def test_a_commit_that_fails_leaves_no_transaction_behind(book: Book) -> None:
    for _ in range(20):
        with (
            pytest.raises(Invalid, match="FOREIGN KEY constraint failed"),
            book.write("nobody's") as session,
        ):
            session.execute(text("PRAGMA defer_foreign_keys=ON"))
            session.execute(insert(Topic).values(uid="u", version=1, parent_id=99, **DERIVED))
        assert names(book) == []
    book.tell("add", add_topic, TopicIn(name="Energy"))
    assert names(book) == ["Energy"]
