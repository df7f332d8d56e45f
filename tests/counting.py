"""Count the queries that a session sends, and the rows of a table that it loads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlmodel import Session, SQLModel


@dataclass
class Counter:
    count: int = 0


@contextmanager
def count_queries(session: Session) -> Iterator[Counter]:
    counter = Counter()
    engine = session.get_bind()

    def note(*_arguments: Any) -> None:
        counter.count += 1

    event.listen(engine, "before_cursor_execute", note)
    yield counter
    event.remove(engine, "before_cursor_execute", note)


@contextmanager
def count_loads(model: type[SQLModel]) -> Iterator[Counter]:
    counter = Counter()

    def note(*_arguments: Any) -> None:
        counter.count += 1

    event.listen(model, "load", note)
    yield counter
    event.remove(model, "load", note)
