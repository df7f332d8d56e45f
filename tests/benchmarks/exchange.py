"""How many of 10,000 records by chance are lost on the way from one book into another.

`python -m tests.benchmarks.exchange --cases 10000` carries books of records that chance made, some
in each format, and looks whether everything came over that the manual says is carried. The texts in
them are of every script, with quotes, line breaks, formulas and what looks like damage.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from random import Random
from unittest.mock import patch

import crm
from tests.actions.exchange_contract import FORMATS, Promise, carried, carry, losses
from tests.actions.exchanged_books import add_by_chance, add_everything
from tests.benchmarks.books import SEED
from tests.benchmarks.measuring import Figure

CASES = 10_000
PEOPLE = 100
# With half as many organisations.
CASES_A_BOOK = PEOPLE * 3 // 2
SIGNS = "abcåäöÅÖé =+-@'\",;|\t0159<>&[]%ΩЖ山עﬁ😀\u0301"
LONGEST = 20


@dataclass(slots=True)
class Carried:
    """How many records were carried, and what was lost, by format, kind and aspect."""

    cases: int = 0
    lost: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def measure_exchange(folder: Path, cases: int = CASES) -> Carried:
    """Carry so many records, and count what is lost of what is promised.

    Nothing is timed, so each core carries books of its own; which they are is the same everywhere.
    """
    places, cores = range(ceil(cases / CASES_A_BOOK)), os.cpu_count() or 1
    length = ceil(len(places) / cores)
    shares = [places[core * length : (core + 1) * length] for core in range(cores)]
    folders = [folder / str(core) for core in range(cores)]
    found = Carried()
    with ProcessPoolExecutor(cores, get_context("spawn")) as processes:
        for share in processes.map(carry_books, folders, shares):
            found.cases += share.cases
            found.lost.update(share.lost)
    return found


def carry_books(folder: Path, places: Sequence[int]) -> Carried:
    """Carry the books of some places in their order, in each format in turn."""
    folder.mkdir()
    names = list(FORMATS)
    found, promise_of = Carried(), cache(partial(promised, folder))
    with patch("crm.formats.is_isolated", lambda _reader: False):
        for place in places:
            name, chance = names[place % len(names)], Random(f"{SEED} {place}")
            carry_one(folder, name, promise_of(name), chance, found)
    return found


def promised(folder: Path, name: str) -> Promise:
    """Return what a format carries of a record of which everything is said."""
    with two_books(folder) as (source, target):
        source.tell("fill", add_everything)
        carry(source, target, name, folder)
        return carried(source, target)


def carry_one(folder: Path, name: str, promise: Promise, chance: Random, found: Carried) -> None:
    """Carry one book, and count its records and what was lost of them."""
    with two_books(folder) as (source, target):
        source.tell("fill", add_by_chance, list(texts(chance)), chance, PEOPLE)
        carry(source, target, name, folder)
        lost = losses(source, target)
    found.cases += CASES_A_BOOK
    found.lost.update(
        (name, one.kind, one.aspect) for one in lost if one.aspect in promise[one.kind]
    )


def texts(chance: Random) -> Iterator[str]:
    """Give some texts that nobody would type."""
    for _number in range(PEOPLE):
        yield "".join(chance.choices(SIGNS, k=chance.randint(0, LONGEST))).strip()


@contextmanager
def two_books(folder: Path) -> Iterator[tuple[crm.Book, crm.Book]]:
    """Give two empty books, which are gone afterwards."""
    empty = folder / "empty.db"
    if not empty.exists():
        crm.open(empty).close()
    paths = [folder / f"{name}.db" for name in ("source", "target")]
    for path in paths:
        shutil.copy(empty, path)
    try:
        with crm.open(paths[0]) as source, crm.open(paths[1]) as target:
            yield source, target
    finally:
        for path in paths:
            path.unlink()


def figures(folder: Path, cases: int) -> Iterator[Figure]:
    """Give how many records were carried, and what was lost."""
    found = measure_exchange(folder, cases)
    count = found.lost.total()
    said = f"{found.cases} cases, {count} losses"
    yield Figure("round trip", said, "no loss", is_met=not count)
    for (name, kind, aspect), number in found.lost.most_common():
        yield Figure(f"  {name}", f"{kind}, {aspect}: {number}", is_met=False)


def main() -> int:
    """Carry, print what was lost, and leave with 1 where anything was."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.exchange")
    parser.add_argument("--cases", type=int, default=CASES)
    cases = parser.parse_args().cases
    with tempfile.TemporaryDirectory() as name:
        found = list(figures(Path(name), cases))
    for one in found:
        print(f"{one.name}: {one.value}")
    return int(not all(one.is_met for one in found))


if __name__ == "__main__":
    sys.exit(main())
