"""What one call of the command line was told: which book, who acts, which format."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crm import settings
from crm.errors import UsageError
from crm.i18n import _

if TYPE_CHECKING:
    from crm.book import Book, Session

FILE_URL = "sqlite:///"


@dataclass(slots=True)
class Invocation:
    """One call: the options before the command, and what its own options said of the output."""

    database: str | None = None
    actor: str | None = None
    format: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """The file of the book that is to be used."""
        return settings.database_path(named_file(self.database))


def named_file(named: str | None) -> str | None:
    """Return the file that `--db` or CRM_DATABASE names, by path or as `sqlite:///network.db`.

    Errors: `UsageError` for an address of anything but a file.
    """
    text = named or os.environ.get("CRM_DATABASE")
    if not text or "://" not in text:
        return text
    if text.startswith(FILE_URL) and len(text) > len(FILE_URL):
        return text.removeprefix(FILE_URL)
    message = _("The address {address} names no file; use a path or sqlite:///PATH with --db.")
    raise UsageError(message.format(address=ascii(text)))


def current() -> Invocation:
    """Return the call that is being carried out."""
    found = click.get_current_context().find_object(Invocation)
    if found is None:
        raise LookupError("no call is being carried out")
    return found


def open_book() -> "Book":
    """Open the book that this call names, making a new one where there is none."""
    import crm

    invocation = current()
    return crm.open(invocation.path, actor=settings.actor_name(invocation.actor))


@contextmanager
def reading() -> "Iterator[Session]":
    """Open the book and read in one session."""
    with open_book() as book, book.read() as session:
        yield session


@contextmanager
def writing(description: str) -> "Iterator[Session]":
    """Open the book and write in one session: all of it is saved, as one batch, or nothing."""
    with open_book() as book, book.write(description) as session:
        yield session
