"""A scrolling view drawn line by line, with a cursor that keys and mouse move between items."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip

from crm.i18n import N_
from crm.text import for_terminal
from tui.widgets.cells import wrap
from tui.widgets.painted_view import PaintedView


class CursorView(PaintedView, can_focus=True):
    """The base of every list of ours: subclasses say which lines an item has and how to draw one.

    A header of `header_height` lines stays in place above the lines that scroll.
    """

    BINDING_GROUP_TITLE = N_("List")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", N_("Down"), show=False, id="move.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="move.up"),
        Binding("pagedown,ctrl+f", "page(1)", N_("Page down"), show=False, id="move.page_down"),
        Binding("pageup,ctrl+b", "page(-1)", N_("Page up"), show=False, id="move.page_up"),
        Binding("ctrl+d", "page(1, 2)", N_("Half a page down"), show=False, id="move.half_down"),
        Binding("ctrl+u", "page(-1, 2)", N_("Half a page up"), show=False, id="move.half_up"),
        Binding("home,g", "first", N_("First"), show=False, id="move.first"),
        Binding("end,G", "last", N_("Last"), show=False, id="move.last"),
        Binding("enter", "choose", N_("Open"), id="list.open"),
    ]

    header_height: ClassVar[int] = 0
    cursor_index: reactive[int | None] = reactive(None, repaint=False)
    """The item the cursor stands on, or None where there is none."""
    # The view itself stays as large as it is, so nothing beside it moves with what it holds.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(
        self, *, empty: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._empty = empty
        self._scrolled_through = (Size(0, 0), Size(0, 0))

    # What a subclass answers.

    @property
    def item_count(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def lines_of(self, index: int) -> range:
        """Return the lines that an item takes."""
        raise NotImplementedError

    def top_line_of(self, index: int) -> int:
        """Return the line to scroll to in order to see an item with whatever stands above it."""
        return self.lines_of(index).start

    def item_at(self, line: int) -> int | None:
        """Return the item that a line belongs to, if any."""
        raise NotImplementedError

    def draw_line(self, line: int, width: int) -> Strip:
        """Draw one line of the items."""
        raise NotImplementedError

    def draw_header(self, width: int) -> Strip:
        """Draw the header that does not scroll."""
        raise NotImplementedError

    def cursor_moved(self) -> None:
        """Tell whoever listens that the cursor stands on another item."""

    def item_chosen(self, index: int) -> None:
        """Tell whoever listens that an item was chosen by enter or a double click."""

    def header_clicked(self, x: int) -> None:
        """Do what a click on the header means."""

    # What they all share.

    @property
    def shows_nothing(self) -> bool:
        """Whether there is nothing to draw but the text for that."""
        return not self.item_count

    @property
    def empty(self) -> str:
        """What is shown where there are no items: what to do next."""
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        if text != self._empty:
            self._empty = text
            self.refresh()

    @property
    def page_height(self) -> int:
        """How many lines of items are in view."""
        return max(1, self.scrollable_content_region.height - self.header_height)

    def set_line_count(self, count: int) -> None:
        """Say how many lines there are to scroll through, which the next key may do."""
        self.virtual_size = Size(0, count + self.header_height)
        self._scroll_update(self.virtual_size)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Fit the scroll bar to what there is; not at each layout, which would draw it again."""
        scrolled_through = (virtual_size, self.container_size)
        if scrolled_through == self._scrolled_through:
            return
        self._scrolled_through = scrolled_through
        super()._scroll_update(virtual_size)
        if self.show_vertical_scrollbar and not self.vertical_scrollbar.is_mounted:
            # What is drawn of it before that is kept, whatever it hears.
            self.call_after_refresh(self.vertical_scrollbar.refresh)

    def place_cursor(self, index: int) -> None:
        """Put the cursor on an item of a list that was just exchanged."""
        self.set_reactive(CursorView.cursor_index, self.validate_cursor_index(index))
        if self.cursor_index is not None:
            self.reveal(self.cursor_index)
        self.refresh()
        self.cursor_moved()

    def reveal(self, index: int) -> None:
        """Scroll just so far that an item is in view."""
        lines = self.lines_of(index)
        top = self.scroll_offset.y
        if lines.start < top or len(lines) > self.page_height:
            self.scroll_to(y=self.top_line_of(index), animate=False)
        elif lines.stop > top + self.page_height:
            self.scroll_to(y=lines.stop - self.page_height, animate=False)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        if y < self.header_height:
            return self.draw_header(width)
        if self.shows_nothing and self._empty:
            return self._draw_empty(y - self.header_height, width)
        return self.draw_line(y - self.header_height + self.scroll_offset.y, width)

    def _draw_empty(self, line: int, width: int) -> Strip:
        lines = ["", *wrap(for_terminal(self._empty, multiline=True), width - 4)]
        text = lines[line] if line < len(lines) else ""
        return self.paint([(f"  {text}", "muted")], width)

    def validate_cursor_index(self, index: int | None) -> int | None:
        """Keep the cursor within the items."""
        if index is None or not self.item_count:
            return None
        return max(0, min(index, self.item_count - 1))

    def watch_cursor_index(self, old: int | None, new: int | None) -> None:
        """Redraw the two items concerned, and tell."""
        if new is not None:
            self.reveal(new)
        for index in (old, new):
            if index is not None and index < self.item_count:
                self.refresh_item(index)
        self.cursor_moved()

    def refresh_item(self, index: int) -> None:
        """Draw an item again."""
        lines = self.lines_of(index)
        top = lines.start - self.scroll_offset.y + self.header_height
        self.refresh(Region(0, top, self.size.width, len(lines)))

    def on_focus(self) -> None:
        """Show the cursor in the colours of the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor as one that is not being moved."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click chooses."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        if offset.y < self.header_height:
            self.header_clicked(offset.x)
            return
        line = offset.y - self.header_height + self.scroll_offset.y
        if self.item_at(line) is not None:
            self.line_clicked(line, offset.x, twice=event.chain > 1)

    def line_clicked(self, line: int, x: int, *, twice: bool) -> None:
        """Do what a click on a line of an item means."""
        index = self.item_at(line)
        if index is not None:
            self.item_clicked(index, x, twice=twice)

    def item_clicked(self, index: int, x: int, *, twice: bool) -> None:
        """Do what a click on an item means."""
        self.cursor_index = index
        if twice:
            self.item_chosen(index)

    def action_move(self, by: int) -> None:
        """Move the cursor by so many items."""
        self.cursor_index = 0 if self.cursor_index is None else self.cursor_index + by

    def action_page(self, direction: int, parts: int = 1) -> None:
        """Move the cursor by what fits in view, or by one of so many parts of it."""
        if self.cursor_index is None:
            return
        lines = max(1, self.page_height // parts)
        line = self.lines_of(self.cursor_index).start + direction * lines
        self.cursor_index = self._nearest_item(line, direction)

    def _nearest_item(self, line: int, direction: int) -> int:
        last = self.lines_of(self.item_count - 1).start
        line = max(0, min(line, last))
        while 0 <= line <= last:
            index = self.item_at(line)
            if index is not None:
                return index
            line += direction
        return 0 if direction < 0 else self.item_count - 1

    def action_first(self) -> None:
        """Move the cursor to the first item."""
        self.cursor_index = 0

    def action_last(self) -> None:
        """Move the cursor to the last item."""
        self.cursor_index = self.item_count - 1

    def action_choose(self) -> None:
        """Choose the item under the cursor."""
        if self.cursor_index is not None:
            self.item_chosen(self.cursor_index)
