"""Which columns a table shows and in what order: a list that is ticked and moved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from crm.i18n import N_
from tui.widgets.cells import fit
from tui.widgets.cursor_view import CursorView
from tui.widgets.painted_view import Part

SHOWN, HIDDEN = "✓ ", "  "


@dataclass(frozen=True, slots=True)
class Ticked:
    """A column, and whether it is shown."""

    key: str
    label: str
    is_shown: bool


class ColumnChooser(CursorView):
    """Columns one under the other: space shows or hides one, shift and an arrow move it."""

    DEFAULT_CSS = """
    ColumnChooser { height: auto; min-height: 4; max-height: 14; background: $background; }
    """
    BINDING_GROUP_TITLE = N_("Columns")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", N_("Show or hide"), id="columns.tick"),
        Binding("shift+down,J", "carry(1)", N_("Move down"), id="columns.down"),
        Binding("shift+up,K", "carry(-1)", N_("Move up"), id="columns.up"),
    ]

    @dataclass
    class Settled(Message):
        """The columns are to be shown as they are ticked."""

    def __init__(self, columns: Sequence[Ticked]) -> None:
        super().__init__()
        self._columns = list(columns)

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys of the columns that are shown, in their order."""
        return tuple(column.key for column in self._columns if column.is_shown)

    def on_mount(self) -> None:
        """Put the cursor on the first column."""
        self.styles.height = len(self._columns)
        self.set_line_count(len(self._columns))
        self.place_cursor(0)

    @property
    def item_count(self) -> int:
        """How many columns there are."""
        return len(self._columns)

    def lines_of(self, index: int) -> range:
        """Return the one line of a column."""
        return range(index, index + 1)

    def item_at(self, line: int) -> int | None:
        """Return the column on a line."""
        return line if 0 <= line < self.item_count else None

    def draw_line(self, line: int, width: int) -> Strip:
        """Draw a column, those that are hidden fainter."""
        if line >= self.item_count:
            return self.paint([], width)
        column = self._columns[line]
        base = "view--cursor" if line == self.cursor_index else ""
        mark: Part = (f" {SHOWN if column.is_shown else HIDDEN}", "accent")
        text: Part = (fit(column.label, max(0, width - 3)), "" if column.is_shown else "muted")
        return self.paint([mark, text], width, base=base)

    def item_clicked(self, index: int, x: int, *, twice: bool) -> None:
        """Show or hide what is clicked."""
        del x, twice
        self.cursor_index = index
        self.action_tick()

    def item_chosen(self, index: int) -> None:
        """Tell that the columns are as they shall be."""
        del index
        self.post_message(self.Settled())

    def action_tick(self) -> None:
        """Show the column under the cursor, or hide it; one always stays."""
        if self.cursor_index is None:
            return
        column = self._columns[self.cursor_index]
        if self.shown != (column.key,):
            self._columns[self.cursor_index] = replace(column, is_shown=not column.is_shown)
            self.refresh()

    def action_carry(self, step: int) -> None:
        """Move the column under the cursor up or down."""
        if self.cursor_index is None or not 0 <= self.cursor_index + step < self.item_count:
            return
        here, there = self.cursor_index, self.cursor_index + step
        columns = self._columns
        columns[here], columns[there] = columns[there], columns[here]
        self.cursor_index = there
        self.refresh()
