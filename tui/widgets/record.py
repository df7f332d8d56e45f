"""A record as one page to scroll through: what is known of it, and its timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Static

from crm.i18n import N_, _
from tui.widgets.cursor_view import CursorView
from tui.widgets.record_items import Entry, Item, Section
from tui.widgets.record_layout import Layout
from tui.widgets.roles import Role, content


class DetailView(CursorView):
    """Sections under each other, with one cursor through all their lines; links open by enter."""

    BINDING_GROUP_TITLE = N_("Record")

    @dataclass
    class ReferenceSelected(Message):
        """A link was followed by enter or a double click."""

        view: "DetailView"
        reference: str

        @property
        def control(self) -> "DetailView":
            """The view."""
            return self.view

    @dataclass
    class ItemHighlighted(Message):
        """The cursor stands on another item."""

        view: "DetailView"
        item: Item

        @property
        def control(self) -> "DetailView":
            """The view."""
            return self.view

    def __init__(
        self, *, empty: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(empty=empty, id=id, classes=classes)
        self._sections: tuple[Section, ...] = ()
        self._page = Layout((), 0)

    def show(self, sections: Sequence[Section], *, keep_cursor: bool = False) -> None:
        """Show other sections, from the top unless it is the same record again."""
        self._sections = tuple(sections)
        self._lay_out()
        self.place_cursor((self.cursor_index or 0) if keep_cursor else 0)

    def clear(self) -> None:
        """Show nothing but the text for nothing."""
        self.show(())

    @property
    def cursor_item(self) -> Item | None:
        """The item under the cursor."""
        items = self._page.items
        return None if self.cursor_index is None else items[self.cursor_index]

    def _lay_out(self) -> None:
        width = max(1, self.scrollable_content_region.width)
        self._page = Layout(self._sections, width)
        self.set_line_count(self._page.line_count)

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew at another width."""
        if self.scrollable_content_region.width != self._page.width:
            self._lay_out()
            self.place_cursor(self.cursor_index or 0)

    # What the view asks.

    @property
    def item_count(self) -> int:
        """How many items the cursor can stand on."""
        return len(self._page.items)

    @property
    def shows_nothing(self) -> bool:
        """Whether there is nothing to draw, not even a heading."""
        return not self._page.places

    def lines_of(self, index: int) -> range:
        """Return the lines of an item."""
        return self._page.lines_of(index)

    def top_line_of(self, index: int) -> int:
        """Return the line of an item, or of the heading right above it."""
        return self._page.top_line_of(index)

    def item_at(self, line: int) -> int | None:
        """Return the item on a line."""
        places = self._page.places
        return places[line].item if 0 <= line < len(places) else None

    def draw_line(self, line: int, width: int) -> Strip:
        """Draw a heading, or a line of an item."""
        if line >= self._page.line_count:
            return self.paint([], width)
        item = self.item_at(line)
        on_cursor = item is not None and item == self.cursor_index
        parts = self._page.parts(line)
        return self.paint(parts, width, base="view--cursor" if on_cursor else "")

    def cursor_moved(self) -> None:
        """Tell which item the cursor stands on."""
        item = self.cursor_item
        if item is not None:
            self.post_message(self.ItemHighlighted(self, item))

    def item_chosen(self, index: int) -> None:
        """Tell which link was followed."""
        reference = self._page.items[index].reference
        if reference:
            self.post_message(self.ReferenceSelected(self, reference))


class TimelineView(DetailView):
    """Dated entries in the order they come, under the years they belong to."""

    BINDING_GROUP_TITLE = N_("Timeline")

    def show_entries(self, entries: Sequence[Entry], *, keep_cursor: bool = False) -> None:
        """Show these entries."""
        self.show(by_year(entries), keep_cursor=keep_cursor)


def by_year(entries: Sequence[Entry]) -> list[Section]:
    """Return the entries under headings of years, for a timeline within a page."""
    return [
        Section(year or _("No date"), tuple(of_year))
        for year, of_year in groupby(entries, key=lambda entry: entry.date[:4])
    ]


class RecordHeader(Static):
    """The name of the record, what it is, and a few words that matter at once."""

    DEFAULT_CSS = """
    RecordHeader { height: auto; padding: 0 1; background: $panel; }
    """

    def show(self, title: str, subtitle: str = "", badges: Sequence[tuple[str, Role]] = ()) -> None:
        """Show a record; each badge is a word and its colour."""
        first = Content("  ").join(
            [content(title, "strong"), *(content(text, role) for text, role in badges)]
        )
        lines = [first, content(subtitle, "muted")] if subtitle else [first]
        self.update(Content("\n").join(lines))
