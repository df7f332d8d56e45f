"""A calendar of what is planned and due, with the addresses of those who take part."""

import io
from pathlib import Path
from typing import Any

import icalendar
import pytest

from crm.actions.exporting import export
from crm.actions.follow_ups import add_follow_up
from crm.actions.importing import import_file
from crm.actions.interactions import log_interaction
from crm.book import Book
from crm.inputs import FollowUpIn, InteractionIn, MembershipIn, ParticipantIn
from tests.people import contact, organisation, person


@pytest.fixture
def planned(book: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    """A book with a meeting ahead, one behind, and a promise."""
    monkeypatch.setenv("CRM_TODAY", "2019-05-02")
    with book.write("plans") as session:
        organisation(session, "Företagarna")
        person(
            session,
            "Günther Mårder",
            contact_details=[
                contact("email", "old@foretagarna.example", valid_until="2015"),
                contact("email", "gunther@foretagarna.example"),
            ],
            memberships=[MembershipIn(organisation="Företagarna", role="VD")],
        )
        person(session, "Leif Lundgren")
        those = [ParticipantIn(person="Günther Mårder"), ParticipantIn(person="Leif Lundgren")]
        for day in ("2019-05-20T13:00", "2019-04-11"):
            log_interaction(
                session,
                InteractionIn(kind="meeting", subject=day, starts_at=day, participants=those),
            )
        add_follow_up(session, FollowUpIn(title="Skicka", due_date="2019-06"))
    return book


def written(book: Book) -> bytes:
    stream = io.BytesIO()
    assert export(book, stream, format="ics") == 2
    return stream.getvalue()


def entries(book: Book) -> list[Any]:
    """Return what the library icalendar reads of the calendar of a book."""
    return list(icalendar.Calendar.from_ical(written(book)).subcomponents)


def test_what_is_planned_and_what_is_due(planned: Book) -> None:
    assert [(entry.name, str(entry["summary"])) for entry in entries(planned)] == [
        ("VEVENT", "2019-05-20T13:00"),
        ("VTODO", "Skicka"),
        ("VEVENT", "Due: Skicka"),
    ]


def test_those_who_take_part_are_reached_at_the_address_of_today(planned: Book) -> None:
    meeting, *_rest = entries(planned)
    assert [str(one) for one in meeting["attendee"]] == [
        "mailto:gunther@foretagarna.example",
        "invalid:nomail",
    ]


def test_a_calendar_of_ours_changes_nothing_in_the_book_it_came_from(
    planned: Book, tmp_path: Path
) -> None:
    path = tmp_path / "plans.ics"
    path.write_bytes(written(planned))
    report = import_file(planned, path)
    assert (report["new"], report["updated"], report["unchanged"]) == (0, 0, 2)
