"""Mailboxes with many messages in one file (RFC 4155; mboxo and mboxrd), one message at a time.

Memory holds one message, however long the mailbox is, and a message that is damaged costs none of
the others.
"""

from collections.abc import Iterator
from pathlib import Path

from crm.errors import FormatError
from crm.formats.eml_reader import described
from crm.formats.encoding import blocks
from crm.formats.mbox_messages import RawMessage, messages
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import InteractionRecord, Record
from crm.i18n import _

FORMAT = "mbox"
REMEMBERED = 100_000


def describe(path: Path, options: ReadOptions) -> Description:
    """Say what a mailbox is; raises FormatError for a file that does not begin with `From `."""
    options.check()
    _check_head(path)
    return described(path, FORMAT)


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the messages of a mailbox in its order; errors as `describe`.

    What the mail program has deleted but not removed yet, and what it keeps there for itself, is
    no message.
    """
    options.check()
    _check_head(path)
    threads: dict[str, str] = {}
    for raw in messages(path):
        if not raw.is_deleted:
            made = _record(raw)
            if isinstance(made, InteractionRecord):
                _join(threads, made)
            yield made


def _record(raw: RawMessage) -> Record:
    from crm.formats.eml_message import record, rejected

    try:
        return record(raw.content, raw.line, sent=raw.sent, is_cut=raw.is_cut)
    except Exception as error:  # whatever it is, the next message has nothing to do with it
        message = _("The message cannot be read ({reason}): save it on its own as .eml.")
        return rejected(raw.line, message.format(reason=type(error).__name__))


def _join(threads: dict[str, str], made: InteractionRecord) -> None:
    """Let an answer that names only the message before it belong to the thread of that."""
    made.thread = threads.get(made.thread, made.thread)
    if made.thread != made.uid and len(threads) < REMEMBERED:
        threads[made.uid] = made.thread


def _check_head(path: Path) -> None:
    head = next(blocks(path), b"")
    if not head:
        raise FormatError(_("{path} is empty: choose another file.").format(path=path))
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").startswith(b"From "):
        message = _("{path} is no mailbox: choose a file that begins with a line From.")
        raise FormatError(message.format(path=path))
