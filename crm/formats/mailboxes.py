"""Whom a message is for: names and addresses as its fields hold them (RFC 5322 3.4)."""

import re
from collections.abc import Iterator, Mapping
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import quote
from typing import Any, NamedTuple

from crm.text import clean_line

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

    def in_ascii(self) -> Address | None:
        """Return the address as every mail server takes it, None where its owner is not ASCII."""
        owner, _at, domain = self.email.rpartition("@")
        try:
            return Address(self.name, owner.encode("ascii").decode(), _ascii_domain(domain))
        except (UnicodeError, MessageError, ValueError, IndexError):
            return None


def mailbox_of(row: Mapping[str, Any]) -> Mailbox | None:
    """Return whom a row of a table describes, at the first of their addresses; None without one."""
    email = next(_emails(row.get("email")), None)
    return Mailbox(clean_line(str(row.get("name") or "")), email) if email else None


def _ascii_domain(domain: str) -> str:
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")


def _emails(value: object) -> Iterator[str]:
    """Give the addresses of a cell, but nothing that could be taken for more than one."""
    values = value if isinstance(value, list | tuple) else [value]
    for one in values:
        email = clean_line(str(one or ""))
        if _EMAIL.fullmatch(email):
            yield email
