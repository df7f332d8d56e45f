"""Jumping: a letter on everything that can have the focus or be gone to; typing it goes there."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Static

from crm.i18n import N_
from tui.bindings import BaseDialog
from tui.widgets.jumping import Go, Jumps
from tui.widgets.roles import content

LETTERS = "asdfghjklqwertyuiopzxcvbnm1234567890"
"""The letters in the order in which they are given out: those under the fingers first."""


class JumpOverlay(BaseDialog[Go]):
    """Letters over the screen that is left visible; answers what the letter typed stands for."""

    DEFAULT_CSS = """
    JumpOverlay {
        & > Static {
            position: absolute;
            width: 3;
            height: 1;
            background: $accent;
            color: $button-color-foreground;
            text-style: bold;
        }
        &:ansi > Static { color: ansi_black; }
        &:nocolor > Static { text-style: bold reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Leave"), id="jump.leave"),
    ]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._targets = dict(zip(LETTERS, targets(screen), strict=False))

    def compose(self) -> ComposeResult:
        """Put each letter where it leads."""
        for letter, (place, _go) in self._targets.items():
            label = Static(content(f" {letter} "))
            label.styles.offset = place
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go where the letter leads; any other key but escape leaves too."""
        if event.key != "escape":
            event.stop()
            event.prevent_default()
            _place, go = self._targets.get(event.character or "", (None, None))
            self.dismiss(go)

    async def on_click(self, event: events.Click) -> None:
        """Go where was clicked."""
        event.prevent_default()
        here = [go for place, go in self._targets.values() if _covers(place, event)]
        self.dismiss(here[0] if here else None)

    def action_leave(self) -> None:
        """Stay where one was."""
        self.dismiss(None)


def _covers(place: Offset, event: events.Click) -> bool:
    return place.y == event.screen_y and place.x <= event.screen_x < place.x + len(" a ")


def targets(screen: Screen[Any]) -> Iterator[tuple[Offset, Go]]:
    """Yield where one can jump to: what has several places says so itself, then each field."""
    for widget in screen.query("*"):
        if isinstance(widget, Jumps) and widget.is_on_screen:
            yield from _within(widget.region.offset, widget.jumps())
        elif widget.focusable and not widget.disabled and widget.is_on_screen:
            seen = screen.find_widget(widget).visible_region
            if seen:
                yield seen.offset, widget.focus


def _within(corner: Offset, jumps: Iterable[tuple[int, Go]]) -> Iterator[tuple[Offset, Go]]:
    for column, go in jumps:
        yield corner + Offset(column, 0), go
