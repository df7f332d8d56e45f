"""Files from strangers, read in a process of their own that can do no harm to ours.

A reader there may take 512 MB of memory, work nine seconds for its next record (more for a large
file), give five million records of 16 MB each, and crash. Whatever it does, it ends with one
sentence.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Timer
from typing import BinaryIO, cast

from crm.errors import CrmError, FormatError, Invalid, UsageError
from crm.formats.isolated_child import DESCRIBE, READ, Limits, Task
from crm.formats.isolated_parcels import (
    DESCRIPTION,
    END,
    FAULT,
    RECORDS,
    DamagedParcel,
    receive,
    unpacked,
)
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import Record
from crm.i18n import _, current_language, ngettext

LIMITS = Limits()
# What a reader may raise besides FormatError.
OUR_ERRORS = {one.__name__: one for one in (CrmError, Invalid, UsageError)}
# Up to here a file has the usual time; a larger one has a second more for each of the latter.
QUICK_SIZE, SIZE_A_SECOND = 16 << 20, 4 << 20
# What is packed, as a workbook is, becomes at least so many times as much to read.
PACKED, TIMES_PACKED = b"PK\x03\x04", 4
# By the clock we wait as many times longer than a reader may work, as others may be working too.
PATIENCE = 6
# What a reader may work in all, in seconds of the processor for each megabyte.
PROCESSOR_SECONDS_A_MEGABYTE = 5

# The modules are sought where ours were found, and nowhere else: not in the folder of the file.
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; from crm.formats.isolated_child import main; main()"
)


def read_isolated(
    path: Path, options: ReadOptions, module: str, limits: Limits = LIMITS
) -> Iterator[Record]:
    """Give the records of a file, read by a module in another process.

    Whoever stops before the end, also by Ctrl+C, ends that process. Raises FormatError for a file
    that goes beyond the limits or whose reader fails, and the reader's own errors.
    """
    with _Child(path, options, READ, module, _fitting(limits, path)) as child:
        while (parcel := child.answer())[0] == RECORDS:
            for record in child.opened(parcel[1]):
                yield cast(Record, record)
        if parcel[0] != END:
            raise child.failed()


def describe_isolated(
    path: Path, options: ReadOptions, module: str, limits: Limits = LIMITS
) -> Description:
    """Say what a file is, found out by a module in another process; errors as `read_isolated`."""
    with _Child(path, options, DESCRIBE, module, _fitting(limits, path)) as child:
        kind, body = child.answer()
        found = next(child.opened(body), None)
        if kind != DESCRIPTION or not isinstance(found, dict):
            raise child.failed()
        try:
            return Description(path=path, **found)
        except TypeError as error:
            raise child.failed() from error


def _fitting(limits: Limits, path: Path) -> Limits:
    """Give a large file more time than a small one."""
    size = _size_to_read(path)
    return replace(
        limits,
        seconds=limits.seconds + max(0, size - QUICK_SIZE) / SIZE_A_SECOND,
        processor_seconds=limits.processor_seconds + PROCESSOR_SECONDS_A_MEGABYTE * (size >> 20),
    )


def _size_to_read(path: Path) -> int:
    """Return about how many bytes a file has once it is unpacked; 0 for what is no file."""
    try:
        if not path.is_file():
            return 0
        with path.open("rb") as stream:
            is_packed = stream.read(len(PACKED)) == PACKED
        return path.stat().st_size * (TIMES_PACKED if is_packed else 1)
    except (OSError, ValueError):
        return 0


class _Child:
    """A process that reads one file; a context, at whose end it is gone."""

    def __init__(
        self, path: Path, options: ReadOptions, action: str, module: str, limits: Limits
    ) -> None:
        self._path = path
        self._limits = limits
        self._expired = Event()
        plain = replace(options, mapping=dict(options.mapping))
        self._task = Task(action, module, os.fsencode(path), plain, current_language(), limits)

    def __enter__(self) -> "_Child":
        self._process = _started()
        try:
            pickle.dump(self._task, self._input)
            self._input.close()
        except BrokenPipeError:
            # It died at once, as its silence is going to tell.
            pass
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._end()

    def answer(self) -> tuple[bytes, bytes]:
        """Return the kind and body of the next parcel; what went wrong over there is raised."""
        try:
            with self._watch():
                kind, body = receive(self._output)
        except DamagedParcel as error:
            raise self.failed() from error
        if kind == FAULT:
            raise self._raised(body)
        return kind, body

    def opened(self, body: bytes) -> Iterator[object]:
        """Give what is in a parcel."""
        try:
            yield from unpacked(body)
        except DamagedParcel as error:
            raise self.failed() from error

    def failed(self) -> FormatError:
        """Say why there is no answer."""
        if seconds := self._spent():
            message = ngettext(
                "{path} could not be read within {count} second: save it anew in the program it "
                "came from.",
                "{path} could not be read within {count} seconds: save it anew in the program it "
                "came from.",
                seconds,
            )
            return FormatError(message.format(path=self._path, count=seconds))
        message = _(
            "{path} cannot be read, because its reader broke off: save it anew in the program it "
            "came from, or divide it into smaller files."
        )
        return FormatError(message.format(path=self._path))

    def _spent(self) -> int:
        """Return how many seconds it had, if it was ended for taking longer, else 0."""
        if self._expired.is_set():
            return round(self._waiting)
        self._process.kill()
        # Windows has neither signal.
        ended_by = -self._process.wait()
        if ended_by == getattr(signal, "SIGPROF", None):
            return round(self._limits.seconds)
        is_out = ended_by == getattr(signal, "SIGXCPU", None)
        return self._limits.processor_seconds if is_out else 0

    @property
    def _waiting(self) -> float:
        has_clock = hasattr(signal, "setitimer")
        return self._limits.seconds * (PATIENCE if has_clock else 1)

    def _raised(self, body: bytes) -> CrmError:
        match next(self.opened(body), None):
            case (str(name), str(message), str(detail)):
                error = OUR_ERRORS.get(name, FormatError)(message)
                if detail:
                    error.add_note(detail)
                return error
        return self.failed()

    @contextmanager
    def _watch(self) -> Iterator[None]:
        """End the process if it says nothing for as long as it may be silent."""
        timer = Timer(self._waiting, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _expire(self) -> None:
        self._expired.set()
        self._process.kill()

    def _end(self) -> None:
        self._process.kill()
        self._output.close()
        with suppress(BrokenPipeError):
            self._input.close()
        self._process.wait()

    @property
    def _input(self) -> BinaryIO:
        return cast(BinaryIO, self._process.stdin)

    @property
    def _output(self) -> BinaryIO:
        return cast(BinaryIO, self._process.stdout)


def _started() -> subprocess.Popen[bytes]:
    """Start an interpreter that takes nothing from its environment, nor from the keyboard."""
    folders = [folder or str(Path.cwd()) for folder in sys.path]
    return subprocess.Popen(
        [sys.executable, "-I", "-c", _START, *folders],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Ctrl+C is for us, who then end it.
        start_new_session=True,
    )
