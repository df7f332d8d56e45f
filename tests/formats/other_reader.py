"""A format that somebody else has added: a name a line."""

from collections.abc import Iterator
from pathlib import Path

from crm.formats import Description, PersonRecord, ReadOptions, Record


def describe(path: Path, options: ReadOptions) -> Description:
    """Say that it is one."""
    return Description(path, "odt", sha256="", size=path.stat().st_size, encoding="utf-8")


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give a person a line."""
    for line, name in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        yield PersonRecord(line=line, name=name)
