"""The least that an import can cost: the rows of a book, written again and nothing else done."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import crm
from crm import driver, history
from crm.driver import Connection
from crm.models import metadata
from crm.search.schema import DOCUMENT_COLUMNS, INDEXES

AT_A_TIME = 100_000
LEFT_OUT = frozenset({"batch", "current_batch", "setting"})


class Floor(NamedTuple):
    """What was written: the seconds of the processor, and entries in tables and their indexes."""

    seconds: float
    entries: int


def floor_of(book: Path, empty: Path) -> Floor:
    """Return what it takes to write all rows of a book into another, and nothing else.

    They go by the driver into the same tables, indexes and search index, whose rules are checked;
    nothing is read from a file, checked, looked up, compared, sorted or logged row by row.
    """
    crm.open(empty).close()
    with (
        closing(driver.connect(book, readonly=True)) as source,
        closing(driver.connect(empty)) as target,
    ):
        return Floor(sum(_seconds(source, target)), _entries(target))


def _entries(connection: Connection) -> int:
    tables = [table.name for table in metadata.sorted_tables] + ["search_document"]
    return sum(
        connection.execute(f'SELECT count({counted}) FROM "{table}"').fetchone()[0]
        for table in tables
        for counted in ("*", *_indexed(connection, table))
    )


def _indexed(connection: Connection, table: str) -> Iterator[str]:
    """Give for each index of a table what to count: all rows, or those that fill its column."""
    for _, index, _, _, is_partial in connection.execute(f'PRAGMA index_list("{table}")'):
        columns = connection.execute(f'PRAGMA index_info("{index}")').fetchall()
        yield f'"{columns[0][2]}"' if is_partial else "*"


def _seconds(source: Connection, target: Connection) -> Iterator[float]:
    driver.enlarge_cache(target)
    target.execute("BEGIN IMMEDIATE")
    target.execute("PRAGMA defer_foreign_keys=ON")
    history.remove(target)
    target.execute("INSERT INTO batch SELECT 1, '', '', '', NULL")
    for table in metadata.sorted_tables:
        if table.name not in LEFT_OUT:
            yield from _copied(
                source, target, table.name, [column.name for column in table.columns]
            )
    yield from _copied(source, target, "search_document", DOCUMENT_COLUMNS)
    for index, columns in INDEXES.items():
        names = ", ".join(columns)
        yield _timed(
            target,
            f"INSERT INTO {index} (rowid, {names}) SELECT id, {names} FROM search_document",
        )
    yield _timed(target, "COMMIT")


def _copied(
    source: Connection, target: Connection, table: str, columns: Sequence[str]
) -> Iterator[float]:
    names = ", ".join(f'"{column}"' for column in columns)
    cursor = source.execute(f'SELECT {names} FROM "{table}" ORDER BY id')
    while rows := cursor.fetchmany(AT_A_TIME):
        start = time.process_time()
        driver.insert_many(target, table, columns, rows)
        yield time.process_time() - start


def _timed(target: Connection, statement: str) -> float:
    start = time.process_time()
    target.execute(statement)
    return time.process_time() - start
