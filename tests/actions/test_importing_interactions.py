"""Meetings and letters of files become interactions, with the people whom the book knows."""

import pytest

from crm.actions.contacts import add_contact_detail
from crm.actions.interactions import edit_interaction
from crm.actions.memberships import end_membership
from crm.actions.topics import add_topic
from crm.book import Book
from crm.formats.records import ProposalRecord
from crm.inputs import InteractionEdit, TopicIn
from crm.queries.labels import list_documents
from crm.queries.people import get_person, person_ids
from crm.queries.sources import list_sources
from crm.vocabulary import RecordKind
from tests.actions.taking_in import (
    counted,
    letter,
    meeting,
    proposed,
    shown,
    take,
    who,
)
from tests.people import contact, organisation, person

GORAN = "goran@almi.example"
NINA = "nina@almi.example"


@pytest.fixture
def book(book: Book) -> Book:
    """A book with Göran, who leads ALMI."""
    with book.write("people") as session:
        almi = organisation(session, "ALMI", website="https://www.almi.example")
        place = {"organisation": almi.id, "role": "VD", "start_date": "2015", "primary": True}
        person(session, "Göran Lundwall", emails=[GORAN], memberships=[place])
    return book


def test_whoever_is_known_by_address_takes_part_in_the_role_of_that_day(book: Book) -> None:
    record = meeting(participants=[who("G. Lundwall", GORAN.upper(), attendance="accepted")])
    assert counted(take(book, record)) == (1, 0, 0, 0)
    book.tell("end", end_membership, 1, "2019-04-30")
    (participant,) = shown(book)["participants"]
    assert participant == {
        "person": {"id": 1, "name": "Göran Lundwall"},
        "organisation": {"id": 1, "name": "ALMI"},
        "role": "VD",
        "attendance": "accepted",
        "function": None,
    }


def test_whoever_is_unknown_is_proposed_and_kept_in_the_details(book: Book) -> None:
    tally = take(book, meeting(details="Agenda.", participants=[who("Nina Nytt", NINA)]))
    assert proposed(tally) == [
        (None, "person", f"Nina Nytt <{NINA}>"),
        (None, "organisation", "ALMI"),
    ]
    found = shown(book)
    assert found["participants"] == []
    assert found["details"] == f"Agenda.\n\nAlso named: Nina Nytt <{NINA}>"


def test_whoever_is_unknown_is_added_only_when_asked(book: Book) -> None:
    daemon = who("Mail Delivery Subsystem", "MAILER-DAEMON@x.example")
    record = meeting(participants=[who("Nina Nytt", NINA), who("", "info@x.example"), daemon])
    take(book, record)
    tally = take(book, record, add_people=True)
    assert counted(tally) == (0, 1, 0, 0)
    assert ("p2", "person", f"Nina Nytt <{NINA}>") in proposed(tally)
    found = shown(book)
    assert [one["person"] and one["person"]["name"] for one in found["participants"]] == [
        "Nina Nytt"
    ]
    others = "info@x.example, Mail Delivery Subsystem <MAILER-DAEMON@x.example>"
    assert found["details"] == f"Also named: {others}"
    assert counted(take(book, record, add_people=True)) == (0, 0, 1, 0)
    assert book.ask(get_person, 2)["contact_details"][0]["value"] == NINA


def test_a_known_name_at_an_unknown_address_is_proposed_and_not_guessed(book: Book) -> None:
    private = "goran@gmail.com"
    tally = take(book, letter(participants=[who("Göran Lundwall", private)]))
    assert proposed(tally) == [
        ("p1", "email", private),
        (None, "person", f"Göran Lundwall <{private}>"),
    ]
    assert shown(book)["participants"] == []


def test_an_address_of_an_organisation_lets_it_take_part_as_a_whole(book: Book) -> None:
    with book.write("add") as session:
        organisation(session, "Företagarna", emails=["info@foretagarna.example"])
    take(book, letter(participants=[who("Info", "info@foretagarna.example")]))
    (participant,) = shown(book)["participants"]
    assert (participant["person"], participant["organisation"]) == (
        None,
        {"id": 2, "name": "Företagarna"},
    )


def test_the_day_says_whether_a_meeting_is_planned_or_held(book: Book) -> None:
    take(book, meeting("a"), meeting("b", starts_at="2019-06-11"), meeting("c", status="cancelled"))
    assert [shown(book, n)["status"] for n in (1, 2, 3)] == ["held", "planned", "cancelled"]


def test_a_later_version_changes_what_an_earlier_one_gave(book: Book) -> None:
    first = meeting(ends_at="2019-04-11T10:00", participants=[who("", GORAN, attendance="invited")])
    take(book, first)
    later = meeting(
        revision="000001",
        starts_at="2019-04-12T09:00",
        participants=[who("", GORAN, attendance="declined")],
    )
    tally = take(book, later, name="b.ics")
    assert counted(tally) == (0, 1, 0, 0)
    assert [(one["field"], one["new"]) for one in tally.entries[0]["changes"]] == [
        ("participants.attendance", "declined"),
        ("starts_at", "2019-04-12T09:00"),
        ("ends_at", None),
    ]
    found = shown(book)
    assert (found["starts_at"], found["ends_at"], found["version"]) == ("2019-04-12T09:00", None, 2)
    assert found["participants"][0]["attendance"] == "declined"
    sources = book.ask(list_sources, RecordKind.INTERACTION, 1)
    assert [(one["file"], one["revision"]) for one in sources] == [
        ("b.ics", "000001"),
        ("a.ics", "000000"),
    ]


