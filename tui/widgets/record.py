"""A record as one page to scroll through: what is known of it, and its timeline."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip

from crm.i18n import N_, _
from tui.widgets import record_messages
from tui.widgets.cursor_view import CursorView
from tui.widgets.record_items import Entry, Item, Line, More, Section
from tui.widgets.record_layout import Layout
from tui.widgets.record_pieces import underline

LOOK_AHEAD = 3
"""How many screenfuls ahead the next of a long timeline is asked for."""


class DetailView(CursorView):
    """Sections under each other, with one cursor through all their lines; links open by enter.

    Where a line leads to several records, left and right choose among them. With `follows_clicks`
    a single click on a link goes there, else a double click on its line does.
    """

    BINDING_GROUP_TITLE = N_("Record")
    # Room for the scroll bar from the start, so that nothing wraps anew when it appears.
    DEFAULT_CSS = """
    DetailView { scrollbar-gutter: stable; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "link(-1)", N_("Link before"), show=False, id="move.link.previous"),
        Binding("right", "link(1)", N_("Next link"), show=False, id="move.link.next"),
        Binding(
            "ctrl+up,left_curly_bracket",
            "section(-1)",
            N_("Section before"),
            show=False,
            id="move.section.up",
        ),
        Binding(
            "ctrl+down,right_curly_bracket",
            "section(1)",
            N_("Next section"),
            show=False,
            id="move.section.down",
        ),
    ]

    ReferenceSelected: TypeAlias = record_messages.ReferenceSelected
    AddressSelected: TypeAlias = record_messages.AddressSelected
    MoreWanted: TypeAlias = record_messages.MoreWanted
    ItemHighlighted: TypeAlias = record_messages.ItemHighlighted

    def __init__(
        self,
        *,
        empty: str = "",
        follows_clicks: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(empty=empty, id=id, classes=classes)
        self._follows_clicks = follows_clicks
        self._sections: tuple[Section, ...] = ()
        self._page = Layout((), 0)
        self._chosen_link = ""
        self._link_under_mouse: tuple[int, str] | None = None
        self._wanted: list[More] = []

    def show(self, sections: Sequence[Section], *, keep_cursor: bool = False) -> None:
        """Show other sections, from the top unless it is the same record again."""
        self._sections = tuple(sections)
        self._link_under_mouse = None
        self._wanted = [more for more in self._wanted if keep_cursor]
        self._lay_out()
        self.place_cursor((self.cursor_index or 0) if keep_cursor else 0)
        self._look_ahead()

    def clear(self) -> None:
        """Show nothing but the text for nothing."""
        self.show(())

    @property
    def cursor_item(self) -> Item | None:
        """The item under the cursor."""
        items = self._page.items
        return None if self.cursor_index is None else items[self.cursor_index]

    def place_of(self, item: Item | None) -> int | None:
        """Return which of its items one is, by its identity."""
        return next((place for place, one in enumerate(self._page.items) if one is item), None)

    @property
    def cursor_link(self) -> str:
        """The reference that enter follows: the one chosen, else the first of the item's own."""
        if self.cursor_index is None:
            return ""
        return self._chosen_link or self._first_link(self.cursor_index)

    def _first_link(self, index: int) -> str:
        own = self._page.items[index].reference
        return own or next(iter(self._page.links_of(index)), "")

    def _lay_out(self) -> None:
        width = max(1, self.scrollable_content_region.width)
        self._page = Layout(self._sections, width, self._page)
        self.set_line_count(self._page.line_count)

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew at another width."""
        if self.scrollable_content_region.width != self._page.width:
            self._lay_out()
            self.place_cursor(self.cursor_index or 0)
        self._look_ahead()

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
        """Draw a heading, or a line of an item; the link at hand is underlined."""
        if line >= self._page.line_count:
            return self.paint([], width)
        item = self.item_at(line)
        on_cursor = item is not None and item == self.cursor_index
        pieces = self._page.parts(line)
        strip = self.paint(
            [(piece.text, piece.role) for piece in pieces],
            width,
            base="view--cursor" if on_cursor else "",
        )
        return underline(strip, pieces, self._links_at_hand(item)) if item is not None else strip

    def _links_at_hand(self, item: int) -> set[str]:
        under_mouse = self._link_under_mouse
        found = {under_mouse[1]} if under_mouse and under_mouse[0] == item else set()
        if item == self.cursor_index and self.has_focus:
            found.add(self.cursor_link)
        return found - {""}

    def cursor_moved(self) -> None:
        """Tell which item the cursor stands on."""
        self._chosen_link = ""
        item = self.cursor_item
        if item is not None:
            self.post_message(self.ItemHighlighted(self, item))

    def item_chosen(self, index: int) -> None:
        """Tell which link was followed, or what else is wanted."""
        item = self._page.items[index]
        link = self.cursor_link if index == self.cursor_index else self._first_link(index)
        if isinstance(item, More):
            self._want(item)
        elif link:
            self._follow(item, link)

    def _follow(self, item: Item, link: str) -> None:
        if isinstance(item, Line) and link == item.address:
            self.post_message(self.AddressSelected(self, link))
        else:
            self.post_message(self.ReferenceSelected(self, link))

    # Links.

    def action_link(self, by: int) -> None:
        """Choose another link of the item under the cursor."""
        if self.cursor_index is None:
            return
        links = self._page.links_of(self.cursor_index)
        if self.cursor_link in links:
            place = links.index(self.cursor_link) + by
            self._chosen_link = links[max(0, min(place, len(links) - 1))]
            self.refresh_item(self.cursor_index)

    def action_section(self, by: int) -> None:
        """Move the cursor to the first item of another section."""
        if self.cursor_index is None:
            return
        starts = self._page.section_starts
        here = bisect_right(starts, self.cursor_index) - 1
        if by < 0 and starts[here] != self.cursor_index:
            here += 1
        self.cursor_index = starts[max(0, min(here + by, len(starts) - 1))]

    def line_clicked(self, line: int, x: int, *, twice: bool) -> None:
        """Follow the link that was clicked, or put the cursor there."""
        link = self._page.link_at(line, x) if self._follows_clicks else ""
        index = self.item_at(line)
        if not link or index is None:
            super().line_clicked(line, x, twice=twice)
        elif not twice:
            self.cursor_index = index
            self._follow(self._page.items[index], link)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Underline the link under the mouse."""
        offset = event.get_content_offset(self)
        line = -1 if offset is None else offset.y + self.scroll_offset.y
        link = "" if offset is None else self._page.link_at(line, offset.x)
        item = self.item_at(line)
        self._hover((item, link) if item is not None and link else None)

    def on_leave(self) -> None:
        """Underline nothing for the mouse."""
        self._hover(None)

    def _hover(self, link: tuple[int, str] | None) -> None:
        before, self._link_under_mouse = self._link_under_mouse, link
        if before != link:
            self.styles.pointer = "pointer" if link else "default"
            for item in {place[0] for place in (before, link) if place is not None}:
                self.refresh_item(item)

    # What was read in part.

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Ask for what comes next before it is reached."""
        super().watch_scroll_y(old, new)
        self._look_ahead()

    def _look_ahead(self) -> None:
        end = self.scroll_offset.y + LOOK_AHEAD * self.page_height
        for index in self._page.unread:
            item = self._page.items[index]
            if isinstance(item, More) and item.eager and self.lines_of(index).start < end:
                self._want(item)

    def _want(self, more: More) -> None:
        if all(more is not wanted for wanted in self._wanted):
            self._wanted.append(more)
            self.post_message(self.MoreWanted(self, more))


class TimelineView(DetailView):
    """Dated entries in the order they come, under the years they belong to."""

    BINDING_GROUP_TITLE = N_("Timeline")

    def show_entries(self, entries: Sequence[Item], *, keep_cursor: bool = False) -> None:
        """Show these entries."""
        self.show(by_year(entries), keep_cursor=keep_cursor)


def by_year(entries: Sequence[Item]) -> list[Section]:
    """Return the entries under headings of years, for a timeline within a page.

    What has no date of its own, such as the line that stands for more, stays with those before it.
    """
    years: list[tuple[str, list[Item]]] = []
    for entry in entries:
        year = entry.date[:4] if isinstance(entry, Entry) else years[-1][0] if years else ""
        if not years or years[-1][0] != year:
            years.append((year, []))
        years[-1][1].append(entry)
    return [Section(year or _("No date"), items) for year, items in years]
