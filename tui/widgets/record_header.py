"""The head of a record page: what it is called, what it is, and what matters at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from crm.text import for_terminal
from tui.widgets.roles import Role, content

STEP = " › "


class RecordHeader(Static):
    """The way here, the name of the record, what it is, and a few words that matter at once."""

    DEFAULT_CSS = """
    RecordHeader { height: auto; padding: 0 1; background: $panel; }
    """

    @dataclass
    class CrumbSelected(Message):
        """A place on the way here was clicked: how many stops back it lies, below 0."""

        by: int

    def __init__(self) -> None:
        super().__init__()
        self._title = Content()
        self._subtitle = Content()
        self._way: list[str] = []

    def show(self, title: str, subtitle: str = "", badges: Sequence[tuple[str, Role]] = ()) -> None:
        """Show a record; each badge is a word and its colour."""
        self._title = Content("  ").join(
            [content(title, "strong"), *(content(text, role) for text, role in badges)]
        )
        self._subtitle = content(subtitle, "muted")
        self._draw()

    def show_way(self, way: Sequence[str]) -> None:
        """Show where one came by, the last place last."""
        self._way = list(way)
        self._draw()

    def on_resize(self) -> None:
        """Show as much of the way as there is room for."""
        self._draw()

    def _draw(self) -> None:
        crumbs = [content(crumb + STEP, "muted") for crumb in self._shown_way()]
        lines = [Content.assemble(*crumbs, self._title)]
        self._put(Content("\n").join([*lines, self._subtitle] if self._subtitle else lines))

    def _put(self, shown: Content) -> None:
        """Show something; what lies below moves only where it takes another number of lines."""
        if isinstance(self.content, Content) and shown.is_same(self.content):
            return
        self.update(shown, layout=False)
        size = self.content_size
        if self.get_content_height(size, size, size.width) != size.height:
            self.refresh(layout=True)

    def _shown_way(self) -> list[str]:
        """Return the way, its beginning left out where it is too long for the line."""
        room = self.content_size.width - self._title.cell_length
        shown = [for_terminal(crumb) for crumb in self._way]
        while shown and sum(cell_len(crumb + STEP) for crumb in shown) > room:
            shown.pop(0)
        return shown

    def on_click(self, event: events.Click) -> None:
        """Go back to the place that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y:
            return
        shown = self._shown_way()
        end = 0
        for number, crumb in enumerate(shown):
            end += cell_len(crumb + STEP)
            if offset.x < end:
                self.post_message(self.CrumbSelected(number - len(shown)))
                return
