"""The pages of the records, read in one go by a thread and drawn by any screen."""

from collections.abc import Callable

from crm.book import Session
from crm.errors import NotFound
from crm.i18n import _
from crm.queries.organisations import get_membership
from crm.vocabulary import REFERENCE_LETTERS, RecordKind
from tui.pages.interactions import interaction_page
from tui.pages.organisations import organisation_page, post_page
from tui.pages.page import Page, Prefill
from tui.pages.people import person_page
from tui.pages.reading import Reading, Rest, read_rest
from tui.pages.work import (
    collaboration_page,
    follow_up_page,
    list_page,
    topic_page,
)

__all__ = [
    "Page",
    "Prefill",
    "Reading",
    "Rest",
    "Subject",
    "read_page",
    "read_rest",
    "subject_of",
]

Subject = tuple[RecordKind, int]
"""A record that a screen speaks of: its kind and id."""

_KINDS = {letter: kind for kind, letter in REFERENCE_LETTERS.items()}


def _membership_page(session: Session, identity: int, reading: Reading) -> Page:
    """Show the person of a membership, for a membership has no page of its own."""
    return person_page(session, get_membership(session, identity)["person"]["id"], reading)


_READERS: dict[RecordKind, Callable[[Session, int, Reading], Page]] = {
    RecordKind.PERSON: person_page,
    RecordKind.ORGANISATION: organisation_page,
    RecordKind.INTERACTION: interaction_page,
    RecordKind.FOLLOW_UP: follow_up_page,
    RecordKind.COLLABORATION: collaboration_page,
    RecordKind.TOPIC: topic_page,
    RecordKind.LIST: list_page,
    RecordKind.POST: post_page,
    RecordKind.MEMBERSHIP: _membership_page,
}


def read_page(session: Session, subject: Subject, reading: Reading | None = None) -> Page:
    """Read the page of any record, as far as its first screenfuls; errors: `NotFound`."""
    kind, identity = subject
    return _READERS[kind](session, identity, reading or Reading())


def subject_of(reference: str) -> Subject:
    """Return the record that a short reference such as `p12` means; errors: `NotFound`."""
    kind, number = _KINDS.get(reference[:1]), reference[1:]
    if kind is None or not number.isdecimal():
        raise NotFound(_("There is no record {reference}.").format(reference=reference))
    return kind, int(number)
