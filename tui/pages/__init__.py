"""The pages of the records, read in one go by a thread and drawn by any screen."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from crm.errors import NotFound
from crm.i18n import _
from crm.vocabulary import REFERENCE_LETTERS, RecordKind

if TYPE_CHECKING:
    from crm.book import Session
    from tui.pages.page import Page, Prefill
    from tui.pages.reading import Reading, Rest, read_rest

    ReadPage = Callable[[Session, int, Reading], Page]

__all__ = [
    "FIRST_ENTRIES",
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

FIRST_ENTRIES = 40
"""How many entries of a timeline a page begins with: more than the tallest screen shows."""

_KINDS = {letter: kind for kind, letter in REFERENCE_LETTERS.items()}


def _readers() -> "dict[RecordKind, ReadPage]":
    # A first room that shows no page does not wait for them.
    from tui.pages import interactions, organisations, people, work

    return {
        RecordKind.PERSON: people.person_page,
        RecordKind.ORGANISATION: organisations.organisation_page,
        RecordKind.INTERACTION: interactions.interaction_page,
        RecordKind.FOLLOW_UP: work.follow_up_page,
        RecordKind.COLLABORATION: work.collaboration_page,
        RecordKind.TOPIC: work.topic_page,
        RecordKind.LIST: work.list_page,
        RecordKind.POST: organisations.post_page,
        RecordKind.MEMBERSHIP: people.membership_page,
    }


def read_page(session: "Session", subject: Subject, reading: "Reading | None" = None) -> "Page":
    """Read the page of any record, as far as its first screenfuls; errors: `NotFound`."""
    from tui.pages.reading import Reading

    kind, identity = subject
    return _readers()[kind](session, identity, reading or Reading())


def subject_of(reference: str) -> Subject:
    """Return the record that a short reference such as `p12` means; errors: `NotFound`."""
    kind, number = _KINDS.get(reference[:1]), reference[1:]
    if kind is None or not number.isdecimal():
        raise NotFound(_("There is no record {reference}.").format(reference=reference))
    return kind, int(number)


_PLACES = {"Page": "page", "Prefill": "page"} | dict.fromkeys(
    ("Reading", "Rest", "read_rest"), "reading"
)


def __getattr__(name: str) -> Any:
    # A room that shows no page does not wait for what one is made of.
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
