"""Is a file a workbook, of which kind, and safe to read? Asked before any of it is.

A sheet is held as a rectangle, so two cells far apart are as dangerous as a large file: how far
the cells of each reach is found out while its archive is expanded piece by piece.
"""

import hashlib
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipInfo

from crm.errors import FormatError
from crm.formats.archives import (
    DamagedError,
    ProtectedError,
    UnsafeError,
    parts_of,
    pieces_of,
)
from crm.formats.encoding import blocks, stamp
from crm.i18n import _

FILE_LIMIT = 100 << 20
DOCUMENT_LIMIT = 150 << 20
CELL_LIMIT = 20_000_000
TEXT_LIMIT = 400 << 20
REPEAT_LIMIT = 1_000_000
REFERENCE_LENGTH = 1_000
CELL_LENGTH = 20
EARLY = ("/sharedstrings.xml", "/manifest.xml")

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"<style", b"<body")

_CELL = re.compile(rb'<c\b[^>]{0,100}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<row\b[^>]{0,100}?\br="([0-9]{1,7})"')
_SHARED = re.compile(rb't="s"[^>]{0,100}><v>([0-9]{1,9})</v>')
_ERROR = re.compile(rb'<c\b[^>]{0,100}?\bt="e"')
# The rows and cells of an OpenDocument sheet, of which one may stand for many.
_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]{1,9})"')


@dataclass(slots=True)
class Workbook:
    """What a workbook is: `xlsx`, `xls`, `ods` or `text` (a text file under a wrong name).

    `size` is in bytes; `errors` counts the cells whose formula failed, where the file says so.
    """

    kind: str = ""
    size: int = 0
    sha256: str = ""
    errors: int = 0


def examine(path: Path) -> Workbook:
    """Say what kind of workbook a file is, after expanding all of it piece by piece.

    Raises FormatError for a file that is missing, too large, encrypted, damaged, of another kind,
    or that would not fit the memory once it is expanded.
    """
    return _examined(path, stamp(path))


@lru_cache(maxsize=4)
def _examined(path: Path, seen: tuple[int, ...]) -> Workbook:
    found = Workbook()
    digest = hashlib.sha256()
    head = b""
    for block in blocks(path):
        head = head or block[:4096]
        digest.update(block)
        found.size += len(block)
        if found.size > FILE_LIMIT:
            message = _("{path} is larger than {limit} MB: save its sheet as CSV.")
            raise FormatError(message.format(path=path, limit=FILE_LIMIT >> 20))
    if not head:
        raise FormatError(_("{path} is empty: choose another file.").format(path=path))
    found.sha256 = digest.hexdigest()
    if head.startswith(ZIP):
        _examine_archive(path, found)
    elif head.startswith(OLE):
        found.kind = _kind_of_compound(path)
    else:
        found.kind = _kind_of_text(path, head)
    return found


# --- Archives: XLSX and ODS ----------------------------------------------------------------------


def _examine_archive(path: Path, found: Workbook) -> None:
    try:
        parts = parts_of(path)
        found.kind = _kind_of_archive(path, {part.filename for part in parts})
        found.errors = _examine_parts(path, parts, found.kind)
    except UnsafeError:
        message = _("{path} would not fit the memory when expanded: save its sheet as CSV.")
        raise FormatError(message.format(path=path)) from None
    except ProtectedError:
        raise protected(path) from None
    except DamagedError:
        raise damaged(path) from None


def _examine_parts(path: Path, parts: list[ZipInfo], kind: str) -> int:
    """Expand all parts and look into those that hold cells; return how many hold errors."""
    # First the texts that the cells of XLSX share, and whether an ODS has a password.
    parts.sort(key=lambda part: not part.filename.lower().endswith(EARLY))
    texts: list[int] = []
    errors = 0
    for part, pieces in pieces_of(path, parts):
        name = part.filename.lower()
        if name.endswith("/sharedstrings.xml"):
            texts += _text_lengths(pieces)
        elif name.startswith("xl/worksheets/"):
            is_large = max(texts, default=0) * part.file_size > TEXT_LIMIT * CELL_LENGTH
            errors += _examine_sheet(pieces, texts if is_large else [])
        elif kind == "ods" and name == "meta-inf/manifest.xml":
            if b"encryption-data" in b"".join(pieces):
                raise ProtectedError
        elif kind == "ods" and name == "content.xml":
            _examine_document(pieces)
        deque(pieces, maxlen=0)
    return errors


