"""The bar at the top: where one can go, and where one is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from crm.i18n import N_, _
from tui.widgets.cells import shorten
from tui.widgets.jumping import Go
from tui.widgets.roles import STYLES


class Place(NamedTuple):
    """A room that the bar leads to, and the key for it."""

    mode: str
    key: str
    name: str


PLACES = (
    Place("agenda", "1", N_("Agenda")),
    Place("people", "2", N_("People")),
    Place("organisations", "3", N_("Organisations")),
    Place("interactions", "4", N_("Interactions")),
    Place("follow_ups", "5", N_("Follow-ups")),
    Place("collaborations", "6", N_("Collaborations")),
    Place("topics", "7", N_("Topics")),
    Place("lists", "8", N_("Lists")),
    Place("history", "9", N_("History")),
    Place("duplicates", "0", N_("Duplicates")),
)


def place_bindings() -> Iterator[Binding]:
    """Yield the key of each room."""
    for place in PLACES:
        yield Binding(
            place.key, f"go('{place.mode}')", place.name, id=f"go.{place.mode}", show=False
        )


def title_of(mode: str) -> str:
    """Return what a room is called, or nothing for one that no key leads to."""
    return next((place.name for place in PLACES if place.mode == mode), "")


ALWAYS = 6
"""How many places a narrow terminal has to show; the others appear where there is room."""


class NavigationBar(Widget):
    """One line with the rooms; the number before a name is its key, and a click goes there."""

    DEFAULT_CSS = """
    NavigationBar { height: 1; background: $panel; }
    """

    @dataclass
    class Chosen(Message):
        """A room was clicked."""

        mode: str

    def __init__(self, current: str) -> None:
        super().__init__()
        self._current = current

    def labels(self, width: int) -> list[tuple[Place, str]]:
        """Return the places that fit and how each is written, the names cut where they must."""
        shown = [(place, f"{place.key} {_(place.name)}") for place in PLACES]
        while len(shown) > ALWAYS and _width(shown) > width:
            shown.pop(_last_dispensable(shown, self._current))
        while _width(shown) > width and max(len(label) for _place, label in shown) > 4:
            longest = max(range(len(shown)), key=lambda index: len(shown[index][1]))
            place, label = shown[longest]
            shown[longest] = (place, shorten(label, len(label) - 1))
        return shown

    def render(self) -> Content:
        """Draw the line."""
        shown = self.labels(self.size.width)
        gap = " " * self._gap(shown)
        parts = []
        for place, label in shown:
            here = place.mode == self._current
            parts.append(Content.styled(gap + label[:2], "bold $primary" if here else "$accent"))
            style = "bold $primary underline" if here else STYLES["muted"]
            parts.append(Content.styled(label[2:], style))
        return Content.assemble(*parts)

    def _gap(self, shown: list[tuple[Place, str]]) -> int:
        """Return the space before each name: wider where there is room."""
        return 2 if _width(shown) + len(shown) <= self.size.width else 1

    def jumps(self) -> Iterator[tuple[int, Go]]:
        """Yield where each place stands, and what goes there."""
        shown = self.labels(self.size.width)
        start = 0
        for place, label in shown:
            yield start, partial(self.post_message, self.Chosen(place.mode))
            start += len(label) + self._gap(shown)

    def on_click(self, event: events.Click) -> None:
        """Go where was clicked."""
        shown = self.labels(self.size.width)
        start = 0
        for place, label in shown:
            start += len(label) + self._gap(shown)
            if event.x < start:
                self.post_message(self.Chosen(place.mode))
                return


def _width(shown: list[tuple[Place, str]]) -> int:
    return sum(len(label) + 1 for _place, label in shown)


def _last_dispensable(shown: list[tuple[Place, str]], current: str) -> int:
    """Return the last place that may go: any but the room one is in."""
    last = len(shown) - 1
    return last - 1 if shown[last][0].mode == current else last
