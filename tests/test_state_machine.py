"""Whatever is done to a book, in whatever order, it holds what a plain dictionary would hold.

The dictionary maps facts to their values; each batch remembers which facts it changed, from what
to what. That is enough to say what any undo must bring back, and when it may refuse.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update
from sqlmodel import Session, col

from crm import driver, search
from crm.actions.contacts import add_contact_detail
from crm.actions.follow_ups import add_follow_up
from crm.actions.importing import import_file
from crm.actions.memberships import add_membership
from crm.actions.organisations import add_organisation, edit_organisation
from crm.actions.people import add_person, delete_person, edit_person, merge_people
from crm.book import Book, open_book
from crm.bulk import BulkRows
from crm.errors import Conflict, NotFound
from crm.inputs import (
    FollowUpIn,
    MembershipIn,
    OrganisationEdit,
    OrganisationIn,
    PersonEdit,
    PersonIn,
)
from crm.models import FollowUp, Person
from crm.text import fold, sort_key
from crm.vocabulary import RecordKind
from tests.people import contact, key
from tests.rounds import rounds

Fact = tuple[Any, ...]
Facts = dict[Fact, Any]

EXAMPLES = rounds(12, 100)
NAMES = st.sampled_from(["Anna Ek", "Bo Ek", "Cecilia Dal", "Günther Mårder", "Ö"])
NOTES = st.sampled_from([None, "red", "blue", "[b]green[/b]"])
ADDRESSES = st.sampled_from([f"{letter}@example.com" for letter in "abcde"])
ROLES = st.sampled_from(["chair", "secretary"])
PLACE = st.integers(0, 1000)

READ: dict[str, str] = {
    "person": "SELECT id, name, note FROM person",
    "email": "SELECT person_id, value FROM contact_detail",
    "place": "SELECT person_id, organisation_id, role FROM membership",
    "other name": "SELECT person_id, name FROM other_name",
    "organisation": "SELECT id, name FROM organisation",
    "follow-up": "SELECT id, title, person_id, organisation_id, status FROM follow_up",
}
KEYED = {"person", "organisation", "follow-up"}


def facts_of(connection: driver.Connection) -> Facts:
    """Return all that the book says, without asking any of our own code."""
    facts: Facts = {}
    for noun, statement in READ.items():
        for row in connection.execute(statement):
            fact, value = ((noun, row[0]), row[1:]) if noun in KEYED else ((noun, *row), True)
            assert fact not in facts
            facts[fact] = value
    return facts


@dataclass
class Step:
    """A batch as the dictionary sees it: what it changed, from what to what."""

    changed: dict[Fact, tuple[Any, Any]]
    undoes: int | None = None

    def mentioned(self) -> set[Fact]:
        """Return the people, organisations and follow-ups that the step is about."""
        found: set[Fact] = set()
        for fact, values in self.changed.items():
            noun, number, *rest = fact
            found.add((noun if noun in KEYED else "person", number))
            if noun == "place":
                found.add(("organisation", rest[0]))
            for value in values:
                if noun == "follow-up" and value:
                    found |= {("person", value[1]), ("organisation", value[2])}
        return {mention for mention in found if mention[1] is not None}


class Books(RuleBasedStateMachine):
    """A book and a dictionary, to which the same is done."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="samverkan-"))
        path = self.folder / "book.db"
        shutil.copy(self.template, path)
        self.book: Book = open_book(path, actor="machine")
        self.reader = driver.connect(path, readonly=True)
        self.facts: Facts = {}
        self.steps: dict[int, Step] = {}
        self.imported = 0

    def teardown(self) -> None:
        self.book.close()
        self.reader.close()
        try:
            self.check_search()
        finally:
            shutil.rmtree(self.folder)

    def check_search(self) -> None:
        """The index that was kept up to date is the one that would be made anew."""
        documents = "SELECT * FROM search_document ORDER BY id"
        with closing(driver.connect(self.book.path)) as connection:
            kept = connection.execute(documents).fetchall()
            search.rebuild(connection)
            assert connection.execute(documents).fetchall() == kept
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    # What both sides do

    def write(self, action: Callable[[Session], Any], after: Facts | None = None) -> Any:
        """Do something in the book, and note in the dictionary what should have come of it.

        What the dictionary would not notice is left undone.
        """
        if after == self.facts:
            return None, None
        with self.book.write("step") as session:
            answer = action(session)
            batch = session.info["batch_id"]
        if after is not None:
            self.note(batch, after)
        return answer, batch

    def note(self, batch: int | None, after: Facts, undoes: int | None = None) -> None:
        changed = {
            fact: (self.facts.get(fact), after.get(fact))
            for fact in {*self.facts, *after}
            if self.facts.get(fact) != after.get(fact)
        }
        assert batch is not None
        self.steps[batch] = Step(changed, undoes)
        self.facts = after

    def of(self, noun: str) -> list[int]:
        return sorted(fact[1] for fact in self.facts if fact[0] == noun)

    def pick(self, noun: str, place: int) -> int:
        numbers = self.of(noun)
        return numbers[place % len(numbers)]

    @invariant()
    def the_book_holds_what_the_dictionary_holds(self) -> None:
        assert facts_of(self.reader) == self.facts

    # Adding

    @rule(name=NAMES, note=NOTES, addresses=st.lists(ADDRESSES, max_size=2, unique=True))
    def add_person(self, name: str, note: str | None, addresses: list[str]) -> None:
        data = PersonIn(name=name, note=note, emails=addresses)
        number, batch = self.write(lambda session: key(add_person(session, data)))
        emails = {("email", number, address): True for address in addresses}
        self.note(batch, {**self.facts, ("person", number): (name, note), **emails})

    @rule(name=NAMES)
    def add_organisation(self, name: str) -> None:
        data = OrganisationIn(name=name)
        number, batch = self.write(lambda session: key(add_organisation(session, data)))
        self.note(batch, {**self.facts, ("organisation", number): (name,)})

    @precondition(lambda self: self.of("person"))
    @rule(place=PLACE, address=ADDRESSES)
    def add_email(self, place: int, address: str) -> None:
        person = self.pick("person", place)
        data = contact("email", address)
        self.write(
            lambda session: add_contact_detail(session, RecordKind.PERSON, person, data),
            {**self.facts, ("email", person, address): True},
        )

    @precondition(lambda self: self.of("person") and self.of("organisation"))
    @rule(place=PLACE, where=PLACE, role=ROLES)
    def add_membership(self, place: int, where: int, role: str) -> None:
        person, organisation = self.pick("person", place), self.pick("organisation", where)
        fact = ("place", person, organisation, role)
        data = MembershipIn(organisation=organisation, role=role)
        self.write(
            lambda session: add_membership(session, person, data), {**self.facts, fact: True}
        )

    @rule(place=PLACE, where=PLACE)
    def add_follow_up(self, place: int, where: int) -> None:
        organisation = self.pick("organisation", where) if self.of("organisation") else None
        known = organisation is not None and self.of("person")
        person = self.pick("person", place) if known else None
        data = FollowUpIn(title="Send it", person=person, organisation=organisation)
        number, batch = self.write(lambda session: key(add_follow_up(session, data)))
        promise = ("Send it", person, organisation, "open")
        self.note(batch, {**self.facts, ("follow-up", number): promise})

    @rule(count=st.integers(1, 3))
    def import_people(self, count: int) -> None:
        first, self.imported = self.imported, self.imported + count
        rows = [f"New Person {first + n},new{first + n}@example.com" for n in range(count)]
        path = self.folder / "people.csv"
        path.write_text("\n".join(["name,email", *rows, ""]), encoding="utf-8")
        before = set(self.of("person"))
        report = import_file(self.book, path)
        assert (report["new"], report["warnings"]) == (count, [])
        after = dict(self.facts)
        numbers = sorted({fact[1] for fact in facts_of(self.reader) if fact[0] == "person"})
        for number, row in zip([n for n in numbers if n not in before], rows, strict=True):
            name, address = row.split(",")
            after |= {("person", number): (name, None), ("email", number, address): True}
        self.note(report["batch"], after)
        assert import_file(self.book, path)["batch"] is None

    @rule(names=st.lists(NAMES, min_size=1, max_size=4), where=PLACE)
    def add_people_at_once(self, names: list[str], where: int) -> None:
        employer = self.pick("organisation", where) if self.of("organisation") else None
        after = dict(self.facts)

        def add(session: Session) -> None:
            bulk = BulkRows(session)
            for name in names:
                person = add_person_in_bulk(bulk, name, employer)
                after["person", person] = (name, None)
                after["email", person, "bulk@example.com"] = True
                if employer:
                    after["place", person, employer, "member"] = True
            bulk.store()

        _, batch = self.write(add)
        self.note(batch, after)

    # Changing

    @precondition(lambda self: self.of("person"))
    @rule(place=PLACE, name=NAMES, note=NOTES)
    def edit_person(self, place: int, name: str, note: str | None) -> None:
        person = self.pick("person", place)
        data = PersonEdit(name=name, note=note)
        after = {**self.facts, ("person", person): (name, note)}
        self.write(lambda session: edit_person(session, person, data), after)

    @precondition(lambda self: self.of("organisation"))
    @rule(where=PLACE, name=NAMES)
    def rename_organisation(self, where: int, name: str) -> None:
        number = self.pick("organisation", where)
        after = {**self.facts, ("organisation", number): (name,)}
        data = OrganisationEdit(name=name)
        self.write(lambda session: edit_organisation(session, number, data), after)

    @precondition(lambda self: len(self.of("person")) > 1)
    @rule(place=PLACE, other=PLACE)
    def merge_people(self, place: int, other: int) -> None:
        keep, gone = self.pick("person", place), self.pick("person", other)
        if keep != gone:
            after = merged(self.facts, keep, gone)
            self.write(lambda session: merge_people(session, keep, gone), after)

    @precondition(lambda self: self.of("person"))
    @rule(place=PLACE)
    def delete_person(self, place: int) -> None:
        person = self.pick("person", place)
        after = without(self.facts, person)
        self.write(lambda session: delete_person(session, person), after)

    @precondition(lambda self: self.of("person"))
    @rule(note=st.sampled_from(["in bulk", "all at once"]))
    def note_everybody(self, note: str) -> None:
        after = {
            fact: (value[0], note) if fact[0] == "person" else value
            for fact, value in self.facts.items()
        }
        self.write(lambda session: session.execute(update(Person).values(note=note)), after)

    @precondition(lambda self: self.of("follow-up"))
    @rule(status=st.sampled_from(["open", "done"]), place=PLACE)
    def change_follow_ups(self, status: str, place: int) -> None:
        upto = self.pick("follow-up", place)
        after = {
            fact: (*value[:3], status) if fact[0] == "follow-up" and fact[1] <= upto else value
            for fact, value in self.facts.items()
        }
        change = update(FollowUp).where(col(FollowUp.id) <= upto).values(status=status)
        self.write(lambda session: session.execute(change), after)

    @rule(name=NAMES)
    def give_up(self, name: str) -> None:
        with pytest.raises(ZeroDivisionError), self.book.write("given up") as session:
            add_person(session, PersonIn(name=name, emails=["x@example.com"]))
            session.execute(update(Person).values(note="lost"))
            raise ZeroDivisionError

    # Taking back

    def is_undone(self, batch: int) -> bool:
        return any(
            step.undoes == batch and not self.is_undone(number)
            for number, step in self.steps.items()
        )

    @rule()
    def undo_newest(self) -> None:
        own = [number for number, step in self.steps.items() if step.undoes is None]
        standing = [number for number in own if not self.is_undone(number)]
        if standing:
            self.try_to_undo(max(standing), named=False)
        else:
            with pytest.raises(NotFound):
                self.book.undo()

    @precondition(lambda self: self.steps)
    @rule(back=st.integers(0, 8))
    def undo_any(self, back: int) -> None:
        numbers = sorted(self.steps)
        self.try_to_undo(numbers[-1 - back % len(numbers)], named=True)

    def try_to_undo(self, batch: int, *, named: bool) -> None:
        try:
            undone = self.book.undo(batch if named else None)
        except Conflict:
            assert self.may_refuse(batch)
            return
        step = self.steps[batch]
        assert undone["undoes"] == batch
        assert not self.is_undone(batch)
        after = dict(self.facts)
        for fact, (was, became) in step.changed.items():
            assert after.pop(fact, None) == became
            if was is not None:
                after[fact] = was
        self.note(undone["id"], after, undoes=batch)

    def may_refuse(self, batch: int) -> bool:
        """Tell whether the batch is undone, or something later is about the same records."""
        mentioned = self.steps[batch].mentioned()
        return self.is_undone(batch) or any(
            number > batch and step.mentioned() & mentioned for number, step in self.steps.items()
        )


