"""What the day asks for, and what lies around it: the room one comes in by."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from crm.i18n import N_, _
from crm.vocabulary import RecordKind
from tui.access import set_apart
from tui.pages import Subject, subject_of
from tui.screens.preparing import PreparingRoom
from tui.widgets.ground import Sides, Stack
from tui.widgets.month_chart import MonthChart
from tui.widgets.record import DetailView
from tui.widgets.record_items import Entry, Section

if TYPE_CHECKING:
    pass

SHOWN = 6
"""How many lines a section has until one asks for the rest."""
MORE = "+"
"""What a line begins with, in place of a reference, that stands for the rest of its section."""
PARTS = ("silent", "logged")
"""What stands beside the agenda, each part an answer of its own."""


class AgendaScreen(PreparingRoom):
    """Promises late, due and coming, meetings ahead; whom to speak to, and what was logged."""

    MODE = "agenda"
    NEW_KIND = RecordKind.FOLLOW_UP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other_side", N_("Agenda or contacts"), id="agenda.other_side", show=False),
    ]
    DEFAULT_CSS = """
    AgendaScreen #months { padding: 0 1 1 1; }
    AgendaScreen .contacts-side { display: none; }
    AgendaScreen.-wide .contacts-side {
        display: block;
        width: 4fr;
        height: 1fr;
        border-left: vkey $border-blurred;
    }
    AgendaScreen.-wide .list-side > MonthChart { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._agenda: list[Section] = []
        self._around: dict[str, list[Section]] = {}
        self._whole: set[str] = set()
        self.view = DetailView(id="agenda")
        self.contacts = DetailView(id="contacts")

    def compose_room(self) -> Iterator[Widget]:
        """Put whom to speak to beside the agenda where there is room, else beneath it."""
        self.view = DetailView(id="agenda", empty=_("Reading…"), follows_clicks=True)
        self.contacts = DetailView(id="contacts", empty=_("Reading…"), follows_clicks=True)
        with Sides(classes="sides"):
            with Stack(classes="list-side"):
                yield Static(id="today")
                yield MonthChart(id="months-line")
                yield self.view
            with Stack(classes="contacts-side"):
                yield MonthChart(id="months")
                yield self.contacts

    @property
    def subject(self) -> Subject | None:
        """The record under the cursor."""
        view = self.contacts if self.contacts.has_focus else self.view
        item = view.cursor_item
        known = item is not None and item.reference and not item.reference.startswith(MORE)
        return subject_of(item.reference) if item and known else None

    def explanation(self) -> list[Section]:
        """Explain the agenda."""
        text = _(
            "The agenda holds what is late, what is due today, this week and within two weeks, "
            "what you wait for from others, meetings ahead and collaborations to review. Press d "
            "on a promise when it is kept; u takes that back. Press b on a meeting, a person or an "
            "organisation to prepare."
        )
        silent = _(
            "Beside or beneath it stands whom you have ties with, by a list, a collaboration or an "
            "earlier meeting, and have not spoken to for long; what was logged last; and how much "
            "took place in each month."
        )
        return [Section("", (), text), Section("", (), silent)]

    # Reading: the agenda first, then each part as it comes.

    async def load(self) -> None:
        """Read and show the agenda, and have the rest read."""
        # The first frame waits for nothing that is read or imported.
        await self.paint_when_still()
        await self._get_ready()
        from tui.pages.agenda import read_agenda

        summary, self._agenda, is_empty = await self.access.look(read_agenda)
        self.query_one("#today", Static).update(summary, layout=False)
        self.show_parts()
        if self.focused is None:
            self.view.focus()
        self.attempt(self._load_around, group="load around")
        if is_empty and self.crm_app.welcoming:
            self.crm_app.welcoming = False
            self.attempt(self._welcome)

    async def _load_around(self) -> None:
        """Import the tables and what reads them, which the agenda does not wait for, and read."""
        await self._painted()
        await self.access.imported("tui.pages.around")
        set_apart()
        from tui.pages.around import read_logged, read_months, read_silent

        for name, read in zip(PARTS, (read_silent, read_logged), strict=True):
            self._around[name] = await self.access.ask(read)
            self.show_parts()
        months = await self.access.ask(read_months)
        self.query_one("#months-line", MonthChart).show(months, tall=False)
        self.query_one("#months", MonthChart).show(months, tall=True)

    async def _get_ready(self) -> None:
        """Import what reads the agenda, which the first frame does not wait for; keys do."""
        let_keys_through = self.crm_app.hold_keys()
        try:
            await self.access.imported("tui.pages.agenda")
        finally:
            let_keys_through()

    async def _painted(self) -> None:
        """Wait until what was put on is painted: what is imported next slows the painting down."""
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()

    async def _welcome(self) -> None:
        """Offer what one can begin with, once."""
        from tui.dialogs import WelcomeDialog
        from tui.dialogs.welcome import Beginning, ways_to_begin

        ways = ways_to_begin(in_browser=self.app.is_web)
        beginning = await self.show_dialog(WelcomeDialog(self.access.book.path, ways))
        if beginning is Beginning.DEMO:
            self.app.exit(beginning)
        elif beginning is Beginning.IMPORT:
            self.action_import_file()

    def show_parts(self) -> None:
        """Show what has come so far, in one column or in two."""
        around = [section for name in PARTS for section in self._around.get(name, ())]
        beside = self.has_class("-wide")
        self._show(self.view, self._agenda if beside else [*self._agenda, *around])
        self._show(self.contacts, around if beside else ())
        self.refresh_bindings()

    def _show(self, view: DetailView, sections: Sequence[Section]) -> None:
        view.show([self._shortened(section) for section in sections], keep_cursor=True)

    def _shortened(self, section: Section) -> Section:
        rest = len(section.items) - SHOWN
        if rest <= 1 or section.title in self._whole:
            return section
        more = Entry("", "", _("{count} more").format(count=rest), MORE + section.title)
        return replace(section, items=[*section.items[:SHOWN], more])

    def on_resize(self) -> None:
        """Use the width there is."""
        self.call_after_refresh(self.show_parts)

    # Keys.

    @on(DetailView.ItemHighlighted)
    def _entry_highlighted(self) -> None:
        self.refresh_bindings()

    @on(DetailView.ReferenceSelected)
    def _entry_selected(self, event: DetailView.ReferenceSelected) -> None:
        if event.reference.startswith(MORE):
            self._whole.add(event.reference.removeprefix(MORE))
            self.show_parts()
        else:
            self.open_record(subject_of(event.reference))

    def action_other_side(self) -> None:
        """Go between the agenda and what stands beside it."""
        there = self.contacts if self.view.has_focus and self.has_class("-wide") else self.view
        there.focus()

    def action_back(self) -> None:
        """Go back to the agenda."""
        self.view.focus()
