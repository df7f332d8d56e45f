"""What the screens of a working day look like over the demonstration, at 80×24.

Each is kept as text in `snapshots`, to be read by a person. After a change that was meant,
`CRM_TEST_SNAPSHOTS=write pytest tests/tui/test_snapshots.py` writes them anew, to be read again.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from crm import demo
from crm.book import Book
from tests.tui.screens.looking import lines, settle
from tui.app import CrmApp

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = os.environ.get("CRM_TEST_SNAPSHOTS") == "write"
LINE = "möte igår med Marder @ALMI #kompetensförsörjning -> skicka underlag senast 2 juli"

WALK: Sequence[tuple[str, Sequence[str]]] = (
    ("home", ()),
    ("people", ("2",)),
    ("person", ("enter",)),
    ("organisation", ("escape", "3", "enter")),
    ("interactions", ("escape", "4")),
    ("follow-ups", ("5",)),
    ("board", ("B",)),
    ("search", ("escape", "/", *"marder")),
    ("log", ("escape", "escape", "1", "l")),
    ("help", ("escape", "f1")),
    ("quick-entry", ("escape", ".", LINE, "home")),
)


@pytest.fixture
def demonstration(book: Book) -> Book:
    """The book of the demonstration."""
    demo.build(book)
    return book


async def test_screens_look_as_they_were_left(demonstration: Book) -> None:
    shown = {}
    async with CrmApp(demonstration).run_test(size=(80, 24)) as pilot:
        for name, keys in WALK:
            for key in keys:
                await strike(pilot, key)
            await settle(pilot)
            shown[name] = picture(pilot)
    if WRITE:
        write(shown)
    kept = {path.stem: path.read_text("utf-8") for path in SNAPSHOTS.glob("*.txt")}
    assert shown == kept


async def strike(pilot: Pilot[None], key: str) -> None:
    """Press a key, or paste what is a line."""
    if " " not in key:
        await pilot.press(key)
    elif pilot.app.focused is not None:
        pilot.app.focused.post_message(Paste(key))
        await settle(pilot)


def picture(pilot: Pilot[None]) -> str:
    """Return what the terminal shows."""
    return "\n".join(lines(pilot)) + "\n"


def write(shown: dict[str, str]) -> None:
    """Keep what is shown, and nothing else."""
    for path in SNAPSHOTS.glob("*.txt"):
        path.unlink()
    for name, text in shown.items():
        (SNAPSHOTS / f"{name}.txt").write_text(text, "utf-8")
