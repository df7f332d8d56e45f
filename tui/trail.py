"""Where one has been, so that one can go back and forward as in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from tui.pages import FIRST_ENTRIES, Subject

MOST_STOPS = 100
"""How many are remembered; those that are older than that are forgotten."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Which item of a page the cursor stood on, and how much of the page had been read."""

    index: int = 0
    entries: int = FIRST_ENTRIES
    with_parts: bool = False


START = Spot()
"""Where one begins on a page."""


class Stop(NamedTuple):
    """Somewhere one has been: a room, or the page of a record opened within it."""

    mode: str
    subject: Subject | None = None
    title: str = ""
    spot: Spot = START

    def is_at(self, other: "Stop") -> bool:
        """Tell whether two stops are the same place."""
        return (self.mode, self.subject) == (other.mode, other.subject)


class Trail:
    """The stops in the order they were made, and the one where one is."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._place = -1
        self._under_way = False

    @property
    def here(self) -> Stop | None:
        """Where one is."""
        return self._stops[self._place] if self._stops else None

    @property
    def crumbs(self) -> list[Stop]:
        """The way here from the room it began in."""
        start = max(0, self._place)
        while start > 0 and self._stops[start].subject is not None:
            start -= 1
        return self._stops[start : self._place + 1]

    def arrived(self, stop: Stop) -> None:
        """Note that one is somewhere; what was ahead is forgotten where that is somewhere new."""
        if self.here is not None and stop.is_at(self.here):
            self._stops[self._place] = stop._replace(spot=self.here.spot)
        elif not self._under_way:
            self._stops[self._place + 1 :] = [stop]
            del self._stops[:-MOST_STOPS]
            self._place = len(self._stops) - 1

    def note(self, stop: Stop) -> None:
        """Remember where the cursor stands there, if that is where one is."""
        if self.here is not None and stop.is_at(self.here):
            self._stops[self._place] = stop

    def peek(self, by: int) -> Stop | None:
        """Return the stop so many back (below 0) or forward, if there is one."""
        place = self._place + by
        return self._stops[place] if 0 <= place < len(self._stops) else None

    @contextmanager
    def going(self, by: int) -> Iterator[Stop | None]:
        """Go to a stop back or forward, if there is one; what shows up on the way is no stop."""
        stop = self.peek(by)
        self._place += by if stop is not None else 0
        self._under_way = True
        try:
            yield stop
        finally:
            self._under_way = False

    def forget(self, subject: Subject) -> None:
        """Leave out the page of a record that is no more."""
        before = [stop for stop in self._stops[: self._place + 1] if stop.subject != subject]
        after = [stop for stop in self._stops[self._place + 1 :] if stop.subject != subject]
        self._stops = [*before, *after]
        self._place = len(before) - 1 if before else min(0, len(after) - 1)
