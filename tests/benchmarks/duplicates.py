"""How many planted duplicates are found and how many of those found are planted, and the cost.

`python -m tests.benchmarks.duplicates --records 100000` prints recall, precision and CPU for people
and for organisations, searched for in a book, and what a warning at entry costs there.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert

import crm
from crm.book import Book, Session
from crm.inputs import MembershipIn, OrganisationIn, PersonIn
from crm.matching import Candidate
from crm.models import ContactDetail, Identifier, Membership, Organisation, Person
from crm.queries.duplicates import find_duplicates, possible_duplicates_of
from crm.settings import now_utc
from crm.text import fold, sort_key
from tests.benchmarks.measuring import Figure
from tests.benchmarks.planted_crowd import Planted
from tests.benchmarks.planted_organisations import plant_organisations
from tests.benchmarks.planted_people import plant_people

GOAL = 0.95
ENTRIES = 200
PLANTERS: dict[str, Callable[[int], Planted]] = {
    "person": plant_people,
    "organisation": plant_organisations,
}


@dataclass(frozen=True, slots=True)
class Quality:
    """How many of the planted pairs were found, and how many of those found were planted."""

    planted: int
    found: int
    right: int
    missed: Counter[str]
    search_seconds: float = 0
    entry_milliseconds: float = 0

    @property
    def cost(self) -> str:
        """What the search and a warning at entry took."""
        return (
            f"search {self.search_seconds:.1f} s CPU; "
            f"warning at entry {self.entry_milliseconds:.1f} ms"
        )

    @property
    def recall(self) -> float:
        """The share of the planted pairs that was found."""
        return self.right / self.planted

    @property
    def precision(self) -> float:
        """The share of the pairs found that was planted."""
        return self.right / self.found


def judge(planted: Planted, found: Iterable[tuple[int, int]]) -> Quality:
    """Hold the pairs that were found, by their ids, against those that were planted."""
    pairs = {(min(pair), max(pair)) for pair in found}
    missed = Counter(what for pair, what in planted.pairs.items() if pair not in pairs)
    right = len(pairs & planted.pairs.keys())
    return Quality(len(planted.pairs), len(pairs), right, missed)


def write(session: Session, planted: Planted) -> None:
    """Put records into a book as they stand, under their own ids."""
    records = sorted(planted.records, key=lambda one: one.id)
    if records[0].kind == "person":
        names = {name for one in records for name in one.organisations}
        places = {name: number for number, name in enumerate(sorted(names), 1)}
        _insert(session, Organisation, ({"id": i, "name": name} for name, i in places.items()))
        _insert(session, Person, map(_person, records))
        _insert(session, Membership, _memberships(records, places))
        _insert(session, ContactDetail, _details(records, "person_id"))
        return
    _insert(session, Organisation, ({"id": o.id, "name": o.name, "area": o.area} for o in records))
    _insert(session, Identifier, _identifiers(records))
    _insert(session, ContactDetail, _details(records, "organisation_id"))


def _insert(session: Session, model: Any, rows: Iterable[dict[str, Any]]) -> None:
    filled = [_filled(model, row) for row in rows]
    if filled:
        session.execute(insert(model), filled)


def _filled(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    if "folded_name" in model.model_fields:
        row |= {"folded_name": fold(row["name"]), "sort_key": sort_key(row["name"])}
    return row


def _person(one: Candidate) -> dict[str, Any]:
    names = {"given_name": one.given_name or None, "family_name": one.family_name or None}
    return {"id": one.id, "name": one.name, **names}


def _memberships(
    records: Iterable[Candidate], places: Mapping[str, int]
) -> Iterable[dict[str, Any]]:
    for one in records:
        for name in one.organisations:
            yield {"person_id": one.id, "organisation_id": places[name], "updated_at": now_utc()}


def _details(records: Iterable[Candidate], owner: str) -> Iterable[dict[str, Any]]:
    for one in records:
        reached = {"email": one.emails, "phone": one.phones, "address": one.addresses}
        for sort, values in reached.items():
            for value in values:
                yield {owner: one.id, "type": sort, "value": value, "match_key": value}


def _identifiers(records: Iterable[Candidate]) -> Iterable[dict[str, Any]]:
    for one in records:
        for text in one.identifiers:
            scheme, _colon, number = text.partition(":")
            yield {"organisation_id": one.id, "scheme": scheme, "identifier": number}


def measure(folder: Path, kind: str, count: int) -> Quality:
    """Plant, search, and judge what came of it."""
    planted = PLANTERS[kind](count)
    with crm.open(folder / f"{kind}.db", actor="benchmark") as book:
        with book.write("plant duplicates") as session:
            write(session, planted)
        start = time.process_time()
        pairs = book.ask(find_duplicates, kind)
        cpu = time.process_time() - start
        quality = judge(planted, ((one["first"]["id"], one["second"]["id"]) for one in pairs))
        entry = _cost_of_entry(book, planted)
    return replace(quality, search_seconds=cpu, entry_milliseconds=entry)


def figures(folder: Path, count: int) -> Iterator[Figure]:
    """Give how many planted duplicates are found, and at what cost."""
    for kind in PLANTERS:
        found = measure(folder, kind, count)
        yield Figure(f"recall, {kind}", f"{found.recall:.3f}", f"{GOAL}", found.recall >= GOAL)
        precision = f"{found.precision:.3f} of {found.planted} planted pairs"
        yield Figure(f"precision, {kind}", precision, f"{GOAL}", found.precision >= GOAL)
        cost = (
            f"search {found.search_seconds:.1f} s CPU, at entry {found.entry_milliseconds:.1f} ms"
        )
        yield Figure(f"cost, {kind}", cost)


def show(kind: str, quality: Quality) -> None:
    """Print what came of a search."""
    print(
        f"{kind}: recall {quality.recall:.3f}, precision {quality.precision:.3f} of "
        f"{quality.planted} planted pairs (goal {GOAL}); {quality.cost}"
    )
    print("  missed:", ", ".join(f"{what} {n}" for what, n in quality.missed.most_common()))


def _cost_of_entry(book: Book, planted: Planted) -> float:
    """Return the median CPU of asking whether one more is known already, in milliseconds."""
    times = []
    for one in planted.records[:ENTRIES]:
        data = _as_typed(one)
        start = time.process_time()
        book.ask(possible_duplicates_of, data)
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def _as_typed(one: Candidate) -> PersonIn | OrganisationIn:
    typed: dict[str, Any] = {"name": one.name, "emails": list(one.emails)}
    if one.kind == "organisation":
        return OrganisationIn(**typed)
    places = [MembershipIn(organisation=name) for name in one.organisations]
    return PersonIn(**typed, memberships=places)


def main() -> int:
    """Measure both kinds; leave with 1 where one falls short of the goal."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.duplicates")
    parser.add_argument("--records", type=int, default=100_000)
    count = parser.parse_args().records
    with tempfile.TemporaryDirectory() as name:
        found = {kind: measure(Path(name), kind, count) for kind in PLANTERS}
    for kind, quality in found.items():
        show(kind, quality)
    return int(any(min(one.recall, one.precision) < GOAL for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
