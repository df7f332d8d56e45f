"""The whole book as JSON (RFC 8259), to be read again into this book or another."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from crm.formats.json_book import write_entries
from crm.formats.protocol import WriteOptions
from crm.formats.streams import text_over

TAKES = "book"
SUFFIX = ".json"


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write records, each under the name of its section, in UTF-8; return how many."""
    del options
    with text_over(stream, newline="") as text:
        return write_entries(items, text)
