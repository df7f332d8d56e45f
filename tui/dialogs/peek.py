"""A record to be looked at over a form, which stays as it is."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from crm.errors import CrmError
from crm.i18n import N_, _
from tui.access import book_access
from tui.bindings import BaseDialog
from tui.pages import Page, Subject, read_page
from tui.widgets.record import DetailView
from tui.widgets.record_header import RecordHeader
from tui.widgets.roles import content


class PeekDialog(BaseDialog[None]):
    """The page of a record; nothing in it can be changed or followed."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", N_("Close"), id="peek.close"),
    ]

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject

    def compose(self) -> ComposeResult:
        """Show a header above the page."""
        with Vertical(classes="dialog -wide peek") as box:
            box.border_subtitle = content(_("escape closes"))
            yield RecordHeader()
            yield DetailView()

    async def on_mount(self) -> None:
        """Read the record; close where it is no more."""
        try:
            page: Page = await book_access(self).ask(read_page, self._subject)
        except CrmError as error:
            self.app.notify(error.message, severity="error")
            self.dismiss(None)
            return
        self.query_one(RecordHeader).show(page.title, page.subtitle, page.badges)
        view = self.query_one(DetailView)
        view.show(page.sections)
        view.focus()

    def action_close(self) -> None:
        """Go back to the form."""
        self.dismiss(None)
