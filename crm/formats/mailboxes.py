"""Whom a message is for: names and addresses as its fields hold them (RFC 5322 3.4)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.header import Header
from email.utils import quote
from typing import Any, NamedTuple

from crm.text import clean_line

LINE_LENGTH = 76
# What no name may hold outside quotation marks: the specials of RFC 5322 3.2.3.
_SPECIAL = re.compile(r'[()<>\[\]:;@\\,."]')
_EMAIL = re.compile(r'[^\s()<>\[\]:;@\\,"]{1,64}@[^\s()<>\[\]:;@\\,"]{1,253}')


class Mailbox(NamedTuple):
    """Somebody with an e-mail address; as text `"Mårder, Günther" <g@foretagarna.example>`."""

    name: str
    email: str

    def __str__(self) -> str:
        if not self.name:
            return self.email
        name = f'"{quote(self.name)}"' if _SPECIAL.search(self.name) else self.name
        return f"{name} <{self.email}>"

    def in_ascii(self) -> "Mailbox | None":
        """Return the address as every mail server takes it, None where its owner is not ASCII."""
        owner, _at, domain = self.email.rpartition("@")
        if not owner.isascii():
            return None
        try:
            return self._replace(email=f"{owner}@{domain.encode('idna').decode('ascii')}")
        except UnicodeError:
            return self if domain.isascii() else None


def mailbox_of(row: Mapping[str, Any]) -> Mailbox | None:
    """Return whom a row of a table describes, at the first of their addresses; None without one."""
    email = next(_emails(values_of(row, "email")), None)
    return Mailbox(clean_line(str(row.get("name") or "")), email) if email else None


def values_of(row: Mapping[str, Any], column: str) -> list[object]:
    """Return the values of a column, with those that stand apart by label (`email:work`)."""
    found: list[object] = []
    for name, value in row.items():
        if name == column or name.startswith(f"{column}:"):
            found += value if isinstance(value, list | tuple) else [value]
    return list(dict.fromkeys(found))


def text_field(name: str, text: str) -> Header:
    """Return a field of a message that holds text, encoded where it must be (RFC 2047)."""
    return Header(text, _charset(text), LINE_LENGTH, name)


def address_field(name: str, mailboxes: Sequence[Mailbox]) -> Header:
    """Return a field of a message that holds addresses in ASCII, their names encoded as text.

    `email.header` is older than what `email.message` does with addresses, but that loses spaces
    where it breaks a long name.
    """
    field = Header(maxlinelen=LINE_LENGTH, header_name=name)
    for number, mailbox in enumerate(mailboxes, start=1):
        comma = "," if number < len(mailboxes) else ""
        if _charset(mailbox.name) == "us-ascii":
            field.append(f"{mailbox}{comma}", "us-ascii")
        else:
            field.append(mailbox.name, "utf-8")
            field.append(f"<{mailbox.email}>{comma}", "us-ascii")
    return field


def _charset(text: str) -> str:
    """Return utf-8 for what must be encoded: also what would be taken for encoded."""
    return "us-ascii" if text.isascii() and "=?" not in text else "utf-8"


def _emails(values: Iterable[object]) -> Iterator[str]:
    """Give the addresses in a column, but nothing that could be taken for more than one."""
    for value in values:
        email = clean_line(str(value or ""))
        if _EMAIL.fullmatch(email):
            yield email
