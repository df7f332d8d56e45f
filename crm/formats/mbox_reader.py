"""Mailboxes with many messages in one file (RFC 4155; mboxo and mboxrd), one message at a time.

Memory holds one message, however long the mailbox is. A message begins at a line `From ` that
holds a time of day, after an empty line; elsewhere such a line is text.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from crm.errors import FormatError
from crm.formats.encoding import blocks
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import Record
from crm.i18n import _

FORMAT = "mbox"
MESSAGE_LIMIT = 32 << 20
LINE_PIECE = 1 << 16
_BEGINNING = re.compile(rb"From (?:.{0,500}?\s)?(?P<date>\S.{0,80}\d{1,2}:\d\d.{0,40})\r?\n?$")
_QUOTED = re.compile(rb">+From ")


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
        if self.size + len(piece) > MESSAGE_LIMIT:
            self.is_cut = True
        else:
            self.pieces.append(piece)
            self.size += len(piece)


def describe(path: Path, options: ReadOptions) -> Description:
    """Say what a mailbox is; raises FormatError for a file that does not begin with `From `."""
    options.check()
    size, digest = 0, hashlib.sha256()
    for block in blocks(path):
        if not size:
            _check_head(path, block)
        size += len(block)
        digest.update(block)
    if not size:
        raise FormatError(_("{path} is empty: choose another file.").format(path=path))
    return Description(
        path=path,
        format=FORMAT,
        sha256=digest.hexdigest(),
        size=size,
        encoding="",
        records="interactions",
    )


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the messages of a mailbox in its order; errors as `describe`."""
    from crm.formats.eml_message import record

    options.check()
    _check_head(path, next(blocks(path), b""))
    for raw in messages(path):
        if raw.size:
            content = b"".join(raw.pieces)
            yield record(content, raw.line, sent=raw.sent, is_cut=raw.is_cut)


def messages(path: Path) -> Iterator[RawMessage]:
    """Give the messages of a mailbox as bytes, with the quoting of `From ` taken away."""
    raw: RawMessage | None = None
    is_after_blank = True
    for number, line, is_whole in _lines(path):
        beginning = _BEGINNING.match(line) if is_after_blank and is_whole else None
        if beginning:
            if raw:
                yield raw
            raw = RawMessage(number, beginning["date"].decode("ascii", "replace").strip())
        elif raw:
            raw.add(line[1:] if is_whole and _QUOTED.match(line) else line)
        is_after_blank = is_whole and line.strip(b"\r\n") == b""
    if raw:
        yield raw


def _lines(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Give lines with their numbers; of a very long one the pieces, which are not whole."""
    try:
        with path.open("rb") as stream:
            yield from _numbered(stream)
    except OSError as error:
        message = _("{path} cannot be opened: check that you may read it.")
        raise FormatError(message.format(path=path)) from error


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    number, is_start = 1, True
    while line := stream.readline(LINE_PIECE):
        ends = line.endswith(b"\n")
        yield number, line, is_start and (ends or len(line) < LINE_PIECE)
        number += ends
        is_start = ends


def _check_head(path: Path, block: bytes) -> None:
    if not block.lstrip(b"\r\n").startswith(b"From "):
        message = _("{path} is no mailbox: choose a file that begins with a line From.")
        raise FormatError(message.format(path=path))
