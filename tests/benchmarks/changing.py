"""What it costs to change something, and to keep a log of it."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from sqlmodel import Session

from crm import driver, history
from crm.actions.interactions import log_interaction
from crm.actions.people import edit_person, merge_people
from crm.book import Book, open_book
from crm.history.ranges import Rows
from crm.inputs import InteractionIn, ParticipantIn, PersonEdit, StatementIn
from crm.store import driver_connection
from tests.benchmarks.measuring import Figure, Measurement
from tests.benchmarks.networks import filled_network, make_network

TIMES = 9
A_YEAR = 50_000
"""Edits of a year of work: two hundred a day."""
SAMPLE, LOGGED = 500, 5_000
LOG_GOAL = 2.0
TURNS = 3
PAGES = ("page_count", "freelist_count", "page_size")


class Forgotten(Exception):
    """Ends a batch of which nothing is saved."""


def change_times(path: Path) -> dict[str, float]:
    """Return the milliseconds of the processor that each ordinary change takes, saved to disk."""
    with open_book(path, actor="benchmark") as book:
        return {
            "edit": _times(book, _edit),
            "log one interaction": _times(book, _log),
            "merge": _merges(book),
        }


def _times(book: Book, change: Callable[[Session, int], object]) -> float:
    times = []
    for turn in range(TIMES + 1):
        start = time.process_time()
        book.tell("benchmark", change, turn)
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times[1:])


def _edit(session: Session, turn: int) -> None:
    edit_person(session, 100 + turn, PersonEdit(note=f"Talade med henne för {turn} veckor sedan."))


def _log(session: Session, turn: int) -> None:
    said: list[Any] = [StatementIn(speaker="p200", topic="t1", text=f"Mer {turn}.")]
    present = [ParticipantIn(person=f"p{200 + each}") for each in range(3)]
    entry: dict[str, Any] = {"kind": "call", "subject": "Samtal", "starts_at": "2019-05-02"}
    log_interaction(
        session, InteractionIn(**entry, participants=present, topics=["t1"], statements=said)
    )


def _merges(book: Book) -> float:
    """Merge somebody into another, and take it back, so that the book stays what it was."""
    times = []
    for turn in range(TIMES + 1):
        start = time.process_time()
        book.tell("merge", merge_people, 300 + turn, 400 + turn)
        times.append(1000 * (time.process_time() - start))
        book.undo()
    return statistics.median(times[1:])


def log_figures(folder: Path) -> Iterator[Figure]:
    """Give what the log adds to the time of an edit and of new rows, and to the file in a year."""
    path = make_network(folder / "log.db", LOGGED)
    with open_book(path, actor="benchmark") as book:
        before = _bytes(path)
        for turn in range(SAMPLE):
            book.tell("benchmark", _edit, turn)
        a_change = (_bytes(path) - before) / SAMPLE
        logged, plain = _in_turn(partial(_edited_together, book))
    yield Measurement("edit, logged", "the same, not logged", logged, plain, LOG_GOAL).figure
    said = f"{a_change:.0f} bytes a change, {a_change * A_YEAR / 1e6:.0f} MB for {A_YEAR:,} edits"
    yield Figure("log of a year", said)
    books = (folder / f"{number}.db" for number in count())
    logged, plain = _in_turn(lambda logged: _stored(next(books), logged))
    name, floor = f"{LOGGED:,} people added", "the same rows, not logged"
    yield Measurement(name, floor, logged, plain, LOG_GOAL).figure


def _in_turn(measure: Callable[[bool], float]) -> tuple[float, float]:
    """Return the least time with the log and without it, each measured in turn."""
    pairs = [(measure(True), measure(False)) for _turn in range(TURNS)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def _bytes(path: Path) -> int:
    """Return the size of what a book holds, without the pages that it has no use for."""
    with closing(driver.connect(path, readonly=True)) as connection:
        count, free, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PAGES)
        return int((count - free) * size)


def _edited_together(book: Book, logged: bool) -> float:
    """Return the time of many edits at once, which are then forgotten."""
    with suppress(Forgotten), book.write("benchmark") as session:
        if not logged:
            history.remove(driver_connection(session))
        start = time.process_time()
        for turn in range(SAMPLE):
            _edit(session, turn)
        session.flush()
        took = 1000 * (time.process_time() - start)
        raise Forgotten
    return took


def _stored(path: Path, logged: bool) -> float:
    """Return the time in which the rows of a book are written into tables and indexes."""
    network = filled_network(LOGGED)
    with suppress(Forgotten), open_book(path) as book, book.write("benchmark") as session:
        connection: Any = driver_connection(session)
        if not logged:
            history.remove(connection)
        start = time.process_time()
        network.store(connection, history.insert_rows if logged else _insert_plain)
        took = 1000 * (time.process_time() - start)
        raise Forgotten
    return took


def _insert_plain(connection: Any, table: str, rows: Rows) -> None:
    for columns, some in rows.items():
        driver.insert_many(connection, table, columns, some)
