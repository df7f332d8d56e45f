"""A whole book as JSON: a header that says so, then its records section by section.

`{"samverkan": 1, "people": […], "organisations": […], …}`: the number is that of the format.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from crm.errors import FormatError
from crm.formats.json_writer import object_text
from crm.i18n import _

HEADER = "samverkan"
VERSION = 1
SECTIONS = (
    *("imported_files", "custom_fields", "tags", "topics", "organisations", "people", "posts"),
    *("memberships", "relationships", "interactions", "collaborations", "follow_ups"),
    *("documents", "assessments", "lists", "distinct_pairs", "import_decisions"),
    "column_mappings",
)


def check_header(path: object, value: object) -> None:
    """Raise FormatError unless the header of a book is one that this version can read."""
    if value == VERSION and not isinstance(value, bool):
        return
    if isinstance(value, int) and not isinstance(value, bool) and value > VERSION:
        message = _("{path} was written by a newer version of Samverkan: install that one first.")
    else:
        message = _("{path} is no whole book of Samverkan: its header must be {header}.")
    header = json.dumps({HEADER: VERSION})
    raise FormatError(message.format(path=path, header=header))


def write_entries(items: Iterable[Mapping[str, Any]], stream: TextIO) -> int:
    """Write records as they come, one a line, and return how many there were.

    Each item is one record under the name of its section; those of a section come together.
    """
    stream.write(f"{{\n{object_text(HEADER)}: {VERSION}")
    count, current = 0, ""
    for item in items:
        for section, entry in item.items():
            if section != current:
                closing = "\n]" if current else ""
                stream.write(f"{closing},\n{object_text(section)}: [\n")
                current = section
            else:
                stream.write(",\n")
            stream.write(object_text(entry))
            count += 1
    stream.write("\n]\n}\n" if current else "\n}\n")
    return count
