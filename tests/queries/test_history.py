"""Who did what, and how a record was before."""

from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.contacts import add_contact_detail, remove_contact_detail
from crm.actions.memberships import add_membership, delete_membership
from crm.actions.people import add_person, delete_person, edit_person
from crm.actions.relationships import link
from crm.actions.topics import add_topic
from crm.book import Book
from crm.errors import NotFound
from crm.inputs import MembershipIn, PersonEdit, PersonIn, RelationshipIn, TopicIn
from crm.models import Batch
from crm.queries.history import as_of, get_batch, list_batches
from crm.vocabulary import RecordKind
from tests.counting import count_queries
from tests.people import contact, key, organisation

PERSON = RecordKind.PERSON
ALWAYS = "9999-12-31T23:59:59Z"


def anna(book: Book) -> int:
    return key(book.tell("add Anna", add_person, PersonIn(name="Anna Ek", note="first")))


def descriptions(book: Book, reference: str | None = None, limit: int = 20) -> list[str]:
    found = book.ask(list_batches, reference=reference, limit=limit)
    return [batch["description"] for batch in found]


def test_the_newest_batches_come_first(book: Book) -> None:
    person = anna(book)
    book.tell("edit", edit_person, person, PersonEdit(note="second"))
    book.undo()
    rows = book.ask(list_batches)
    assert [(row["id"], row["description"], row["size"]) for row in rows] == [
        (3, "Undo: edit", 1),
        (2, "edit", 1),
        (1, "add Anna", 1),
    ]
    undoing = [(row["undoes"], row["undone_by"]) for row in rows]
    assert undoing == [(2, None), (None, 3), (None, None)]
    assert {row["actor"] for row in rows} == {"tester"}
    assert all(row["at"].endswith("Z") for row in rows)


@pytest.mark.parametrize(("limit", "count"), [(2, 2), (0, 0), (-1, 0), (10**30, 3)])
def test_there_are_no_more_than_asked_for(book: Book, limit: int, count: int) -> None:
    for name in ("one", "two", "three"):
        book.tell(name, add_topic, TopicIn(name=name))
    assert len(book.ask(list_batches, limit=limit)) == count
    assert len(book.ask(list_batches, reference="t1", limit=limit)) == min(count, 1)


def test_the_queries_do_not_grow_with_the_batches(book: Book) -> None:
    def queries() -> int:
        with book.read() as session, count_queries(session) as counter:
            list_batches(session, limit=100)
        return counter.count

    book.tell("one", add_topic, TopicIn(name="one"))
    few = queries()
    for number in range(20):
        book.tell("more", add_topic, TopicIn(name=f"topic {number}"))
    assert queries() == few


def test_the_history_of_a_record_has_what_belongs_to_it(book: Book) -> None:
    person = anna(book)
    with book.write("organisation") as session:
        almi = organisation(session, "ALMI")
    with book.write("membership") as session:
        held = add_membership(session, person, MembershipIn(organisation=key(almi)))
    with book.write("address") as session:
        address = add_contact_detail(session, PERSON, person, contact("email", "a@example.com"))
    book.tell("somebody else", add_person, PersonIn(name="Bo Ek"))
    assert descriptions(book, "p1") == ["address", "membership", "add Anna"]
    assert descriptions(book, "o1") == ["membership", "organisation"]

    book.tell("no address", remove_contact_detail, key(address))
    book.tell("no membership", delete_membership, key(held))
    assert descriptions(book, "p1")[:2] == ["no membership", "no address"]
    assert "no membership" in descriptions(book, "o1")
    assert descriptions(book, "p1", limit=1) == ["no membership"]


def test_a_link_is_in_the_history_of_both(book: Book) -> None:
    person = anna(book)
    other = key(book.tell("add Bo", add_person, PersonIn(name="Bo Ek")))
    book.tell("link", link, PERSON, person, RelationshipIn(type="colleague"), PERSON, other)
    assert descriptions(book, f"p{person}")[0] == "link"
    assert descriptions(book, f"p{other}")[0] == "link"


def test_an_unknown_record_has_no_history(book: Book) -> None:
    with pytest.raises(NotFound):
        book.ask(list_batches, reference="p99")


def test_a_batch_shows_its_changes(book: Book) -> None:
    person = anna(book)
    book.tell("edit", edit_person, person, PersonEdit(note="second"))
    book.tell("delete", delete_person, person)
    inserted, edited, deleted = [
        change for number in (1, 2, 3) for change in book.ask(get_batch, number)["changes"]
    ]
    assert [change["operation"] for change in (inserted, edited, deleted)] == [
        "insert",
        "update",
        "delete",
    ]
    assert {change["reference"] for change in (inserted, edited, deleted)} == {"p1"}
    assert notes(inserted) == (None, "first")
    assert notes(edited) == ("first", "second")
    assert notes(deleted) == ("second", None)


def notes(change: Any) -> tuple[str | None, str | None]:
    before, after = change["before"], change["after"]
    return (before and before["note"], after and after["note"])


def test_an_inserted_row_that_still_stands_is_shown_as_it_is(book: Book) -> None:
    book.tell("add", add_person, PersonIn(name="Anna Ek", emails=["a@example.com"]))
    rows = book.ask(get_batch, 1)["changes"]
    assert [(row["table"], row["reference"]) for row in rows] == [
        ("person", "p1"),
        ("contact_detail", None),
    ]
    assert rows[1]["after"] is not None
    assert rows[1]["after"]["value"] == "a@example.com"


def test_a_batch_may_be_asked_for_without_its_changes(book: Book) -> None:
    anna(book)
    assert "changes" not in book.ask(get_batch, 1, changes=False)


@pytest.mark.parametrize("number", [0, -1, 2, 2**63, 10**30])
def test_an_unknown_batch_is_not_found(book: Book, number: int) -> None:
    anna(book)
    with pytest.raises(NotFound, match=f"no batch {number}"):
        book.ask(get_batch, number)


def test_a_record_as_it_was(book: Book) -> None:
    person = anna(book)
    book.tell("edit", edit_person, person, PersonEdit(note="second"))
    book.tell("edit", edit_person, person, PersonEdit(note="third"))
    book.tell("delete", delete_person, person)
    days = ("2019-03-01", "2019-03-02", "2019-03-03", "2019-03-04")
    with book.write("set the clock") as session:
        for number, day in enumerate(days, 1):
            session.get_one(Batch, number).at = f"{day}T12:00:00Z"
        add_topic(session, TopicIn(name="a change, lest the batch leave no trace"))

    def note(moment: str) -> str | None:
        row = book.ask(as_of, PERSON, person, moment)
        return row["note"] if row else None

    assert note("2019-02-28T12:00:00Z") is None
    assert note("2019-03-01T12:00:00Z") == "first"
    assert note("2019-03-02") == "first"
    assert note("2019-03-02T12:00:00Z") == "second"
    assert note("2019-03-03T23:00:00Z") == "third"
    assert note("2019-03-04T12:00:00Z") is None
    assert note(ALWAYS) is None


def test_a_record_that_nobody_changed_since_is_as_it_stands(book: Book) -> None:
    person = anna(book)
    row = book.ask(as_of, PERSON, person, ALWAYS)
    assert row is not None
    assert row["name"] == "Anna Ek"


@pytest.mark.parametrize("identity", [0, -1, 99, 10**30])
def test_a_record_that_never_was_is_nothing(session: Session, identity: int) -> None:
    assert as_of(session, PERSON, identity, ALWAYS) is None
