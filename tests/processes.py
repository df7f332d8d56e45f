"""Do something in another process: a fork of this one, which has everything imported already."""

import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO


@dataclass
class Child:
    """A process that runs one function, and what it says on its way."""

    pid: int
    said: BinaryIO
    status: int | None = None

    def messages(self) -> list[Any]:
        """Return all that the child said, waiting for its end; the last may have been cut off."""
        found: list[Any] = []
        while True:
            try:
                found.append(pickle.load(self.said))
            except (EOFError, pickle.UnpicklingError):
                return found

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> int:
        """Wait for the end of the child; return how it ended, 0 being well."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            self.said.close()
        return self.status


Say = Callable[[Any], None]


def start(work: Callable[[Say], None], *, user: int | None = None) -> Child:
    """Let a fork of this process do the work, as another user if asked.

    Open no book before: a connection to a database must not cross a fork.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns of forks beside threads; none of ours holds a lock that the child needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        os.close(reading)
        _work(work, writing, user)
    os.close(writing)
    return Child(pid, os.fdopen(reading, "rb"))


def _work(work: Callable[[Say], None], writing: int, user: int | None) -> None:
    status = 1
    try:
        if user is not None:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        work(lambda message: _say(writing, message))
        status = 0
    except BaseException as error:
        _say(writing, f"{type(error).__name__}: {error}")
    finally:
        sys.stdout.flush()
        # Neither the test runner's clean-up nor anybody's exit handlers are the child's business.
        os._exit(status)


def _say(writing: int, message: Any) -> None:
    os.write(writing, pickle.dumps(message))


def speak_through(hearing: int, speaking: int) -> None:
    """Let this process, a fork, hear and speak through other files, as if a shell had said so."""
    for stream, other in ((0, hearing), (1, speaking), (2, speaking)):
        os.dup2(other, stream)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115


@contextmanager
def running(*works: Callable[[Say], None]) -> Iterator[list[Child]]:
    """Run several children beside each other; none outlives the block."""
    children = [start(work) for work in works]
    try:
        yield children
    finally:
        for child in children:
            if child.status is None:
                child.kill()
                child.end()
