"""Is a file a workbook, of which kind, and safe to read? Asked before any of it is."""

import hashlib
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
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
from crm.formats.sheet_counts import DOCUMENT, LARGE, SHEET, refuse_too_many
from crm.formats.sheet_extents import Texts, TooManyRows, measure_document, measure_sheet
from crm.i18n import _

FILE_LIMIT = 100 << 20
EARLY = ("/sharedstrings.xml", "/manifest.xml")

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"<style", b"<body")


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
    except TooManyRows as error:
        message = _(
            "{path} has about {count} rows, more than fit the memory: save its sheet as CSV, which "
            "has no such limit, or divide it."
        )
        raise FormatError(message.format(path=path, count=_rounded(error.rows))) from None
    except ProtectedError:
        raise protected(path) from None
    except DamagedError:
        raise damaged(path) from None


def _examine_parts(path: Path, parts: list[ZipInfo], kind: str) -> int:
    """Expand all parts and look into those that hold cells; return how many hold errors."""
    # First the texts that the cells of XLSX share, and whether an ODS has a password.
    parts.sort(key=lambda part: not part.filename.lower().endswith(EARLY))
    _refuse_too_many(path, parts, kind)
    texts = Texts()
    errors = 0
    for part, pieces in pieces_of(path, parts):
        name = part.filename.lower()
        if name.endswith("/sharedstrings.xml"):
            texts.take(pieces)
        elif kind == "ods" and name == "meta-inf/manifest.xml":
            if b"encryption-data" in b"".join(pieces):
                raise ProtectedError
        elif _holds_cells(part, kind) and kind == "ods":
            measure_document(pieces, part.file_size)
        elif _holds_cells(part, kind):
            errors += measure_sheet(pieces, part.file_size, texts).errors
        deque(pieces, maxlen=0)
    return errors


def _refuse_too_many(path: Path, parts: list[ZipInfo], kind: str) -> None:
    """Refuse large sheets by the number of their values, which is cheaper than to measure them."""
    marks = DOCUMENT if kind == "ods" else SHEET
    large = [part for part in parts if part.file_size >= LARGE and _holds_cells(part, kind)]
    for part, pieces in pieces_of(path, large):
        refuse_too_many(pieces, part.file_size, marks)


def _holds_cells(part: ZipInfo, kind: str) -> bool:
    name = part.filename.lower()
    return name == "content.xml" if kind == "ods" else name.startswith("xl/worksheets/")


def _rounded(count: int) -> int:
    """Return a number with two digits that mean something."""
    return int(float(f"{count:.1e}"))


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


# --- Others --------------------------------------------------------------------------------------


def _kind_of_compound(path: Path) -> str:
    """Tell an old workbook from a Word file and from a workbook that has a password.

    It is not measured: it is not packed, has 65,536 rows of 256 columns a sheet at most ([MS-XLS]
    2.4.90 Dimensions), and what of it the memory cannot hold ends its reader in three seconds.
    """
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
