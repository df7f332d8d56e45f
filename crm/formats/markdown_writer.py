"""A list to read and paste, as a table of GitHub Flavored Markdown (section 4.10)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from crm.formats.protocol import WRITTEN_KINDS, WriteOptions
from crm.formats.readable import COLUMNS as READABLE
from crm.formats.readable import fit_to_read, texts_of
from crm.formats.streams import text_over

TAKES = "rows"
SUFFIX = ".md"
KINDS = WRITTEN_KINDS
COLUMNS = READABLE

# Within a row nothing begins a block, so what counts is what can begin something inside a line,
# also where GitHub finds emoji, mentions and addresses of pages.
_MARKUP = re.compile(
    r"[\\`*_\[\]<>|~&$^]|:(?=//)|:(?=[\w+-]+:)|(?<![\w.+-])@(?=\w)|(?<=\bwww)\.", re.IGNORECASE
)


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write rows as a table in UTF-8 under the title; nothing in the data is markup."""
    count = 0
    with text_over(stream, newline="") as text:
        if options.title:
            text.write(f"# {_escaped(options.title)}\n\n")
        text.write(_line(_escaped(options.heading(column)) for column in options.columns))
        text.write(_line("---" for _column in options.columns))
        for item in items:
            text.write(_line(_cell(column, item.get(column)) for column in options.columns))
            count += 1
    return count


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(column: str, value: object) -> str:
    return ", ".join(_escaped(text) for text in texts_of(column, value))


def _escaped(text: str) -> str:
    """Return text on one line that is shown as it is."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(fit_to_read(text).split()))