def add_person_in_bulk(bulk: BulkRows, name: str, employer: int | None) -> int:
    """Add a person with an address and perhaps a membership; return the key."""
    person = bulk.next_id("person")
    keys = {"version": 1, "created_at": "", "updated_at": ""}
    row = {"id": person, "uid": str(uuid4()), **keys, "name": name, "folded_name": fold(name)}
    add_row(bulk, "person", {**row, "sort_key": sort_key(name), "custom": "{}"})
    if employer:
        row = {"id": bulk.next_id("membership"), "uid": str(uuid4()), **keys, "primary": 1}
        owners = {"person_id": person, "organisation_id": employer}
        add_row(bulk, "membership", {**row, **owners, "role": "member"})
    value = {"type": "email", "value": "bulk@example.com", "match_key": "bulk@example.com"}
    row = {"id": bulk.next_id("contact_detail"), "person_id": person, **value}
    add_row(bulk, "contact_detail", row)
    return person


def add_row(bulk: BulkRows, table: str, row: dict[str, Any]) -> None:
    bulk.add(table, tuple(row), tuple(row.values()))


def without(facts: Facts, person: int) -> Facts:
    """Return the facts without a person; promises to or by them stay."""
    after: Facts = {}
    for fact, value in facts.items():
        if fact[0] == "follow-up" and value[1] == person:
            after[fact] = (value[0], None, *value[2:])
        elif fact[0] in ("organisation", "follow-up") or fact[1] != person:
            after[fact] = value
    return after


