"""Short ways to write many rows past the ORM, and to read what the log says of them."""

from typing import Any

from sqlmodel import Session, col, select

from crm.book import Book
from crm.bulk import BulkRows
from crm.models import Change
from crm.text import fold, sort_key

MOMENT = "2019-05-02T09:30:00Z"
COLUMNS = ("id", "uid", "version", "created_at", "updated_at", "name", "folded_name", "sort_key")
MANY = 1000


def named(number: int, name: str) -> tuple[Any, ...]:
    """Return the values of COLUMNS."""
    return (number, f"uid {number}", 1, MOMENT, MOMENT, name, fold(name), sort_key(name))


def add_topics(bulk: BulkRows, count: int, start: int = 0) -> list[int]:
    """Add topics whose names are counted from `start`; return their keys."""
    keys = [bulk.next_id("topic") for _ in range(count)]
    for number, identity in enumerate(keys, start):
        bulk.add("topic", COLUMNS, named(identity, f"Topic {number}"))
    return keys


def add_person(bulk: BulkRows, person: int, name: str) -> None:
    """Add a person under a key that was given before."""
    bulk.add("person", (*COLUMNS, "custom"), (*named(person, name), "{}"))


def add_address(bulk: BulkRows, person: int, address: str) -> None:
    """Add an address to a person, who may be added later."""
    bulk.add(
        "contact_detail",
        ("id", "person_id", "type", "value", "match_key"),
        (bulk.next_id("contact_detail"), person, "email", address, address),
    )


def add_membership(bulk: BulkRows, person: int, organisation: int, role: str) -> None:
    """Add the role of a person at an organisation, either of which may be added later."""
    key = bulk.next_id("membership")
    bulk.add(
        "membership",
        (*COLUMNS[:5], "person_id", "organisation_id", "role", "primary"),
        (key, f"uid {key}", 1, MOMENT, MOMENT, person, organisation, role, True),
    )


def add_people(book: Book, count: int = MANY) -> list[int]:
    """Add people with an address each, in one batch; return their keys."""
    with book.write("import") as session:
        bulk = BulkRows(session)
        keys = [bulk.next_id("person") for _ in range(count)]
        for number, person in enumerate(keys):
            add_person(bulk, person, f"Person {number}")
            add_address(bulk, person, f"person{number}@example.com")
        bulk.store()
    return keys


def log_of(session: Session) -> list[tuple[Any, ...]]:
    """Return operation, table, first key and last key of all that was logged, oldest first."""
    query = select(Change).order_by(col(Change.id))
    return [
        (change.operation, change.table_name, change.row_id, change.last_row_id)
        for change in session.exec(query)
    ]
