"""The store: one session, one transaction and one batch of the history for each unit of work."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection as EngineConnection
from sqlalchemy import Engine, QueuePool, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from crm import backup, driver, history, search
from crm.errors import Conflict, CrmError, DatabaseError, Invalid, UsageError
from crm.i18n import _
from crm.paths import shown
from crm.settings import now_utc
from crm.text import clean_line, fold, sort_key
from crm.where.comparing import fits

ACTOR_LENGTH = 200
DESCRIPTION_LENGTH = 500
WRITING = "crm_writing"
BATCH = "batch_id"
SORTED_AT_HAND = 2000
"""How many texts are kept with their sort keys: of roles and places there are not many more."""
FOLD, SORT, FITS = "crm_fold", "crm_sort", "crm_fits"
"""What statements may ask of us.

A text folded, a text as Swedish sorts it, and whether a value fits (value, operator, given).
"""


class Store:
    """A book's file, read and written in sessions that see one state of it throughout.

    The file is of this version: `crm.migrate.make_ready` brings it there, and `connection` is what
    it returned, for the first session to go on with.
    """

    def __init__(self, path: Path, connection: driver.Connection) -> None:
        self.path = path
        with self._translated():
            self._engine = _create_engine(path, connection)
        self._writing_engine = self._engine.execution_options(**{WRITING: True})

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only reads; errors: `DatabaseError`."""
        with self._translated(), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(
        self, description: str, *, actor: str, undoes: int | None = None
    ) -> Iterator[Session]:
        """Open a session whose changes are saved together, as one batch, or not at all.

        `session.info["batch_id"]` is the number of the batch. Errors: `DatabaseError`, `Conflict`.
        """
        new_session = Session(self._writing_engine, expire_on_commit=False)
        with self._translated(undoes), new_session as session:
            connection = driver_connection(session)
            batch_id = _begun(session, description, actor, undoes)
            event.listen(session, "before_commit", _refuse_to_commit)
            yield session
            session.flush()
            search.refresh(connection, batch_id)
            if not history.close_batch(connection, batch_id):
                session.info[BATCH] = None
            event.remove(session, "before_commit", _refuse_to_commit)
            session.commit()

    @contextmanager
    def rehearse(self, description: str, *, actor: str) -> Iterator[Session]:
        """Open a session as `write` does, on a copy of the book that is forgotten at the end.

        Others may write meanwhile. Errors: as `write`.
        """
        with self._translated(), closing(_prepared(backup.private_copy(self.path))) as copy:
            engine = create_engine(
                "sqlite://", module=driver.library, creator=lambda: copy, poolclass=StaticPool
            )
            _listen(engine)
            writing = engine.execution_options(**{WRITING: True})
            with Session(writing, expire_on_commit=False) as session:
                _begun(session, description, actor)
                event.listen(session, "before_commit", _refuse_to_commit)
                yield session

    @contextmanager
    def _translated(self, undoes: int | None = None) -> Iterator[None]:
        try:
            yield
        except CrmError:
            raise
        except StaleDataError:
            raise Conflict(_("Somebody else changed this meanwhile; look at it again.")) from None
        except (IntegrityError, driver.library.IntegrityError) as error:
            raise self._integrity_error(error, undoes) from error
        except DBAPIError as error:
            raise driver.translate_error(error.orig or error, self.path) from error
        except driver.library.Error as error:
            raise driver.translate_error(error, self.path) from error

    def _integrity_error(self, error: Exception, undoes: int | None) -> CrmError:
        reason = str(getattr(error, "orig", error))
        if undoes is not None:
            message = _(
                "Batch {batch} cannot be undone: what was recorded later rests on it."
                " Undo the later change first; `crm history` lists them."
            )
            return Conflict(message.format(batch=undoes))
        if "outside a batch" in reason:
            message = _("The database {path} refused a write outside a batch.")
            return DatabaseError(message.format(path=shown(self.path)))
        message = _("The book's rules forbid this ({reason}); nothing was saved.")
        return Invalid(message.format(reason=reason))

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


def _refuse_to_commit(session: Session) -> None:
    if session.in_nested_transaction():
        return
    raise UsageError(_("A batch is saved as a whole when its block ends; do not commit it."))


def driver_connection(session: Session) -> Any:
    """Return the driver's own connection beneath a session, within its transaction."""
    return session.connection().connection.driver_connection


def _begun(session: Session, description: str, actor: str, undoes: int | None = None) -> int:
    """Begin a batch and return its number."""
    batch_id = history.open_batch(
        driver_connection(session),
        now_utc(),
        clean_line(actor)[:ACTOR_LENGTH],
        clean_line(description)[:DESCRIPTION_LENGTH],
        undoes,
    )
    session.info[BATCH] = batch_id
    return batch_id


def _create_engine(path: Path, connection: driver.Connection) -> Engine:
    # To open another, the tables and triggers would be read once more.
    at_hand = [connection]
    engine = create_engine(
        "sqlite://",
        module=driver.library,
        creator=lambda: _prepared(at_hand.pop() if at_hand else driver.connect(path)),
        poolclass=QueuePool,
        json_deserializer=_from_json,
        pool_size=4,
        max_overflow=12,
    )
    _listen(engine)
    engine.raw_connection().close()
    return engine


def _listen(engine: Engine) -> None:
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _commit)


def _prepared(connection: driver.Connection) -> driver.Connection:
    # What SQLite cannot compare as conditions do, it asks us.
    connection.create_function(FOLD, 1, fold, deterministic=True)
    connection.create_function(SORT, 1, _sorted, deterministic=True)
    connection.create_function(FITS, 3, fits, deterministic=True)
    return connection


def _from_json(text: str) -> Any:
    # Most records have no field of the user's own.
    return {} if text == "{}" else json.loads(text)


@lru_cache(maxsize=SORTED_AT_HAND)
def _sorted(text: str | None) -> str | None:
    return None if text is None else sort_key(text)


def _begin(connection: EngineConnection) -> None:
    # The driver's own transactions begin late and lose updates, so they begin here, by hand.
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _commit(connection: EngineConnection) -> None:
    # SQLite leaves a transaction open that it could not commit (a broken reference, a lock), and
    # SQLAlchemy would lend the connection to the next session like that.
    driven: Any = connection.connection.driver_connection
    try:
        driven.execute("COMMIT")
    except BaseException:
        driven.rollback()
        raise
