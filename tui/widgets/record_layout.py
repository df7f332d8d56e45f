"""Laying out a record page: which line of the screen shows which part of which item."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from rich.cells import cell_len

from crm.text import for_terminal
from tui.widgets.cells import fit, shorten, wrap
from tui.widgets.record_items import (
    ICONS,
    UNKNOWN_ICON,
    Anchor,
    Entry,
    Item,
    Line,
    More,
    Section,
    Subheading,
)
from tui.widgets.record_pieces import (
    Piece,
    cut_pieces,
    pieces_of,
    shorten_pieces,
    text_of,
    width_of,
    wrap_pieces,
)
from tui.widgets.roles import Role

MARGIN = 1
GAP = 2
WIDEST_LABEL = 18
LEAST_ROOM = 8
DATE_WIDTH = len("2019-04-11")
TITLE_START = MARGIN + DATE_WIDTH + GAP + len("●") + 1

Rows: TypeAlias = "list[list[Piece]] | DetailRows"
"""The lines of an item, each as its pieces."""


class Place(NamedTuple):
    """What stands on a line: a part of an item, or of what has no item (then `item` is None)."""

    item: int | None
    part: int
    text: str = ""


class Layout:
    """A page at a certain width. Only how things wrap is worked out before they are looked at.

    What an `earlier` layout of the same width and labels had wrapped is not wrapped again.
    """

    def __init__(
        self, sections: Sequence[Section], width: int, earlier: "Layout | None" = None
    ) -> None:
        self.width: Final = width
        self.items: Final[list[Item]] = []
        self.places: Final[list[Place]] = []
        self.section_starts: Final[list[int]] = []
        self.unread: Final[list[int]] = []
        self._first_lines: list[int] = []
        self._top_lines: list[int] = []
        self._label_width = _label_width(sections)
        alike = earlier is not None and earlier._measure == self._measure
        self._wrapped: dict[int, Rows] = {}
        self._known: dict[int, tuple[Item, Rows]] = {}
        self._earlier = earlier._known if earlier is not None and alike else {}
        for section in sections:
            if section.items or section.empty:
                self._add_section(section)
        self._earlier = {}

    @property
    def _measure(self) -> tuple[int, int]:
        """What decides how things wrap."""
        return self.width, self._label_width

    @property
    def line_count(self) -> int:
        """How many lines the page has."""
        return len(self.places)

    def lines_of(self, index: int) -> range:
        """Return the lines of an item."""
        last = index + 1 == len(self.items)
        stop = len(self.places) if last else self._first_lines[index + 1]
        start = self._first_lines[index]
        while stop > start + 1 and self.places[stop - 1].item != index:
            stop -= 1
        return range(start, stop)

    def top_line_of(self, index: int) -> int:
        """Return the line of an item, or of the heading right above it."""
        return self._top_lines[index]

    def parts(self, line: int) -> list[Piece]:
        """Return what stands on a line."""
        place = self.places[line]
        if place.item is None:
            return (
                _heading(place.text, self.width)
                if place.part == 0
                else [Piece(place.text, "muted")]
            )
        plain_lines = self._plain_lines(place.item)
        if place.part >= plain_lines:
            return self._wrapped[place.item][place.part - plain_lines]
        item = self.items[place.item]
        assert isinstance(item, Entry)
        return _entry_title(item, self.width) if place.part == 0 else _entry_who(item, self.width)

    def links_of(self, index: int) -> list[str]:
        """Return the references and addresses an item leads to, in the order one reads them."""
        pieces = (piece for line in self.lines_of(index) for piece in self.parts(line))
        return list(dict.fromkeys(piece.reference for piece in pieces if piece.reference))

    def link_at(self, line: int, x: int) -> str:
        """Return the reference or address that a cell leads to, or nothing."""
        if not 0 <= line < self.line_count:
            return ""
        end = 0
        for piece in self.parts(line):
            end += cell_len(piece.text)
            if x < end:
                return piece.reference
        return ""

    def _plain_lines(self, index: int) -> int:
        """Return how many lines of an item never wrap."""
        item = self.items[index]
        return 1 + bool(item.who or item.topics) if isinstance(item, Entry) else 0

    def _add_section(self, section: Section) -> None:
        if self.places:
            self.places.append(Place(None, 1))
        top = len(self.places)
        if section.items:
            self.section_starts.append(len(self.items))
        if section.title:
            self.places.append(Place(None, 0, section.title))
        if not section.items:
            lines = wrap(for_terminal(section.empty, multiline=True), self.width - 2 * MARGIN)
            self.places.extend(Place(None, 1, " " * MARGIN + line) for line in lines)
        label_width = self._label_width if has_labels(section) else 0
        for item in section.items:
            self._add_item(item, top, label_width)
            top = len(self.places)

    def _add_item(self, item: Item, top: int, label_width: int) -> None:
        index = len(self.items)
        self.items.append(item)
        self._first_lines.append(len(self.places))
        self._top_lines.append(top)
        if isinstance(item, More):
            self.unread.append(index)
        # By its identity: many items are alike, and to compare long texts takes longer.
        _same, rows = self._earlier.get(id(item)) or (item, self._wrap(item, label_width))
        self._known[id(item)] = (item, rows)
        self._wrapped[index] = rows
        count = self._plain_lines(index) + len(rows)
        self.places.extend(Place(index, part) for part in range(count))

    def _wrap(self, item: Item, label_width: int) -> Rows:
        if isinstance(item, More):
            return [[Piece(" " * MARGIN), Piece(for_terminal(item.value), "accent")]]
        if isinstance(item, Line):
            label_width = 0 if isinstance(item, Subheading) else label_width
            return _line_rows(item, self.width, label_width)
        return DetailRows(item, self.width) if item.detail else []


def has_labels(section: Section) -> bool:
    """Tell whether a section needs the column of labels."""
    return any(isinstance(item, Line) and item.label for item in section.items)


def _label_width(sections: Sequence[Section]) -> int:
    labels = (item.label for one in sections for item in one.items if isinstance(item, Line))
    return min(WIDEST_LABEL, max((cell_len(label) for label in labels), default=0))


def _heading(title: str, width: int) -> list[Piece]:
    shown = shorten(for_terminal(title), width - 2 * MARGIN)
    rule = "─" * (width - 2 * MARGIN - cell_len(shown) - 1)
    return [Piece(" " * MARGIN + shown, "strong"), Piece(f" {rule}", "rule")]


def _line_rows(line: Line, width: int, label_width: int) -> Rows:
    """Wrap the value of a line beside its label, and the detail after or under it."""
    lead = Piece(for_terminal(line.lead), "muted")
    taken = label_width + GAP if label_width else 0
    room = max(LEAST_ROOM, width - taken - 2 * MARGIN - width_of([lead]))
    role: Role = line.role or ("link" if line.reference or line.address else "")
    value = Piece(for_terminal(line.value, multiline=True), role, line.reference or line.address)
    rows = wrap_pieces([value], room) if line.value else []
    detail = pieces_of(line.detail, "muted") if line.detail else []
    if not rows:
        rows = wrap_pieces(detail or [value], room)
    elif detail and width_of(rows[-1]) + GAP + width_of(detail) <= room:
        rows[-1] += [Piece(" " * GAP), *detail]
    elif detail:
        rows += wrap_pieces(detail, room)
    margin, gap = Piece(" " * MARGIN), Piece(" " * GAP if label_width else "")
    label = _label(line, label_width)
    indent = [margin, Piece(" " * label_width), gap, Piece(" " * width_of([lead]))]
    return [
        [*(indent if number else [margin, *label, gap, lead]), *row]
        for number, row in enumerate(rows)
    ]


def _label(line: Line, width: int) -> list[Piece]:
    """Return the label and what fills its column; only the words of a link lead anywhere."""
    text = shorten(for_terminal(line.label), width)
    role: Role = line.label_role or ("link" if line.label_reference else "muted")
    return [Piece(text, role, line.label_reference), Piece(" " * (width - cell_len(text)))]


class DetailRows:
    """The lines of what stands under an entry, cut into their pieces when they are looked at.

    Of a long timeline few are; how many there are is known at once.
    """

    def __init__(self, entry: Entry, width: int) -> None:
        self._pieces = pieces_of(entry.detail, "", separator="")
        self._lines = wrap(text_of(self._pieces), width - TITLE_START - MARGIN)

    @cached_property
    def _rows(self) -> list[list[Piece]]:
        indent = Piece(" " * TITLE_START)
        return [[indent, *row] for row in cut_pieces(self._pieces, self._lines)]

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, place: int) -> list[Piece]:
        return self._rows[place]


def _entry_title(entry: Entry, width: int) -> list[Piece]:
    icon, role = ICONS.get(entry.kind, UNKNOWN_ICON)
    title = shorten(for_terminal(entry.title), width - TITLE_START - MARGIN)
    date = fit(for_terminal(entry.date), DATE_WIDTH)
    return [
        Piece(" " * MARGIN + date + " " * GAP, entry.role or "muted"),
        Piece(f"{icon} ", entry.role or role),
        Piece(title, "strong", entry.reference),
    ]


def _entry_who(entry: Entry, width: int) -> list[Piece]:
    room = width - TITLE_START - MARGIN
    who = shorten_pieces(pieces_of(entry.who, "muted"), room) if entry.who else []
    topics = [piece for topic in entry.topics for piece in _topic(topic)]
    shown = topics if who else topics[1:]
    return [Piece(" " * TITLE_START), *who, *shorten_pieces(shown, room - width_of(who))]


def _topic(topic: str | Anchor) -> list[Piece]:
    name, to = (topic.text, topic.reference) if isinstance(topic, Anchor) else (topic, "")
    return [Piece(" " * GAP), Piece(f"#{for_terminal(name)}", "accent", to)]
