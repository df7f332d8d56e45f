"""E-mail messages in files of their own (RFC 5322), by the parser of the standard library.

A message becomes an interaction of type `email`. Times are by the clock of the computer's own time
zone; attachments are named, not kept.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from crm.errors import FormatError
from crm.formats.encoding import blocks
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import Record
from crm.i18n import _

FORMAT = "eml"
HEAD = 1 << 16
_FIELD = re.compile(rb"^[!-9;-~]{1,100}[ \t]*:", re.MULTILINE)
_EMPTY_LINE = re.compile(rb"\r*\n\r*\n")


def describe(path: Path, options: ReadOptions) -> Description:
    """Say what a message file is; raises FormatError for one that has no field at its head."""
    options.check()
    _check_head(path, next(blocks(path), b"")[:HEAD])
    return described(path, FORMAT)


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the one message of a file; errors as `describe`.

    Of a message of more than 32 MB the beginning is read.
    """
    from crm.formats.eml_message import record
    from crm.formats.eml_parser import SIZE

    options.check()
    content = _beginning(path, SIZE + 1)
    _check_head(path, content[:HEAD])
    yield record(content, 1)


def described(path: Path, name: str) -> Description:
    """Return what there is to say of any file of messages."""
    size, digest = 0, hashlib.sha256()
    for block in blocks(path):
        size += len(block)
        digest.update(block)
    return Description(
        path=path,
        format=name,
        sha256=digest.hexdigest(),
        size=size,
        encoding="",
        records="interactions",
    )


def _beginning(path: Path, size: int) -> bytes:
    content = bytearray()
    for block in blocks(path):
        content += block
        if len(content) >= size:
            break
    return bytes(content[:size])


def _check_head(path: Path, head: bytes) -> None:
    """Refuse what has no field before its first empty line."""
    if not head:
        raise FormatError(_("{path} is empty: choose another file.").format(path=path))
    fields = _EMPTY_LINE.split(head.lstrip(), maxsplit=1)[0]
    if not _FIELD.search(fields):
        message = _("{path} is no e-mail message: save it as .eml from the mail program.")
        raise FormatError(message.format(path=path))
