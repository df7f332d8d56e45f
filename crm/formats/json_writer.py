"""JSON (RFC 8259) written as it comes: one object a line, memory flat."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, TextIO

from crm.formats.protocol import WRITTEN_KINDS, WriteOptions
from crm.formats.streams import text_over

TAKES = "records"
SUFFIX = ".json"
KINDS = WRITTEN_KINDS

# What is written is made of rows, so nothing in it can hold itself.
_AS_IT_IS = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)
_ESCAPED = json.JSONEncoder(allow_nan=False, check_circular=False)


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write records as one array in UTF-8; only the keys that are `columns`, if there are any."""
    keys = options.columns
    chosen = ({key: item[key] for key in keys} for item in items) if keys else items
    with text_over(stream, newline="") as text:
        return write_json(chosen, text)


def write_json(rows: Iterable[Mapping[str, object]], stream: TextIO) -> int:
    """Write the rows as one array, an object a line, and return how many there were."""
    count = _write_array(rows, stream)
    stream.write("\n")
    return count


def write_json_sections(
    sections: Mapping[str, Iterable[Mapping[str, object]]], stream: TextIO
) -> int:
    """Write one object with an array a section (`people`, `organisations`), and count the rows."""
    count = 0
    before = "{\n"
    for name, rows in sections.items():
        stream.write(f"{before}{object_text(name)}: ")
        count += _write_array(rows, stream)
        before = ",\n"
    stream.write("{}\n" if before == "{\n" else "\n}\n")
    return count


def _write_array(rows: Iterable[Mapping[str, object]], stream: TextIO) -> int:
    count = 0
    for row in rows:
        stream.write("[\n" if count == 0 else ",\n")
        stream.write(object_text(row))
        count += 1
    stream.write("[]" if count == 0 else "\n]")
    return count


def object_text(value: object) -> str:
    """Write a value on one line; what UTF-8 cannot hold (lone surrogates) is escaped."""
    text = _AS_IT_IS.encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _ESCAPED.encode(value)
    return text
