"""The SQLite file underneath: which library reads it, its pragmas, and whose file it is.

Nothing here imports SQLAlchemy: `crm find`, shell completion and the search thread of the Textual
interface work on these connections directly. Nor does it import pathlib.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter
from types import ModuleType
from typing import TYPE_CHECKING, Any

from crm.errors import DatabaseError
from crm.i18n import _
from crm.paths import StrPath, absolute, shown

APPLICATION_ID = 0x53616D76
SCHEMA_VERSION = 3
BUSY_SECONDS = 15.0
LARGE_CACHE_KIB = 32 * 1024
VALUES_AT_ONCE = 500
"""How many values one statement inserts: with more, to compile it takes what it saves."""
FILE_HEADER = b"SQLite format 3\x00"
DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
WAITING = ("SQLITE_BUSY", "SQLITE_LOCKED")
SHARED_MEMORY = 32 * 1024
"""Bytes of the file beside a book by which its readers share an index (SQLite, "WAL-mode")."""
FIXED_IN = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


def _choose_library() -> ModuleType:
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3

        return sqlite3
    return dbapi2  # type: ignore[no-any-return]


library: Any = _choose_library()
if TYPE_CHECKING:
    from sqlite3 import Connection as Connection
else:
    Connection = library.Connection
# The driver looks all over for who can adapt a value that is no int, float, str or bytearray:
# that takes longer for one empty column than to insert a row, unless it is told at once.
library.register_adapter(type(None), lambda nothing: nothing)
library.register_adapter(bool, int)


class DamagedError(DatabaseError):
    """The file is a database, but not one that can be read any more."""


def has_wal_reset_fault(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite may damage a WAL with two writers and a checkpoint.

    Source: SQLite's change log, 3.51.3, with fixes carried back to 3.50.7 and 3.44.6.
    """
    if version < (3, 7, 0) or version >= (3, 51, 3):
        return False
    return not any(version[:2] == fixed[:2] and version >= fixed for fixed in FIXED_IN)


def journal_mode() -> str:
    """Return the journal this library may safely use: WAL, or TRUNCATE before the fix."""
    return "TRUNCATE" if has_wal_reset_fault(library.sqlite_version_info) else "WAL"


