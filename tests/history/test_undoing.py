"""Taking batches back, and doing them again."""

from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from crm import driver, history
from crm.actions.contacts import add_contact_detail, remove_contact_detail
from crm.actions.organisations import add_organisation
from crm.actions.people import add_person, delete_person, edit_person, merge_people
from crm.actions.topics import add_topic, delete_topic
from crm.book import Book
from crm.errors import Conflict, NotFound
from crm.inputs import MembershipIn, OrganisationIn, PersonEdit, PersonIn, TopicIn
from crm.models import Person
from crm.queries.history import list_batches
from crm.store import driver_connection
from crm.vocabulary import RecordKind
from tests.people import contact, key


def dump(book: Book, *, bookkeeping: bool = False) -> dict[str, list[Any]]:
    """Return all rows of all tables that are logged, without versions and times of change."""
    left_out = set() if bookkeeping else history.BOOKKEEPING
    rows: dict[str, list[Any]] = {}
    with book.read() as session:
        connection = driver_connection(session)
        for table in history.logged_tables(connection):
            cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY id')
            columns = [column[0] for column in cursor.description]
            rows[table] = [
                {name: value for name, value in zip(columns, row, strict=True)
                 if name not in left_out}
                for row in cursor
            ]  # fmt: skip
    return rows


def network(book: Book) -> None:
    """Put a few records of several kinds into the book."""
    with book.write("a small network") as session:
        almi = add_organisation(session, OrganisationIn(name="ALMI", orgnr="556481-6204"))
        add_person(
            session,
            PersonIn(
                name="Anna Ek",
                emails=["anna@example.com"],
                tags=["energy"],
                memberships=[MembershipIn(organisation=key(almi), role="chair")],
            ),
        )
        add_person(session, PersonIn(name="Bo Ek", phones=["08-123 456 78"]))
        add_topic(session, TopicIn(name="Energy"))


def test_undoing_an_insertion_takes_everything_away(book: Book) -> None:
    empty = dump(book)
    network(book)
    assert dump(book) != empty
    undone = book.undo()
    assert dump(book) == empty
    assert undone["description"] == "Undo: a small network"
    assert book.find("Anna") == []


def test_undoing_an_edit_sets_everything_back(book: Book) -> None:
    network(book)
    before = dump(book)
    book.tell("edit", edit_person, 1, PersonEdit(name="Anna Berg", note="x", language="sv"))
    book.undo()
    assert dump(book) == before
    assert [hit.name for hit in book.find("Anna Ek")] == ["Anna Ek"]


def test_undoing_a_deletion_brings_everything_back(book: Book) -> None:
    network(book)
    before = dump(book)
    book.tell("delete", delete_person, 1)
    assert dump(book) != before
    book.undo()
    assert dump(book) == before
    assert [hit.name for hit in book.find("Anna Ek")] == ["Anna Ek"]


def test_undoing_a_merger_parts_the_two_again(book: Book) -> None:
    network(book)
    before = dump(book)
    book.tell("merge", merge_people, 1, 2)
    book.undo()
    assert dump(book) == before


def test_undoing_a_mixed_batch_takes_its_steps_backwards(book: Book) -> None:
    network(book)
    before = dump(book)
    with book.write("mixed") as session:
        new = add_person(session, PersonIn(name="Cecilia Dal", emails=["c@example.com"]))
        edit_person(session, key(new), PersonEdit(note="first"))
        edit_person(session, 2, PersonEdit(name="Bo Berg"))
        edit_person(session, 2, PersonEdit(name="Bo Bergman"))
        delete_person(session, 1)
        delete_person(session, key(new))
        add_topic(session, TopicIn(name="Housing"))
    after = dump(book)
    book.undo()
    assert dump(book) == before
    book.undo(book.ask(list_batches)[0]["id"])
    assert dump(book) == after


def test_redo_is_the_undo_of_an_undo(book: Book) -> None:
    empty = dump(book)
    network(book)
    full = dump(book)
    first = book.undo()
    again = book.undo(first["id"])
    assert (again["description"], again["undoes"]) == ("Redo: a small network", first["id"])
    assert dump(book) == full
    once_more = book.undo(again["id"])
    assert once_more["description"] == "Undo: a small network"
    assert dump(book) == empty


def test_undo_goes_back_batch_by_batch(book: Book) -> None:
    for name in ("one", "two", "three"):
        book.tell(name, add_topic, TopicIn(name=name))
    undone = [book.undo()["description"] for _ in range(3)]
    assert undone == ["Undo: three", "Undo: two", "Undo: one"]
    with pytest.raises(NotFound, match="There is nothing to undo"):
        book.undo()


def test_what_was_done_again_can_be_undone_again(book: Book) -> None:
    book.tell("one", add_topic, TopicIn(name="one"))
    book.tell("two", add_topic, TopicIn(name="two"))
    undone = book.undo()
    book.undo(undone["id"])
    assert book.undo()["undoes"] == 2
    assert book.undo()["undoes"] == 1


