"""What the day asks for, read without the tables, so that it is there at once."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from crm.dates import first_day, format_day, last_day, relative
from crm.i18n import _, ngettext
from crm.labels import label
from crm.queries.lines.agenda import agenda
from crm.queries.lines.emptiness import is_empty
from crm.queries.records import (
    AgendaRecord,
    CollaborationRow,
    FollowUpRecord,
    InteractionRow,
)
from crm.vocabulary import RecordKind, reference
from tui.pages.page import promises
from tui.widgets.record_items import Entry, Section
from tui.widgets.roles import content

if TYPE_CHECKING:
    from crm.driver import Connection

DAYS_AHEAD = 14
MOST_PROMISES = 200
"""How many promises of each part are read; nobody scrolls through more."""


def read_agenda(connection: "Connection") -> tuple[Content, list[Section], bool]:
    """Read what weighs on the day, the agenda as sections, and whether the book is empty."""
    record = agenda(connection, days=DAYS_AHEAD, most=MOST_PROMISES)
    sections = sections_of(record)
    empty = not sections and is_empty(connection)
    return summary(record), sections or [Section("", (), nothing_to_do(empty))], empty


def sections_of(record: AgendaRecord) -> list[Section]:
    """Return the agenda as sections, each with how many it has."""
    sunday = _sunday(first_day(record["today"]))
    this_week = [row for row in record["coming"] if _due_by(row, sunday)]
    afterwards = [row for row in record["coming"] if not _due_by(row, sunday)]
    sections = [
        promises(record["overdue"], _counted(_("Late"), record["overdue"])),
        promises(record["due_today"], _counted(_("Today"), record["due_today"])),
        promises(this_week, _counted(_("This week"), this_week)),
        Section(_("Meetings ahead"), [_meeting(row) for row in record["meetings"]]),
        promises(afterwards, _counted(_("Within two weeks"), afterwards)),
        promises(record["waiting"], _counted(_("Waiting for others"), record["waiting"])),
        promises(record["later"], _counted(_("Later"), record["later"])),
        promises(record["undated"], _counted(_("Without a date"), record["undated"])),
        Section(_("Collaborations to review"), [_review(row) for row in record["reviews"]]),
    ]
    return [section for section in sections if section.items]


def nothing_to_do(empty: bool) -> str:
    """Say what one can do where the agenda is empty."""
    if empty:
        return _(
            "The book is empty. Press 3 and then n to add an organisation, 2 and then n to add a "
            "person, or i to import a list saved from Excel or Outlook."
        )
    return _(
        "Nothing is due within two weeks. Press l to log what took place, f to write down a "
        "promise, or / to look somebody up."
    )


def summary(record: AgendaRecord) -> Content:
    """Say which day it is and what weighs on it."""
    day = format_day(first_day(record["today"]))
    parts = [content(day[:1].upper() + day[1:], "strong")]
    late, due = len(record["overdue"]), len(record["due_today"])
    if late:
        text = ngettext("{count} late", "{count} late", late)
        parts.append(content(text.format(count=_how_many(record["overdue"])), "error"))
    if due:
        text = ngettext("{count} due today", "{count} due today", due).format(count=due)
        parts.append(content(text, "warning"))
    return Content("  ").join(parts)


def _sunday(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 6 - day.weekday(), date.max.toordinal()))


def _due_by(row: FollowUpRecord, day: date) -> bool:
    return row["due_date"] is not None and last_day(row["due_date"]) <= day


def _counted(title: str, rows: Sequence[object]) -> str:
    return f"{title} ({_how_many(rows)})"


def _how_many(rows: Sequence[object]) -> str:
    return f"{len(rows)}+" if len(rows) >= MOST_PROMISES else str(len(rows))


def _meeting(row: InteractionRow) -> Entry:
    parts = (label(row["kind"]), row["place"], row["participants"], relative(row["starts_at"]))
    return Entry(
        row["starts_at"][:10],
        row["kind"],
        row["subject"],
        reference(RecordKind.INTERACTION, row["id"]),
        who=[part for part in parts if part],
    )


def _review(row: CollaborationRow) -> Entry:
    return Entry(
        row["review_on"] or "",
        "collaboration",
        row["title"],
        reference(RecordKind.COLLABORATION, row["id"]),
        who=[row["organisations"]] if row["organisations"] else [],
        role="warning",
    )
