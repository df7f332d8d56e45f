"""Where a mailbox divides into messages, as the many programs that write them do it.

A message begins at a line `From ` that holds the whole date that RFC 4155 asks for, after an empty
line. Not all programs write that date, and not all an empty line: of these two and a field in the
next line, two must be there.
In the text such a line is quoted with `>`, by some programs only there, by some also where it is
quoted already (mboxrd), and by some not at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from crm.errors import FormatError
from crm.formats.eml_parser import SIZE
from crm.i18n import _

LINE_PIECE = 1 << 16
_BEGINNING = re.compile(rb"From (?:.{0,500}?\s)?(?P<date>\S.{0,80}\d{1,2}:\d\d.{0,40})\r?\n?$")
_WHOLE_DATE = re.compile(
    rb"From .{0,500}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[, ]+(?:\d{1,2} )?"
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) .{0,40}\d{1,2}:\d\d.{0,40}\r?\n?$"
)
_QUOTED = re.compile(rb">+From ")
_FIELD = re.compile(rb"(?:[!-9;-~]{1,100}[ \t]*:|>?From |\r?\n)")
# Thunderbird marks with 8 what is deleted (nsMsgMessageFlags.h); other programs keep what they
# need to know in a first message that is none.
_DELETED = re.compile(rb"^X-Mozilla-Status: [0-9a-f]{3}[89a-f]\r?$", re.IGNORECASE | re.MULTILINE)
_INTERNAL = re.compile(rb"^Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL", re.MULTILINE)
_HEAD = 1 << 16


class _Line(NamedTuple):
    """A line with its number; `is_whole` is false for a piece of a very long one."""

    number: int
    content: bytes
    is_whole: bool


@dataclass(slots=True)
class RawMessage:
    """The bytes of a message without the line that begins it, which is `line` and says `sent`."""

    line: int
    sent: str = ""
    is_cut: bool = False
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, piece: bytes) -> None:
        """Add bytes, up to what is read of one message."""
        if self.size + len(piece) > SIZE:
            self.is_cut = True
        else:
            self.pieces.append(piece)
            self.size += len(piece)

    @property
    def content(self) -> bytes:
        """Return the message."""
        return b"".join(self.pieces)

    @property
    def is_deleted(self) -> bool:
        """Tell whether the program that wrote the mailbox shows this message to nobody."""
        head = re.split(rb"\r?\n\r?\n", self.content[:_HEAD], maxsplit=1)[0]
        return bool(_DELETED.search(head) or _INTERNAL.search(head))


def messages(path: Path) -> Iterator[RawMessage]:
    """Give the messages of a mailbox as bytes, with the quoting of `From ` taken away.

    Raises FormatError for a file that cannot be opened.
    """
    raw: RawMessage | None = None
    is_after_blank = True
    for line, following in _with_next(_lines(path)):
        if raw is None:
            is_beginning = line.content.startswith(b"From ")
        else:
            is_beginning = line.is_whole and _is_beginning(line, following, is_after_blank)
        if is_beginning:
            if raw:
                yield raw
            raw = RawMessage(line.number, _date(line.content))
        elif raw:
            content = line.content
            raw.add(content[1:] if line.is_whole and _QUOTED.match(content) else content)
        is_after_blank = line.is_whole and not line.content.strip(b"\r\n")
    if raw:
        yield raw


def _is_beginning(line: _Line, following: _Line | None, is_after_blank: bool) -> bool:
    """Tell whether a message begins here, rather than a sentence that begins with `From`."""
    if not line.content.startswith(b"From "):
        return False
    has_field = not following or bool(_FIELD.match(following.content))
    if _WHOLE_DATE.match(line.content):
        return is_after_blank or has_field
    return is_after_blank and has_field and bool(_BEGINNING.match(line.content))


def _date(line: bytes) -> str:
    found = _BEGINNING.match(line)
    return found["date"].decode("ascii", "replace").strip() if found else ""


def _with_next(lines: Iterator[_Line]) -> Iterator[tuple[_Line, _Line | None]]:
    """Give each line together with the next one."""
    before: _Line | None = None
    for line in chain(lines, [None]):
        if before:
            yield before, line
        before = line


def _lines(path: Path) -> Iterator[_Line]:
    try:
        with path.open("rb") as stream:
            stream.seek(3 if stream.read(3) == b"\xef\xbb\xbf" else 0)
            yield from _numbered(stream)
    except OSError as error:
        message = _("{path} cannot be opened: check that you may read it.")
        raise FormatError(message.format(path=path)) from error


def _numbered(stream: BinaryIO) -> Iterator[_Line]:
    number, is_start = 1, True
    while content := stream.readline(LINE_PIECE):
        ends = content.endswith(b"\n")
        yield _Line(number, content, is_start and (ends or len(content) < LINE_PIECE))
        number += ends
        is_start = ends
