"""One run of the interface over a book, headless, with what it took printed as JSON.

    python -m tests.benchmarks.interface_probe empty          until an empty application is drawn
    python -m tests.benchmarks.interface_probe frame BOOK     until ours is drawn first
    python -m tests.benchmarks.interface_probe agenda BOOK    until the agenda is read and drawn
    python -m tests.benchmarks.interface_probe use BOOK ID    keys, pages, and the person ID opened

Frames are drawn whole, down to the bytes for a terminal, which go nowhere. Times are pairs: the
milliseconds on the clock, and those of the processor, which a busy machine lengthens less.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App
from textual.events import Key

SIZE = (120, 40)
WORDS = ("anna", "marder", "lund", "sand", "kommun", "vd", "berg", "ola", "p", "åkesson")
PAGES = 60
OPENINGS = 15
PATIENCE = 60.0
QUIET = 0.04
"""Seconds without a frame after which all has been drawn that a key leads to: more than two."""
MILLISECONDS = 1000
Times = tuple[float, float]


class Drawing(App[Any]):
    """Notes when a frame is drawn, and what the whole process has cost until then."""

    first_cost = 0.0
    last_frame = 0.0
    cost = 0.0

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if renderable is None:
            return
        renderable.render_segments(self.console)
        self.last_frame, self.cost = time.perf_counter(), time.process_time()
        self.first_cost = self.first_cost or self.cost


async def until(app: Drawing, is_so: Callable[[], bool], since: float = 0) -> None:
    """Wait until something is so and has been drawn after a moment, and nothing more is drawn."""
    limit = time.perf_counter() + PATIENCE
    so_since = limit
    while time.perf_counter() - max(so_since, app.last_frame) < QUIET or app.last_frame <= since:
        if not is_so():
            so_since = limit
        elif so_since == limit:
            so_since = time.perf_counter()
        if time.perf_counter() > limit:
            raise TimeoutError
        await asyncio.sleep(0.002)


async def taken(app: Drawing, is_so: Callable[[], bool], start: Times) -> Times:
    """Return how long it took from a start until something was so and had been drawn."""
    await until(app, is_so, start[0])
    cpu = app.cost - start[1]
    return MILLISECONDS * (app.last_frame - start[0]), MILLISECONDS * cpu


def now() -> Times:
    """Return the time on the clock and that of the processor."""
    return time.perf_counter(), time.process_time()


def at_work(app: Drawing) -> bool:
    """Tell whether anything is being read for the screen in front."""
    return any(not worker.is_finished for worker in app.workers)


def press(app: Drawing, key: str) -> Times:
    """Press a key as the terminal would, and return when."""
    start = now()
    app.post_message(Key(key, key if len(key) == 1 else None))
    return start


def has_found(app: Drawing, field: Any, text: str) -> bool:
    """Tell whether what was typed has been searched for."""
    return field.value == text and not at_work(app)


async def key_to_result(app: Any) -> dict[str, list[Times]]:
    """Return how long each letter took until what it finds is on the screen."""
    from tui.widgets.search_input import SearchInput

    found: dict[str, list[Times]] = {"letters": [], "words": []}
    press(app, "slash")
    await until(app, lambda: isinstance(app.focused, SearchInput))
    field = app.screen.query_one(SearchInput)
    for word in WORDS:
        for number, letter in enumerate(word):
            start = press(app, letter)
            took = await taken(app, partial(has_found, app, field, word[: number + 1]), start)
            found["words" if number else "letters"].append(took)
        for _letter in word:
            press(app, "backspace")
        await until(app, partial(has_found, app, field, ""))
    return found


def has_moved(table: Any, before: int) -> bool:
    """Tell whether the cursor is elsewhere and its row is there."""
    return table.cursor_index != before and table.cursor_row is not None


async def page_down(app: Any) -> list[Times]:
    """Return how long each page of the list of people took until its rows were there."""
    from tui.widgets.lazy_list import LazyList

    await app.switch_mode("people")
    await until(app, lambda: bool(app.screen.query(LazyList)))
    table = app.screen.query(LazyList).first()
    await until(app, lambda: table.item_count and not at_work(app))
    table.focus()
    times = []
    for _page in range(min(PAGES, table.item_count // table.page_height - 1)):
        before = table.cursor_index
        start = press(app, "pagedown")
        times.append(await taken(app, partial(has_moved, table, before), start))
    return times


def is_open(app: Any, room: Any) -> bool:
    """Tell whether a page lies over a room and has been read."""
    pane = getattr(app.screen, "pane", None)
    return app.screen is not room and pane is not None and pane.page is not None


async def opening(app: Any, person: int) -> list[Times]:
    """Return how long the page of somebody who is met often took to be there."""
    from crm.vocabulary import RecordKind

    room, times = app.screen, []
    for _time in range(OPENINGS):
        start = now()
        room.open_record((RecordKind.PERSON, person))
        times.append(await taken(app, partial(is_open, app, room), start))
        await until(app, lambda: not at_work(app))
        app.pop_screen()
        await until(app, lambda: app.screen is room)
    return times


async def use(app: Any, person: int) -> dict[str, Any]:
    """Return all that is measured while one works."""
    async with app.run_test(size=SIZE):
        await until(app, lambda: not at_work(app))
        found: dict[str, Any] = await key_to_result(app)
        found["page"] = await page_down(app)
        found["record"] = await opening(app, person)
    return {**found, "memory": peak_memory()}


def peak_memory() -> float:
    """Return the most memory that this process ever held, in megabytes."""
    # `getrusage` would count what the process held that began this one.
    lines = Path("/proc/self/status").read_text().splitlines()
    status = dict(line.split(":", 1) for line in lines)
    return int(status["VmHWM"].split()[0]) / 1024


async def drawn(app: Any, task: str) -> float:
    """Draw what comes first, and for the task `agenda` what is to be done.

    Return the milliseconds of the processor that the process took until then, imports and all.
    """
    async with app.run_test(size=SIZE):
        if task == "agenda":
            while not has_agenda(app):
                await asyncio.sleep(0.001)
            before = app.last_frame
            while app.last_frame == before:
                await asyncio.sleep(0.001)
            return float(MILLISECONDS * app.cost)
        await until(app, lambda: True)
        return float(MILLISECONDS * app.first_cost)


def has_agenda(app: Any) -> bool:
    """Tell whether the agenda has been read."""
    from textual.widgets import Static

    today = app.screen.query("#today")
    return bool(today and str(today.first(Static).content))


def main(arguments: list[str]) -> None:
    """Do one run."""
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        os.environ.pop(name, None)
    task, *values = arguments
    if task == "empty":
        print(asyncio.run(drawn(Drawing(), task)))
        return
    from crm.book import open_book
    from tui.app import CrmApp

    class Measured(Drawing, CrmApp):
        """Ours, noting its frames."""

    with open_book(values[0], actor="benchmark") as book:
        if task == "use":
            print(json.dumps(asyncio.run(use(Measured(book), int(values[1])))))
        else:
            print(asyncio.run(drawn(Measured(book), task)))


if __name__ == "__main__":
    main(sys.argv[1:])
