"""A screen that is painted when what it shows is there, and not at each step on the way to that.

Textual paints a new screen when it gets its size, again whenever a part of it is mounted or moves,
and again when what was read has come. To paint takes several times as long as to lay out, and
whoever looks on sees the parts jump.
"""

import asyncio

from textual.events import ScreenResume
from textual.screen import Screen
from textual.timer import Timer

from tui.bindings import BaseScreen
from tui.work import begin

PATIENCE = 0.15
"""Seconds after which a screen is painted as it is, whatever is still to come."""
STILL = 20
"""Turns of the event loop without a change after which all parts have heard of their size."""


class PaintedOnce(BaseScreen[None]):
    """A screen that is laid out, but not painted, until `paint_soon` is called or for a moment.

    Until then what was in view before it stays there.
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_held = True
        self._still = 0
        self._patience: Timer | None = None

    def on_mount(self) -> None:
        """Wait for what is to be shown."""
        self._wait()
        self.screen_layout_refresh_signal.subscribe(self, self._laid_out, immediate=True)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Wait for what changed while another screen was in front."""
        if not self._is_held:
            self._wait()
            self.paint_soon()

    def _wait(self) -> None:
        """Paint nothing for now, though not for long."""
        self._is_held = True
        self._patience = self.set_timer(PATIENCE, self.paint)

    def paint_soon(self) -> None:
        """Paint as soon as what was put on has found its place, scroll bars and all."""
        begin(self, self.paint_when_still, group="paint", exclusive=True, exit_on_error=False)

    async def paint_when_still(self) -> None:
        """Paint as `paint_soon` does, and go on after that."""
        self._still = 0
        while self._is_held and self._still < STILL:
            self._still += 1
            await asyncio.sleep(0)
        self.paint()

    def paint(self) -> None:
        """Paint what there is, and from now on whatever changes."""
        if self._patience is not None:
            self._patience.stop()
        if self._is_held:
            self._on_timer_update()
            self._is_held = False
            self._compositor_refresh()

    def _laid_out(self, _screen: Screen[object]) -> None:
        self._still = 0

    # What Textual has no public word for: when to lay out, and when to paint.

    def on_idle(self) -> None:
        """Lay out at once what is not painted: there is no frame to wait for."""
        if self._is_held:
            self._on_timer_update()

    def _compositor_refresh(self) -> None:
        """Paint, unless it is too early, or in vain: behind a screen that lets nothing through."""
        if self._is_held or not self._is_in_sight:
            self._still = 0
            self._dirty_widgets.clear()
        else:
            super()._compositor_refresh()

    @property
    def _is_in_sight(self) -> bool:
        front = self.app.screen
        return front is self or front.styles.background.a < 1
