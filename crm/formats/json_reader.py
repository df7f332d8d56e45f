"""JSON (RFC 8259): an array of records, one record, or `{"people": […], "organisations": […]}`.

The text is held in memory, and its records are decoded one at a time. A whole book says that it is
one by its header; its records are given as they stand.
"""

import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from crm.errors import FormatError
from crm.formats.columns import NAME_FIELDS, map_columns, recognise
from crm.formats.encoding import Survey, decoding_fault, survey
from crm.formats.json_book import HEADER, check_header
from crm.formats.json_book import SECTIONS as BOOK_SECTIONS
from crm.formats.json_records import KEY_LIMIT, ObjectReader, entry_record, is_no_column
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import Record, RecordProblem
from crm.i18n import _

SIZE_LIMIT = 200_000_000
SECTIONS = {
    "people": "people",
    "persons": "people",
    "organisations": "organisations",
    "organizations": "organisations",
}
UNKNOWN_SECTION = ""
BOOK = "book"
# What an export says about itself.
HEADING_KEYS = frozenset({"format", "version", "exported_at", "generator"})

_SPACE = re.compile(r"[ \t\n\r]*")
_INTEGER_LENGTH = 18


class Part(NamedTuple):
    """A value, the line it begins on and its section; of an unknown section only its name.

    An entry is a record of our own, to be taken as it stands.
    """

    line: int
    section: str
    value: object
    is_entry: bool = False


