"""One change to many records: one batch, and one undo for all of it."""

from sqlmodel import Session, select

from crm.actions.follow_ups import add_follow_up
from crm.actions.interactions import log_interaction
from crm.actions.labels import add_field
from crm.actions.lists import add_list
from crm.actions.many import (
    add_topics,
    complete_many,
    delete_many,
    list_many,
    set_field,
    tag_many,
)
from crm.actions.people import add_person
from crm.book import Book
from crm.inputs import ContactListIn, CustomFieldIn, FollowUpIn, InteractionIn, PersonIn
from crm.models import Tag
from crm.queries.follow_ups import follow_up_ids, follow_up_rows
from crm.queries.interactions import get_interaction
from crm.queries.labels import list_tags, tags_on
from crm.queries.lists import get_list
from crm.queries.people import count_people, get_person
from tests.people import key, person


def test_tags_go_on_and_off_and_only_what_changed_is_noted(session: Session) -> None:
    people = [key(person(session, name)) for name in ("Anna", "Berit", "Cilla")]
    tag_many(session, "person", people[:2], ["Styrelse"])
    tag_many(session, "person", people, ["styrelse", "vip"], ["Okänd"])
    assert tags_on(session, "person", people) == {"Styrelse", "vip"}
    assert [(tag["name"], tag["count"]) for tag in list_tags(session)] == [
        *(("Styrelse", 3), ("vip", 3))
    ]
    assert [get_person(session, one)["version"] for one in people] == [3, 3, 2]
    tag_many(session, "person", people, [], ["VIP"])
    assert [tag.name for tag in session.exec(select(Tag))] == ["Styrelse"]


def test_people_are_put_on_a_list_once(session: Session) -> None:
    people = [key(person(session, name)) for name in ("Anna", "Berit")]
    invited = key(add_list(session, ContactListIn(name="Inbjudna")))
    list_many(session, invited, "person", people[:1])
    list_many(session, invited, "person", people)
    assert [one["name"] for one in get_list(session, invited)["members"]] == ["Anna", "Berit"]


def test_interactions_get_topics_beside_those_they_have(session: Session) -> None:
    calls = [
        key(log_interaction(session, InteractionIn(kind="call", subject=name, starts_at="2019")))
        for name in ("A", "B")
    ]
    add_topics(session, calls[:1], ["Kapital"])
    add_topics(session, calls, ["kapital", "Skola"])
    for call in calls:
        topics = get_interaction(session, call)["topics"]
        assert [topic["name"] for topic in topics] == ["Kapital", "Skola"]


def test_a_field_is_set_whoever_owns_it(session: Session) -> None:
    people = [key(person(session, name)) for name in ("Anna", "Berit")]
    add_field(session, CustomFieldIn(key="diet", applies_to=["person"]))
    set_field(session, "person", people, "language", "sv")
    set_field(session, "person", people, "custom.diet", "vegan")
    records = [get_person(session, one) for one in people]
    assert [(one["language"], one["custom"]) for one in records] == [("sv", {"diet": "vegan"})] * 2


def test_one_undo_takes_back_what_was_done_to_all(book: Book) -> None:
    for title in ("A", "B"):
        book.tell("Promise", add_follow_up, FollowUpIn(title=title, owner="Anna"))
        book.tell("Add", add_person, PersonIn(name=title))
    promises = book.ask(follow_up_ids)
    book.tell("Assign", set_field, "follow-up", promises, "owner", "Berit")
    book.tell("Done", complete_many, promises)
    assert {row["status"] for row in book.ask(follow_up_rows, promises)} == {"done"}
    book.undo()
    assert {row["status"] for row in book.ask(follow_up_rows, promises)} == {"open"}
    book.undo()
    assert {row["owner"] for row in book.ask(follow_up_rows, promises)} == {"Anna"}
    book.tell("Delete", delete_many, "person", [1, 2])
    assert book.ask(count_people) == 0
    book.undo()
    assert book.ask(count_people) == 2
