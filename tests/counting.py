"""Count the queries that a session sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlmodel import Session


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
