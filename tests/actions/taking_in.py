"""Short ways to take in meetings, letters and lists without a file for each."""

from pathlib import Path
from typing import Any

from crm.actions.importing.intake import Intake
from crm.actions.importing.report import Tally
from crm.actions.importing.savers import save_records
from crm.book import Book
from crm.formats import Description
from crm.formats.records import InteractionRecord, ParticipantRecord, Record
from crm.queries.interactions import get_interaction
from crm.queries.records import InteractionRecord as Shown


def take(book: Book, *records: Record, name: str = "a.ics", add_people: bool = False) -> Tally:
    """Take records in as one batch, as if they stood in a file of this name."""
    described = Description(Path(name), "ics", sha256=name, size=1, encoding="utf-8")
    with book.write("import") as session:
        intake = Intake(session, described, add_people=add_people)
        save_records(intake, records)
        return intake.tally


def meeting(uid: str = "m1", revision: str = "000000", **values: Any) -> InteractionRecord:
    """Return a meeting as a calendar tells of it."""
    told = {"subject": "Möte", "starts_at": "2019-04-11T09:00", **values}
    return InteractionRecord(line=4, uid=uid, revision=revision, **told)


def letter(uid: str = "<1@x>", **values: Any) -> InteractionRecord:
    """Return a letter as a mailbox tells of it."""
    told = {"subject": "Fråga", "starts_at": "2019-04-26T08:00", "status": "held", **values}
    return InteractionRecord(line=1, uid=uid, type="email", **told)


def who(name: str, email: str = "", **values: Any) -> ParticipantRecord:
    """Return a participant."""
    return ParticipantRecord(name=name, email=email, **values)


def counted(tally: Tally) -> tuple[int, int, int, int]:
    """Return how many were new, updated, unchanged and rejected."""
    return (tally.new, tally.updated, tally.unchanged, tally.rejected)


def shown(book: Book, interaction: int = 1) -> Shown:
    """Return an interaction whole."""
    return book.ask(get_interaction, interaction)


def proposed(tally: Tally) -> list[tuple[str | None, str, str]]:
    """Return whom each proposal is about, the field and the value."""
    return [(one["reference"], one["field"], one["value"]) for one in tally.proposals]
