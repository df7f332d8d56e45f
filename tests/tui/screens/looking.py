"""What tests read off the screen."""

import asyncio
from collections.abc import Callable

from textual.pilot import Pilot
from textual.screen import ModalScreen

from tui.screens.page_room import PageRoom
from tui.widgets.status_line import StatusLine


def lines(pilot: Pilot[None]) -> list[str]:
    """What the terminal shows, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return [strip.text.rstrip() for strip in strips]


def sees(pilot: Pilot[None], text: str) -> bool:
    """Tell whether a text stands on one of the lines."""
    return any(text in line for line in lines(pilot))


def said(pilot: Pilot[None]) -> str:
    """What the status line says."""
    return pilot.app.screen.query_one(StatusLine).text


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, one by one, waiting for what each sets off, previews that wait a while too."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def in_front(pilot: Pilot[None]) -> str:
    """Return the name of the screen in front."""
    return type(pilot.app.screen).__name__


def title_beside(room: PageRoom) -> str:
    """Return whose page stands beside a list, if one does."""
    page = room.pane.page
    return page.title if page is not None else ""


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is at work but what waits for the answer of a dialog."""
    for _attempt in range(500):
        await pilot.pause()
        asking = isinstance(pilot.app.screen, ModalScreen)
        busy = [
            worker
            for worker in pilot.app.workers
            if not worker.is_finished and not (asking and worker.group == "work")
        ]
        if not busy:
            return
        await asyncio.sleep(0.01)


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait until something is so, which takes as long as the watch on the book does."""
    async with asyncio.timeout(20):
        while not is_so():
            await asyncio.sleep(0.05)
            await settle(pilot)
