"""How the lines are asked for: of some ids, on a day, and all ids in the order of the names."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from crm.driver import Connection

Ids = Sequence[int]

AMONG = "IN (SELECT value FROM json_each(:ids))"
"""Restricts a column to the ids that `ask` is given, in a statement that is always the same."""


def ask(connection: Connection, statement: str, ids: Ids, day: date) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a statement, for which `:ids` are the ids in JSON and `:day` is the day."""
    given = {"ids": json.dumps(list(ids)), "day": day.isoformat()}
    return connection.execute(statement, given)


def ids_by_name(connection: Connection, table: str, limit: int | None) -> Iterator[int]:
    """Give the ids of a table in Swedish order of its names, at most `limit` of them."""
    limited = "" if limit is None else f" LIMIT {limit:d}"
    statement = f"SELECT id FROM {table} ORDER BY sort_key, id{limited}"  # noqa: S608 - our own names
    return chain.from_iterable(connection.execute(statement))
