"""The content lines of a card file, unfolded as bytes in one pass (RFC 6350 3.2, vCard 2.1 2.1.3).

Folding may part the bytes of one character, so lines are joined before they are decoded. Time is
in step with the size of the file, and memory with that of the longest line, which has a limit.
"""

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from crm.errors import FormatError
from crm.formats.encoding import (
    BYTE_ORDER_MARKS,
    LINE_LIMIT,
    blocks,
    code_page,
    decoding_fault,
    stamp,
)
from crm.formats.vcard_charsets import decode_line
from crm.i18n import _

# A picture of some 380 kB; what is longer is left out, and reported.
CONTENT_LIMIT = 512 << 10
MENDED, TOO_LONG = "mended", "too long"

# The number of a logical line, its text, and its fault: MENDED, TOO_LONG or none.
Line: TypeAlias = tuple[int, str, str]

_DAMAGED_LINES = 500
_CARD = re.compile(rb"BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE)
_OVERLAP = 64
_END = re.compile(r"[ \t]*END[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
# What a line begins with that the one before it goes on in.
_FOLDS = (b" ", b"\t")
# What comes after both in the order of bytes, which is told sooner than either.
_NO_FOLD = b"!"
# How far into a line its name and parameters are sought.
_HEAD_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over a card file tells; `encoding` is that of lines that are no UTF-8.

    `wide` is the encoding of a file in UTF-16 or UTF-32, or what somebody said; else it is empty.
    """

    size: int
    sha256: str
    encoding: str
    wide: str


def scan(path: Path, encoding: str | None = None) -> Scan:
    """Look through a card file once; raises FormatError for one without a card."""
    return _scan(path, encoding, stamp(path))


@lru_cache(maxsize=4)
def _scan(path: Path, encoding: str | None, seen: tuple[int, ...]) -> Scan:
    size, digest, head = 0, hashlib.sha256(), b""
    for block in blocks(path):
        head = head or block[:_OVERLAP]
        size += len(block)
        digest.update(block)
    wide = _wide_encoding(head) if encoding is None else "" if _is_utf8(encoding) else encoding
    if not _holds_a_card(_plain_blocks(path, wide)):
        message = _("{path} is no vCard file: choose a file that holds BEGIN:VCARD.")
        raise FormatError(message.format(path=path))
    damaged = [] if wide or encoding else _damaged(path)
    page = code_page(damaged) if damaged else "utf-8"
    return Scan(size, digest.hexdigest(), wide or page, wide)


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name in ("utf-8", "utf-8-sig")


def _wide_encoding(head: bytes) -> str:
    """Tell UTF-16 and UTF-32 by their mark, or by where the NUL bytes beside a B stand."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return "" if encoding == "utf-8-sig" else encoding
    if head[:2] in (b"B\x00", b"b\x00"):
        return "utf-16-le"
    return "utf-16-be" if head[:2] in (b"\x00B", b"\x00b") else ""


def _holds_a_card(stream: Iterable[bytes]) -> bool:
    rest = b""
    for block in stream:
        rest += block
        if _CARD.search(rest):
            return True
        rest = rest[-_OVERLAP:]
    return False


def _damaged(path: Path) -> list[bytes]:
    """Return lines that are no UTF-8 and do not say what else they are."""
    if _is_valid(blocks(path)):
        return []
    lines = (line for _number, line in _logical_lines(path, ""))
    damaged = (
        line
        for line in lines
        if not line.isascii() and not _is_valid([line]) and b"CHARSET=" not in line.upper()
    )
    return list(islice(damaged, _DAMAGED_LINES))


def _is_valid(stream: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in stream:
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _plain_blocks(path: Path, wide: str) -> Iterator[bytes]:
    """Give the bytes of a file, as UTF-8 where they are in a wide encoding."""
    stream = blocks(path)
    if not wide:
        yield next(stream, b"").removeprefix(codecs.BOM_UTF8)
        yield from stream
        return
    try:
        decoder = codecs.getincrementaldecoder(wide)("replace")
        for block in stream:
            yield decoder.decode(block).encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")
    except (LookupError, ValueError) as error:
        raise decoding_fault(path, wide) from error


# --- Lines ---------------------------------------------------------------------------------------


def unfolded(path: Path, found: Scan) -> Iterator[Line]:
    """Give the logical lines of a file but for empty ones.

    A quoted-printable line goes on after a soft line break. A line without a colon is none of its
    own: it goes on with the one before it, as base64 does in the cards of old telephones.
    """
    began, last = 0, ""
    joining: _Joining | None = None
    for number, content in _logical_lines(path, found.wide):
        try:
            text = content.decode()
        except UnicodeDecodeError:
            text = decode_line(content, found.encoding)
        if ":" not in text or joining or last[-1:] == "=":
            joining = joining or (_Joining(began, last) if last else None)
            if joining and joining.goes_on_with(text):
                joining.add(text)
                continue
        if joining:
            yield joining.line()
            joining = None
        elif last:
            yield began, last, TOO_LONG if len(last) > CONTENT_LIMIT else ""
        began, last = number, text
    if last:
        yield (joining or _Joining(began, last)).line()


class _Joining:
    """A logical line that others may belong to."""

    def __init__(self, number: int, text: str) -> None:
        head = text[:_HEAD_LENGTH].partition(":")[0].strip(" \t").upper()
        self._is_mark = head in ("BEGIN", "END")
        self._is_base64 = "BASE64" in head or "ENCODING=B" in head
        self._is_quoted_printable = "QUOTED-PRINTABLE" in head
        self._number = number
        self._text = text
        self._pieces: list[str] = []
        self._length = len(text)
        self._fault = ""
        self._is_soft = self._is_quoted_printable and text[-1] == "="

    def goes_on_with(self, text: str) -> bool:
        """Tell whether a line belongs to this one."""
        if self._is_soft:
            return _END.fullmatch(text) is None
        return ":" not in text and text.strip(" \t") != "" and not self._is_mark

    def add(self, text: str) -> None:
        """Take one more line."""
        if self._is_soft:
            self._pieces.append("\n")
        elif not self._is_base64:
            self._pieces.append("\n")
            self._fault = MENDED
        self._length += len(text) + 1
        self._pieces.append(text)
        if self._length > CONTENT_LIMIT:
            self._pieces.clear()
        self._is_soft = self._is_quoted_printable and text[-1:] == "="

    def line(self) -> Line:
        """Return the logical line."""
        fault = TOO_LONG if self._length > CONTENT_LIMIT else self._fault
        return self._number, "".join([self._text, *self._pieces]), fault


def _logical_lines(path: Path, wide: str) -> Iterator[tuple[int, bytes]]:
    """Give the unfolded lines of a file, each with the number of the first that it was folded to.

    The lines are of bytes, and of UTF-8 where the file is in a wide encoding.
    """
    return chain.from_iterable(_blocks_of_lines(path, wide))


def _blocks_of_lines(path: Path, wide: str) -> Iterator[list[tuple[int, bytes]]]:
    first, began, line = 1, 1, b""
    folds: list[bytes] = []
    for lines in _physical_lines(path, wide):
        ended: list[tuple[int, bytes]] = []
        for number, one in enumerate(lines, first):
            if one < _NO_FOLD and one[:1] in _FOLDS:
                folds.append(one[1:])
                continue
            if folds:
                line += b"".join(folds)
                folds.clear()
            ended.append((began, line))
            began, line = number, one
        yield ended
        first += len(lines)
        line += b"".join(folds)
        folds.clear()
        _check_length(line, path)
    yield [(began, line)]


def _physical_lines(path: Path, wide: str) -> Iterator[list[bytes]]:
    """Give the lines of a file by the block, whatever its own line ends."""
    rest = b""
    for block in _plain_blocks(path, wide):
        rest += block.replace(b"\0", b"")
        # A CR that no two bytes follow may be the first part of a line end.
        end = max(rest.rfind(b"\n"), rest.rfind(b"\r", 0, -2)) + 1
        yield _divided(rest[:end])
        rest = rest[end:]
        _check_length(rest, path)
    yield _divided(rest)


def _divided(content: bytes) -> list[bytes]:
    """Divide bytes into lines that end in CR CR LF, CR LF, LF or CR."""
    lines = content.splitlines()
    if b"" in lines and b"\r\r\n" in content:
        return content.replace(b"\r\r\n", b"\n").splitlines()
    return lines


def _check_length(line: bytes, path: Path) -> None:
    if len(line) > LINE_LIMIT:
        message = _("{path} has a line of more than {limit} MB: it is no file of cards.")
        raise FormatError(message.format(path=path, limit=LINE_LIMIT >> 20))
