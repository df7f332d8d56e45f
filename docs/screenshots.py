# ruff: noqa: E402 - the environment has to be set before Textual is imported
"""Draw the pictures of the manual from the program itself.

    python docs/screenshots.py

Each picture is the interface over a fresh demonstration, at a fixed size, after some keys. They are
SVG: small, sharp at any size, and the same each time, so that a change in one shows in a review.
"""

import asyncio
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

for _variable in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS"):
    os.environ.pop(_variable, None)
os.environ["COLORTERM"] = "truecolor"
os.environ["TEXTUAL_ANIMATIONS"] = "none"

from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from crm import demo
from crm.book import open_book
from crm.i18n import use_language
from tui.app import CrmApp

IMAGES = Path(__file__).parent / "images"
ACTOR = "Samordnaren"
TITLE = "Samverkan"
PATIENCE = 500
REST = 0.5


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: the name of the file, the keys that lead there, and the size in cells."""

    name: str
    keys: Sequence[str]
    width: int = 100
    height: int = 30
    language: str = "en"


LOGGED = (
    *("2", "down", "down", "l"),
    *("Skolan och arbetslivet", "tab", "ctrl+u", "igår", "tab", "14:30"),
)
QUICK = (
    ".",
    "möte igår i Örnsköldsvik med Marder och Kim Ek @Nordic Flanges #kompetensförsörjning ",
    "-> skicka underlag senast 2 juli; <- de återkommer i juni",
    "home",
)
PICTURES = (
    Picture("agenda", (), 130, 36),
    Picture("agenda-sv", (), language="sv"),
    Picture("briefing", ("down", "down", "down", "b"), 130, 24),
    Picture("person", ("2",), 130, 36),
    Picture("organisation", ("3",), 130, 36),
    Picture("board", ("5", "B"), 110, 26),
    Picture("search", ("/", "marder"), 100, 24),
    Picture("log", LOGGED),
    Picture("quick-entry", QUICK, 100, 26),
    Picture("help", ("2", "f1"), 100, 34),
)


async def draw(picture: Picture, folder: Path) -> str:
    """Return a picture as SVG."""
    use_language(picture.language)
    with open_book(folder / f"{picture.name}.db", actor=ACTOR) as book:
        demo.build(book)
        app = CrmApp(book)
        async with app.run_test(size=(picture.width, picture.height)) as pilot:
            await settle(pilot)
            for key in picture.keys:
                await pilot.press(*(key if is_text(key) else (key,)))
                await settle(pilot)
            return without_downloads(await still(pilot))


def is_text(key: str) -> bool:
    """Tell whether this is something to type, not the name of a key."""
    return key not in ("tab", "down", "f1", "ctrl+u", "home")


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is at work but what waits for the answer of a dialog."""
    for _attempt in range(PATIENCE):
        await pilot.pause(0.01)
        asking = isinstance(pilot.app.screen, ModalScreen)
        if all(
            worker.is_finished or (asking and worker.group == "work")
            for worker in pilot.app.workers
        ):
            return


async def still(pilot: Pilot[None]) -> str:
    """Return the screen once it no longer changes."""
    before = ""
    while (now := pilot.app.export_screenshot(title=TITLE)) != before:
        before = now
        await pilot.pause(REST)
    return now


def without_downloads(svg: str) -> str:
    """Leave out the fonts that a picture would fetch from elsewhere."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def main() -> None:
    """Draw all pictures."""
    os.environ["CRM_TODAY"] = demo.CLOCK
    for widget in (Input, TextArea):
        widget.cursor_blink = False  # type: ignore[assignment]
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for picture in PICTURES:
            svg = asyncio.run(draw(picture, Path(folder)))
            path = IMAGES / f"{picture.name}.svg"
            path.write_text(svg + "\n", encoding="utf-8")
            print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


if __name__ == "__main__":
    main()
