"""One line of e-mail addresses, to be pasted where a mail program asks for `To` or `Bcc`."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from crm.formats.mailboxes import Mailbox, mailbox_of
from crm.formats.protocol import WriteOptions

TAKES = "rows"
SUFFIX = ".txt"
COLUMNS = {"people": ("name", "email"), "organisations": ("name", "email")}


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write the first address of each row, and return how many rows have one.

    An address that several share stands there once. The line is UTF-8, quoted as RFC 5322 3.4 has
    it; Outlook wants the delimiter to be a semicolon.
    """
    found: dict[str, Mailbox] = {}
    count = 0
    for mailbox in filter(None, map(mailbox_of, items)):
        found.setdefault(mailbox.email.casefold(), mailbox)
        count += 1
    if found:
        line = f"{options.delimiter} ".join(map(str, found.values()))
        stream.write(f"{line}\n".encode())
    return count
