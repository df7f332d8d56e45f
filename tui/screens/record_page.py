"""The page of one record, on a screen of its own."""

from collections.abc import Iterator

from textual import on
from textual.widget import Widget

from crm.errors import NotFound
from crm.vocabulary import RecordKind
from tui.pages import Page, Prefill, Subject, read_page, subject_of
from tui.screens.record_actions import RecordRoom
from tui.screens.record_pane import RecordPane
from tui.widgets.record import DetailView


class RecordScreen(RecordRoom):
    """Everything about one record; enter goes on to what it is linked with."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self.NEW_KIND = subject[0]

    @property
    def subject(self) -> Subject:
        """The record of the page."""
        return self._subject

    @property
    def pane(self) -> RecordPane:
        """The page."""
        return self.query_one(RecordPane)

    @property
    def promise(self) -> Subject | None:
        """The promise under the cursor, or the one the page is about."""
        panes = self.query(RecordPane)
        item = panes.first().item if panes and panes.first().is_mounted else None
        if item is not None and item.reference.startswith("f"):
            return subject_of(item.reference)
        return super().promise

    def compose_room(self) -> Iterator[Widget]:
        """Show the page."""
        yield RecordPane()

    async def load(self) -> None:
        """Read the record; leave if it is no more."""
        try:
            page: Page = await self.access.ask(read_page, self._subject)
        except NotFound as error:
            self.say(error.message, "error")
            self.dismiss()
            return
        self.pane.show(page)
        self.refresh_bindings()

    async def prefill(self) -> Prefill:
        """Return what a new interaction or promise starts with."""
        return self.pane.page.prefill if self.pane.page else Prefill()

    @on(DetailView.ReferenceSelected)
    def _reference_selected(self, event: DetailView.ReferenceSelected) -> None:
        subject = subject_of(event.reference)
        if subject != self._subject:
            self.open_record(subject)

    @on(DetailView.ItemHighlighted)
    def _item_highlighted(self) -> None:
        self.refresh_bindings()

    def deleted(self, subject: Subject) -> None:
        """Leave the page of what is no more."""
        if self.is_current:
            self.dismiss()

    def added(self, subject: Subject) -> None:
        """Open what was added."""
        if subject[0] is not RecordKind.POST:
            self.open_record(subject)
