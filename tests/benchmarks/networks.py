"""Whole books of a given size: Swedish people, where they work, whom they met, what they said.

`python -m tests.benchmarks.networks book.db --people 1000000` leaves one to be looked at. A book of
so many people has a twentieth as many organisations, in trees of three levels, one or two
memberships a person, an e-mail address and a phone number of most, three interactions a person, of
which three take part in each, and promises, mostly kept. The same size is the same book each time.
"""

import argparse
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from stdnum import luhn

from crm import driver, history, search
from crm.book import open_book
from crm.driver import Connection
from crm.history.ranges import Rows
from crm.store import driver_connection
from crm.text import fold, sort_key
from tests.benchmarks.swedish import (
    COMPANIES,
    DEALS,
    DEPARTMENTS,
    PLACES,
    ROLES,
    TAGS,
    TOPICS,
    Namer,
    mobile,
    spelled,
)

SEED = 20190502
AT_A_TIME = 50_000
PEOPLE_AN_ORGANISATION = 20
BUSY = 10_000
"""In how many interactions the first organisation took part, or as many as there are people."""
NOW = "2019-05-02T08:00:00Z"
TREE = 10
"""A municipality, its departments, and companies of its own."""

NAMED = ("id", "uid", "version", "created_at", "updated_at", "name", "folded_name", "sort_key")
RECORD = NAMED[:5]
COLUMNS: dict[str, tuple[str, ...]] = {
    "topic": (*NAMED, "parent_id"),
    "tag": NAMED,
    "organisation": (*NAMED, "classification", "parent_id", "area", "custom"),
    "identifier": ("id", "organisation_id", "scheme", "identifier"),
    "person": (*NAMED, "given_name", "family_name", "note", "custom"),
    "membership": (
        *(*RECORD, "person_id", "organisation_id", "role", "start_date", "end_date", "primary"),
    ),
    "contact_detail": ("id", "person_id", "membership_id", "type", "value", "match_key"),
    "tagging": ("id", "tag_id", "person_id"),
    "interaction": (*RECORD, "kind", "status", "subject", "starts_at", "place", "custom"),
    "interaction_topic": ("id", "interaction_id", "topic_id"),
    "participant": (
        *("id", "interaction_id", "person_id", "organisation_id", "membership_id"),
        *("role", "organisation_name", "attendance"),
    ),
    "statement": ("id", "interaction_id", "person_id", "topic_id", "stance", "text"),
    "follow_up": (
        *(*RECORD, "title", "direction", "owner", "due_date", "status", "done_on", "priority"),
        *("organisation_id", "person_id", "interaction_id", "custom"),
    ),
    "collaboration": (*RECORD, "title", "status", "agreed_on", "review_on", "custom"),
    "collaboration_organisation": ("id", "collaboration_id", "organisation_id"),
    "contact_list": NAMED,
    "contact_list_member": ("id", "contact_list_id", "person_id"),
}

Insert = Callable[[Connection, str, Rows], None]


class Place(NamedTuple):
    """Where somebody works: the membership, the organisation and the role there."""

    membership: int
    organisation: int
    role: str


def make_network(path: Path, people: int) -> Path:
    """Make a book of so many people, and all that belongs to them; return its path.

    Its search is in one piece, as the import of them all would leave it.
    """
    with open_book(path, actor="benchmark") as book:
        network = Network(people)
        for first in range(1, people + 1, AT_A_TIME):
            with book.write(f"People from {first}") as session:
                connection: Any = driver_connection(session)
                driver.enlarge_cache(connection)
                network.add_people(range(first, min(first + AT_A_TIME, people + 1)))
                network.store(connection)
    with closing(driver.connect(path)) as connection:
        search.compact(connection)
    return path


def filled_network(people: int) -> "Network":
    """Return the rows of a book of so many people, not stored yet."""
    network = Network(people)
    network.add_people(range(1, people + 1))
    return network


