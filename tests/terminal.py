"""A program in a pseudo-terminal: what it writes is kept, what may not be there is found."""

import fcntl
import os
import re
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType

from tests.hostile import FORGED
from tests.processes import Say, speak_through, start

PATIENCE = 90.0
"""Seconds until something that was to be shown counts as missing; a quiet machine needs two."""
READ_AT_ONCE = 65536
PAUSE = 0.02
QUIET = 0.4
"""Seconds without a byte after which a screen counts as drawn."""

# ECMA-48, 5.4: a control sequence is CSI, parameter bytes, intermediate bytes and a final byte.
CONTROL_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
# Textual asks for the shape of the mouse pointer with it: one of its own words, never data.
POINTER_SHAPE = re.compile(r"\x1b\]22;(?:default|text|pointer)\x07")
# All that can act outside a control sequence: C0 without line ends and tab, DEL, C1, directions.
ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]"
)


class Terminal:
    """Runs a program with a terminal of its own as its input, output and errors."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 80,
        lines: int = 24,
    ) -> None:
        self._master, slave = os.openpty()
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        self._process = subprocess.Popen(
            words,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            start_new_session=True,
        )
        os.close(slave)
        self._heard = bytearray()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join()
        os.close(self._master)

    def _read(self) -> None:
        # Linux answers EIO once nobody holds the other end (pty(7)).
        with suppress(OSError):
            while heard := os.read(self._master, READ_AT_ONCE):
                self._heard += heard

    @property
    def output(self) -> bytes:
        """All that was written so far."""
        return bytes(self._heard)

    @property
    def is_running(self) -> bool:
        """Whether the program is alive."""
        return self._process.poll() is None

    def press(self, keys: str, expected: str) -> None:
        """Type keys and wait until what follows shows a text and nothing more comes."""
        start = len(self._heard)
        os.write(self._master, keys.encode())
        self.wait_for(expected, start)
        self._wait_for_quiet()

    def _wait_for_quiet(self) -> None:
        length = -1
        while length != len(self._heard):
            length = len(self._heard)
            time.sleep(QUIET)

    def wait_for(self, expected: str, start: int = 0) -> None:
        """Wait until what was written from a place on shows a text."""
        limit = time.monotonic() + PATIENCE
        while expected not in shown(self.output[start:]):
            seen = shown(self.output[start:])[-2000:]
            assert self.is_running, f"ended before {expected!r} was shown: {seen}"
            assert time.monotonic() < limit, f"{expected!r} was not shown, but: {seen}"
            time.sleep(PAUSE)

    def wait(self) -> int:
        """Wait for the end of the program; return its exit code."""
        code = self._process.wait(PATIENCE)
        self._reader.join()
        return code


def written(work: Callable[[], None], environment: Mapping[str, str]) -> bytes:
    """Return all that some work writes to a terminal, which a fork of ours does there."""
    master, slave = os.openpty()

    def work_there(_say: Say) -> None:
        os.environ.update(environment)
        speak_through(slave, slave)
        work()

    child = start(work_there)
    os.close(slave)
    heard = bytearray()
    # Linux answers EIO once nobody holds the other end (pty(7)).
    with suppress(OSError):
        while piece := os.read(master, READ_AT_ONCE):
            heard += piece
    os.close(master)
    assert child.end() == 0
    return bytes(heard)


def shown(output: bytes) -> str:
    """Return what a terminal would show, without its control sequences, in the order written."""
    return CONTROL_SEQUENCE.sub("", output.decode(errors="replace"))


def acting(output: bytes) -> list[str]:
    """Return what would act on a terminal and is no control sequence, each with what is around."""
    text = POINTER_SHAPE.sub("", CONTROL_SEQUENCE.sub("", output.decode()))
    return [ascii(text[max(0, m.start() - 30) : m.end() + 30]) for m in ACTING.finditer(text)]


def check_output(output: bytes) -> None:
    """Check that a terminal which was written to only showed."""
    assert not acting(output)[:3]
    assert FORGED.encode() not in output
    assert b"Traceback" not in output
