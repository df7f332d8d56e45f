"""The interface ends with its terminal, and gives it back when it is asked to end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 60
DRAWN = b"Help"
GIVEN_BACK = b"\x1b[?1049l"
"""The screen that was there before the program is shown again (xterm, DECRST 1049)."""


class Seat:
    """The interface in a terminal that leads no session, so that no signal tells of its end."""

    def __init__(self, book: Path) -> None:
        self.master, slave = os.openpty()
        words = [sys.executable, "-m", "crm", "--db", str(book)]
        environment = {**os.environ, "TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            words, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)

    def read_until(self, expected: bytes) -> None:
        """Read what is written until something is."""
        heard = b""
        while expected not in heard:
            heard += os.read(self.master, 65536)


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    seat = Seat(tmp_path / "book.db")
    yield seat
    seat.process.kill()
    seat.process.wait()
    with suppress(OSError):
        os.close(seat.master)


def test_it_ends_when_its_terminal_is_closed(seat: Seat) -> None:
    seat.read_until(DRAWN)
    os.close(seat.master)
    assert seat.process.wait(PATIENCE) == 0


def test_it_gives_the_terminal_back_when_it_is_asked_to_end(seat: Seat) -> None:
    seat.read_until(DRAWN)
    seat.process.send_signal(signal.SIGTERM)
    seat.read_until(GIVEN_BACK)
    assert seat.process.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("group", "answer"), [({"process_group": 0}, "True"), ({"start_new_session": True}, "False")]
)
def test_it_is_a_job_of_a_shell_where_another_process_leads_the_session(
    group: dict[str, Any], answer: str
) -> None:
    words = [sys.executable, "-c", "from tui.leaving import is_job; print(is_job())"]
    done = subprocess.run(words, capture_output=True, check=True, text=True, **group)
    assert done.stdout.strip() == answer
