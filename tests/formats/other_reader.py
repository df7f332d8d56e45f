"""A format that somebody else has added: a name a line."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from crm.errors import FormatError
from crm.formats import Description, PersonRecord, ReadOptions, Record


def describe(path: Path, options: ReadOptions) -> Description:
    """Say that it is one."""
    options.check()
    content = _content(path)
    sha256 = hashlib.sha256(content).hexdigest()
    return Description(path, "odt", sha256=sha256, size=len(content), encoding="utf-8")


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give a person a line."""
    for line, name in enumerate(_content(path).decode(errors="replace").splitlines(), start=1):
        yield PersonRecord(line=line, name=name)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FormatError(f"{path} cannot be read: choose another file.") from error