def connect(path: StrPath, *, create: bool = False, readonly: bool = False) -> Connection:
    """Open the book at `path` through the driver, in autocommit mode.

    With `create`, a missing file is made, readable by its owner only. Whether the file is
    ours and of this version `schema_version` tells, `connect` does not. Errors: `DatabaseError`.
    """
    if create:
        _create_private_file(path)
    _refuse_what_is_no_database(path)
    mode = "ro" if readonly else "rw"
    with translated_errors(path):
        connection = library.connect(
            f"file:{_escaped(absolute(path))}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return connection  # type: ignore[no-any-return]


def _escaped(path: str) -> str:
    """Escape what has a meaning of its own in the address of a file (https://sqlite.org/uri.html)."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _create_private_file(path: StrPath) -> None:
    try:
        os.makedirs(os.path.dirname(absolute(path)), exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from None


def _unusable(path: StrPath, error: Exception) -> DatabaseError:
    from crm.system import reason_of

    message = _("The database {path} cannot be used: {reason}. Name another with --db.")
    return DatabaseError(message.format(path=shown(path), reason=reason_of(error)))


def _refuse_what_is_no_database(path: StrPath) -> None:
    try:
        # Opening a pipe would wait for whoever writes to it, perhaps for ever.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise _no_database(path)
        with open(path, "rb") as stream:
            header = stream.read(len(FILE_HEADER))
    except FileNotFoundError:
        message = _("There is no database at {path}; check the path given to --db.")
        raise DatabaseError(message.format(path=shown(path))) from None
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from None
    if header and header != FILE_HEADER:
        raise _no_database(path)


def _no_database(path: StrPath) -> DatabaseError:
    message = _("The file {path} is not a database; name another with --db.")
    return DatabaseError(message.format(path=shown(path)))


def _prepare(connection: Connection, *, readonly: bool) -> None:
    run = connection.execute
    run(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
    run("PRAGMA foreign_keys=ON")
    run("PRAGMA recursive_triggers=ON")
    run("PRAGMA trusted_schema=OFF")
    run("PRAGMA cell_size_check=ON")
    run("PRAGMA secure_delete=ON")
    run("PRAGMA synchronous=FULL")
    if readonly:
        run("PRAGMA query_only=ON")
        return
    current = run("PRAGMA journal_mode").fetchone()[0]
    if current.upper() != journal_mode() and _may_change_journal(connection):
        _choose_journal(connection)


def _choose_journal(connection: Connection) -> None:
    try:
        connection.execute(f"PRAGMA journal_mode={journal_mode()}")
    except library.OperationalError as error:
        # A backup can be read where it cannot be written, as on a medium that is read-only.
        if not error.sqlite_errorname.startswith("SQLITE_READONLY"):
            raise


def enlarge_cache(connection: Connection) -> None:
    """Let a connection keep more of the book in memory, as writing very much at once needs.

    With what SQLite takes by itself (2 MB), pages of the indexes are written and read many times.
    """
    connection.execute(f"PRAGMA cache_size=-{LARGE_CACHE_KIB}")


def insert_many(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows, many with each statement: that takes little more than half the time.

    `columns` names what each row holds.
    """
    columns, rows = _without_empty_columns(columns, rows)
    names = ", ".join(f'"{name}"' for name in columns)
    marks = f"({', '.join('?' * len(columns))})"
    statement = f'INSERT INTO "{table}" ({names}) VALUES '  # noqa: S608 - our own names
    at_once = max(1, VALUES_AT_ONCE // len(columns))
    whole = len(rows) - len(rows) % at_once
    many = statement + ", ".join([marks] * at_once)
    for start in range(0, whole, at_once):
        values = chain.from_iterable(rows[start : start + at_once])
        connection.execute(many, tuple(values))
    connection.executemany(statement + marks, rows[whole:])


def _without_empty_columns(
    columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
    """Leave out the columns that hold nothing in any row: most rows fill few of their columns."""
    held = [
        place
        for place, column in enumerate(zip(*rows, strict=True))
        if column[0] is not None or column.count(None) < len(column)
    ]
    if len(held) == len(columns) or len(held) < 2:
        return columns, rows
    take = itemgetter(*held)
    return take(columns), list(map(take, rows))


def _may_change_journal(connection: Connection) -> bool:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application == APPLICATION_ID or is_empty(connection)


def is_empty(connection: Connection) -> bool:
    """Tell whether the database holds no table at all."""
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def schema_version(connection: Connection, path: StrPath) -> int:
    """Return the version of the book's tables; 0 for an empty file.

    Errors: `DatabaseError` where the file belongs to another program or to a newer Samverkan.
    """
    with translated_errors(path):
        # Looked at first: another process may be filling the file at this very moment.
        if is_empty(connection):
            return 0
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION_ID:
        message = _("The database {path} belongs to another program; name another with --db.")
        raise DatabaseError(message.format(path=shown(path)))
    if version > SCHEMA_VERSION:
        message = _("The database {path} was written by a newer Samverkan; update the program.")
        raise DatabaseError(message.format(path=shown(path)))
    return version


@contextmanager
def translated_errors(path: StrPath) -> Iterator[None]:
    """Turn the driver's errors into `DatabaseError` with a sentence that says what to do."""
    try:
        yield
    except library.Error as error:
        raise translate_error(error, path) from error


def _sentences() -> dict[str, str]:
    return {
        "SQLITE_READONLY": _("The database {path} is read-only; make it writable first."),
        "SQLITE_FULL": _("The disk is full; nothing was saved in {path}. Free some space."),
        "SQLITE_IOERR": _("The disk failed while {path} was in use; nothing was saved."),
        "SQLITE_CANTOPEN": _("The database {path} cannot be opened; check its folder's rights."),
        "SQLITE_PERM": _("The database {path} cannot be opened; check its rights."),
    }


def translate_error(error: BaseException, path: StrPath) -> DatabaseError:
    """Return the `DatabaseError` that says in a sentence what a driver's error means."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(DAMAGE):
        return damaged(path)
    if name.startswith(WAITING):
        return locked(path)
    if name.startswith("SQLITE_IOERR") and _is_disk_full(path):
        # Where no memory can be shared, as it lies on that disk, SQLite calls it a failure.
        name = "SQLITE_FULL"
    for prefix, sentence in _sentences().items():
        if name.startswith(prefix):
            return DatabaseError(sentence.format(path=shown(path)))
    message = _("The database {path} refused the work: {reason}.")
    return DatabaseError(message.format(path=shown(path), reason=str(error).rstrip(".")))


def _is_disk_full(path: StrPath) -> bool:
    import shutil

    try:
        return shutil.disk_usage(os.path.dirname(absolute(path))).free < SHARED_MEMORY
    except OSError:
        return False


def damaged(path: StrPath) -> DamagedError:
    """Return the error that says that a database cannot be read any more."""
    message = _("The database {path} is damaged; restore a backup.")
    return DamagedError(message.format(path=shown(path)))


def locked(path: StrPath) -> DatabaseError:
    """Return the error that says that others have been writing for too long."""
    message = _("The database {path} is locked by another program; try again.")
    return DatabaseError(message.format(path=shown(path)))
