"""One run of the interface over a book, headless, with what it took printed as JSON.

    python -m tests.benchmarks.interface_probe frame BOOK     until the agenda is drawn
    python -m tests.benchmarks.interface_probe empty          until an empty application is drawn
    python -m tests.benchmarks.interface_probe use BOOK ID    keys, pages, and the person ID opened

Frames are drawn whole, down to the bytes for a terminal, which go nowhere.
"""

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App
from textual.events import Key

SIZE = (120, 40)
WORDS = ("anna", "marder", "lund", "sand", "kommun", "vd", "berg", "ola", "p", "åkesson")
PAGES = 60
OPENINGS = 15
PATIENCE = 60.0
MILLISECONDS = 1000


class Drawing(App[Any]):
    """Notes when a frame is drawn."""

    last_frame = 0.0

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if hasattr(renderable, "render_segments"):
            renderable.render_segments(self.console)
        self.last_frame = time.perf_counter()


async def until(app: Drawing, is_so: Callable[[], bool], start: float) -> float:
    """Return the milliseconds from a start until something is so and has been drawn."""
    limit = time.perf_counter() + PATIENCE
    while not (is_so() and app.last_frame > start and not app.screen._dirty_widgets):
        if time.perf_counter() > limit:
            raise TimeoutError
        await asyncio.sleep(0.003)
    settled = app.last_frame
    await asyncio.sleep(0.02)
    return MILLISECONDS * (app.last_frame - start if app.last_frame > settled else settled - start)


def at_work(app: Drawing) -> bool:
    """Tell whether anything is being read for the screen in front."""
    return any(not worker.is_finished for worker in app.workers)


def press(app: Drawing, key: str) -> float:
    """Press a key as the terminal would, and return when."""
    start = time.perf_counter()
    app.post_message(Key(key, key if len(key) == 1 else None))
    return start


def has_found(app: Drawing, field: Any, text: str) -> bool:
    """Tell whether what was typed has been searched for."""
    return field.value == text and not at_work(app)


async def key_to_result(app: Any) -> dict[str, list[float]]:
    """Return how long each letter took until what it finds is on the screen."""
    from tui.widgets.search_input import SearchInput

    found: dict[str, list[float]] = {"letters": [], "words": []}
    await until(app, lambda: type(app.screen).__name__ == "SearchScreen", press(app, "slash"))
    field = app.screen.query_one(SearchInput)
    for word in WORDS:
        for number, letter in enumerate(word):
            start = press(app, letter)
            took = await until(app, partial(has_found, app, field, word[: number + 1]), start)
            found["words" if number else "letters"].append(took)
        for _letter in word:
            press(app, "backspace")
        await until(app, partial(has_found, app, field, ""), time.perf_counter() - 1)
    return found


def has_moved(table: Any, before: int) -> bool:
    """Tell whether the cursor is elsewhere and its row is there."""
    return table.cursor_index != before and table.cursor_row is not None


async def page_down(app: Any) -> list[float]:
    """Return how long each page of the list of people took until its rows were there."""
    from tui.widgets.lazy_list import LazyList

    await app.switch_mode("people")
    await until(app, lambda: bool(app.screen.query(LazyList)), time.perf_counter() - 1)
    table = app.screen.query(LazyList).first()
    await until(app, lambda: table.item_count and not at_work(app), time.perf_counter() - 1)
    table.focus()
    times = []
    for _page in range(min(PAGES, table.item_count // table.page_height - 1)):
        before = table.cursor_index
        start = press(app, "pagedown")
        times.append(await until(app, partial(has_moved, table, before), start))
    return times


def is_open(app: Any, room: Any) -> bool:
    """Tell whether a page lies over a room and has been read."""
    pane = getattr(app.screen, "pane", None)
    return app.screen is not room and pane is not None and pane.page is not None


async def opening(app: Any, person: int) -> list[float]:
    """Return how long the page of somebody who is met often took to be there."""
    from crm.vocabulary import RecordKind

    room, times = app.screen, []
    for _time in range(OPENINGS):
        start = time.perf_counter()
        room.open_record((RecordKind.PERSON, person))
        times.append(await until(app, partial(is_open, app, room), start))
        await until(app, lambda: not at_work(app), time.perf_counter() - 1)
        app.pop_screen()
        await until(app, lambda: app.screen is room, time.perf_counter() - 1)
    return times


async def use(app: Any, person: int) -> dict[str, Any]:
    """Return all that is measured while one works."""
    async with app.run_test(size=SIZE):
        await until(app, lambda: not at_work(app), 0)
        found: dict[str, Any] = await key_to_result(app)
        found["page"] = await page_down(app)
        found["record"] = await opening(app, person)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {**found, "memory": peak / 1024}


async def first_frame(app: Any) -> None:
    """Draw what comes first, whole."""
    async with app.run_test(size=SIZE):
        await until(app, lambda: not at_work(app), 0)


def main(arguments: list[str]) -> None:
    """Do one run."""
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        os.environ.pop(name, None)
    task, *values = arguments
    if task == "empty":
        asyncio.run(first_frame(Drawing()))
        return
    from crm.book import open_book
    from tui.app import CrmApp

    class Measured(Drawing, CrmApp):
        """Ours, noting its frames."""

    with open_book(values[0], actor="benchmark") as book:
        if task == "frame":
            asyncio.run(first_frame(Measured(book)))
        else:
            print(json.dumps(asyncio.run(use(Measured(book), int(values[1])))))


if __name__ == "__main__":
    main(sys.argv[1:])
