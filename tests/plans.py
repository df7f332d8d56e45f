"""How SQLite goes about what a book is asked: which steps walk through a table that grows."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from crm.models import metadata
from crm.store import driver_connection

FEW = frozenset(
    {
        *("alembic_version", "current_batch", "setting", "search_version"),
        *("column_mapping", "contact_list", "custom_field", "tag", "topic"),
    }
)
"""Tables that stay short however many people a book holds: what a user names by hand."""
GROWING = {table.name for table in metadata.sorted_tables} - FEW | {"search_document"}

READING = re.compile(r"\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE|REPLACE)\b")
_WALK = re.compile(r"SCAN (?P<name>\w+)\b(?! VIRTUAL TABLE)")


@dataclass(frozen=True, slots=True)
class Walk:
    """A step that walks through a whole table, and the statement that asks for it."""

    step: str
    statement: str


@contextmanager
def noting_statements(session: Session) -> Iterator[list[str]]:
    """Note what a session sends meanwhile, through SQLAlchemy or past it."""
    connection: Any = driver_connection(session)
    sent: list[str] = []
    connection.set_trace_callback(sent.append)
    try:
        yield sent
        session.flush()
    finally:
        connection.set_trace_callback(None)


def walks_of(session: Session, work: Callable[[Session], object]) -> list[Walk]:
    """Return the walks of all statements that some work sends."""
    with noting_statements(session) as sent:
        work(session)
    return walks_in(session, sent)


def walks_in(session: Session, statements: Iterable[str]) -> list[Walk]:
    """Return the walks of some statements."""
    connection: Any = driver_connection(session)
    read = filter(READING.match, dict.fromkeys(statements))
    return [walk for statement in read for walk in _walks(connection, statement)]


def _walks(connection: Any, statement: str) -> Iterator[Walk]:
    plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    steps = [row[3] for row in plan]
    # What is read in order and only up to a number stops there.
    stops = "LIMIT" in statement and "USE TEMP B-TREE FOR ORDER BY" not in steps
    for step in steps:
        found = _WALK.match(step)
        is_walk = found and _table(found["name"], statement) in GROWING and not stops
        if is_walk or "AUTOMATIC" in step:
            yield Walk(step, " ".join(statement.split()))


def _table(name: str, statement: str) -> str:
    """Return the table that a statement calls so."""
    renamed = re.search(rf'(\w+)"? AS "?{name}"?(?!\w)', statement)
    return renamed[1] if renamed and renamed[1] in GROWING else name
