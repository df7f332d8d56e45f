"""Leaving in good order: when asked to end, when the terminal is closed, or for a while."""

import asyncio
import os
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


def is_job() -> bool:
    """Tell whether a shell can stop us and go on with us (POSIX, "Job control").

    It leads the session, and gives each job a group of its own; a terminal that was opened for us
    alone would be stuck.
    """
    return hasattr(os, "killpg") and os.getsid(0) != os.getpgrp()


def stop_job() -> None:
    """Stop all processes of our group, as the terminal does on ctrl+z where it is not ours.

    What started us and waits, such as `make demo`, has to stop too, or the shell would not know.
    """
    os.killpg(0, signal.SIGTSTP)
