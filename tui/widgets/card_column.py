"""A column of cards, one under the other, of which only those in view are ever fetched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip

from crm.text import for_terminal
from tui.widgets.cells import fit, shorten, wrap
from tui.widgets.lazy_list import LazyList
from tui.widgets.painted_view import Part
from tui.widgets.roles import Role
from tui.widgets.table_columns import Row
from tui.widgets.table_rows import Absence

TITLE_LINES = 2
LEAST_WORD = 4
EDGE = "▌ "
MARGIN = 1


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: a title that wraps, and one line of coloured words under it."""

    title: str
    words: Sequence[Part]
    role: Role = ""


class CardColumn(LazyList):
    """Cards under a heading with their number; the cursor shows where the keys go."""

    DEFAULT_CSS = """
    CardColumn { width: 1fr; border-left: vkey $border-blurred; }
    CardColumn > .view--card { background: $panel; }
    CardColumn:focus > .view--header { color: $primary; }
    CardColumn.-target { border-left: vkey $primary; }
    CardColumn.-target > .view--header {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
    }
    CardColumn:nocolor:focus > .view--header { text-style: bold underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"view--card"}
    FOCUS_ON_CLICK = False
    header_height = 1
    row_height = TITLE_LINES + 2

    @dataclass
    class HeadingClicked(Message):
        """The heading of a column was clicked."""

        column: "CardColumn"

    def __init__(
        self, key: str, heading: str, card: Callable[[Row], Card], *, role: Role = "", empty: str
    ) -> None:
        super().__init__(empty=empty, classes="column")
        self.key = key
        self._heading = heading
        self._role = role
        self._card = card

    def draw_header(self, width: int) -> Strip:
        """Draw the heading, the number of cards at its right."""
        count = f"{self.item_count} "
        heading = fit(f" {self._heading}", max(0, width - len(count)))
        role: Role = "" if self.has_focus else self._role
        return self.paint([(heading, role), (count, "muted")], width, base="view--header")

    def draw_line(self, line: int, width: int) -> Strip:
        """Draw one line of a card; the last one parts it from the next."""
        index, place = divmod(line, self.row_height)
        if index >= self.item_count or place == self.row_height - 1:
            return self.paint([], width)
        here = index == self.cursor_index and self.has_focus
        inner = width - len(EDGE) - MARGIN
        row = self._rows.row_at(index)
        if isinstance(row, Absence):
            parts: list[Part] = [("…" if place == 0 else "", "muted")]
            return self.paint([(EDGE, "muted"), *parts], width, base="view--card")
        card = self._card(row)
        edge: Part = (EDGE, card.role or "rule")
        base = "view--cursor" if here else "view--card"
        return self.paint([edge, *_line_of(card, place, inner)], width, base=base)

    def item_clicked(self, index: int, x: int, *, twice: bool) -> None:
        """Take the focus too: a click on the heading leaves it where it is."""
        self.focus()
        super().item_clicked(index, x, twice=twice)

    def header_clicked(self, x: int) -> None:
        """Tell that the heading was clicked."""
        del x
        self.post_message(self.HeadingClicked(self))

    def index_at(self, y: int) -> int | None:
        """Return the card at a line of the widget, if any."""
        if y < self.header_height:
            return None
        return self.item_at(y - self.header_height + self.scroll_offset.y)

    def id_at(self, y: int) -> int | None:
        """Return the id of the card at a line of the widget, if any."""
        index = self.index_at(y)
        return None if index is None else self._rows.ids[index]


def _line_of(card: Card, place: int, width: int) -> Sequence[Part]:
    if place < TITLE_LINES:
        lines = wrap(for_terminal(card.title), width)
        if len(lines) > TITLE_LINES:
            lines[TITLE_LINES - 1] = shorten(" ".join(lines[TITLE_LINES - 1 :]), width)
        text = lines[place] if place < len(lines) else ""
        return [(shorten(text, width), "muted" if card.role == "muted" else "strong")]
    return _fitting(card.words, width + MARGIN)


def _fitting(words: Sequence[Part], width: int) -> Sequence[Part]:
    """Cut coloured words to a width; one that would be cut to almost nothing is left out."""
    parts: list[Part] = []
    for text, role in words:
        shown = for_terminal(text)
        if cell_len(shown) > width < LEAST_WORD:
            break
        piece = shorten(shown, width)
        parts.append((piece, role))
        width -= cell_len(piece)
    return parts
