"""The page of one record, on a screen of its own."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from crm.errors import NotFound
from crm.i18n import N_, _
from crm.vocabulary import RecordKind
from tui.pages import Page, Prefill, Subject, read_page
from tui.screens.page_room import PageRoom
from tui.widgets.record import TimelineView
from tui.widgets.record_items import Entry, Line, Section


class RecordScreen(PageRoom):
    """Everything about one record; enter goes on to what it is linked with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other_side", N_("Record or timeline"), id="page.other_side", show=False),
    ]

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._left = False
        self._page: Page | None = None
        self.NEW_KIND = subject[0]

    @property
    def subject(self) -> Subject:
        """The record of the page."""
        return self._subject

    @property
    def item(self) -> Line | Entry | None:
        """What the cursor stands on, in the record or in its timeline."""
        timelines = self.query(TimelineView)
        if timelines and timelines.first().has_focus:
            return timelines.first().cursor_item
        return super().item

    def compose_room(self) -> Iterator[Widget]:
        """Show the page; on a wide terminal what happened stands beside what is known."""
        with Horizontal(classes="page-sides"):
            yield self.make_pane()
            yield TimelineView(id="timeline")

    def explanation(self) -> list[Section]:
        """Explain pages."""
        text = _(
            "Everything known of one record. Enter on what is blue goes there, escape comes back. "
            "E edits the line under the cursor, R removes it, O ends a role, P passes a post on; e "
            "edits the record itself, and d on a promise says that it is kept."
        )
        return [Section("", (), text)]

    async def load(self) -> None:
        """Read the record; leave if it is no more."""
        try:
            page: Page = await self.access.ask(read_page, self._subject)
        except NotFound as error:
            if not self._left:
                self.say(error.message, "error")
                self.leave()
            return
        self._page = page
        self.show_page()
        self.refresh_bindings()

    def show_page(self) -> None:
        """Show what was read, in one column or in two."""
        page = self._page
        if page is None:
            return
        apart = self.has_class("-wide") and bool(page.timeline)
        self.set_class(apart, "-two-columns")
        self.pane.show(page, page.facts if apart else page.sections)
        self.query_one(TimelineView).show_entries(page.timeline, keep_cursor=True)

    def on_resize(self) -> None:
        """Use the width there is."""
        self.call_after_refresh(self.show_page)

    def action_other_side(self) -> None:
        """Go between what is known and what happened."""
        timeline = self.query_one(TimelineView)
        if self.has_class("-two-columns") and not timeline.has_focus:
            timeline.focus()
        else:
            self.pane.view.focus()

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
