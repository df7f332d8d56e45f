"""The page of a record beside a list, or filling a screen of its own."""

from collections.abc import Sequence

from textual.app import ComposeResult

from crm.i18n import _
from tui.pages import Page
from tui.widgets.ground import Stack
from tui.widgets.record import DetailView
from tui.widgets.record_header import RecordHeader
from tui.widgets.record_items import Entry, Line, Section
from tui.widgets.roles import Role

PARTS: Role = "accent"


class RecordPane(Stack):
    """A header above all that is known; empty until it is told what to show.

    The header may stand elsewhere: then it is given.
    """

    DEFAULT_CSS = """
    RecordPane { width: 1fr; height: 1fr; }
    RecordPane RecordHeader { display: none; }
    """

    def __init__(
        self, *, empty: str = "", header: RecordHeader | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.view = DetailView(empty=empty, follows_clicks=True)
        self.header = header or RecordHeader()
        self.page: Page | None = None

    def compose(self) -> ComposeResult:
        """Put the header above the page."""
        if self.header.parent is None:
            yield self.header
        yield self.view

    @property
    def item(self) -> Line | Entry | None:
        """What the cursor stands on."""
        return self.view.cursor_item

    def show(self, page: Page, sections: Sequence[Section] | None = None) -> None:
        """Show a record, or some sections of it; the cursor stays if it is the same as before."""
        same = self.page is not None and (self.page.kind, self.page.id) == (page.kind, page.id)
        self.page = page
        badges = [*page.badges, *([(_("with its parts"), PARTS)] if page.parts else [])]
        self.header.show(page.title, page.subtitle, badges)
        self.view.show(page.sections if sections is None else sections, keep_cursor=same)
        self.header.display = True

    def clear(self) -> None:
        """Show nothing."""
        self.page = None
        self.header.display = False
        self.view.clear()
