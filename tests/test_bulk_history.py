"""What came in together, later: taken back, done again, and told as one."""

from contextlib import closing
from typing import Any

import pytest
from sqlmodel import select

from crm import driver, history
from crm.actions.people import delete_person, edit_person
from crm.book import Book
from crm.bulk import BulkRows
from crm.errors import Conflict
from crm.history.ranges import joined
from crm.inputs import PersonEdit
from crm.models import ContactDetail, Topic
from crm.queries.history import as_of, get_batch, list_batches
from crm.store import driver_connection
from crm.vocabulary import RecordKind
from tests.bulk import MANY, add_people, add_topics, log_of


def content(book: Book) -> list[list[tuple[Any, ...]]]:
    statements = (
        "SELECT id, uid, name, sort_key, note, created_at FROM person ORDER BY id",
        "SELECT * FROM contact_detail ORDER BY id",
        "SELECT id, name, words FROM search_document ORDER BY id",
    )
    with book.read() as session:
        connection = driver_connection(session)
        return [connection.execute(statement).fetchall() for statement in statements]


def test_an_import_is_taken_back_and_done_again(book: Book) -> None:
    empty = content(book)
    add_people(book)
    full = content(book)
    undone = book.undo()
    assert (undone["size"], content(book)) == (2 * MANY, empty)
    assert book.find("person") == []
    again = book.undo(undone["id"])
    assert (again["size"], content(book)) == (2 * MANY, full)
    assert [hit.name for hit in book.find("person 999")] == ["Person 999"]
    assert book.undo()["undoes"] == 1
    assert content(book) == empty


def test_rows_that_came_back_together_are_one_range_again(book: Book) -> None:
    add_people(book)
    undone = book.undo()
    book.undo(undone["id"])
    again = [entry for entry in book.ask(log_of) if entry[0] == "insert"]
    assert again == [
        ("insert", "person", 1, MANY),
        ("insert", "contact_detail", 1, MANY),
        ("insert", "person", 1, MANY),
        ("insert", "contact_detail", 1, MANY),
    ]


def test_an_import_is_not_taken_back_where_a_row_was_changed_since(book: Book) -> None:
    people = add_people(book)
    book.tell("edit", edit_person, people[7], PersonEdit(note="typed"))
    before = content(book)
    with pytest.raises(Conflict, match="Batch 1 cannot be undone: person 8 has been changed since"):
        book.undo(1)
    assert content(book) == before
    book.undo(2)
    book.undo(1)
    assert content(book) == [[], [], []]


def test_an_import_is_not_taken_back_where_a_row_was_deleted_since(book: Book) -> None:
    people = add_people(book)
    book.tell("delete", delete_person, people[-1])
    with pytest.raises(Conflict, match="Batch 1 cannot be undone"):
        book.undo(1)


def test_an_import_is_not_taken_back_where_something_rests_on_it(book: Book) -> None:
    people = add_people(book)
    with book.write("address") as session:
        session.add(
            ContactDetail(person_id=people[3], type="link", value="https://x", match_key="x")
        )
    with pytest.raises(Conflict, match="Batch 1 cannot be undone: what was recorded later rests"):
        book.undo(1)


def test_rows_that_the_same_batch_changed_or_deleted_again(book: Book) -> None:
    with book.write("import") as session:
        bulk = BulkRows(session)
        topics = add_topics(bulk, MANY)
        bulk.store()
        session.get_one(Topic, topics[0]).note = "changed"
        session.delete(session.get_one(Topic, topics[1]))
    assert len(book.find("topic", limit=MANY)) > 0
    assert book.find("topic 1", kinds=["topic"])[0].id != topics[1]
    undone = book.undo()
    with book.read() as reading:
        assert reading.exec(select(Topic)).all() == []
    book.undo(undone["id"])
    with book.read() as reading:
        assert {topic.id for topic in reading.exec(select(Topic))} == {*topics} - {topics[1]}
        assert reading.get_one(Topic, topics[0]).note == "changed"


def test_what_follows_each_other_is_taken_back_at_once() -> None:
    assert joined([(4, 6), (1, 3), (7, 7), (9, 12)]) == [(1, 7), (9, 12)]
    assert joined([]) == []


def test_a_record_of_an_import_has_its_history(book: Book) -> None:
    people = add_people(book)
    book.tell("edit", edit_person, people[7], PersonEdit(note="typed"))
    told = book.ask(list_batches, reference=f"p{people[7]}")
    assert [(row["description"], row["size"]) for row in told] == [
        ("edit", 1),
        ("import", 2 * MANY),
    ]
    other = book.ask(list_batches, reference=f"p{people[8]}")
    assert [row["description"] for row in other] == ["import"]
    assert book.ask(list_batches, reference=f"p{people[0]}") == other


def test_a_record_of_an_import_as_it_was(book: Book) -> None:
    people = add_people(book)
    with closing(driver.connect(book.path)) as connection:
        connection.execute("UPDATE batch SET at = '2019-04-01T08:00:00Z'")
    book.tell("edit", edit_person, people[7], PersonEdit(note="typed"))
    for person in (people[7], people[8]):
        assert book.ask(as_of, RecordKind.PERSON, person, "2019-03-31T00:00:00Z") is None
        was = book.ask(as_of, RecordKind.PERSON, person, "2019-04-02T00:00:00Z")
        assert was
        assert was["note"] is None
    now = book.ask(as_of, RecordKind.PERSON, people[7], "9999-12-31T00:00:00Z")
    assert now
    assert now["note"] == "typed"


def test_an_import_is_shown_as_counts(book: Book) -> None:
    add_people(book)
    batch = book.ask(get_batch, 1)
    shown = [(change["table"], change["row"], change["last_row"]) for change in batch["changes"]]
    assert shown == [("person", 1, MANY), ("contact_detail", 1, MANY)]
    assert {change["reference"] for change in batch["changes"]} == {None}
    book.undo()
    assert len(book.ask(get_batch, 2, most=10)["changes"]) == 10


def test_no_range_is_looked_for_among_all_changes(book: Book) -> None:
    with closing(driver.connect(book.path)) as connection:
        plan = connection.execute(
            f"EXPLAIN QUERY PLAN {history.IN_RANGES}", ("person", 1, 1)
        ).fetchall()
    assert "ix_change_range" in str(plan)
