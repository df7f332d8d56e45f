"""Leaving in good order when the process is asked to end, or the terminal is closed."""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

REQUESTS = ("SIGHUP", "SIGTERM")
"""Signals that ask a program on a terminal to end (signal(7)); not every system has both."""


def leave_when_asked(leave: Callable[[], None]) -> None:
    """Have the terminal given back as it was, where these signals would end the process at once."""
    loop = asyncio.get_running_loop()
    for name in REQUESTS:
        number = getattr(signal, name, None)
        with suppress(NotImplementedError):  # Windows.
            if number is not None:
                loop.add_signal_handler(number, leave)


def is_terminal_closed() -> bool:
    """Tell whether nobody can type any more.

    A process that does not lead its session hears of no signal, and Textual would ask a terminal
    that is gone for keys again and again, as fast as it can.
    """
    return sys.__stdin__ is None or not sys.__stdin__.isatty()
