"""A book: what scripts and both interfaces open, read, write and search."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlmodel import Session

from crm import backup, driver, history, search
from crm.driver import Connection
from crm.i18n import _
from crm.queries.history import get_batch
from crm.queries.records import BatchRecord
from crm.search import Hit
from crm.settings import actor_name, database_path
from crm.store import Store, driver_connection

__all__ = ["Book", "Session", "open_book"]

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def open_book(
    path: str | Path | None = None, *, actor: str | None = None, create: bool = True
) -> "Book":
    """Open a book, bringing it up to this version first.

    `path` is a file, or None for the user's own book; `actor` is who acts, or None for the login
    name. Errors: `DatabaseError`, also where there is no file and `create` is off.
    """
    named = str(path) if path is not None else None
    return Book(Store(database_path(named), create=create), actor_name(actor))


class Book:
    """An open book; also a context manager that closes it."""

    def __init__(self, store: Store, actor: str) -> None:
        self._store = store
        self.actor = actor
        self._watch: Connection | None = None
        self._lock = Lock()

    @property
    def path(self) -> Path:
        """The file that the book is kept in."""
        return self._store.path

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session for queries; errors: `DatabaseError`."""
        with self._store.read() as session:
            yield session

    @contextmanager
    def read_until_interrupted(self) -> Iterator[tuple[Session, Callable[[], None]]]:
        """Open a session for queries, with a function that stops its query from another thread.

        A query that was stopped raises `DatabaseError`.
        """
        with self.read() as session:
            yield session, driver_connection(session).interrupt

    @contextmanager
    def write(self, description: str) -> Iterator[Session]:
        """Open a session for actions: all is saved as one batch, which one undo takes back.

        `description` says what is done, for the history. Errors: `DatabaseError`, `Conflict`, and
        whatever the actions raise; nothing is saved then.
        """
        with self._store.write(description, actor=self.actor) as session:
            yield session

    @contextmanager
    def rehearse(self, description: str) -> Iterator[Session]:
        """Open a session for actions on a copy of the book, of which nothing is left at the end.

        Others may write meanwhile. Errors: as `write`.
        """
        with self._store.rehearse(description, actor=self.actor) as session:
            yield session

    def ask(
        self,
        query: Callable[Concatenate[Session, Arguments], Answer],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """Answer one query in a session of its own."""
        with self.read() as session:
            return query(session, *args, **kwargs)

    def tell(
        self,
        description: str,
        action: Callable[Concatenate[Session, Arguments], Answer],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """Carry out one action as a batch of its own."""
        with self.write(description) as session:
            return action(session, *args, **kwargs)

    def find(self, text: str, kinds: Collection[str] = (), limit: int = 50) -> list[Hit]:
        """Return what is found, best first: hits with `kind`, `id`, `reference`, `name`, `why`."""
        with self.read() as session:
            return search.find(driver_connection(session), text, kinds, limit)

    def undo(self, batch_id: int | None = None) -> BatchRecord:
        """Take back a batch, or the newest one in force; return it with what it undid.

        Errors: `NotFound` where there is none, `Conflict` where a row was changed since.
        """
        with self.read() as session:
            if batch_id is None:
                batch_id = history.newest_undoable(driver_connection(session))
            undone = get_batch(session, batch_id, changes=False)
            description = self._undo_description(session, undone)
        with self._store.write(description, actor=self.actor, undoes=batch_id) as session:
            history.undo(driver_connection(session), batch_id)
            number = session.info["batch_id"]
        with self.read() as session:
            return get_batch(session, number, changes=False)

    def _undo_description(self, session: Session, undone: BatchRecord) -> str:
        # The undo of an undo does again what was done first, and so on.
        redo = False
        while undone["undoes"] is not None:
            undone = get_batch(session, undone["undoes"], changes=False)
            redo = not redo
        sentence = _("Redo: {description}") if redo else _("Undo: {description}")
        return sentence.format(description=undone["description"])

    def data_version(self) -> int:
        """Return a number that changes whenever another connection has written to the book."""
        with self._lock:
            if self._watch is None:
                self._watch = driver.connect(self.path, readonly=True)
            with driver.translated_errors(self.path):
                return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def search_connection(self) -> Connection:
        """Open a connection for `crm.search`, which another thread may interrupt; close it."""
        return driver.connect(self.path, readonly=True)

    def backup(self, target: Path) -> Path:
        """Write a checked copy to a new file; errors: `Invalid` where it exists."""
        return backup.back_up(self.path, target)

    def close(self) -> None:
        """Give back all connections."""
        with self._lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
