"""Waiting until an interface has come to rest: known from its event loop, not guessed.

Textual's pilot takes samples of what the processor does, which costs 40 ms a key, and mistakes a
busy machine that has no time for the test for an interface with nothing to do.
"""

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from selectors import SelectorKey
from typing import Any, TypeVarTuple, cast

import pytest
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot

PATIENCE = 30.0
"""Seconds after which nobody waits any longer: something is at work that does not end by itself."""

Arguments = TypeVarTuple("Arguments")


class WatchedSelector(selectors.DefaultSelector):
    """Tells when its loop is about to wait, and lets it go on at once where that wakes somebody."""

    def __init__(self, about_to_wait: Callable[[], bool]) -> None:
        super().__init__()
        self._about_to_wait = about_to_wait

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Wait for what happens next; a loop with something to do does so without any time."""
        waits = timeout is None or timeout > 0
        return super().select(0 if waits and self._about_to_wait() else timeout)


class RestingLoop(asyncio.SelectorEventLoop):
    """A loop that knows when it rests: nothing to do, no thread at work, only clocks and keys."""

    def __init__(self) -> None:
        super().__init__(WatchedSelector(self._about_to_wait))
        self._threads_at_work = 0
        self._waiting: list[asyncio.Future[None]] = []

    async def rest(self) -> None:
        """Wait until the loop rests."""
        rested = self.create_future()
        self._waiting.append(rested)
        await rested

    def run_in_executor(
        self,
        executor: Executor | None,
        func: Callable[[*Arguments], Any],
        *args: *Arguments,
    ) -> asyncio.Future[Any]:
        """Do something in a thread, and count it as long as it is at work."""
        future = super().run_in_executor(executor, func, *args)
        self._threads_at_work += 1
        future.add_done_callback(self._thread_done)
        return future

    def _thread_done(self, _future: asyncio.Future[Any]) -> None:
        self._threads_at_work -= 1

    def _about_to_wait(self) -> bool:
        """Wake who waits for rest, if it has come; tell whether there is somebody."""
        if self._threads_at_work:
            return False
        waiting, self._waiting = self._waiting, []
        for rested in waiting:
            if not rested.done():
                rested.set_result(None)
        return bool(waiting)


async def come_to_rest(*_times: float) -> None:
    """Wait until nothing is under way in the interface, and all of it is drawn."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, RestingLoop)
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await loop.rest()
            while _strike(active_app.get()):
                await loop.rest()


def _strike(app: App[Any]) -> bool:
    """Do what Textual's clocks would do within a twentieth of a second; tell whether they run."""
    if not app.screen_stack:
        return False
    if app._batch_count and _end_delays(app):
        return True
    if app._resize_timer is not None:
        app._check_resize()
        return True
    frame_wanted = cast(asyncio.Event, app.screen._update_timer._active)
    if frame_wanted.is_set():
        app.screen._on_timer_update()
        return True
    return False


def _end_delays(app: App[Any]) -> bool:
    """Let be painted what Textual keeps back for a moment when another room is gone to."""
    delays = [
        timer
        for timer in app._timers
        if timer.name == "delay_update" and timer._task is not None and not timer._task.done()
    ]
    for timer in delays:
        timer.stop()
        cast(Callable[[], None], timer._callback)()
    return bool(delays)


def rest_instead_of_sampling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever the pilot waits for be that the interface has come to rest."""

    async def wait_for_screen(_pilot: Pilot[Any], _timeout: float = 0) -> bool:
        await come_to_rest()
        return True

    monkeypatch.setattr(Pilot, "_wait_for_screen", wait_for_screen)
    monkeypatch.setattr("textual.pilot.wait_for_idle", come_to_rest)
    monkeypatch.setattr("textual.app.wait_for_idle", come_to_rest)
