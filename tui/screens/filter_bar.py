"""The line above a list: which part of it is shown, and how many there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.widgets.jumping import Go
from tui.widgets.roles import content


class FilterBar(Widget):
    """Choices beside each other, the one in force marked; on the right how many rows there are.

    Where they do not all fit, only the one in force is shown, between arrows.
    """

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $surface; padding: 0 1; }
    """

    @dataclass
    class Chosen(Message):
        """Another choice was clicked."""

        index: int

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__()
        self._choices = list(choices)
        self.index = 0
        self.count = ""
        self._spans: list[tuple[int, int, int]] = []

    def offer(self, choices: Sequence[str]) -> None:
        """Offer other choices; the place of the one in force stays."""
        self._choices = list(choices)
        self.choose(min(self.index, len(self._choices) - 1))

    def choose(self, index: int) -> None:
        """Mark another choice."""
        self.index = index % max(1, len(self._choices))
        self.refresh()

    def say_count(self, text: str) -> None:
        """Say how many there are."""
        self.count = text
        self.refresh()

    def render(self) -> Content:
        """Draw the choices from the left and the count at the right."""
        room = self.size.width - cell_len(self.count) - 2
        left = self._choices_content(room)
        gap = max(2, self.size.width - left.cell_length - cell_len(self.count))
        return Content.assemble(left, " " * gap, content(self.count, "muted"))

    def _choices_content(self, room: int) -> Content:
        if sum(cell_len(choice) + 2 for choice in self._choices) > room:
            return self._arrows()
        parts: list[Content] = []
        self._spans = []
        start = 0
        for index, choice in enumerate(self._choices):
            parts.append(content(choice, "primary" if index == self.index else "muted"))
            if index == self.index:
                parts[-1] = parts[-1].stylize("bold underline")
            parts.append(Content("  "))
            self._spans.append((start, start + cell_len(choice), index))
            start += cell_len(choice) + 2
        return Content.assemble(*parts)

    def _arrows(self) -> Content:
        name = self._choices[self.index]
        width = cell_len(name)
        last = len(self._choices)
        self._spans = [
            (0, 2, (self.index - 1) % last),
            (2 + width, 5 + width, (self.index + 1) % last),
        ]
        marked = content(name, "primary").stylize("bold")
        place = content(f"  {self.index + 1}/{last}", "muted")
        return Content.assemble(content("‹ ", "accent"), marked, content(" ›", "accent"), place)

    def jumps(self) -> Iterator[tuple[int, Go]]:
        """Yield where each choice stands, and what makes it."""
        for start, _stop, index in self._spans:
            yield start + self.gutter.left, partial(self.post_message, self.Chosen(index))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        x = event.x - self.gutter.left
        for start, stop, index in self._spans:
            if start <= x < stop:
                self.post_message(self.Chosen(index))
