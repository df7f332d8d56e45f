"""The components of a calendar file (RFC 5545 3.4), found in linear time and with line numbers.

Lines are unfolded as bytes, because folding may part the bytes of one character (3.1). Only what
stands directly in an entry is kept, so that nesting costs nothing.
"""

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from sys import intern

from crm.errors import FormatError
from crm.formats.encoding import LINE_LIMIT, blocks, code_page, decoding_fault, stamp
from crm.formats.ics_marks import PROPERTIES
from crm.i18n import _

ENTRIES = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})
CALENDAR = "VCALENDAR"
# The properties that are read; the others of an entry, time zones apart, are passed over.
READ = {
    "ATTACH", "ATTENDEE", "CATEGORIES", "COMMENT", "COMPLETED", "CONFERENCE", "CONTACT", "CREATED",
    "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "DUE", "DURATION", "EXDATE", "EXRULE",
    "LAST-MODIFIED", "LOCATION", "ORGANIZER", "PRIORITY", "RDATE", "RECURRENCE-ID", "RELATED-TO",
    "RESOURCES", "RRULE", "SEQUENCE", "STATUS", "SUMMARY", "UID", "URL", "X-ALT-DESC",
    "X-MICROSOFT-CDO-ALLDAYEVENT", *PROPERTIES,
}  # fmt: skip
# What is longer holds a picture or a whole document, which is not read.
LOGICAL_LINE_LIMIT = 1 << 20
LINES_IN_AN_ENTRY = 20_000
# Of an attachment its name is read, not its content.
ATTACHMENT_LENGTH = 2_000
WIDE_FILE_LIMIT = 64 << 20
_DAMAGED_LINES = 500
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[ \t]*[;:])")


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over a calendar file tells; `kinds` counts its entries by name."""

    size: int
    sha256: str
    encoding: str
    kinds: Counter[str]


@dataclass(frozen=True, slots=True)
class ContentLine:
    """An unfolded line: the name of its property in capitals, the whole text, where it stands."""

    name: str
    text: str
    line: int


@dataclass(slots=True)
class Entry:
    """One entry of a calendar: its name, where it begins, the lines in it, whether it ends.

    `method` is that of the calendar (RFC 5546). The lines of a time zone include its parts. Of
    more lines than are kept, `left_out` counts by name those that are like others before them.
    """

    name: str
    line: int
    method: str = ""
    lines: list[ContentLine] = field(default_factory=list)
    is_whole: bool = True
    left_out: Counter[str] = field(default_factory=Counter)

    def value(self, name: str) -> str:
        """Return the value of the first property of a name as written, empty where there is none.

        It is looked for behind the first colon, so it suits properties without parameters.
        """
        found = next((line.text for line in self.lines if line.name == name), "")
        return found.partition(":")[2].strip()


def scan(path: Path, encoding: str | None) -> Scan:
    """Look through a calendar file once; raises FormatError for a file that is no calendar."""
    return _scan(path, encoding, stamp(path))


@lru_cache(maxsize=4)
def _scan(path: Path, encoding: str | None, seen: tuple[int, ...]) -> Scan:
    size, digest = 0, hashlib.sha256()
    for block in blocks(path):
        size += len(block)
        digest.update(block)
    kinds: Counter[str] = Counter()
    damaged: list[bytes] = []
    for _number, line in _unfolded(path):
        if line[:6].upper() == b"BEGIN:":
            kinds[line[6:].strip().decode("ascii", "replace").upper()] += 1
        elif len(damaged) < _DAMAGED_LINES and not _is_utf8(line):
            damaged.append(line)
    if not kinds:
        message = _("{path} is no calendar: choose a file that holds BEGIN:VCALENDAR.")
        raise FormatError(message.format(path=path))
    found = encoding or (code_page(damaged) if damaged else "utf-8")
    return Scan(size, digest.hexdigest(), found, kinds)


def entries(path: Path, encoding: str) -> Iterator[Entry]:
    """Give the entries of a file in its order; `encoding` is that of lines that are no UTF-8."""
    entry: Entry | None = None
    method, depth = "", 0
    for one in _content_lines(path, encoding):
        value = one.text[6:].strip().upper() if one.name == "BEGIN" else ""
        if value == CALENDAR or value in ENTRIES or (value and entry is None):
            if entry is not None:
                yield _cut_off(entry)
            method = "" if value == CALENDAR else method
            entry = None if value == CALENDAR else Entry(value, one.line, method)
            depth = 0
        elif entry is None:
            method = one.text[7:].strip().upper() if one.name == "METHOD" else method
        elif one.name == "END" and _closes(one, entry, depth):
            yield entry if one.text[4:].strip().upper() == entry.name else _cut_off(entry)
            entry = None
        else:
            _keep(entry, one, depth)
            depth += 1 if one.name == "BEGIN" else -1 if one.name == "END" else 0
    if entry is not None:
        yield _cut_off(entry)


def _closes(line: ContentLine, entry: Entry, depth: int) -> bool:
    return depth == 0 or line.text[4:].strip().upper() in (entry.name, CALENDAR)


def _cut_off(entry: Entry) -> Entry:
    entry.is_whole = False
    return entry


def _keep(entry: Entry, line: ContentLine, depth: int) -> None:
    if not _is_wanted(entry, line, depth):
        return
    if len(entry.lines) >= LINES_IN_AN_ENTRY and not _is_first_of_its_name(entry, line):
        entry.left_out[line.name] += 1
        return
    if line.name == "ATTACH" and len(line.text) > ATTACHMENT_LENGTH:
        line = ContentLine(line.name, line.text[:ATTACHMENT_LENGTH], line.line)
    entry.lines.append(line)


def _is_first_of_its_name(entry: Entry, line: ContentLine) -> bool:
    """Tell whether a long entry has no such property yet: it may say when the meeting begins."""
    if entry.name == "VTIMEZONE" or line.name not in READ or line.name in entry.left_out:
        return False
    return all(known.name != line.name for known in entry.lines)


def _is_wanted(entry: Entry, line: ContentLine, depth: int) -> bool:
    """Tell whether a line is read: of a time zone all are, of others those that are theirs."""
    if entry.name == "VTIMEZONE":
        return True
    is_part = depth > 0 or line.name in ("BEGIN", "END")
    return not is_part and (line.name in READ or (not line.name and bool(line.text.strip())))


# --- Lines ---------------------------------------------------------------------------------------


def _content_lines(path: Path, encoding: str) -> Iterator[ContentLine]:
    for number, line in _unfolded(path):
        text = _decoded(path, line, encoding)
        match = _NAME.match(text)
        # The few names there are come again and again, and are kept once.
        yield ContentLine(intern(match.group().upper()) if match else "", text, number)


def _decoded(path: Path, line: bytes, encoding: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return line.decode(encoding, "replace")
    except (LookupError, ValueError) as error:
        raise decoding_fault(path, encoding) from error


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unfolded(path: Path) -> Iterator[tuple[int, bytes]]:
    """Give each logical line with the number of the physical line it begins on."""
    began, pieces, length = 0, list[bytes](), 0
    for number, line in enumerate(_physical_lines(path), start=1):
        if line[:1] in (b" ", b"\t"):
            if length < LOGICAL_LINE_LIMIT:
                pieces.append(line[1:])
                length += len(line)
        elif line:
            if pieces:
                yield began, b"".join(pieces)
            began, pieces, length = number, [line], len(line)
    if pieces:
        yield began, b"".join(pieces)


def _physical_lines(path: Path) -> Iterator[bytes]:
    stream = blocks(path)
    head = next(stream, b"")
    if head[:2] in _WIDE_MARKS:
        yield from _wide_lines(path, head, stream)
        return
    end = b"\n" if b"\n" in head else b"\r"
    pieces = [head.removeprefix(codecs.BOM_UTF8)]
    for block in stream:
        pieces.append(block)
        if end in block:
            *lines, rest = b"".join(pieces).split(end)
            yield from (line.rstrip(b"\r") for line in lines)
            pieces = [rest]
        elif sum(map(len, pieces)) > LINE_LIMIT:
            message = _("{path} has a line of more than {limit} MB: it is no calendar.")
            raise FormatError(message.format(path=path, limit=LINE_LIMIT >> 20))
    yield from (line.rstrip(b"\r") for line in b"".join(pieces).split(end))


def _wide_lines(path: Path, head: bytes, stream: Iterable[bytes]) -> Iterator[bytes]:
    content = bytearray(head)
    for block in stream:
        content += block
        if len(content) > WIDE_FILE_LIMIT:
            message = _("{path} is too long to be read in UTF-16: save it in UTF-8.")
            raise FormatError(message.format(path=path))
    text = content.decode("utf-16", "replace")
    lines = text.encode("utf-8", "replace").split(b"\n")
    yield from (line.rstrip(b"\r") for line in lines)
