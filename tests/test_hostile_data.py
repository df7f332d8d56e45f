"""Hostile data never acts on a terminal: all that is written to a pseudo-terminal is read.

The book is hostile in two ways: naughty strings came in through the doors, which clean them, and
raw control characters were put into its rows behind the doors' back, as another program might.
"""

import os
import shutil
import sys
from pathlib import Path

import pytest

from crm.cli.program import program
from tests.hostile import PROMISED, RAW
from tests.terminal import Terminal, check_output, shown, written

pytestmark = pytest.mark.slow


def environment_for(book: Path, **more: str) -> dict[str, str]:
    """Return an environment with that book and a terminal that understands everything."""
    return dict(os.environ) | {"CRM_DATABASE": str(book), "TERM": "xterm-256color"} | more


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


LISTED = [f"{line} --format {written}" for written in FORMATS for line in READING]
EXPORTED = [
    f"export - --as {written} --kind {kind}"
    for written in ("csv", "tsv", "json")
    for kind in ("people", "organisations")
]
# Errors repeat what was typed; NUL cannot be typed (execve(2)).
REFUSED = [f"show {text}".replace("\x00", "") for text in RAW]


@pytest.fixture(scope="module")
def printed(hostile_book: Path) -> bytes:
    """All that many commands write to a terminal, and after each its exit code."""

    def call_all() -> None:
        for line in (*EXPORTED, *REFUSED, *LISTED):
            try:
                program.main(line.split(" "), prog_name="crm")
            except SystemExit as end:
                print(f"<{line!a}: {end.code or 0}>", flush=True)

    return written(call_all, environment_for(hostile_book, COLUMNS="80", LINES="24"))


def codes(printed: bytes, lines: list[str]) -> list[set[int]]:
    """Return the exit code that each of some lines had; none where it did not come to its end."""
    seen = "".join(shown(printed).splitlines())
    return [{code for code in PROMISED if f"<{line!a}: {code}>" in seen} for line in lines]


def test_what_is_printed_only_shows(printed: bytes) -> None:
    check_output(printed)


def test_all_is_printed_that_was_asked_for(printed: bytes) -> None:
    ended = dict(zip(LISTED, codes(printed, LISTED), strict=True))
    failed = {line for line, code in ended.items() if code != {0}}
    assert failed <= {f"doctor --format {written}" for written in FORMATS}
    _others, _between, tables = "".join(shown(printed).splitlines()).rpartition("--format ids")
    assert "Somebody" in tables
    assert "[@click=app.quit]x[/]" in tables
    assert codes(printed, EXPORTED) == [{0}] * len(EXPORTED)


def test_what_is_refused_is_refused(printed: bytes) -> None:
    for line, code in zip(REFUSED, codes(printed, REFUSED), strict=True):
        assert code and 0 not in code, ascii(line)


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