def _kind_of_archive(path: Path, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "ods"
    if "xl/workbook.bin" in names or any(name.endswith(".iwa") for name in names):
        message = _("{path} is a workbook of a kind that cannot be read: save it as XLSX.")
        raise FormatError(message.format(path=path))
    message = _("{path} is an archive without a workbook in it: unpack it first.")
    raise FormatError(message.format(path=path))


def _text_lengths(pieces: Iterable[bytes]) -> Iterator[int]:
    """Give the length in bytes of each text that cells share."""
    begun = 0
    for piece in pieces:
        *ended, rest = piece.split(b"</si>")
        for text in ended:
            yield begun + len(text)
            begun = 0
        begun += len(rest)


@dataclass(slots=True)
class _Extent:
    """How far the cells of one sheet reach, gathered from the pieces of its XML.

    `texts` are the lengths of the texts that cells share; each cell gets a copy of its own.
    """

    texts: Sequence[int]
    length: int = 0
    rows: int = 0
    width: int = 0
    letters: set[bytes] = field(default_factory=set)
    errors: int = 0

    def take(self, text: bytes) -> None:
        numbers = [int(number) for number in _ROW.findall(text)]
        for letters, number in _CELL.findall(text):
            self.letters.add(letters)
            numbers.append(int(number))
        self.rows = max(self.rows, max(numbers, default=0))
        # Cells need not say where they are: then each follows the one before it.
        self.width = max(self.width, *(row.count(b"<c") for row in text.split(b"<row")))
        self.errors += len(_ERROR.findall(text))
        if self.texts:
            known = len(self.texts)
            places = [int(place) for place in _SHARED.findall(text)]
            self.length += sum(self.texts[place] for place in places if place < known)
        cells = self.rows * max(self.width, *map(_column_number, self.letters), 1)
        if cells > CELL_LIMIT or self.length > TEXT_LIMIT:
            raise UnsafeError


def _examine_sheet(pieces: Iterable[bytes], texts: Sequence[int]) -> int:
    """Return how many cells of an XLSX sheet hold errors; UnsafeError where they hold too much."""
    extent = _Extent(texts)
    rest = b""
    for piece in pieces:
        text = rest + piece
        cut = max(text.rfind(b"<"), len(text) - REFERENCE_LENGTH, 0)
        rest = text[cut:]
        extent.take(text[:cut])
    extent.take(rest)
    return extent.errors


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _examine_document(pieces: Iterable[bytes]) -> None:
    """Measure the sheets of an OpenDocument workbook; UnsafeError for too many cells."""
    gathered = bytearray()
    for piece in pieces:
        gathered += piece
        if len(gathered) > DOCUMENT_LIMIT:
            raise UnsafeError
    text = bytes(gathered)
    if b"<!DOCTYPE" in text[:REFERENCE_LENGTH]:
        raise DamagedError
    _check_markup(text)
    _measure_document(text)


def _check_markup(text: bytes) -> None:
    """Raise DamagedError for what is no XML, over which the library may go round for ever."""
    try:
        ParserCreate().Parse(text, True)
    except ExpatError:
        raise DamagedError from None


def _measure_document(text: bytes) -> None:
    """Measure the rectangle of each sheet, and count the cells that others stand for."""
    rows = width = column = last_row = repeated = copies = 0
    for tag, attributes in _TAG.findall(text):
        if tag == b"table":
            rows = width = column = last_row = repeated = 0
        elif tag == b"table-row":
            rows += repeated
            repeated, column = _repeats(attributes), 0
        else:
            column += _repeats(attributes)
            if b"value" in attributes or not attributes.endswith(b"/"):
                width, last_row = max(width, column), rows + repeated
                copies += _repeats(attributes) * repeated - 1
            if width * last_row > CELL_LIMIT or copies > REPEAT_LIMIT:
                raise UnsafeError


def _repeats(attributes: bytes) -> int:
    match = _REPEATED.search(attributes)
    return int(match[1]) if match else 1


# --- Others --------------------------------------------------------------------------------------


def _kind_of_compound(path: Path) -> str:
    """Tell an old workbook from a Word file and from a workbook that has a password."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise protected(path)
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        message = _("{path} is an old Office file without a sheet: save the table as XLSX.")
        raise FormatError(message.format(path=path))
    return "xls"


def _kind_of_text(path: Path, head: bytes) -> str:
    """Tell text with a table from the web pages that programs call workbooks."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(WEB_PAGES):
        message = _("{path} is a web page and no workbook: open it in a spreadsheet, save as XLSX.")
        raise FormatError(message.format(path=path))
    return "text"


def protected(path: Path) -> FormatError:
    """Say that a workbook has a password."""
    message = _("{path} is protected by a password: save it without one.")
    return FormatError(message.format(path=path))


def damaged(path: Path) -> FormatError:
    """Say that a workbook cannot be read."""
    message = _("{path} is no workbook or damaged: open it in a spreadsheet and save it anew.")
    return FormatError(message.format(path=path))
