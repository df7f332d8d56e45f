"""Whatever is done to a book, in whatever order, it holds what a plain dictionary would hold.

The dictionary maps facts to their values; each batch remembers which facts it changed, from what
to what. That is enough to say what any undo must bring back, and when it may refuse.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import update
from sqlmodel import Session, col

from crm.actions.contacts import add_contact_detail
from crm.actions.follow_ups import add_follow_up
from crm.actions.importing import import_file
from crm.actions.memberships import add_membership
from crm.actions.organisations import add_organisation, edit_organisation
from crm.actions.people import add_person, delete_person, edit_person, merge_people
from crm.bulk import BulkRows
from crm.errors import NotFound
from crm.inputs import (
    FollowUpIn,
    MembershipIn,
    OrganisationEdit,
    OrganisationIn,
    PersonEdit,
    PersonIn,
)
from crm.models import FollowUp, Person
from crm.vocabulary import RecordKind
from tests import bulk
from tests.facts import facts_of, merged, without
from tests.mirrored_book import MirroredBook
from tests.people import contact, key
from tests.rounds import rounds

EXAMPLES = rounds(12, 100)
NAMES = st.sampled_from(["Anna Ek", "Bo Ek", "Cecilia Dal", "Günther Mårder", "Ö"])
NOTES = st.sampled_from([None, "red", "blue", "[b]green[/b]"])
ADDRESSES = st.sampled_from([f"{letter}@example.com" for letter in "abcde"])
ROLES = st.sampled_from(["chair", "secretary"])
PLACE = st.integers(0, 1000)


class Books(MirroredBook):
    """Whatever may be done to a book, and what should come of it."""

    imported = 0

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
            rows = BulkRows(session)
            for name in names:
                person = rows.next_id("person")
                bulk.add_person(rows, person, name)
                bulk.add_address(rows, person, "bulk@example.com")
                after["person", person] = (name, None)
                after["email", person, "bulk@example.com"] = True
                if employer:
                    bulk.add_membership(rows, person, employer, "member")
                    after["place", person, employer, "member"] = True
            rows.store()

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