def test_undo_after_something_new_takes_the_new(book: Book) -> None:
    book.tell("one", add_topic, TopicIn(name="one"))
    book.undo()
    book.tell("two", add_topic, TopicIn(name="two"))
    assert book.undo()["undoes"] == 3


def test_a_batch_is_undone_once(book: Book) -> None:
    book.tell("one", add_topic, TopicIn(name="one"))
    book.undo(1)
    with pytest.raises(Conflict, match="Batch 1 is undone already"):
        book.undo(1)


def test_a_long_row_of_undoing_and_doing_again(book: Book) -> None:
    book.tell("one", add_topic, TopicIn(name="one"))
    with closing(driver.connect(book.path)) as connection:
        connection.executemany(
            "INSERT INTO batch (at, actor, description, undoes_id) VALUES ('', '', '', ?)",
            [(number,) for number in range(1, 3000)],
        )
        assert history.is_undone(connection, 1)
        assert not history.is_undone(connection, 2)
        assert history.is_undone(connection, 2999)
        assert not history.is_undone(connection, 3000)


def test_undo_refuses_where_a_row_was_changed_since(book: Book) -> None:
    network(book)
    book.tell("edit", edit_person, 1, PersonEdit(note="first"))
    book.tell("edit again", edit_person, 1, PersonEdit(note="second"))
    before = dump(book, bookkeeping=True)
    with pytest.raises(Conflict, match="Batch 2 cannot be undone: person 1 has been changed"):
        book.undo(2)
    assert dump(book, bookkeeping=True) == before
    book.undo(3)
    book.undo(2)
    assert book.undo()["undoes"] == 1


def test_undo_refuses_where_something_later_rests_on_it(book: Book) -> None:
    network(book)
    detail = contact("email", "later@example.com")
    with book.write("only the address") as session:
        row = add_contact_detail(session, RecordKind.PERSON, 2, detail)
        # Whoever writes without our actions does not touch the owner.
        session.exec(select(Person).where(Person.id == 2)).one()
        address = key(row)
    assert address
    before = dump(book, bookkeeping=True)
    with pytest.raises(Conflict, match="Batch 1 cannot be undone"):
        book.undo(1)
    assert dump(book, bookkeeping=True) == before


def test_undo_refuses_to_leave_a_row_without_its_owner(book: Book) -> None:
    book.tell("topic", add_topic, TopicIn(name="Energy"))
    with book.write("a name for it") as session:
        session.execute(
            text(
                "INSERT INTO other_name (name, folded_name, sort_key, topic_id)"
                " VALUES ('Power', 'power', 'power', 1)"
            )
        )
    before = dump(book)
    with pytest.raises(Conflict, match="Batch 1 cannot be undone: what was recorded later rests"):
        book.undo(1)
    assert dump(book) == before


def test_undo_refuses_what_would_stand_there_twice(book: Book) -> None:
    topic = book.tell("add", add_topic, TopicIn(name="Energy"))
    book.tell("delete", delete_topic, key(topic))
    book.tell("add anew", add_topic, TopicIn(name="Energy"))
    with pytest.raises(Conflict, match="Batch 2 cannot be undone"):
        book.undo(2)


def test_a_version_never_goes_back(book: Book) -> None:
    network(book)
    versions = [version(book)]
    book.tell("edit", edit_person, 1, PersonEdit(note="x"))
    versions.append(version(book))
    book.undo()
    versions.append(version(book))
    book.tell("delete", delete_person, 1)
    book.undo()
    versions.append(version(book))
    assert versions == sorted(set(versions))


def version(book: Book) -> int:
    with book.read() as session:
        return session.get_one(Person, 1).version


def test_an_editor_that_was_open_during_an_undo_is_in_conflict(book: Book) -> None:
    network(book)
    book.tell("edit", edit_person, 1, PersonEdit(note="x"))
    seen = version(book)
    book.undo()
    with pytest.raises(Conflict):
        book.tell("edit", edit_person, 1, PersonEdit(note="y"), version=seen)


@pytest.mark.parametrize("number", [0, -1, 99, 2**63, 10**30])
def test_an_unknown_batch_is_not_undone(book: Book, number: int) -> None:
    network(book)
    with pytest.raises(NotFound, match=f"no batch {number}"):
        book.undo(number)
    assert len(book.ask(list_batches)) == 1


def test_the_history_itself_knows_no_unknown_batch(book: Book) -> None:
    with book.write("look") as session, pytest.raises(NotFound):
        history.undo(driver_connection(session), 99)


def test_deleted_ways_of_contact_come_back_with_their_key(book: Book) -> None:
    network(book)
    before = dump(book)["contact_detail"]
    with book.write("remove") as session:
        remove_contact_detail(session, 1)
    book.undo()
    assert dump(book)["contact_detail"] == before


def test_undo_refuses_where_a_row_was_deleted_since(book: Book) -> None:
    network(book)
    book.tell("edit", edit_person, 2, PersonEdit(note="x"))
    book.tell("delete", delete_person, 2)
    with pytest.raises(Conflict, match=r"Batch 2 cannot be undone: person 2 has been changed"):
        book.undo(2)
    book.undo(3)
    book.undo(2)
