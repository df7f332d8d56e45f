"""What was changed, row by row: each field before and after, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from crm.i18n import N_
from crm.queries.records import ToldChange, ToldField
from crm.text import for_terminal
from tui.widgets.cells import fit, shorten, wrap
from tui.widgets.cursor_view import CursorView
from tui.widgets.painted_view import Part
from tui.widgets.roles import Role

MARGIN = 1
INDENT = 3
ARROW = " → "
NOTHING = "–"
GAP = 2
WIDEST_LABEL = 16
NARROWEST_SIDE = 8
MOST_LINES = 12
"""How many lines of a long value are shown; the record itself shows all of it."""
SIGNS: dict[str, tuple[str, Role]] = {
    "insert": ("+", "success"),
    "update": ("~", "warning"),
    "delete": ("−", "error"),
}


class Place(NamedTuple):
    """A line of the view: the change it belongs to, if any, and what stands there."""

    item: int | None
    parts: list[Part]


class ChangesView(CursorView):
    """Changes under each other with one cursor through them; enter opens the record concerned."""

    BINDING_GROUP_TITLE = N_("Changes")

    @dataclass
    class ReferenceSelected(Message):
        """A change was chosen whose record has a page."""

        view: "ChangesView"
        reference: str

        @property
        def control(self) -> "ChangesView":
            """The view."""
            return self.view

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self._changes: Sequence[ToldChange] = ()
        self._places: list[Place] = []
        self._lines: list[range] = []

    def show(self, changes: Sequence[ToldChange]) -> None:
        """Show other changes, from the top."""
        self._changes = tuple(changes)
        self._lay_out()
        self.place_cursor(0)

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew at another width."""
        self._lay_out()
        self.place_cursor(self.cursor_index or 0)

    @property
    def item_count(self) -> int:
        """How many changes there are."""
        return len(self._lines)

    def lines_of(self, index: int) -> range:
        """Return the lines of a change."""
        return self._lines[index]

    def item_at(self, line: int) -> int | None:
        """Return the change on a line."""
        return self._places[line].item if 0 <= line < len(self._places) else None

    def draw_line(self, line: int, width: int) -> Strip:
        """Draw a line of a change."""
        if line >= len(self._places):
            return self.paint([], width)
        place = self._places[line]
        on_cursor = place.item is not None and place.item == self.cursor_index
        return self.paint(place.parts, width, base="view--cursor" if on_cursor else "")

    def item_chosen(self, index: int) -> None:
        """Tell which record was chosen."""
        reference = self._changes[index]["reference"]
        if reference:
            self.post_message(self.ReferenceSelected(self, reference))

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        labels = (field["label"] for change in self._changes for field in change["fields"])
        label = min(WIDEST_LABEL, max(map(cell_len, labels), default=0))
        room = max(2 * NARROWEST_SIDE, width - INDENT - label - GAP - len(ARROW) - MARGIN)
        self._places, self._lines = [], []
        for index, change in enumerate(self._changes):
            if self._places:
                self._places.append(Place(None, []))
            start = len(self._places)
            self._places.append(Place(index, _heading(change, width)))
            for field in change["fields"]:
                if not _says_the_title(field, change):
                    lines = _field(field, label, room, change["operation"])
                    self._places += [Place(index, parts) for parts in lines]
            self._lines.append(range(start, len(self._places)))
        self.set_line_count(len(self._places))


def _says_the_title(field: ToldField, change: ToldChange) -> bool:
    """Tell whether a field of a row that was added or deleted says what the heading says."""
    value = field["before"] or field["after"]
    return change["operation"] != "update" and value == change["title"]


def _heading(change: ToldChange, width: int) -> list[Part]:
    """Draw what became of which row; of many at once, how many."""
    sign, role = SIGNS[change["operation"]]
    noun = change["noun"] if change["rows"] == 1 else f"{change['noun']} ({change['rows']})"
    room = width - 2 * MARGIN - 2 - cell_len(noun) - GAP
    title = shorten(for_terminal(change["title"]), room)
    return [
        (f"{' ' * MARGIN}{sign} ", role),
        (f"{noun}{' ' * GAP}", "muted"),
        (title, "strong"),
    ]


def _field(field: ToldField, label: int, room: int, operation: str) -> Iterator[list[Part]]:
    """Yield the lines of a field; of a change both sides, each wrapped in a column of its own."""
    name: Part = (" " * INDENT + fit(for_terminal(field["label"]), label) + " " * GAP, "muted")
    indent: Part = (" " * (INDENT + label + GAP), "")
    if operation != "update":
        value = field["after"] or field["before"]
        role: Role = "" if operation == "insert" else "muted"
        for number, text in enumerate(_wrapped(value, room + len(ARROW))):
            yield [indent if number else name, (text, role)]
        return
    side = room // 2
    sides = (_wrapped(field[which] or NOTHING, side) for which in ("before", "after"))
    for number, (old, new) in enumerate(zip_longest(*sides, fillvalue="")):
        arrow: Part = (" " * len(ARROW) if number else ARROW, "warning")
        yield [indent if number else name, (fit(old, side), "muted"), arrow, (new, "")]


def _wrapped(value: str, side: int) -> list[str]:
    # More than this fills no lines that are shown, and a whole letter would take its time.
    lines = wrap(for_terminal(value[: 2 * MOST_LINES * side], multiline=True), side)
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "…"]
