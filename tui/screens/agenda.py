"""What the day asks for: the room one comes in by."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm.book import Session
from crm.dates import first_day, format_day, relative
from crm.i18n import _, ngettext
from crm.labels import label
from crm.queries.agenda import agenda
from crm.queries.organisations import count_organisations
from crm.queries.people import count_people
from crm.queries.records import AgendaRecord, CollaborationRow, InteractionRow
from crm.vocabulary import RecordKind, reference
from tui.pages import Subject, subject_of
from tui.pages.page import promises
from tui.screens.page_room import PageRoom
from tui.widgets.record import DetailView
from tui.widgets.record_items import Entry, Section
from tui.widgets.roles import content

DAYS_AHEAD = 14


def read_agenda(session: Session) -> tuple[AgendaRecord, int]:
    """Read the agenda, and how many people and organisations are known at all."""
    known = count_people(session) + count_organisations(session)
    return agenda(session, days=DAYS_AHEAD), known


class AgendaScreen(PageRoom):
    """Promises late, due and coming, what others owe, meetings and reviews."""

    MODE = "agenda"
    NEW_KIND = RecordKind.FOLLOW_UP

    def __init__(self) -> None:
        super().__init__()
        self.view = self._make_view()

    def _make_view(self) -> DetailView:
        return DetailView(id="agenda", empty=_("Reading…"))

    def compose_room(self) -> Iterator[Widget]:
        """Put the agenda beside the record under the cursor."""
        with Horizontal(classes="sides"):
            with Vertical(classes="list-side"):
                yield Static(id="today")
                self.view = self._make_view()
                yield self.view
            yield self.make_pane(_("Move to an entry to see the record behind it."))

    @property
    def subject(self) -> Subject | None:
        """The record under the cursor."""
        item = self.view.cursor_item
        return subject_of(item.reference) if item and item.reference else None

    def explanation(self) -> list[Section]:
        """Explain the agenda."""
        text = _(
            "The agenda holds what is late, what is due today and within two weeks, what you wait "
            "for from others, meetings ahead and collaborations to review. Press d on a promise "
            "when it is kept; u takes that back."
        )
        return [Section("", (), text)]

    async def load(self) -> None:
        """Read and show the agenda."""
        record, known = await self.access.ask(read_agenda)
        self.query_one("#today", Static).update(summary(record))
        self.view.empty = nothing_to_do(known)
        self.view.show(sections_of(record), keep_cursor=True)
        if not self.view.has_focus and self.focused is None:
            self.view.focus()
        self.refresh_bindings()
        self.show_record()

    @on(DetailView.ItemHighlighted, "#agenda")
    def _entry_highlighted(self) -> None:
        self.show_record_soon()

    def action_back(self) -> None:
        """Go back to the agenda."""
        self.view.focus()


def sections_of(record: AgendaRecord) -> list[Section]:
    """Return the agenda as sections, each with how many it has."""
    sections = [
        promises(record["overdue"], _counted(_("Late"), record["overdue"])),
        promises(record["due_today"], _counted(_("Today"), record["due_today"])),
        Section(_("Meetings ahead"), [_meeting(row) for row in record["meetings"]]),
        promises(record["coming"], _counted(_("Within two weeks"), record["coming"])),
        promises(record["waiting"], _counted(_("Waiting for others"), record["waiting"])),
        promises(record["later"], _counted(_("Later"), record["later"])),
        promises(record["undated"], _counted(_("Without a date"), record["undated"])),
        Section(_("Collaborations to review"), [_review(row) for row in record["reviews"]]),
    ]
    return [section for section in sections if section.items]


def nothing_to_do(known: int) -> str:
    """Say what one can do where the agenda is empty."""
    if known:
        return _(
            "Nothing is due within two weeks. Press l to log what took place, f to write down a "
            "promise, or / to look somebody up."
        )
    return _(
        "The book is empty. Press 3 and then n to add an organisation, 2 and then n to add a "
        "person, or i to import a list saved from Excel or Outlook."
    )


def summary(record: AgendaRecord) -> Content:
    """Say which day it is and what weighs on it."""
    day = format_day(first_day(record["today"]))
    parts = [content(day[:1].upper() + day[1:], "strong")]
    late, due = len(record["overdue"]), len(record["due_today"])
    if late:
        text = ngettext("{count} late", "{count} late", late).format(count=late)
        parts.append(content(text, "error"))
    if due:
        text = ngettext("{count} due today", "{count} due today", due).format(count=due)
        parts.append(content(text, "warning"))
    return Content("  ").join(parts)


def _counted(title: str, rows: Sequence[object]) -> str:
    return f"{title} ({len(rows)})"


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
