"""The page of one record, on a screen of its own."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm.errors import NotFound
from crm.i18n import N_, _
from crm.vocabulary import RecordKind
from tui.pages import FIRST_ENTRIES, Page, Prefill, Reading, Subject, read_page
from tui.screens.page_room import PageRoom
from tui.trail import START, Spot, Stop
from tui.widgets.ground import Sides
from tui.widgets.record import DetailView, TimelineView
from tui.widgets.record_header import RecordHeader
from tui.widgets.record_items import Entry, Item, Line, Section


class RecordScreen(PageRoom):
    """Everything about one record at a time; enter goes on to what it is linked with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other_side", N_("Record or timeline"), id="page.other_side", show=False),
        Binding(
            "r",
            "roll_up",
            N_("With its parts"),
            id="page.roll_up",
            tooltip=N_("Take in what happened with the organisations under this one"),
        ),
    ]

    def __init__(self, subject: Subject, spot: Spot = START) -> None:
        super().__init__()
        self._subject = subject
        self._spot = spot
        self._left = False
        self._page: Page | None = None
        self._order: list[Item] = []
        self.NEW_KIND = subject[0]

    @property
    def subject(self) -> Subject:
        """The record of the page."""
        return self._subject

    @property
    def whereabouts(self) -> Stop:
        """The page, with where the cursor stands on it."""
        title = self._page.title if self._page else ""
        return Stop(self.app.current_mode, self._subject, title, self._spot)

    @property
    def story(self) -> TimelineView:
        """What stands beside what is known, where there is room."""
        return self.query_one(TimelineView)

    @property
    def item(self) -> Line | Entry | None:
        """What the cursor stands on, in the record or in its timeline."""
        if self.is_mounted and self.story.has_focus:
            return self.story.cursor_item
        return super().item

    def compose_room(self) -> Iterator[Widget]:
        """Show the page; on a wide terminal what happened stands beside what is known."""
        header = RecordHeader()
        yield header
        with Sides(classes="page-sides"):
            yield self.make_pane(header=header)
            yield TimelineView(id="timeline", follows_clicks=True)

    def explanation(self) -> list[Section]:
        """Explain pages."""
        text = _(
            "Everything known of one record. Enter goes to the link that is underlined, left and "
            "right choose another on the line. escape or alt+left comes back, alt+right goes "
            "forward again, ctrl+down goes to the next section. y copies the line, o opens an "
            "address. E edits the line under the cursor, R removes it, O ends a role, P passes a "
            "post on; e edits the record itself, and d on a promise says that it is kept."
        )
        return [Section("", (), text)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the parts only where there are any."""
        if action == "roll_up":
            return self._page is not None and self._page.parts is not None
        return super().check_action(action, parameters)

    # Showing a record.

    async def load(self) -> None:
        """Read the record; leave if it is no more."""
        await self._read(self._subject, self._spot, turning=False)

    def open_record(self, subject: Subject) -> None:
        """Turn to another record."""
        self.attempt(partial(self.turn_to, subject))

    async def turn_to(self, subject: Subject, spot: Spot = START) -> None:
        """Show another record on this screen, the cursor where it was on it."""
        await self._read(subject, spot, turning=True)

    async def _read(self, subject: Subject, spot: Spot, *, turning: bool) -> None:
        reading = Reading(spot.entries, spot.with_parts)
        try:
            page = await self.access.ask(read_page, subject, reading)
        except NotFound as error:
            self.crm_app.trail.forget(subject)
            self._say_gone(error, stay=turning and self._page is not None)
            return
        if not turning and subject != self._subject:
            return  # One has turned to another meanwhile.
        arriving = turning or self._page is None
        self._subject, self._page = subject, page
        self._spot = spot if arriving else self._spot
        self.NEW_KIND = subject[0]
        self.crm_app.trail.arrived(self.whereabouts)
        self.show_page(arriving=arriving)
        self.refresh_bindings()

    def _say_gone(self, error: NotFound, *, stay: bool) -> None:
        if not self._left:
            self.say(error.message, "error")
            if not stay:
                self.leave()

    def show_page(self, *, arriving: bool = False) -> None:
        """Show what was read, in one column or in two, with the cursor where it stood."""
        page = self._page
        if page is None:
            return
        apart = self._has_room_for_two(page)
        moved = arriving or apart != self.story.display
        self._order = items_of(page.sections)
        self.story.display = apart
        self.pane.header.show_way([stop.title for stop in self.crm_app.trail.crumbs[:-1]])
        self.pane.show(page, page.known if apart else page.sections)
        self.story.show(page.story if apart else (), keep_cursor=not moved)
        if moved:
            self._go_to(self._spot.index)

    def _go_to(self, index: int) -> None:
        """Put the cursor on an item, counted as if all stood under each other."""
        item = self._order[index] if index < len(self._order) else None
        view = self.story if self.story.place_of(item) is not None else self.pane.view
        view.place_cursor(view.place_of(item) or 0)
        if self.focused in (None, self.pane.view, self.story):
            view.focus()

    def continued(self, page: Page) -> None:
        """Show a page of which more was read."""
        self._page = page
        self.show_page()

    @on(DetailView.ItemHighlighted)
    def _note_spot(self) -> None:
        """Remember where the cursor stands, for when one comes back."""
        page, item = self._page, self.item
        if page is not None and item is not None:
            index = next((place for place, one in enumerate(self._order) if one is item), 0)
            entries = max(FIRST_ENTRIES, len(page.timeline))
            self._spot = Spot(index, entries, bool(page.parts))
            self.crm_app.trail.note(self.whereabouts)

    def on_resize(self) -> None:
        """Use the width there is, once it is known whether that is wide."""
        self.call_after_refresh(self._adapt)

    def _adapt(self) -> None:
        page = self._page
        if page is not None and self.story.display != self._has_room_for_two(page):
            self.show_page()

    def _has_room_for_two(self, page: Page) -> bool:
        return self.has_class("-wide") and bool(page.story)

    # Moving about.

    def action_other_side(self) -> None:
        """Go between what is known and what happened."""
        if self.story.display and not self.story.has_focus:
            self.story.focus()
        else:
            self.pane.view.focus()

    @on(RecordHeader.CrumbSelected)
    def _crumb_selected(self, event: RecordHeader.CrumbSelected) -> None:
        self.action_travel(event.by)

    def action_roll_up(self) -> None:
        """Take the parts of the organisation in, or leave them out again."""
        spot = Spot(with_parts=not self._spot.with_parts)
        self.attempt(partial(self.turn_to, self._subject, spot))

    def action_back(self) -> None:
        """Go back a page, or to what lies beneath the first."""
        before = self.crm_app.trail.peek(-1)
        if before is not None and before.mode == self.app.current_mode:
            self.action_travel(-1)
        else:
            self.leave()

    async def prefill(self) -> Prefill:
        """Return what a new interaction or promise starts with."""
        return self.pane.page.prefill if self.pane.page else Prefill()

    def leave(self) -> None:
        """Leave, once; from beneath a dialog as soon as that is closed."""
        if self._left:
            return
        if self.is_current:
            self._left = True
            self.dismiss()
        else:
            self.forget()

    def deleted(self, subject: Subject) -> None:
        """Leave the page of what is no more."""
        self.leave()

    def added(self, subject: Subject) -> None:
        """Open what was added."""
        if subject[0] is not RecordKind.POST:
            self.open_record(subject)


def items_of(sections: Sequence[Section]) -> list[Item]:
    """Return the items in the order that the cursor goes through them."""
    return [item for section in sections for item in section.items]
