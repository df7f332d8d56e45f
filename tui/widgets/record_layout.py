"""Laying out a record page: which line of the screen shows which part of which item."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len

from crm.text import for_terminal
from tui.widgets.cells import fit, shorten, wrap
from tui.widgets.cursor_view import Part
from tui.widgets.record_items import ICONS, UNKNOWN_ICON, Entry, Item, Line, Section
from tui.widgets.roles import Role

MARGIN = 1
GAP = 2
WIDEST_LABEL = 18
DATE_WIDTH = len("2019-04-11")
TITLE_START = MARGIN + DATE_WIDTH + GAP + len("●") + 1


class Place(NamedTuple):
    """What stands on a line: a part of an item, or of what has no item (then `item` is None)."""

    item: int | None
    part: int
    text: str = ""


class Layout:
    """A page at a certain width. Only what wraps is worked out before it is looked at."""

    def __init__(self, sections: Sequence[Section], width: int) -> None:
        self.width: Final = width
        self.items: Final[list[Item]] = []
        self.places: Final[list[Place]] = []
        self._first_lines: list[int] = []
        self._top_lines: list[int] = []
        self._wrapped: dict[int, list[list[Part]]] = {}
        self._label_width = _label_width(sections)
        for section in sections:
            if section.items or section.empty:
                self._add_section(section)

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

    def parts(self, line: int) -> list[Part]:
        """Return what stands on a line."""
        place = self.places[line]
        if place.item is None:
            return _heading(place.text, self.width) if place.part == 0 else [(place.text, "muted")]
        if place.item in self._wrapped and place.part >= self._plain_lines(place.item):
            return self._wrapped[place.item][place.part - self._plain_lines(place.item)]
        item = self.items[place.item]
        assert isinstance(item, Entry)
        return _entry_title(item, self.width) if place.part == 0 else _entry_who(item, self.width)

    def _plain_lines(self, index: int) -> int:
        """Return how many lines of an item never wrap."""
        item = self.items[index]
        return 0 if isinstance(item, Line) else 1 + bool(item.who or item.topics)

    def _add_section(self, section: Section) -> None:
        if self.places:
            self.places.append(Place(None, 1))
        top = len(self.places)
        if section.title:
            self.places.append(Place(None, 0, section.title))
        if not section.items:
            lines = wrap(for_terminal(section.empty, multiline=True), self.width - 2 * MARGIN)
            self.places.extend(Place(None, 1, " " * MARGIN + line) for line in lines)
        for item in section.items:
            self._add_item(item, top)
            top = len(self.places)

    def _add_item(self, item: Item, top: int) -> None:
        index = len(self.items)
        self.items.append(item)
        self._first_lines.append(len(self.places))
        self._top_lines.append(top)
        if isinstance(item, Line):
            self._wrapped[index] = _line_parts(item, self.width, self._label_width)
        elif item.detail:
            self._wrapped[index] = _detail_parts(item.detail, self.width)
        count = self._plain_lines(index) + len(self._wrapped.get(index, ()))
        self.places.extend(Place(index, part) for part in range(count))


def _label_width(sections: Sequence[Section]) -> int:
    labels = (item.label for one in sections for item in one.items if isinstance(item, Line))
    return min(WIDEST_LABEL, max((cell_len(label) for label in labels), default=0))


def _heading(title: str, width: int) -> list[Part]:
    shown = shorten(for_terminal(title), width - 2 * MARGIN)
    rule = "─" * (width - 2 * MARGIN - cell_len(shown) - 1)
    return [(" " * MARGIN + shown, "strong"), (f" {rule}", "rule")]


def _line_parts(line: Line, width: int, label_width: int) -> list[list[Part]]:
    """Wrap the value of a line beside its label, and the detail after or under it."""
    room = max(8, width - label_width - GAP - 2 * MARGIN)
    role: Role = line.role or ("primary" if line.reference else "")
    values: list[list[Part]] = [
        [(text, role)] for text in wrap(for_terminal(line.value, multiline=True), room)
    ]
    detail = for_terminal(line.detail)
    if detail and cell_len(values[-1][0][0]) + GAP + cell_len(detail) <= room:
        values[-1].append((" " * GAP + detail, "muted"))
    elif detail:
        values += [[(text, "muted")] for text in wrap(detail, room)]
    label: Part = (" " * MARGIN + fit(for_terminal(line.label), label_width) + " " * GAP, "muted")
    indent: Part = (" " * (MARGIN + label_width + GAP), "")
    return [[indent if number else label, *parts] for number, parts in enumerate(values)]


def _detail_parts(detail: str, width: int) -> list[list[Part]]:
    lines = wrap(for_terminal(detail, multiline=True), width - TITLE_START - MARGIN)
    return [[(" " * TITLE_START + text, "")] for text in lines]


def _entry_title(entry: Entry, width: int) -> list[Part]:
    icon, role = ICONS.get(entry.kind, UNKNOWN_ICON)
    title = shorten(for_terminal(entry.title), width - TITLE_START - MARGIN)
    date = fit(for_terminal(entry.date), DATE_WIDTH)
    return [
        (" " * MARGIN + date + " " * GAP, entry.role or "muted"),
        (f"{icon} ", entry.role or role),
        (title, "strong"),
    ]


def _entry_who(entry: Entry, width: int) -> list[Part]:
    room = width - TITLE_START - MARGIN
    who = shorten(for_terminal(", ".join(entry.who)), room)
    topics = "".join(f"  #{topic}" for topic in entry.topics)
    shown = shorten(for_terminal(topics if who else topics.strip()), room - cell_len(who))
    return [(" " * TITLE_START, ""), (who, "muted"), (shown, "accent")]
