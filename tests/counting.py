"""Count the queries that a session sends, and the rows that they ask for."""

import json
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


@contextmanager
def count_chosen(session: Session) -> Iterator[Counter]:
    """Count the ids of which rows are asked for: the most that one statement is given."""
    counter = Counter()
    engine = session.get_bind()

    def note(_connection: Any, _cursor: Any, _statement: str, values: Any, *_rest: Any) -> None:
        given = [json.loads(value) for value in values if str(value).startswith("[")]
        counter.count = max([counter.count, *map(len, given)])

    event.listen(engine, "before_cursor_execute", note)
    yield counter
    event.remove(engine, "before_cursor_execute", note)
