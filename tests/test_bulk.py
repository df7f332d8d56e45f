"""Many new rows at once: written past the ORM, and logged and found as if they were not."""

import sqlite3
from contextlib import closing
from typing import Any
from uuid import RFC_4122, UUID

import pytest
from sqlmodel import Session, col, select

from crm import driver, history
from crm.actions.people import add_person, delete_person, edit_person
from crm.book import Book
from crm.bulk import KEYS_AT_A_TIME, BulkRows
from crm.errors import Conflict, Invalid, UsageError
from crm.history.ranges import joined
from crm.inputs import PersonEdit, PersonIn
from crm.models import Change, ContactDetail, Organisation, Person, Topic, metadata
from crm.models.base import UIDS_OF_A_MOMENT, new_uid, new_uids
from crm.queries.history import as_of, get_batch, list_batches
from crm.store import driver_connection
from crm.text import fold, sort_key
from crm.vocabulary import RecordKind
from tests.people import key

MOMENT = "2019-05-02T09:30:00Z"
COLUMNS = ("id", "uid", "version", "created_at", "updated_at", "name", "folded_name", "sort_key")
MANY = 1000


def named(number: int, name: str) -> tuple[Any, ...]:
    """Return the values of COLUMNS."""
    return (number, f"uid {name}", 1, MOMENT, MOMENT, name, fold(name), sort_key(name))


def add_topics(bulk: BulkRows, count: int, start: int = 0) -> list[int]:
    keys = [bulk.next_id("topic") for _ in range(count)]
    for number, identity in enumerate(keys, start):
        bulk.add("topic", COLUMNS, named(identity, f"Topic {number}"))
    return keys


def log_of(session: Session) -> list[tuple[Any, ...]]:
    query = select(Change).order_by(col(Change.id))
    return [
        (change.operation, change.table_name, change.row_id, change.last_row_id)
        for change in session.exec(query)
    ]


def highest_key(session: Session, table: str) -> int:
    found = driver_connection(session).execute(
        "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)
    )
    return int(found.fetchone()[0])


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


def logged_keys(session: Session, table: str) -> list[int]:
    return sorted(
        number
        for operation, name, first, last in log_of(session)
        if (operation, name) == ("insert", table)
        for number in range(first, (last or first) + 1)
    )


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
        bulk.add(
            "contact_detail",
            ("id", "person_id", "type", "value", "match_key"),
            (bulk.next_id("contact_detail"), person, "email", "a@example.com", "a@example.com"),
        )
        bulk.add("person", (*COLUMNS, "custom"), (*named(person, "Anna Ek"), "{}"))
        bulk.store()
    assert [hit.name for hit in book.find("a@example.com")] == ["Anna Ek"]


def test_a_reference_to_nothing_saves_nothing(book: Book) -> None:
    with pytest.raises(Invalid, match="FOREIGN KEY"), book.write("many") as session:
        bulk = BulkRows(session)
        bulk.add(
            "contact_detail",
            ("id", "person_id", "type", "value", "match_key"),
            (bulk.next_id("contact_detail"), 99, "email", "a@example.com", "a@example.com"),
        )
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


def test_what_follows_each_other_is_taken_back_at_once() -> None:
    assert joined([(4, 6), (1, 3), (7, 7), (9, 12)]) == [(1, 7), (9, 12)]
    assert joined([]) == []


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


# --- What came in together, later ----------------------------------------------------------------


def add_people(book: Book, count: int = MANY) -> list[int]:
    """Add people with an address each, in one batch; return their keys."""
    with book.write("import") as session:
        bulk = BulkRows(session)
        keys = [bulk.next_id("person") for _ in range(count)]
        for number, person in enumerate(keys):
            bulk.add("person", (*COLUMNS, "custom"), (*named(person, f"Person {number}"), "{}"))
            address = f"person{number}@example.com"
            bulk.add(
                "contact_detail",
                ("id", "person_id", "type", "value", "match_key"),
                (bulk.next_id("contact_detail"), person, "email", address, address),
            )
        bulk.store()
    return keys


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


@pytest.mark.parametrize("library", ["driver", "standard library"])
def test_many_values_go_in_with_one_statement(library: str) -> None:
    rows = [(number, f"key{number}", str(number)) for number in range(5003)]
    made: Any = driver.library if library == "driver" else sqlite3
    with closing(made.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE wide (a, b, c)")
        driver.insert_many(connection, "wide", ("a", "b", "c"), rows)
        assert connection.execute("SELECT * FROM wide").fetchall() == rows


def test_columns_that_hold_nothing_are_left_to_the_table() -> None:
    rows = [(1, None, None), (2, None, "two")]
    with closing(driver.library.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE wide (a, b DEFAULT NULL, c)")
        driver.insert_many(connection, "wide", ("a", "b", "c"), rows)
        driver.insert_many(connection, "wide", ("a", "b", "c"), [])
        assert connection.execute("SELECT * FROM wide").fetchall() == rows


def test_nothing_and_yes_and_no_are_stored_as_ever() -> None:
    with closing(driver.library.connect(":memory:")) as connection:
        found = connection.execute("SELECT ?, ?, ?", (None, True, False)).fetchone()
    assert found == (None, 1, 0)


def test_uids_stand_in_the_order_in_which_they_were_made() -> None:
    uids = [new_uid() for _ in range(1000)]
    assert all(str(UUID(uid)) == uid and UUID(uid).version == 7 for uid in uids)
    assert len(set(uids)) == len(uids)
    # Of the time, 12 digits are milliseconds and three the parts of one.
    starts = [uid.replace("-", "")[:16] for uid in uids]
    assert starts[0] < starts[-1]


def test_uids_that_are_made_together_stand_in_order_too() -> None:
    uids = new_uids(UIDS_OF_A_MOMENT + 1)
    assert len(uids) == UIDS_OF_A_MOMENT + 1
    assert sorted(set(uids)) == uids
    assert all(UUID(uid).variant == RFC_4122 for uid in uids)
    assert new_uids(0) == []
