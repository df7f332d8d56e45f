"""A format that somebody else has added: a name and a note a line."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from crm.formats import WriteOptions

TAKES = "rows"
SUFFIX = ".names"
COLUMNS = {"people": ("name", "note")}


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write a line an item."""
    stream.write(f"# {options.title}\n".encode())
    count = 0
    for item in items:
        stream.write(": ".join(item[name] or "" for name in options.columns).encode() + b"\n")
        count += 1
    return count
