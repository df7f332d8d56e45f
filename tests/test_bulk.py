"""Many new rows at once: written past the ORM, and logged and found as if they were not."""

import pytest
from sqlmodel import Session, select

from crm.book import Book
from crm.bulk import KEYS_AT_A_TIME, BulkRows
from crm.models import Organisation, Person, Topic
from crm.queries.history import get_batch
from crm.store import driver_connection
from tests.bulk import COLUMNS, MANY, MOMENT, add_address, add_person, add_topics, log_of, named
from tests.people import key


def highest_key(session: Session, table: str) -> int:
    found = driver_connection(session).execute(
        "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)
    )
    return int(found.fetchone()[0])


def logged_keys(session: Session, table: str) -> list[int]:
    return sorted(
        number
        for operation, name, first, last in log_of(session)
        if (operation, name) == ("insert", table)
        for number in range(first, (last or first) + 1)
    )


def test_many_rows_are_one_range_of_the_log(book: Book) -> None:
    with book.write("many") as session:
        bulk = BulkRows(session)
        assert add_topics(bulk, MANY) == list(range(1, MANY + 1))
        bulk.store()
        assert log_of(session) == [("insert", "topic", 1, MANY)]
        assert highest_key(session, "topic") == MANY
    assert [hit.name for hit in book.find("topic 999")] == ["Topic 999"]


def test_few_rows_are_logged_one_by_one(book: Book) -> None:
    with book.write("few") as session:
        bulk = BulkRows(session)
        add_topics(bulk, 2)
        bulk.store()
        assert log_of(session) == [("insert", "topic", 1, None), ("insert", "topic", 2, None)]


def test_keys_that_are_not_consecutive_are_several_ranges(book: Book) -> None:
    with book.write("many") as session:
        bulk = BulkRows(session)
        for number in reversed([*range(5, 205), 300, *range(400, 500)]):
            bulk.add("topic", COLUMNS, named(number, f"Topic {number}"))
        bulk.store()
        assert log_of(session) == [
            ("insert", "topic", 5, 204),
            ("insert", "topic", 300, None),
            ("insert", "topic", 400, 499),
        ]
        assert bulk.next_id("topic") == 500


def test_rows_of_a_table_are_one_range_whatever_columns_they_fill(book: Book) -> None:
    with book.write("many") as session:
        bulk = BulkRows(session)
        for number in range(MANY):
            key = bulk.next_id("topic")
            if number % 2:
                bulk.add("topic", COLUMNS, named(key, f"Topic {key}"))
            else:
                bulk.add("topic", (*COLUMNS, "note"), (*named(key, f"Topic {key}"), "Odd"))
        bulk.store()
    shown = [(one["row"], one["last_row"]) for one in book.ask(get_batch, 1)["changes"]]
    assert shown == [(1, MANY)]


def test_the_rows_are_those_that_the_orm_reads(book: Book) -> None:
    with book.write("one by the ORM") as session:
        written = Topic(uid="a", name="Änglar", created_at=MOMENT, updated_at=MOMENT)
        session.add(written)
        session.flush()
        row = written.model_dump()
    with book.write("one in bulk") as session:
        session.delete(session.get_one(Topic, row["id"]))
        bulk = BulkRows(session)
        row["id"] = bulk.next_id("topic")
        bulk.add("topic", tuple(row), tuple(row.values()))
        bulk.store()
        assert session.get_one(Topic, row["id"]).model_dump() == row


def test_storing_nothing_leaves_no_batch(book: Book) -> None:
    with book.write("nothing") as session:
        BulkRows(session).store()
    assert session.info["batch_id"] is None


@pytest.mark.parametrize("before", [0, 3])
def test_the_orm_may_write_in_between(book: Book, before: int) -> None:
    with book.write("mixed") as session:
        bulk = BulkRows(session)
        add_topics(bulk, before)
        bulk.store()
        first = add_topics(bulk, MANY, start=before)
        added = Topic(name="In between")
        session.add(added)
        session.flush()
        second = add_topics(bulk, MANY, start=before + MANY)
        bulk.store()
        later = Topic(name="Later")
        session.add(later)
        session.flush()
        keys = [*range(1, before + 1), *first, key(added), *second, key(later)]
        assert len(set(keys)) == before + 2 * MANY + 2
        assert {topic.id for topic in session.exec(select(Topic))} == set(keys)
        assert ("insert", "topic", key(added), None) in log_of(session)
        assert ("insert", "topic", key(later), None) in log_of(session)
        assert logged_keys(session, "topic") == sorted(keys)
        assert highest_key(session, "topic") <= max(keys) + KEYS_AT_A_TIME


def test_what_the_session_has_to_write_comes_first(book: Book) -> None:
    with book.write("mixed") as session:
        bulk = BulkRows(session)
        person = Person(name="Anna Ek")
        session.add(person)
        add_topics(bulk, MANY)
        bulk.store()
        assert [(entry[1], entry[2]) for entry in log_of(session)] == [("person", 1), ("topic", 1)]


def test_a_key_that_was_deleted_or_undone_is_not_given_again(book: Book) -> None:
    with book.write("many") as session:
        bulk = BulkRows(session)
        add_topics(bulk, MANY)
        bulk.store()
    book.undo()
    with book.write("again") as session:
        bulk = BulkRows(session)
        assert bulk.next_id("topic") == MANY + 1
        bulk.store()
        assert bulk.next_id("topic") == MANY + 2


def test_a_key_that_was_given_is_kept_for_a_row_that_comes_later(book: Book) -> None:
    with book.write("many") as session:
        bulk = BulkRows(session)
        kept = bulk.next_id("topic")
        bulk.store()
        added = Topic(name="In between")
        session.add(added)
        session.flush()
        bulk.add("topic", COLUMNS, named(kept, "Later"))
        bulk.store()
        assert key(added) == kept + 1


def test_a_row_may_refer_to_one_that_is_stored_later(book: Book) -> None:
    columns = (*COLUMNS, "classification", "custom", "parent_id")
    with book.write("many") as session:
        bulk = BulkRows(session)
        part, whole = bulk.next_id("organisation"), bulk.next_id("organisation")
        bulk.add("organisation", columns, (*named(part, "Part"), "other", "{}", whole))
        bulk.store()
        bulk.add("organisation", columns, (*named(whole, "Whole"), "other", "{}", None))
        bulk.store()
        assert session.get_one(Organisation, part).parent_id == whole


def test_children_may_be_added_before_their_parents(book: Book) -> None:
    with book.write("many") as session:
        bulk = BulkRows(session)
        person = bulk.next_id("person")
        add_address(bulk, person, "a@example.com")
        add_person(bulk, person, "Anna Ek")
        bulk.store()
    assert [hit.name for hit in book.find("a@example.com")] == ["Anna Ek"]
