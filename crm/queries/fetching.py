"""Statements that are built once and asked again and again, of some ids at a time.

On its way through SQLAlchemy each statement takes some 50 microseconds and each row one, which is
more than SQLite needs for the rows of a page. What is kept goes to the driver as it was compiled.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Dialect, Select, bindparam, func, select
from sqlmodel import Session

from crm.driver import Connection
from crm.store import driver_connection

CHOSEN = "chosen"
STATEMENTS_KEPT = 4
"""Of how many days, or columns, a statement is kept that was built once."""
COMPILED_KEPT = 200
IDS_KEPT = 2
"""Those of a page, and of what it links to."""

Ids = Sequence[int]
Read = Callable[[Any], Any]


class _Compiled(NamedTuple):
    """A statement in SQL, what is bound to it in order, and how its rows are read."""

    text: str
    names: tuple[str, ...]
    values: Mapping[str, Any]
    row: Callable[[Iterable[Any]], Any]
    readers: tuple[tuple[int, Read], ...]
    """For columns that the driver does not give as they are: which, and how they are read."""


def among(column: Any, identities: Ids) -> ColumnElement[bool]:
    """Restrict a column to some ids, in a statement that is the same however many there are."""
    given = func.json_each(json.dumps(list(identities))).table_valued("value")
    condition: ColumnElement[bool] = column.in_(select(given.c.value))
    return condition


def chosen(column: Any, name: str = CHOSEN) -> ColumnElement[bool]:
    """Restrict a column to the ids that `fetched` is given, or to those of a list in JSON by name.

    To build a statement takes several times as long as to run it for some ids: one that is built
    with this can be kept.
    """
    given = func.json_each(bindparam(name, "[]")).table_valued("value")
    condition: ColumnElement[bool] = column.in_(select(given.c.value))
    return condition


def beneath(session: Session) -> Connection:
    """Return the driver's connection beneath a session, told of what the session holds."""
    session.flush()
    connection: Connection = driver_connection(session)
    return connection


def ever_filled(column: Any) -> ColumnElement[bool]:
    """Tell whether any row of the book fills a column of ids, in a statement that can be kept.

    In a book without tags, a statement that says this of them ends before it looks for each id.
    """
    return select(column).where(column > 0).correlate(None).exists()


def fetched(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    ids: Ids | None = None,
    **values: Any,
) -> list[Any]:
    """Return the rows of a statement that is kept, as named tuples of its columns.

    `ids` are those it is `chosen` by, `values` what its other parameters hold.
    """
    given = values if ids is None else {**values, CHOSEN: _listed(tuple(ids))}
    return asker(session, statement)(**given)


def fetched_values(session: Session, statement: Select[*tuple[Any, ...]], ids: Ids) -> list[Any]:
    """Return the rows that `fetched` does without the names of their columns, to be taken apart."""
    return asker(session, statement, named=False)(**{CHOSEN: _listed(tuple(ids))})


def asker(
    session: Session, statement: Select[*tuple[Any, ...]], *, named: bool = True
) -> Callable[..., list[Any]]:
    """Return what asks a statement that is kept, as `fetched` does, again and again.

    It is given the values of the parameters. What is changed in the session meanwhile is not seen.
    """
    driven = beneath(session)
    asked = _compiled(statement, session.connection().dialect)

    def ask(**values: Any) -> list[Any]:
        given = {**asked.values, **values}
        rows: Iterable[Any] = driven.execute(asked.text, [given[name] for name in asked.names])
        if asked.readers:
            rows = _read(rows, asked.readers)
        return list(map(asked.row, rows) if named else rows)

    return ask


def fetched_once(session: Session, statement: Select[*tuple[Any, ...]], ids: Ids) -> Sequence[Any]:
    """Return the rows of a statement that was built for this once."""
    session.flush()
    return session.connection().execute(statement, {CHOSEN: json.dumps(list(ids))}).all()


@lru_cache(maxsize=IDS_KEPT)
def _listed(ids: Ids) -> str:
    """Write ids in order, as SQLite looks for them: many statements are asked of the same."""
    return json.dumps(sorted(ids))


@lru_cache(maxsize=COMPILED_KEPT)
def _compiled(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    columns = statement.selected_columns.values()
    names = statement.selected_columns.keys()
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
    types = [column.type.dialect_impl(dialect) for column in columns]
    readers = [each.result_processor(dialect, None) for each in types]
    return _Compiled(
        str(compiled),
        tuple(compiled.positiontup),
        compiled.params,
        partial(tuple.__new__, row),
        tuple((place, read) for place, read in enumerate(readers) if read),
    )


def _read(
    rows: Iterable[Sequence[Any]], readers: Iterable[tuple[int, Read]]
) -> Iterator[list[Any]]:
    for row in rows:
        values = list(row)
        for place, read in readers:
            values[place] = read(values[place])
        yield values
