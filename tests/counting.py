"""Count the queries that a session sends, and the rows that they ask for."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import Session

from tests.plans import READING, noting_statements

_IDS = re.compile(r"'(\[[0-9, ]*\])'")


@dataclass
class Counter:
    """How many queries were sent, and the most ids of rows that one of them was given."""

    count: int = 0
    chosen: int = 0


@contextmanager
def count_queries(session: Session) -> Iterator[Counter]:
    """Count what is sent through SQLAlchemy, and past it."""
    counter = Counter()
    with noting_statements(session) as sent:
        yield counter
    queries = list(filter(READING.match, sent))
    given = [len(json.loads(ids)) for query in queries for ids in _IDS.findall(query)]
    counter.count, counter.chosen = len(queries), max(given, default=0)
