"""What every format agrees on: how a reader is asked, and what it says about a file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from crm.errors import UsageError
from crm.formats.records import Record, RecordProblem
from crm.i18n import _

KINDS = ("auto", "people", "organisations")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file; what is not said is found out from the file.

    `mapping` gives fields by column header and wins over recognition; `records` is one of
    `auto`, `people`, `organisations`; `encoding` is a Python codec name; `sheet` names one of a
    workbook's sheets.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    records: str = "auto"
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None

    def check(self) -> None:
        """Raise UsageError for an option that no file could be read with."""
        if self.records not in KINDS:
            message = _("{word} is no kind of record: choose one of {words}.")
            raise UsageError(message.format(word=self.records, words=", ".join(KINDS)))
        if self.delimiter is not None and not _is_delimiter(self.delimiter):
            message = _("{word} cannot divide cells: give one character, such as a semicolon.")
            raise UsageError(message.format(word=repr(self.delimiter)))
        if self.encoding is not None and not _is_encoding(self.encoding):
            message = _("There is no encoding called {word}: give one such as utf-8 or cp1252.")
            raise UsageError(message.format(word=self.encoding))


@dataclass(frozen=True, slots=True)
class Description:
    """What a file turned out to be.

    `size` is in bytes and `sha256` of the bytes; `mapping` holds only the headers that are
    understood, `unmapped` the others; `records` is what a row is when it does not say itself;
    `problems` are those of the file as a whole. `program` is the one that wrote the file, where
    its headers tell; `guessed` are the headers whose field was told from what the columns hold;
    `sheet` is the one of a workbook that is read.
    """

    path: Path
    format: str
    sha256: str
    size: int
    encoding: str
    delimiter: str = ""
    header_line: int = 0
    headers: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    unmapped: tuple[str, ...] = ()
    records: str = "people"
    problems: tuple[RecordProblem, ...] = ()
    program: str = ""
    guessed: tuple[str, ...] = ()
    sheet: str = ""


class FormatReader(Protocol):
    """A module that reads one format; both functions raise FormatError.

    It is run in a process of its own with limits, unless it says `ISOLATED = False`: that is for
    readers that are linear in time and flat in memory whatever the file holds.
    """

    def describe(self, path: Path, options: ReadOptions) -> Description:
        """Say what the file is, without reading its records."""
        ...

    def read(self, path: Path, options: ReadOptions) -> Iterator[Record]:
        """Give the records one at a time, in the order of the file."""
        ...


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write a file.

    `kind` is people or organisations; `columns` are those of a table, in order. `delimiter`, `bom`
    and `raw` (leave what a spreadsheet would run) are for tables of text, `version` for a format
    that has several, `template` for drafts. `title` names the whole, `language` (`sv` or `en`) is
    that of its headings.
    """

    kind: str = "people"
    columns: tuple[str, ...] = ()
    delimiter: str = ","
    bom: bool = False
    raw: bool = False
    version: str = ""
    template: str = ""
    title: str = ""
    language: str = "en"


class FormatWriter(Protocol):
    """A module that writes one format to a binary stream.

    `TAKES` says what it is given, one at a time: `rows` (values by column, a list where there are
    several), `records` (people and organisations whole, as in our JSON), `work` (interactions
    and follow-ups as in our JSON) or `book` (everything, by section). `SUFFIX` ends its files.
    """

    TAKES: str
    SUFFIX: str

    def write(
        self, items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions
    ) -> int:
        """Write the items and return how many were written."""
        ...


class FolderWriter(Protocol):
    """A module that writes one file an item into a folder; `TAKES` and `SUFFIX` as above."""

    TAKES: str
    SUFFIX: str

    def write_folder(
        self, items: Iterable[Mapping[str, Any]], folder: Path, options: WriteOptions
    ) -> int:
        """Write the items into a folder that is there and return how many were written."""
        ...


def _is_delimiter(text: str) -> bool:
    return len(text) == 1 and text not in "\r\n\"'" and not text.isalnum()


def _is_encoding(name: str) -> bool:
    """Tell whether Python decodes text with a codec, as it does not with `base64`."""
    try:
        b"a".decode(name)
    except UnicodeError:
        return True
    except (LookupError, ValueError):
        return False
    return True
