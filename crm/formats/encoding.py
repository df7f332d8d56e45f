"""How a text file is encoded, and whether it is a text file at all.

The order is: a byte order mark, the pattern of NUL bytes (UTF-16), valid UTF-8, and last the
eight-bit code pages of Windows, Mac and DOS, scored by how well they make words of the bytes
beyond ASCII. Statistics over languages are not needed, because what matters is å, ä and ö.
"""

import codecs
import hashlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from crm.errors import FormatError
from crm.i18n import N_, _

BLOCK = 1 << 18
HEAD = 1 << 16
LINE_LIMIT = 16 << 20
CODE_PAGES = ("cp1252", "mac_roman", "cp850")

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", N_("a PNG image")),
    (b"\xff\xd8\xff", N_("a JPEG image")),
    (b"GIF8", N_("a GIF image")),
    (b"%PDF-", N_("a PDF document")),
    (b"PK\x03\x04", N_("a ZIP archive or an Excel workbook")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", N_("an old Excel or Word file")),
    (b"SQLite format 3\x00", N_("an SQLite database")),
    (b"\x1f\x8b", N_("a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", N_("a 7-Zip archive")),
    (b"{\\rtf", N_("an RTF document")),
    (b"\x7fELF", N_("a program")),
)
TEXT_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"BEGIN:VCARD", "vcard", N_("a vCard file")),
    (b"BEGIN:VCALENDAR", "ics", N_("a calendar file")),
    (b"<!DOCTYPE", "html", N_("a web page")),
    (b"<HTML", "html", N_("a web page")),
    (b"<?XML", "xml", N_("an XML file")),
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_BEYOND_ASCII = re.compile(rb"[\x00-\x7f]{0,2}[\x80-\xff]{1,12}[\x00-\x7f]{0,2}")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_PIECES = 5000
# A file is damaged UTF-8, rather than a code page, when nearly all its sequences are UTF-8.
_DAMAGED_SHARE = 0.9


@dataclass(slots=True)
class Survey:
    """What one pass over the bytes of a file tells.

    `size` is in bytes, `head` the first 64 KiB, `damaged` says that some bytes are no text.
    """

    size: int = 0
    sha256: str = ""
    head: bytes = b""
    encoding: str = ""
    damaged: bool = False
    valid_utf8: bool = True
    undefined: bool = False
    pieces: list[bytes] = field(default_factory=list)


def survey(path: Path, encoding: str | None = None, line_limit: int = LINE_LIMIT) -> Survey:
    """Read a file once, in blocks: size, sha256, encoding (unless it is given).

    Raises FormatError for a file that is missing, no regular file, unreadable, empty, not text,
    or has a line of more than `line_limit` bytes.
    """
    return _survey(path, encoding, line_limit, stamp(path))