class Network:
    """The rows of a book, made in the order of their keys and kept until they are stored."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.chance = Random(SEED)
        self.namer = Namer(self.chance)
        self.organisations = max(TREE, people // PEOPLE_AN_ORGANISATION)
        self.names: dict[int, str] = {}
        self.places: dict[int, Place] = {}
        self._last = dict.fromkeys(COLUMNS, 0)
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}

    def store(self, connection: Connection, insert: Insert = history.insert_rows) -> None:
        """Write what is kept, parents before their children."""
        for table, columns in COLUMNS.items():
            insert(connection, table, {columns: self._rows[table]})
            self._rows[table] = []

    def add_people(self, numbers: range) -> None:
        """Add people and as many interactions, after all that these rest on."""
        if numbers.start == 1:
            self.add_words()
            self.add_organisations()
        for number in numbers:
            self.add_person(number)
            self.add_interaction(number)

    def add_words(self) -> None:
        """Add topics, some under others, tags and lists."""
        for number, topic in enumerate(TOPICS):
            self._add("topic", *self._named(topic), None if number < 5 else number % 5 + 1)
        for tag in TAGS:
            self._add("tag", *self._named(tag))
        self._add("contact_list", *self._named("Inbjudna till Industridagen"))

    def add_organisations(self) -> None:
        """Add organisations in trees: a municipality, its departments, and their companies."""
        for number in range(1, self.organisations + 1):
            tree, place = divmod(number - 1, TREE)
            area = PLACES[tree % len(PLACES)]
            self.names[number] = name = _organisation(tree, place, area)
            above = None if place == 0 else number - place + (place > len(DEPARTMENTS))
            kind = "municipality" if place == 0 else ("other", "company")[place > len(DEPARTMENTS)]
            self._add("organisation", *self._named(name), kind, above, area, "{}")
            self._add("identifier", number, "orgnr", _orgnr(number))
        for number in range(1, self.organisations // 100 + 2):
            agreed = (f"Samarbete {number}", "active", "2018-03", f"2019-{number % 12 + 1:02}")
            deal = self._add("collaboration", *self._record(), *agreed, "{}")
            for partner in {1, 1 + number * 7 % self.organisations}:
                self._add("collaboration_organisation", deal, partner)

    def add_person(self, number: int) -> None:
        """Add somebody with one or two memberships and the ways to reach them."""
        chance = self.chance.random
        name = self.namer.name()
        phone = mobile(number * 7919)
        note = f"Ringdes på {spelled(phone, number)}." if chance() < 0.1 else None
        self._add("person", *self._named(name.whole), name.given, name.family, note, "{}")
        now = self._add_membership(number, is_past=False)
        if chance() < 0.5:
            self._add_membership(number, is_past=chance() < 0.7)
        if chance() < 0.9:
            address = f"{fold(name.whole).replace(' ', '.')}{number}@example{number % 500}.se"
            self._add("contact_detail", None, now, "email", address, address)
        if chance() < 0.8:
            self._add("contact_detail", number, None, "phone", phone, phone)
        if chance() < 0.1:
            self._add("tagging", number % len(TAGS) + 1, number)
        if number <= 500:
            self._add("contact_list_member", 1, number)

    def _add_membership(self, person: int, *, is_past: bool) -> int:
        where = self.chance.randrange(self.organisations) + 1
        role, year = self.chance.choice(ROLES), 2005 + person % 14
        start = (f"{year}", f"{year}-{person % 12 + 1:02}", f"{year}-03-{person % 28 + 1:02}")
        end = f"{year + 1}-06" if is_past else None
        dates = (start[person % 3], end, not is_past)
        held = self._add("membership", *self._record(), person, where, role, *dates)
        if not is_past:
            self.places[person] = Place(held, where, role)
        return held

    def add_interaction(self, number: int) -> None:
        """Add an interaction of three people who were added before, and what came of it."""
        chance, topic = self.chance.random, self.chance.randrange(len(TOPICS)) + 1
        place = self.chance.choice(PLACES)
        subject = self.chance.choice(DEALS).format(topic=TOPICS[topic - 1].lower(), place=place)
        # Of those ahead there are as many in a large book as one can go to.
        is_planned = number <= 20
        day = f"2019-05-{number + 2:02}" if is_planned else _day_before_now(chance())
        kind = self.chance.choice(("meeting", "call", "email", "meeting", "seminar"))
        status = "planned" if is_planned else "held"
        shown = (kind, status, subject, f"{day}T09:00" if number % 2 else day, place)
        met = self._add("interaction", *self._record(), *shown, "{}")
        self._add("interaction_topic", met, topic)
        busy = number <= BUSY
        nearby = range(max(1, number - 5000), number + 1)
        present = {self.chance.choice(nearby) for _each in range(2 if busy else 3)}
        for person in present:
            self._add_participant(met, person)
        if busy:
            self._add("participant", met, None, 1, None, None, self.names[1], "attended")
        if chance() < 0.3:
            said = f"Sade om {TOPICS[topic - 1].lower()} i {place} att mer behövs."
            self._add("statement", met, min(present), topic, "supports", said)
        if chance() < 0.1:
            self._add_promise(met, min(present), day, number)

    def _add_participant(self, met: int, person: int) -> None:
        held = self.places[person]
        name = self.names[held.organisation]
        frozen = (held.organisation, held.membership, held.role, name)
        self._add("participant", met, person, *frozen, "attended")

    def _add_promise(self, met: int, person: int, day: str, number: int) -> None:
        is_open = number % 100 < 3
        due = f"2019-{number % 12 + 1:02}-{number % 28 + 1:02}" if is_open else day
        status, done = ("open", None) if is_open else ("done", day)
        direction = ("ours", "theirs", "joint")[number % 3]
        owner = f"Handläggare {number % 20}"
        told = (f"Skicka underlag {number}", direction, owner, due, status, done, "normal")
        whom = (self.places[person].organisation, person, met)
        self._add("follow_up", *self._record(), *told, *whom, "{}")

    def _add(self, table: str, *values: Any) -> int:
        self._last[table] = key = self._last[table] + 1
        if COLUMNS[table][1] == "uid":
            values = (f"{table[:4]}{key:08d}-0000-7000-8000-{key:012x}", *values)
        self._rows[table].append((key, *values))
        return key

    def _record(self) -> tuple[Any, ...]:
        return 1, NOW, NOW

    def _named(self, name: str) -> tuple[Any, ...]:
        return *self._record(), name, *_keys(name)


@cache
def _keys(name: str) -> tuple[str, str]:
    return fold(name), sort_key(name)


def _organisation(tree: int, place: int, area: str) -> str:
    series = "" if tree < len(PLACES) else f" {tree // len(PLACES) + 1}"
    if place == 0:
        return f"{area.removesuffix('s')}s kommun{series}"
    if place <= len(DEPARTMENTS):
        return f"{DEPARTMENTS[place - 1]}, {area}{series}"
    return f"{area} {COMPANIES[(tree + place) % len(COMPANIES)]}{series}"


def _orgnr(number: int) -> str:
    digits = f"556{number:06d}"[:9]
    plain = digits + luhn.calc_check_digit(digits)
    return f"{plain[:6]}-{plain[6:]}"


def _day_before_now(chance: float) -> str:
    """Return a day of the last ten years: the nearer, the likelier."""
    months = int(120 * chance * chance)
    year, month = divmod(2019 * 12 + 3 - months, 12)
    return f"{year}-{month + 1:02}-{int(chance * 997) % 28 + 1:02}"


def main() -> None:
    """Make a book and leave it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.networks")
    parser.add_argument("path", type=Path)
    parser.add_argument("--people", type=int, default=10_000)
    options = parser.parse_args()
    print(make_network(options.path, options.people))


if __name__ == "__main__":
    main()
