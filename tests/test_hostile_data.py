"""Hostile data never acts on a terminal: all that is written to a pseudo-terminal is read.

The book is hostile in two ways: naughty strings came in through the doors, which clean them, and
raw control characters were put into its rows behind the doors' back, as another program might.
"""

import os
import shutil
import sys
from pathlib import Path

import pytest

from crm.book import open_book
from tests.hostile import FORGED, MARKUP, PROMISED, RAW, fill, naughty_strings, spoil
from tests.people import person
from tests.terminal import Terminal, acting, shown

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def hostile_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that holds all naughty strings and whose rows are spoilt in part."""
    path = tmp_path_factory.mktemp("hostile") / "book.db"
    with open_book(path, actor="\x1b]0;OWNED\x07 Actor") as book:
        with book.write("Spoilt \x1b]0;OWNED\x07") as session:
            for number, text in enumerate(("Plain", *RAW, *MARKUP)):
                fill(session, text or "empty", number)
        book.tell("Spoil \x9b31m it", spoil)
        with book.write("Naughty strings") as session:
            for number, text in enumerate(naughty_strings(), 100):
                person(session, f"Naughty {number}", note=f"Note {text}")
    return path


def environment_for(book: Path, **more: str) -> dict[str, str]:
    """Return an environment with that book and a terminal that understands everything."""
    return dict(os.environ) | {"CRM_DATABASE": str(book), "TERM": "xterm-256color"} | more


def check_output(output: bytes) -> None:
    """Check that a terminal which was written to only showed."""
    assert not acting(output)[:3]
    assert FORGED.encode() not in output
    assert b"Traceback" not in output


# Runs many commands in one process, whose output is the terminal: starting is what takes time.
MANY = """
import sys
from crm.cli.program import program
for line in sys.argv[1:]:
    try:
        program.main(line.split(), prog_name="crm")
    except SystemExit as end:
        print(f"<{line}: {end.code or 0}>", flush=True)
"""
READING = (
    "agenda",
    "find OWNED",
    "person list",
    "person show p1",
    "org list",
    "org show o2",
    "post list",
    "post show s2",
    "membership list",
    "interaction list",
    "interaction show i3",
    "follow-up list",
    "follow-up show f4",
    "collaboration list",
    "collaboration show c2",
    "topic list",
    "topic show t2",
    "list list",
    "list show l2",
    "timeline p3",
    "timeline o3",
    "timeline p5 --topic t3",
    "history --limit 5",
    "history p1",
    "duplicates",
    "document list o1",
    "field list",
    "doctor",
)
FORMATS = ("table", "json", "csv", "ids")


@pytest.mark.parametrize("written", FORMATS)
def test_what_is_printed_only_shows(hostile_book: Path, written: str) -> None:
    lines = [f"{line} --format {written}" for line in READING]
    words = [sys.executable, "-c", MANY, *lines]
    with Terminal(words, environment_for(hostile_book)) as terminal:
        assert terminal.wait() == 0
        seen = shown(terminal.output)
        check_output(terminal.output)
    ended = [line for line in lines if f"<{line}: 0>" in "".join(seen.splitlines())]
    refused = set(lines) - set(ended)
    assert refused <= {f"doctor --format {written}"}
    if written == "table":
        assert "Somebody" in seen
        assert "[@click=app.quit]x[/]" in seen


def test_what_is_exported_to_the_terminal_only_shows(hostile_book: Path) -> None:
    lines = [
        f"export - --as {written} --kind {kind}"
        for written in ("csv", "tsv", "json")
        for kind in ("people", "organisations")
    ]
    words = [sys.executable, "-c", MANY, *lines]
    with Terminal(words, environment_for(hostile_book)) as terminal:
        assert terminal.wait() == 0
        check_output(terminal.output)
        assert all(f"<{line}: 0>" in shown(terminal.output) for line in lines)


@pytest.mark.parametrize("text", RAW, ids=ascii)
def test_what_is_refused_is_only_shown(hostile_book: Path, text: str) -> None:
    """Errors repeat what was typed; NUL cannot be typed (execve(2))."""
    words = [sys.executable, "-m", "crm", "show", text.replace("\x00", "")]
    with Terminal(words, environment_for(hostile_book)) as terminal:
        assert terminal.wait() in PROMISED
        check_output(terminal.output)


# --- The interface -------------------------------------------------------------------------------

ESCAPE, F1, ENTER, CTRL_P, CTRL_Q = "\x1b", "\x1bOP", "\r", "\x10", "\x11"
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
SAVES = "ctrl+s saves"
"""What every form says."""
ROOM_KEYS = "Search"
"""What the bottom line of every room says, and no form."""


def interface(book: Path, tmp_path: Path, *, columns: int, lines: int) -> Terminal:
    """Open the interface on a copy of the book, in a terminal of a size."""
    copy = shutil.copy(book, tmp_path / "book.db")
    words = [sys.executable, "-m", "crm", "tui"]
    return Terminal(words, environment_for(Path(copy)), columns=columns, lines=lines)


def leave(terminal: Terminal) -> None:
    """Leave the interface, which is alive, and check what it wrote."""
    terminal.press(CTRL_Q, "")
    assert terminal.wait() == 0
    check_output(terminal.output)
    assert "[@click=app.quit]x[/]" in shown(terminal.output)


def test_rooms_records_and_forms_only_show(hostile_book: Path, tmp_path: Path) -> None:
    with interface(hostile_book, tmp_path, columns=80, lines=24) as terminal:
        terminal.wait_for("Somevow")
        for room, mark in ROOMS:
            terminal.press(room, mark)
            terminal.press(ENTER, mark)
            terminal.press("e", SAVES)
            terminal.press(ESCAPE, ROOM_KEYS)
            terminal.press(ESCAPE, mark)
        leave(terminal)


def test_lists_beside_their_records_only_show(hostile_book: Path, tmp_path: Path) -> None:
    with interface(hostile_book, tmp_path, columns=200, lines=50) as terminal:
        terminal.wait_for("Somevow")
        for room, mark in ROOMS:
            terminal.press(room, mark)
        terminal.press("9", "Spoil")
        leave(terminal)


def test_everything_around_the_rooms_only_shows(hostile_book: Path, tmp_path: Path) -> None:
    with interface(hostile_book, tmp_path, columns=80, lines=24) as terminal:
        terminal.wait_for("Somevow")
        terminal.press("d", "Done")
        terminal.press("u", "Undo")
        terminal.press(F1, "agenda holds")
        terminal.press(ESCAPE, "Somevow")
        terminal.press("9", "Spoil")
        terminal.press(ENTER, "Changed")
        terminal.press("/", "Case and accents")
        terminal.press("owned", "OWNED")
        terminal.press(ESCAPE, "Case and accents")
        terminal.press(ESCAPE, "follow up changed")
        terminal.press("2", "Somebody")
        for key in ("l", "f", "t", "m", "c", "a"):
            terminal.press(key, SAVES)
            terminal.press(ESCAPE, ROOM_KEYS)
        terminal.press("D", "Delete")
        terminal.press(ESCAPE, "Somebody")
        terminal.press(CTRL_P, "Search for what to do")
        terminal.press("some", "Some")
        terminal.press(ESCAPE, "Somebody")
        leave(terminal)