def describe(path: Path, options: ReadOptions) -> Description:
    """Say what a JSON file holds, having read it to its end.

    Raises FormatError with the line for text that is no JSON, UsageError for a mapping that
    names a key that no record has.
    """
    options.check()
    found = _survey(path, options)
    keys: dict[str, None] = {}
    sections: set[str] = set()
    problems = []
    for part in _parts(path, _text(path, found)):
        if part.section == UNKNOWN_SECTION:
            problems.append(_unknown_section(part.line, str(part.value)))
            continue
        sections.add(BOOK if part.is_entry else part.section)
        if isinstance(part.value, dict) and len(keys) < KEY_LIMIT and not part.is_entry:
            named = part.value.items()
            keys.update(
                dict.fromkeys([key for key, value in named if not is_no_column(key, value)])
            )
    columns = map_columns(tuple(keys), options.mapping)
    return Description(
        path=path,
        format="json",
        sha256=found.sha256,
        size=found.size,
        encoding=found.encoding,
        headers=tuple(column.header for column in columns),
        mapping={column.header: column.field for column in columns if column.field},
        unmapped=tuple(column.header for column in columns if not column.field),
        records=_records_of(sections, options),
        problems=tuple(problems),
    )


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the records of a JSON file one at a time; errors as `describe`.

    A value that is no object, or has a value of the wrong type, is a rejected record.
    """
    options.check()
    objects = ObjectReader(options)
    for part in _parts(path, _text(path, _survey(path, options))):
        if part.is_entry:
            yield entry_record(part.line, part.section, part.value)
        elif part.section != UNKNOWN_SECTION:
            yield from objects.records(part.line, part.value, part.section)


def _records_of(sections: set[str], options: ReadOptions) -> str:
    if options.records != "auto":
        return options.records
    if sections == {BOOK}:
        return BOOK
    return "organisations" if sections == {"organisations"} else "people"


def _unknown_section(line: int, name: str) -> RecordProblem:
    if name in BOOK_SECTIONS:
        message = _(
            "Only people and organisations are imported from a file that is no whole book: this "
            "part is left out."
        )
    else:
        message = _("A book has no section of this name: this part of the file is left out.")
    return RecordProblem(line, name, "", message)


def _survey(path: Path, options: ReadOptions) -> Survey:
    found = survey(path, options.encoding, line_limit=SIZE_LIMIT)
    if found.size > SIZE_LIMIT:
        message = _("{path} is larger than {limit} MB: divide it.")
        raise FormatError(message.format(path=path, limit=SIZE_LIMIT // 1_000_000))
    return found


def _text(path: Path, found: Survey) -> str:
    try:
        return path.read_text(found.encoding, errors="replace" if found.damaged else "strict")
    except (UnicodeError, LookupError) as error:
        raise decoding_fault(path, found.encoding) from error


# --- The document --------------------------------------------------------------------------------


def _parts(path: Path, text: str) -> Iterator[Part]:
    scan = _Scanner(path, text)
    opening = scan.peek()
    if opening == "[":
        yield from scan.elements("auto")
    elif opening == "{":
        yield from _parts_of_object(scan)
    else:
        scan.refuse()
    if scan.peek():
        scan.refuse()


def _parts_of_object(scan: "_Scanner") -> Iterator[Part]:
    line = scan.line()
    sections_seen = is_book = False
    others: dict[str, tuple[int, object]] = {}
    for key in scan.members():
        if key == HEADER:
            check_header(scan.path, scan.value())
            sections_seen = is_book = True
            scan.read_exactly()
        elif scan.peek() != "[":
            others[key] = (scan.line(), scan.value())
        elif is_book:
            yield from _entries(scan, key)
        elif key in SECTIONS:
            sections_seen = True
            yield from scan.elements(SECTIONS[key])
        else:
            others[key] = (scan.line(), scan.value())
    if sections_seen:
        for key, (key_line, _value) in others.items():
            if key not in HEADING_KEYS:
                yield Part(key_line, UNKNOWN_SECTION, key)
    elif any(recognise(key) in NAME_FIELDS for key in others):
        yield Part(line, "auto", {key: value for key, (_line, value) in others.items()})
    else:
        message = _("{path} holds no people or organisations: give them as a list of objects.")
        raise FormatError(message.format(path=scan.path))


def _entries(scan: "_Scanner", section: str) -> Iterator[Part]:
    """Give the records of a section as they stand; of an unknown section, its name once."""
    line = scan.line()
    known = section in BOOK_SECTIONS
    for part in scan.elements(section):
        if known:
            yield part._replace(is_entry=True)
    if not known:
        yield Part(line, UNKNOWN_SECTION, section)


class _Scanner:
    """A place in a JSON text, from which values are decoded one after the other."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.at = 0
        self._line = 1
        self._counted = 0
        self._decoder = _decoder(str)

    def read_exactly(self) -> None:
        """Give numbers with a fraction as such from here on, and not as they are written."""
        self._decoder = _decoder(_finite)

    def peek(self) -> str:
        """Return the next character that is no white space, "" at the end."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.text[self.at : self.at + 1]

    def line(self) -> int:
        """Return the physical line of the next value, counted from 1."""
        self.peek()
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def value(self) -> object:
        """Decode the next value, which must not be nested more deeply than Python can follow."""
        self.peek()
        try:
            value, self.at = self._decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            self.refuse()
        except (ValueError, RecursionError):
            self.refuse()
        else:
            return value

    def elements(self, section: str) -> Iterator[Part]:
        """Give the values of the array that begins here, each with its line."""
        for _place in self._separated("[", "]"):
            yield Part(self.line(), section, self.value())

    def members(self) -> Iterator[str]:
        """Give the keys of the object that begins here; the caller takes each value."""
        for _place in self._separated("{", "}"):
            if self.peek() != '"':
                self.refuse()
            key = str(self.value())
            self._pass(":")
            yield key

    def refuse(self) -> NoReturn:
        """Say that the text is no JSON at this place."""
        message = _("{path} is not JSON from line {line}: mend it there or export it again.")
        raise FormatError(message.format(path=self.path, line=self.line()))

    def _separated(self, opening: str, closing: str) -> Iterator[int]:
        """Stop at every item between two brackets, passing the commas."""
        self._pass(opening)
        if self.peek() == closing:
            self.at += 1
            return
        while True:
            yield self.at
            if self.peek() != ",":
                break
            self.at += 1
        self._pass(closing)

    def _pass(self, character: str) -> None:
        if self.peek() != character:
            self.refuse()
        self.at += 1


def _decoder(fraction: Callable[[str], object]) -> json.JSONDecoder:
    return json.JSONDecoder(
        parse_int=_integer, parse_float=fraction, parse_constant=_refuse_constant
    )


def _finite(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _integer(digits: str) -> int | str:
    """Keep a number of many digits as text, which Python refuses to turn into a number."""
    return int(digits) if len(digits) <= _INTEGER_LENGTH else digits


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
