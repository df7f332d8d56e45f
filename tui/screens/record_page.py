"""The page of one record, on a screen of its own."""

from collections.abc import Iterator

from textual.widget import Widget

from crm.errors import NotFound
from crm.i18n import _
from crm.vocabulary import RecordKind
from tui.pages import Page, Prefill, Subject, read_page
from tui.screens.page_room import PageRoom
from tui.screens.record_pane import RecordPane
from tui.widgets.record_items import Section


class RecordScreen(PageRoom):
    """Everything about one record; enter goes on to what it is linked with."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._left = False
        self.NEW_KIND = subject[0]

    @property
    def subject(self) -> Subject:
        """The record of the page."""
        return self._subject

    def compose_room(self) -> Iterator[Widget]:
        """Show the page."""
        yield RecordPane()

    def explanation(self) -> list[Section]:
        """Explain pages."""
        text = _(
            "Everything known of one record. Enter on what is blue goes there, escape comes back. "
            "E edits the line under the cursor, R removes it, O ends a role; e edits the record "
            "itself, and d on a promise says that it is kept."
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
        self.pane.show(page)
        self.refresh_bindings()

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
