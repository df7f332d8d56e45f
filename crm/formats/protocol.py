"""What every format agrees on: how a reader is asked, and what it says about a file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from crm.errors import UsageError
from crm.formats.records import Record, RecordProblem
from crm.i18n import _

KINDS = ("auto", "people", "organisations")
WRITTEN_KINDS = ("people", "organisations", "interactions", "follow-ups", "collaborations")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file; what is not said is found out from the file.

    `mapping` gives fields by column header and wins over recognition; `records` is one of
    `auto`, `people`, `organisations`; `encoding` is a Python codec name; `sheet` names one of a
    workbook's sheets. A table without a column for names is refused, save where `nameless` says
    that its columns are only to be described.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    records: str = "auto"
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    nameless: bool = False

    def check(self) -> None:
        """Raise UsageError for an option that no file could be read with."""
        if self.records not in KINDS:
            message = _("{word} is no kind of record: choose one of {words}.")
            raise UsageError(message.format(word=self.records, words=", ".join(KINDS)))
        if self.delimiter is not None:
            _check_delimiter(self.delimiter)
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
    `sheet` is the one of a workbook that is read. `samples` are the first values of each header's
    column, none of one with personal identity numbers.
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
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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

    `kind` is one of `WRITTEN_KINDS`, or empty where a writer is given several. `columns` are those
    of a table, or the keys of a record, in order; `headings` says what people call them. Of tables
    of text, `delimiter` parts the cells, `line_end` ends a row, `bom` marks UTF-8 and `raw` leaves
    what a spreadsheet would run. `version` is for a format that has several, `template` for
    drafts. `title` names the whole, `language` (`sv` or `en`) is that of its headings.
    """

    kind: str = "people"
    columns: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ","
    line_end: str = "\r\n"
    bom: bool = False
    raw: bool = False
    version: str = ""
    template: str = ""
    title: str = ""
    language: str = "en"

    def heading(self, column: str) -> str:
        """Return what people call a column: its heading, else its name."""
        return self.headings.get(column, column)

    def check(self) -> None:
        """Raise UsageError for an option that no file could be written with."""
        _check_delimiter(self.delimiter)


class FormatWriter(Protocol):
    """A module that writes one format to a binary stream.

    `TAKES` says what it is given, one at a time: `rows` (values by column, a list where there are
    several), `records` (people and organisations whole, as in our JSON), `cards` (the same, with
    the lines of a card that are kept for it as `preserved`), `work` (interactions and follow-ups as
    in our JSON) or `book` (everything, by section). `SUFFIX` ends its files.

    It may say more: `KINDS`, which of `WRITTEN_KINDS` it can be given; `COLUMNS`, by kind, the
    columns of a table that is for reading and not for taking in again; `BINARY = True`, that a
    terminal cannot show it.
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


def _check_delimiter(text: str) -> None:
    if not _is_delimiter(text):
        message = _("{word} cannot divide cells: give one character, such as a semicolon.")
        raise UsageError(message.format(word=repr(text)))


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
