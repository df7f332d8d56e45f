"""A book: what scripts and both interfaces open, read, write and search."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from crm import driver, migrate, search
from crm.driver import Connection
from crm.i18n import _
from crm.search import Hit
from crm.settings import actor_name, database_path

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.queries.records import BatchRecord
    from crm.store import Store

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
    file = database_path(str(path) if path is not None else None)
    return Book(file, migrate.make_ready(file, create=create), actor_name(actor))


class Book:
    """An open book; also a context manager that closes it.

    The tables and what reads and writes them are imported with the first session: until then a book
    can be searched and watched, and costs next to nothing.
    """

    def __init__(self, path: Path, connection: Connection, actor: str) -> None:
        self.path = path
        self.actor = actor
        self._connection: Connection | None = connection
        self._opened: Store | None = None
        self._opening = Lock()
        self._watch: Connection | None = None
        self._watching = Lock()

    @property
    def _store(self) -> "Store":
        with self._opening:
            if self._opened is None:
                from crm.store import Store

                self._opened = Store(self.path, self._connection or driver.connect(self.path))
                self._connection = None
            return self._opened

    @contextmanager
    def read(self) -> "Iterator[Session]":
        """Open a session for queries; errors: `DatabaseError`."""
        with self._store.read() as session:
            yield session

    @contextmanager
    def read_until_interrupted(self) -> "Iterator[tuple[Session, Callable[[], None]]]":
        """Open a session for queries, with a function that stops its query from another thread.

        A query that was stopped raises `DatabaseError`.
        """
        from crm.store import driver_connection

        with self.read() as session:
            yield session, driver_connection(session).interrupt

    @contextmanager
    def write(self, description: str) -> "Iterator[Session]":
        """Open a session for actions: all is saved as one batch, which one undo takes back.

        `description` says what is done, for the history. Errors: `DatabaseError`, `Conflict`, and
        whatever the actions raise; nothing is saved then.
        """
        with self._store.write(description, actor=self.actor) as session:
            yield session

    @contextmanager
    def rehearse(self, description: str) -> "Iterator[Session]":
        """Open a session for actions on a copy of the book, of which nothing is left at the end.

        Others may write meanwhile. Errors: as `write`.
        """
        with self._store.rehearse(description, actor=self.actor) as session:
            yield session

    def ask(
        self,
        query: "Callable[Concatenate[Session, Arguments], Answer]",
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """Answer one query in a session of its own."""
        with self.read() as session:
            return query(session, *args, **kwargs)

    def tell(
        self,
        description: str,
        action: "Callable[Concatenate[Session, Arguments], Answer]",
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """Carry out one action as a batch of its own."""
        with self.write(description) as session:
            return action(session, *args, **kwargs)

    def find(self, text: str, kinds: Collection[str] = (), limit: int = 50) -> list[Hit]:
        """Return what is found, best first: hits with `kind`, `id`, `reference`, `name`, `why`."""
        from crm.store import driver_connection

        with self.read() as session:
            return search.find(driver_connection(session), text, kinds, limit)

    def undo(self, batch_id: int | None = None) -> "BatchRecord":
        """Take back a batch, or the newest one in force; return it with what it undid.

        Errors: `NotFound` where there is none, `Conflict` where a row was changed since.
        """
        from crm import history
        from crm.queries.history import get_batch
        from crm.store import driver_connection

        with self.read() as session:
            if batch_id is None:
                batch_id = history.newest_undoable(driver_connection(session))
            undone = get_batch(session, batch_id, changes=False)
            description = _undo_description(session, undone)
        with self._store.write(description, actor=self.actor, undoes=batch_id) as session:
            history.undo(driver_connection(session), batch_id)
            number = session.info["batch_id"]
        with self.read() as session:
            return get_batch(session, number, changes=False)

    def look(
        self,
        query: Callable[Concatenate[Connection, Arguments], Answer],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """Answer what `crm.queries.lines` asks the driver alone; errors: `DatabaseError`."""
        with self._watched() as connection:
            connection.execute("BEGIN")
            try:
                return query(connection, *args, **kwargs)
            finally:
                connection.execute("ROLLBACK")

    def data_version(self) -> int:
        """Return a number that changes whenever another connection has written to the book."""
        with self._watched() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def _watched(self) -> Iterator[Connection]:
        with self._watching, driver.translated_errors(self.path):
            if self._watch is None:
                self._watch = driver.connect(self.path, readonly=True)
            yield self._watch

    def search_connection(self) -> Connection:
        """Open a connection for `crm.search`, which another thread may interrupt; close it."""
        return driver.connect(self.path, readonly=True)

    def backup(self, target: Path) -> Path:
        """Write a checked copy to a new file; errors: `Invalid` where it exists."""
        from crm.backup import back_up

        return back_up(self.path, target)

    def close(self) -> None:
        """Give back all connections."""
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        with self._opening:
            if self._opened is not None:
                self._opened.close()
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _undo_description(session: "Session", undone: "BatchRecord") -> str:
    from crm.queries.history import get_batch

    # The undo of an undo does again what was done first, and so on.
    redo = False
    while undone["undoes"] is not None:
        undone = get_batch(session, undone["undoes"], changes=False)
        redo = not redo
    sentence = _("Redo: {description}") if redo else _("Undo: {description}")
    return sentence.format(description=undone["description"])


def __getattr__(name: str) -> Any:
    if name == "Session":
        from sqlmodel import Session

        return Session
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