def merged(facts: Facts, keep: int, gone: int) -> Facts:
    """Return the facts with one person made part of another."""
    after = {
        fact: (value[0], keep, *value[2:]) if fact[0] == "follow-up" and value[1] == gone else value
        for fact, value in facts.items()
    }
    for fact in facts:
        if fact[0] in ("email", "place", "other name") and fact[1] == gone:
            after[(fact[0], keep, *fact[2:])] = after.pop(fact)
    (name, note), (other_name, other_note) = facts["person", keep], after.pop(("person", gone))
    after["other name", keep, other_name] = True
    after.pop(("other name", keep, name), None)
    after["person", keep] = (name, both_notes(note, other_note))
    return after


def both_notes(first: str | None, second: str | None) -> str | None:
    notes = [note for note in (first, second) if note]
    if len(notes) == 2:
        short, long = sorted(notes, key=len)
        notes = [long] if short in long else notes
    return "\n\n".join(notes) or None


@pytest.mark.slow
def test_a_book_holds_what_a_dictionary_would_hold(
    empty_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Books, "template", empty_book, raising=False)
    # Two rows are many enough to be logged as a range, to be taken back and to be found as one.
    monkeypatch.setattr("crm.history.ranges.WORTH_A_RANGE", 2)
    monkeypatch.setattr("crm.search.index.WORTH_INDEXING_ANEW", 2)
    chosen = settings(
        max_examples=EXAMPLES,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Books, settings=chosen)
