"""Hostile data never acts on a terminal: a round through the interface, whose writing is read.

The driver keeps what the application would write to a terminal; a walk at a real one is in
tests/test_hostile_data.py, beside what the commands print.
"""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from crm.book import open_book
from tests.terminal import check_output, shown
from tests.tui.screens.looking import in_front, press, sees, settle
from tui.app import CrmApp

pytestmark = pytest.mark.slow

# The key of each room, and what its list shows of the spoilt rows.
ROOMS = (
    ("2", "Somebody"),
    ("3", "Someplace"),
    ("4", "Sometalk"),
    ("5", "Somevow"),
    ("6", "Somework"),
    ("7", "Sometopic"),
    ("8", "Somelist"),
)
FORM = "ctrl+s saves"
"""What every form says."""

Round = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def round_at(hostile_book: Path, tmp_path: Path) -> Round:
    """Return a function that opens the interface, and in the end looks at all that it wrote."""
    written: list[str] = []

    class WritingDriver(HeadlessDriver):
        """Writes to a list as other drivers do to a terminal."""

        is_headless = False

        def write(self, data: str) -> None:
            written.append(data)

    @asynccontextmanager
    async def open_interface(width: int, height: int) -> AsyncIterator[Pilot[None]]:
        with open_book(shutil.copy(hostile_book, tmp_path / "book.db"), actor="tester") as book:
            app = CrmApp(book)
            app.driver_class = WritingDriver
            running = app.run_test(
                headless=False, size=(width, height), tooltips=True, notifications=True
            )
            async with running as pilot:
                await settle(pilot)
                yield pilot
        output = "".join(written).encode()
        check_output(output)
        assert "[@click=app.quit]x[/]" in shown(output)

    return open_interface


async def test_rooms_records_and_forms_only_show(round_at: Round) -> None:
    async with round_at(80, 24) as pilot:
        for room, mark in ROOMS:
            await press(pilot, room)
            assert sees(pilot, mark)
            await press(pilot, "enter")
            assert sees(pilot, mark)
            await press(pilot, "e")
            assert sees(pilot, FORM)
            await press(pilot, "escape", "escape")
            assert sees(pilot, mark)


async def test_lists_beside_their_records_only_show(round_at: Round) -> None:
    async with round_at(200, 50) as pilot:
        for room, mark in ROOMS:
            await press(pilot, room)
            assert sees(pilot, mark)


async def test_what_is_done_and_found_only_shows(round_at: Round) -> None:
    async with round_at(80, 24) as pilot:
        assert sees(pilot, "Somevow")
        await press(pilot, "d")
        assert sees(pilot, "Done")
        await press(pilot, "u")
        assert sees(pilot, "Undo")
        await press(pilot, "f1")
        assert sees(pilot, "agenda holds")
        await press(pilot, "escape", "9")
        assert sees(pilot, "Spoil")
        await press(pilot, "enter")
        assert sees(pilot, "Follow-up")
        await press(pilot, "/")
        assert sees(pilot, "Case and accents")
        await press(pilot, *"owned")
        assert sees(pilot, "OWNED")
        await press(pilot, "ctrl+p")
        assert sees(pilot, "Search for what to do")
        await press(pilot, *"some")
        assert sees(pilot, "Some")


async def test_forms_about_a_record_only_show(round_at: Round) -> None:
    async with round_at(80, 24) as pilot:
        await press(pilot, "2")
        for key in ("l", "f", "t", "m", "c", "a"):
            await press(pilot, key)
            assert sees(pilot, FORM)
            await press(pilot, "escape")
            assert in_front(pilot) == "PeopleScreen"
        await press(pilot, "D")
        assert sees(pilot, "Delete")
