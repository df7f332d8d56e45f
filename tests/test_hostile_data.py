"""Hostile data never acts on a terminal: all that is written to a pseudo-terminal is read.

The book is hostile in two ways: naughty strings came in through the doors, which clean them, and
raw control characters were put into its rows behind the doors' back, as another program might.
"""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.hostile import PROMISED, RAW
from tests.terminal import Terminal, check_output, shown

pytestmark = pytest.mark.slow


def environment_for(book: Path, **more: str) -> dict[str, str]:
    """Return an environment with that book and a terminal that understands everything."""
    return dict(os.environ) | {"CRM_DATABASE": str(book), "TERM": "xterm-256color"} | more


# Runs many commands in one process, whose output is the terminal: starting is what takes time.
MANY = """
import sys
from crm.cli.program import program
from tests.compiling import compiled_once
with compiled_once():
    for line in sys.argv[1:]:
        try:
            program.main(line.split(" "), prog_name="crm")
        except SystemExit as end:
            print(f"<{ascii(line)}: {end.code or 0}>", flush=True)
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
FORMATS = ("json", "csv", "ids", "table")


def test_what_is_printed_only_shows(hostile_book: Path) -> None:
    lines = [f"{line} --format {written}" for written in FORMATS for line in READING]
    words = [sys.executable, "-c", MANY, *lines]
    with Terminal(words, environment_for(hostile_book)) as terminal:
        assert terminal.wait() == 0
        seen = "".join(shown(terminal.output).splitlines())
        check_output(terminal.output)
    refused = {line for line in lines if f"<{line!a}: 0>" not in seen}
    assert refused <= {f"doctor --format {written}" for written in FORMATS}
    _others, _between, tables = seen.rpartition("--format ids")
    assert "Somebody" in tables
    assert "[@click=app.quit]x[/]" in tables


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
        assert all(f"<{line!a}: 0>" in shown(terminal.output) for line in lines)


def test_what_is_refused_is_only_shown(hostile_book: Path) -> None:
    """Errors repeat what was typed; NUL cannot be typed (execve(2))."""
    lines = [f"show {text}".replace("\x00", "") for text in RAW]
    words = [sys.executable, "-c", MANY, *lines]
    with Terminal(words, environment_for(hostile_book)) as terminal:
        assert terminal.wait() == 0
        check_output(terminal.output)
        seen = "".join(shown(terminal.output).splitlines())
    for line in lines:
        assert any(f"<{line!a}: {code}>" in seen for code in PROMISED - {0}), ascii(line)


ESCAPE, ENTER, CTRL_Q = "\x1b", "\r", "\x11"
FORM = "ctrl+s saves"
"""What every form says."""
ROOM = "Search"
"""What the bottom line of every room says, and no form."""


def test_the_interface_only_shows(hostile_book: Path, tmp_path: Path) -> None:
    """A walk at a real terminal; the whole round is in tests/tui/test_hostile_data.py."""
    copy = shutil.copy(hostile_book, tmp_path / "book.db")
    words = [sys.executable, "-m", "crm", "tui"]
    with Terminal(words, environment_for(Path(copy))) as terminal:
        terminal.wait_for("Somevow")
        terminal.press("2", "Somebody")
        terminal.press(ENTER, "Somebody")
        terminal.press("e", FORM)
        terminal.press(ESCAPE, ROOM)
        terminal.press("/", "Case and accents")
        terminal.press("owned", "OWNED")
        terminal.press(CTRL_Q, "")
        assert terminal.wait() == 0
        check_output(terminal.output)
        assert "[@click=app.quit]x[/]" in shown(terminal.output)
