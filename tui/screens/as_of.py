"""A record as it was on some day, on a screen of its own."""

from collections.abc import Iterator

from textual.widget import Widget

from crm.i18n import _
from tui.pages import Page, Subject
from tui.screens.looking_back import LookingBackRoom
from tui.screens.record_pane import RecordPane
from tui.widgets.ground import Sides
from tui.widgets.record_items import Section


class AsOfScreen(LookingBackRoom):
    """What the history says of a record on a day; nothing of it can be changed."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._pane = RecordPane()

    @property
    def looked_back_at(self) -> Subject:
        """The record whose past is shown."""
        return self._page.kind, self._page.id

    def compose_room(self) -> Iterator[Widget]:
        """Show the record."""
        with Sides(classes="page-sides"):
            yield self._pane

    def explanation(self) -> list[Section]:
        """Explain what is shown."""
        text = _(
            "The record as it was at the end of that day, told by the history. @ asks for another "
            "day, H lists what was done to it, escape goes back to what it is now."
        )
        return [Section("", (), text)]

    async def load(self) -> None:
        """Show the record; the past does not change."""
        self._pane.show(self._page)
        self._pane.view.focus()
