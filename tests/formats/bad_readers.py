"""Readers that go wrong, each in the way that the name of its file says."""

# mypy: disable-error-code="unreachable"

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from crm.errors import FormatError, UsageError
from crm.formats import Description, PersonRecord, ReadOptions, Record


class Impostor(PersonRecord):
    """A class that only this module knows."""


def describe(path: Path, options: ReadOptions) -> Description:
    """Go wrong before any record."""
    list(read(path, options))
    return Description(path, path.stem, sha256="", size=0, encoding="")


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Go wrong after one record."""
    yield PersonRecord(line=1, name="Anna")
    yield from globals()[path.stem](path, options)


def eats_memory(path: Path, options: ReadOptions) -> Iterator[Record]:
    held = []
    while True:
        held.append(b"x" * (8 << 20))
    yield PersonRecord(line=2)


def loops(path: Path, options: ReadOptions) -> Iterator[Record]:
    while True:
        pass
    yield PersonRecord(line=2)


def sleeps(path: Path, options: ReadOptions) -> Iterator[Record]:
    time.sleep(600)
    yield PersonRecord(line=2)


def dawdles(path: Path, options: ReadOptions) -> Iterator[Record]:
    time.sleep(0.8)
    yield PersonRecord(line=2)


def plods(path: Path, options: ReadOptions) -> Iterator[Record]:
    for line in range(2, 7):
        until = time.process_time() + 0.15
        while time.process_time() < until:
            pass
        yield PersonRecord(line=line)


def crashes(path: Path, options: ReadOptions) -> Iterator[Record]:
    os.abort()
    yield PersonRecord(line=2)


def leaves(path: Path, options: ReadOptions) -> Iterator[Record]:
    os._exit(0)
    yield PersonRecord(line=2)


def fails(path: Path, options: ReadOptions) -> Iterator[Record]:
    raise ZeroDivisionError
    yield PersonRecord(line=2)


def nests(path: Path, options: ReadOptions) -> Iterator[Record]:
    yield from nests(path, options)


def prints(path: Path, options: ReadOptions) -> Iterator[Record]:
    print("garbage", flush=True)
    os.write(1, b"R\x00\x00\x00\x03abc")
    yield PersonRecord(line=2, name="Bo")


def never_ends(path: Path, options: ReadOptions) -> Iterator[Record]:
    while True:
        yield PersonRecord(line=2, name="Anna")


def is_huge(path: Path, options: ReadOptions) -> Iterator[Record]:
    yield PersonRecord(line=7, name="A" * (2 << 20))


def pretends(path: Path, options: ReadOptions) -> Iterator[Record]:
    yield Impostor(line=2)


def refuses(path: Path, options: ReadOptions) -> Iterator[Record]:
    raise FormatError("The file is torn in two.")
    yield PersonRecord(line=2)


def misunderstands(path: Path, options: ReadOptions) -> Iterator[Record]:
    raise UsageError("There is no such sheet.")
    yield PersonRecord(line=2)


def listens(path: Path, options: ReadOptions) -> Iterator[Record]:
    yield PersonRecord(line=2, name=repr(sys.stdin.read()), note=str(os.getsid(0)))