def stamp(path: Path) -> tuple[int, ...]:
    """Return what changes when a file does, so that it is looked through only once."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ()
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@lru_cache(maxsize=4)
def _survey(path: Path, encoding: str | None, line_limit: int, seen: tuple[int, ...]) -> Survey:
    found = Survey()
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    for block in blocks(path, line_limit):
        if not found.size:
            found.head = block[:HEAD]
            _refuse_binary(path, found.head)
        found.size += len(block)
        digest.update(block)
        _look_beyond_ascii(found, block, decoder)
    _finish(found, decoder)
    if not found.size:
        raise FormatError(_("{path} is empty: choose another file.").format(path=path))
    found.sha256 = digest.hexdigest()
    found.encoding = encoding or _encoding_of(path, found)
    return found


def looks_like(path: Path) -> str:
    """Name the format that the first bytes of a file suggest: json, csv or what it is instead."""
    head = next(blocks(path, LINE_LIMIT), b"")[:HEAD]
    if name := next((name for mark, name, kind in TEXT_SIGNATURES if _starts(head, mark)), ""):
        return name
    if any(head.startswith(mark) for mark, kind in SIGNATURES):
        return "binary"
    return "json" if _without_mark(head).lstrip()[:1] in (b"{", b"[") else "csv"


def decoding_fault(path: Path, encoding: str) -> FormatError:
    """Say that a file is not in the encoding it was read as."""
    message = _("{path} is not text in the encoding {encoding}: save it in UTF-8.")
    return FormatError(message.format(path=path, encoding=encoding))


def blocks(path: Path, line_limit: int | None = None) -> Iterator[bytes]:
    """Give the bytes of a regular file; what the system refuses becomes a FormatError."""
    run = 0
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise FormatError(_("{path} is a folder: name a file in it.").format(path=path))
        if not stat.S_ISREG(path.stat().st_mode):
            raise FormatError(_("{path} is no ordinary file: save it first.").format(path=path))
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                run = 0 if b"\n" in block or b"\r" in block else run + len(block)
                if line_limit and run > line_limit:
                    raise FormatError(_line_too_long(path, line_limit))
                yield block
    except FileNotFoundError as error:
        message = _("{path} is not there: check the name and the folder.")
        raise FormatError(message.format(path=path)) from error
    except (OSError, ValueError) as error:
        message = _("{path} cannot be opened: check that you may read it.")
        raise FormatError(message.format(path=path)) from error


def _line_too_long(path: Path, line_limit: int) -> str:
    message = _("{path} has a line of more than {limit} MB: it is no table of contacts.")
    return message.format(path=path, limit=line_limit >> 20)


def _refuse_binary(path: Path, head: bytes) -> None:
    for mark, kind in SIGNATURES:
        if head.startswith(mark):
            raise FormatError(_not_text(path, kind))
    for mark, _name, kind in TEXT_SIGNATURES:
        if _starts(head, mark):
            raise FormatError(_not_text(path, kind))


def _not_text(path: Path, kind: str) -> str:
    message = _("{path} is not a text file with a table but {kind}: save it as CSV.")
    return message.format(path=path, kind=_(kind))


def _starts(head: bytes, mark: bytes) -> bool:
    return _without_mark(head).lstrip()[: len(mark)].upper() == mark


def _without_mark(head: bytes) -> bytes:
    return head.removeprefix(codecs.BOM_UTF8)


def _look_beyond_ascii(found: Survey, block: bytes, decoder: codecs.IncrementalDecoder) -> None:
    if found.valid_utf8:
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            found.valid_utf8 = False
    found.undefined = found.undefined or bool(_UNDEFINED_IN_CP1252.search(block))
    if len(found.pieces) < _PIECES and not block.isascii():
        found.pieces += _BEYOND_ASCII.findall(block)[:_PIECES]


def _finish(found: Survey, decoder: codecs.IncrementalDecoder) -> None:
    if found.valid_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            found.valid_utf8 = False


def _encoding_of(path: Path, found: Survey) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if found.head.startswith(mark):
            found.damaged = encoding == "utf-8-sig" and not found.valid_utf8
            return encoding
    if b"\x00" in found.head:
        return _wide_encoding(path, found.head)
    if found.valid_utf8:
        return "utf-8"
    if _share_of_utf8(found.pieces) >= _DAMAGED_SHARE:
        found.damaged = True
        return "utf-8"
    page = code_page(found.pieces)
    found.damaged = page == "cp1252" and found.undefined
    return page


def _wide_encoding(path: Path, head: bytes) -> str:
    """Tell UTF-16 without a mark by where its NUL bytes stand; anything else is binary."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    enough = len(head) // 8
    if odd > enough and even * 10 < odd:
        return "utf-16-le"
    if even > enough and odd * 10 < even:
        return "utf-16-be"
    raise FormatError(_not_text(path, N_("binary data")))


def _share_of_utf8(pieces: list[bytes]) -> float:
    beyond = sum(sum(byte > 127 for byte in piece) for piece in pieces)
    valid = sum(len(one) for piece in pieces for one in _UTF8_SEQUENCE.findall(piece))
    return valid / beyond if beyond else 0.0


def code_page(pieces: list[bytes]) -> str:
    """Return the code page that makes the best words of pieces of text with bytes beyond ASCII.

    Windows wins a tie, being what most programs write.
    """
    scores = {page: sum(map(_likelihood, _decoded(pieces, page))) for page in CODE_PAGES}
    return max(CODE_PAGES, key=lambda page: scores[page])


def _decoded(pieces: list[bytes], page: str) -> list[str]:
    return [piece.decode(page, errors="replace") for piece in pieces]


def _likelihood(piece: str) -> float:
    padded = f" {piece} "
    return sum(
        _fitness(padded[at - 1], padded[at], padded[at + 1])
        for at in range(1, len(padded) - 1)
        if not padded[at].isascii()
    )


def _fitness(before: str, character: str, after: str) -> float:
    """Say how well a character stands between two others: 3 for å ä ö, below 0 for nonsense."""
    if character.isalpha():
        if character.isupper() and before.islower():
            return -3
        return 3 if character in "åäöÅÄÖ" else 1.5 if character in "éÉèüÜøØæÆáàëïñçóíßô" else -1
    if character in "“‘":
        return 2.5 if not before.isalnum() and after.isalnum() else -1
    if character in "”’":
        return 2.5 if before.isalnum() or after.isalnum() else 0
    if character in "–—…€§°½·\xa0•«»´":
        return 1
    return -3