def test_an_older_version_changes_nothing(book: Book) -> None:
    take(book, meeting(revision="000002"))
    assert counted(take(book, meeting(revision="000001", subject="Old"))) == (0, 0, 1, 0)
    assert shown(book)["subject"] == "Möte"


def test_what_a_person_wrote_stands_and_is_reported(book: Book) -> None:
    take(book, meeting(place="Sandviken"))
    book.tell("edit", edit_interaction, 1, InteractionEdit(place="Folkets hus"))
    tally = take(book, meeting(revision="000001", place="Gävle", subject="Nytt"), name="b.ics")
    assert [one.message for one in tally.problems] == [
        "Somebody wrote otherwise in the book, which was kept: Place."
    ]
    found = shown(book)
    assert (found["place"], found["subject"]) == ("Folkets hus", "Nytt")


def test_a_meeting_that_is_called_off_is_cancelled(book: Book) -> None:
    take(book, meeting(starts_at="2019-06-11"))
    gone = meeting(revision="000001", status="cancelled", starts_at="", subject="")
    assert counted(take(book, gone, name="b.ics")) == (0, 1, 0, 0)
    assert (shown(book)["status"], shown(book)["subject"]) == ("cancelled", "Möte")


def test_a_series_that_is_called_off_cancels_what_lies_ahead(book: Book) -> None:
    days = ("2019-04-11", "2019-06-11", "2019-06-18")
    take(book, *(meeting(f"s/{day}", starts_at=day, thread="s") for day in days))
    gone = meeting("s", "000001", status="cancelled", starts_at="", thread="s")
    assert counted(take(book, gone, name="b.ics")) == (0, 1, 0, 0)
    states = [shown(book, number)["status"] for number in (1, 2, 3)]
    assert states == ["held", "cancelled", "cancelled"]


def test_what_does_not_say_when_is_rejected(book: Book) -> None:
    unsent = letter(starts_at="", participants=[who("Nina Ek", "nina@almi.example")])
    gone = meeting("x", status="cancelled", starts_at="")
    odd = meeting("y", starts_at="someday")
    tally = take(book, unsent, gone, odd, add_people=True)
    assert counted(tally) == (0, 0, 0, 3)
    assert [len(one["problems"]) for one in tally.entries] == [1, 1, 1]
    # Nobody is added who takes part in nothing.
    assert tally.proposals == []
    assert len(book.ask(person_ids)) == 1


def test_what_says_no_subject_is_called_so_in_plan_and_book(book: Book) -> None:
    tally = take(book, letter(subject=""))
    assert tally.entries[0]["name"] == shown(book)["subject"] == "(no subject)"
    assert counted(take(book, letter(subject=""))) == (0, 0, 1, 0)


def test_a_draft_without_a_date_is_planned_today(book: Book) -> None:
    take(book, letter(starts_at="", status="planned"))
    assert (shown(book)["starts_at"], shown(book)["status"]) == ("2019-05-02", "planned")


def test_known_categories_are_topics_and_others_tags(book: Book) -> None:
    book.tell("add", add_topic, TopicIn(name="Kapital"))
    take(book, meeting(topics=["kapital", "Blå kategori"]))
    found = shown(book)
    assert [one["name"] for one in found["topics"]] == ["Kapital"]
    assert found["tags"] == ["Blå kategori"]


def test_links_are_documents_and_other_attachments_are_named(book: Book) -> None:
    link = "https://example.com/dagordning.pdf"
    take(book, letter(details="Hej", attachments=[link, "budget.xlsx"]))
    (document,) = book.ask(list_documents, RecordKind.INTERACTION, 1)
    assert (document["title"], document["location"]) == ("dagordning.pdf", link)
    assert shown(book)["details"] == "Hej\n\nAttachments: budget.xlsx"


def test_a_signature_is_proposed_without_what_the_book_says(book: Book) -> None:
    said = [
        ProposalRecord(GORAN, "Göran Lundwall", "phone:mobile", "070-174 06 05"),
        ProposalRecord(GORAN, "Göran Lundwall", "phone", "08-543 210 00"),
        ProposalRecord(GORAN, "Göran Lundwall", "role", "VD"),
        ProposalRecord(GORAN, "Göran Lundwall", "organisation", "Almi"),
    ]
    record = letter(participants=[who("Göran Lundwall", GORAN)], proposals=said)
    with book.write("add") as session:
        add_contact_detail(session, RecordKind.PERSON, 1, contact("phone", "+46854321000"))
    assert proposed(take(book, record)) == [("p1", "phone:mobile", "070-174 06 05")]
    assert len(book.ask(get_person, 1)["contact_details"]) == 2


def test_a_long_subject_is_kept_whole_in_the_details(book: Book) -> None:
    subject = "Kapital " * 60
    take(book, letter(subject=subject))
    assert len(shown(book)["subject"]) <= 300
    assert subject.strip() in str(shown(book)["details"])


def test_one_undo_takes_all_back(book: Book) -> None:
    record = meeting(
        participants=[who("Nina Nytt", NINA)], topics=["X"], attachments=["https://a.b"]
    )
    take(book, record, add_people=True)
    book.undo()
    assert book.find("Nina") == book.find("Möte") == []
