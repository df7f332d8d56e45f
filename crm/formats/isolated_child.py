"""The process that reads a file for somebody else, within limits, and can be ended at any time.

It is told what to do on its standard input and answers in parcels on its standard output. What a
reader prints goes nowhere, so that it cannot be taken for an answer.
"""

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO, cast

from crm import i18n
from crm.errors import CrmError, FormatError
from crm.formats.isolated_parcels import DESCRIPTION, END, FAULT, RECORDS, Packer, packed, send
from crm.formats.protocol import Description, FormatReader, ReadOptions
from crm.formats.records import Record
from crm.i18n import _

READ, DESCRIBE = "read", "describe"
# A parcel goes off when it is as long as this (records, bytes) or has waited as long (seconds).
PARCEL_RECORDS, PARCEL_SIZE, PARCEL_AGE = 500, 256 << 10, 0.25
# What the interpreter needs besides the data of a reader, in bytes.
OVERHEAD = 64 << 20
DETAIL_LENGTH = 4_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may use.

    `memory` and `record_size` (of one record) are in bytes, `seconds` is how long it may work for
    the next record, `processor_seconds` what it may work in all, both in time of the processor, so
    that a busy machine refuses no file; `records` is how many it may give.
    """

    memory: int = 512 << 20
    seconds: float = 9
    processor_seconds: int = 60
    records: int = 5_000_000
    record_size: int = 16 << 20


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done: `read` or `describe`, by the reader in a module."""

    action: str
    module: str
    path: bytes
    options: ReadOptions
    language: str
    limits: Limits


def main() -> None:
    """Carry out the task on standard input, and end with exit code 0 if it could be answered."""
    task: Task = pickle.load(sys.stdin.buffer)
    answers = _own_output()
    restrict(task.limits)
    give_time(task.limits)
    i18n.use_language(task.language)
    reserve = bytearray(1 << 20)
    try:
        _work(task, answers)
    except BrokenPipeError:
        # Nobody waits for the answer any more.
        os._exit(0)
    except BaseException as error:
        # What there is to say needs some memory, of which there may be none left.
        del reserve
        send(answers, FAULT, _fault(error, task))
    # The interpreter takes its time to tidy up, and there is nothing to be tidied.
    os._exit(0)


def _own_output() -> BinaryIO:
    """Return the standard output, and put nothing in its place for whoever prints."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def restrict(limits: Limits) -> None:
    """Let the system hold this process to its limits, where it can: Windows cannot.

    RLIMIT_DATA counts what a process writes to (setrlimit(2), Linux 4.7 and later), RLIMIT_AS
    also the libraries and tables that it shares with others, and so is given more.
    """
    try:
        import resource
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_DATA: (limits.memory - OVERHEAD,) * 2,
        resource.RLIMIT_AS: (2 * limits.memory,) * 2,
        # At the first SIGXCPU ends it, which tells us why; at the second SIGKILL, whatever it does.
        resource.RLIMIT_CPU: (limits.processor_seconds, limits.processor_seconds + 1),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, values in wanted.items():
        _soft, hard = resource.getrlimit(kind)
        soft, hard = (min(one, hard) if hard != resource.RLIM_INFINITY else one for one in values)
        try:
            resource.setrlimit(kind, (soft, hard))
        except (OSError, ValueError):
            # Some systems know a limit and do not let it be set.
            continue


def give_time(limits: Limits) -> None:
    """Let the system end this process by SIGPROF when it has worked too long from now on.

    Windows cannot: there only the one who waits for it ends it.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)


def _work(task: Task, answers: BinaryIO) -> None:
    reader = cast(FormatReader, import_module(task.module))
    path = Path(os.fsdecode(task.path))
    if task.action == DESCRIBE:
        described = reader.describe(path, task.options)
        send(answers, DESCRIPTION, packed(_plain(described)))
    else:
        _send_records(reader.read(path, task.options), answers, path, task.limits)
        send(answers, END)


def _plain(described: Description) -> dict[str, Any]:
    """Return what a description holds, but for the path, which the other side knows."""
    values = {one.name: getattr(described, one.name) for one in fields(described)}
    del values["path"]
    return values | {"mapping": dict(described.mapping), "samples": dict(described.samples)}


def _send_records(found: Iterable[Record], answers: BinaryIO, path: Path, limits: Limits) -> None:
    packer, waiting, since = Packer(), 0, monotonic()
    for count, record in enumerate(found, start=1):
        if count > limits.records:
            message = _("{path} holds more than {count} records: divide it into smaller files.")
            raise FormatError(message.format(path=path, count=limits.records))
        if packer.add(record) > limits.record_size:
            message = _("{path}, line {line}: one record is larger than {size} MB; take it out.")
            size = limits.record_size >> 20
            raise FormatError(message.format(path=path, line=record.line, size=size))
        waiting += 1
        full = waiting >= PARCEL_RECORDS or packer.size >= PARCEL_SIZE
        if full or monotonic() - since > PARCEL_AGE:
            send(answers, RECORDS, packer.body)
            give_time(limits)
            packer, waiting, since = Packer(), 0, monotonic()
    if waiting:
        send(answers, RECORDS, packer.body)


def _fault(error: BaseException, task: Task) -> bytes:
    """Say what went wrong: the name of one of our errors, its sentence, and where it happened."""
    path = os.fsdecode(task.path)
    if isinstance(error, CrmError):
        return packed((type(error).__name__, error.message, ""))
    if isinstance(error, MemoryError):
        message = _("{path} needs more than {size} MB of memory: divide it into smaller files.")
        sentence = message.format(path=path, size=task.limits.memory >> 20)
        return packed((FormatError.__name__, sentence, ""))
    if isinstance(error, RecursionError):
        message = _("{path} is nested too deeply: save it anew in the program it came from.")
        return packed((FormatError.__name__, message.format(path=path), ""))
    message = _(
        "{path} cannot be read, because its reader failed ({reason}): save it anew in the program "
        "it came from."
    )
    sentence = message.format(path=path, reason=type(error).__name__)
    detail = "".join(traceback.format_exception(error))[-DETAIL_LENGTH:]
    return packed((FormatError.__name__, sentence, detail))
