"""What one call of the command line was told: which book, who acts, which format."""

import os
from collections.abc import Collection, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

import click

from crm.errors import DatabaseError, UsageError
from crm.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from crm.book import Book, Session
    from crm.driver import Connection
    from crm.queries.references import Found
    from crm.vocabulary import RecordKind

FILE_URL = "sqlite:///"
# What Python makes of bytes that are not UTF-8 (PEP 383).
FIRST_SURROGATE, LAST_SURROGATE = "\ud800", "\udfff"


class Invocation:
    """One call: the options before the command, and what its own options said of the output."""

    def __init__(self, database: str | None = None, actor: str | None = None) -> None:
        self.database = database
        self.actor = actor
        self.format: str | None = None
        self.notes: list[str] = []

    @property
    def file(self) -> str:
        """The file of the book that is to be used."""
        from crm import settings

        return settings.database_file(named_file(self.database))

    @property
    def path(self) -> "Path":
        """The same, as pathlib has it, which takes a while to import."""
        from pathlib import Path

        return Path(self.file)

    @property
    def has_book(self) -> bool:
        """Whether there is a file to be used; where that cannot be told, opening it says why."""
        try:
            os.stat(self.file)
        except OSError as error:
            return not isinstance(error, FileNotFoundError | NotADirectoryError)
        except ValueError:
            return False
        return True


def named_file(named: str | None) -> str | None:
    """Return the file that `--db` or CRM_DATABASE names, by path or as `sqlite:///network.db`.

    Errors: `UsageError` for an address of anything but a file.
    """
    text = named or os.environ.get("CRM_DATABASE")
    if text and not is_unicode(text):
        message = _("The database {path} cannot be used: its name is not written in UTF-8.")
        raise DatabaseError(message.format(path=ascii(text)))
    if not text:
        return None
    if "://" not in text:
        from crm.paths import absolute

        return absolute(os.path.expanduser(text))
    if text.startswith(FILE_URL) and len(text) > len(FILE_URL):
        return text.removeprefix(FILE_URL)
    message = _("The address {address} names no file; use a path or sqlite:///PATH with --db.")
    raise UsageError(message.format(address=ascii(text)))


def is_unicode(text: str) -> bool:
    """Tell whether a text from the command line or environment holds no half letters."""
    return not any(FIRST_SURROGATE <= letter <= LAST_SURROGATE for letter in text)


def current() -> Invocation:
    """Return the call that is being carried out."""
    found = click.get_current_context().find_object(Invocation)
    if found is None:
        raise LookupError("no call is being carried out")
    return found


def open_book() -> "Book":
    """Open the book that this call names, making a new one where there is none."""
    from crm import book, settings
    from crm.text import clean_line

    invocation = current()
    actor = clean_line(settings.actor_name(invocation.actor))
    return book.open_book(invocation.path, actor=actor)


@contextmanager
def looking() -> "Iterator[Connection]":
    """Open the book for what reads it through the driver alone, and see one state of it.

    Nothing that the tables need is imported, unless the book must be made or brought up to this
    version first.
    """
    from crm import driver

    file = current().file
    with driver.translated_errors(file), closing(_ready_connection(file)) as connection:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("BEGIN")
        yield connection


def _ready_connection(file: str) -> "Connection":
    from crm import driver, search

    # Opened for reading only, SQLite would leave the files of its journal beside the book.
    if current().has_book:
        connection = driver.connect(file)
        with ExitStack() as unready:
            unready.callback(connection.close)
            version = driver.schema_version(connection, file)
            if version == driver.SCHEMA_VERSION and search.is_current(connection):
                unready.pop_all()
                return connection
    with open_book():
        return driver.connect(file)


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


@contextmanager
def changing(text: str, kind: "RecordKind", description: str) -> "Iterator[tuple[Session, int]]":
    """Find the record that is meant, and write in one session; yield it with the record's id.

    `description` is marked with `N_` and names the record as `{name}`.
    """
    from crm.queries.references import resolve, resolve_membership
    from crm.vocabulary import RecordKind

    with open_book() as book:
        meant = book.ask(resolve_membership, text) if kind == RecordKind.MEMBERSHIP else text
        found = book.ask(resolve, meant, [kind])
        note_found(text, found)
        with book.write(_(description).format(name=found.name)) as session:
            yield session, found.id


@contextmanager
def changing_any(
    text: str, kinds: "Collection[RecordKind]", description: str
) -> "Iterator[tuple[Session, Found]]":
    """Do as `changing` does for a record of one of several kinds; yield what was found."""
    from crm.queries.references import resolve

    with open_book() as book:
        found = book.ask(resolve, text, kinds)
        note_found(text, found)
        with book.write(_(description).format(name=found.name)) as session:
            yield session, found


def note_found(text: str, found: "Found") -> None:
    """Remember to say who was taken to be meant by a part of a name, when something is changed."""
    if found.by_part:
        message = _("“{text}”: {reference} {name}")
        note = message.format(text=text, reference=found.reference, name=found.name)
        current().notes.append(note)
