"""Copies of a book: made while others use it, checked before they are trusted."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from crm import driver
from crm.driver import Connection, translated_errors
from crm.errors import DatabaseError, Invalid
from crm.i18n import _
from crm.paths import shown
from crm.settings import now_utc
from crm.system import reason_of

ATTENDANTS = ("-wal", "-shm", "-journal")
BUSY, LOCKED = 5, 6


def back_up(path: Path, target: Path) -> Path:
    """Write a verified copy of the book to a new file, readable by its owner only.

    Errors: `Invalid` where the target exists, `DatabaseError`.
    """
    with closing(driver.connect(path)) as connection:
        driver.schema_version(connection, path)
        return copy_database(connection, target)


def copy_beside(connection: Connection, path: Path, reason: str) -> Path:
    """Copy the book at `path` to a new file in the same folder, named by the reason and the time.

    Errors: `DatabaseError`.
    """
    moment = now_utc().replace(":", "").replace("-", "")
    # Two processes may reach this in the same second.
    return copy_database(connection, path.with_name(f"{path.name}.{reason}-{moment}-{os.getpid()}"))


def copy_database(connection: Connection, target: Path) -> Path:
    """Copy the database of a connection to a new file and check it; nothing is left on failure.

    Errors: `Invalid` where the target exists, `DatabaseError`.
    """
    refuse_what_exists(target)
    draft = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        _create(draft, target)
        with closing(driver.connect(draft)) as copy:
            _fill(connection, copy, target)
            verify(copy, _path_of(connection))
        _move(draft, target)
    finally:
        _remove(draft)
    return target


def refuse_what_exists(target: Path) -> None:
    """Refuse to write over a file; errors: `Invalid`."""
    if os.path.lexists(target):
        message = _("There is a file {path} already; choose another name.")
        raise Invalid.field("file", message.format(path=shown(target)), str(target))


def private_copy(path: Path) -> Connection:
    """Return a connection to a copy of a book that nobody else sees and that ends with it.

    SQLite keeps it in memory and, what does not fit there, in a file that has no name.
    Errors: `DatabaseError`.
    """
    copy = driver.library.connect("", isolation_level=None, check_same_thread=False)
    try:
        with closing(driver.connect(path, readonly=True)) as connection, translated_errors(path):
            _fill(connection, copy, path)
            copy.execute("PRAGMA foreign_keys=ON")
            copy.execute("PRAGMA recursive_triggers=ON")
            copy.execute("PRAGMA trusted_schema=OFF")
            copy.execute("PRAGMA synchronous=OFF")
    except BaseException:
        copy.close()
        raise
    return copy  # type: ignore[no-any-return]


def _create(draft: Path, target: Path) -> None:
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileNotFoundError:
        message = _("There is no folder {path}; make it first.")
        raise DatabaseError(message.format(path=shown(target.parent))) from None
    except (OSError, ValueError) as error:
        raise _unwritable(target, error) from None


def _unwritable(target: Path, error: Exception) -> DatabaseError:
    message = _("The file {path} cannot be written: {reason}.")
    return DatabaseError(message.format(path=shown(target), reason=reason_of(error)))


def _fill(connection: Connection, copy: Connection, target: Path) -> None:
    with translated_errors(target):
        copy.execute("PRAGMA journal_mode=DELETE")
        connection.backup(copy, progress=_refuse_to_wait(target))
        # The header came along, and with it the journal mode; a copy is a single file.
        copy.execute("PRAGMA journal_mode=DELETE")


def _refuse_to_wait(path: Path) -> Callable[[int, int, int], None]:
    """Return a watch that ends a copy which a lock keeps from going on; it would wait for ever."""

    def watch(status: int, remaining: int, total: int) -> None:
        del remaining, total
        if status in (BUSY, LOCKED):
            raise driver.locked(path)

    return watch


def _path_of(connection: Connection) -> Path:
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def _move(draft: Path, target: Path) -> None:
    try:
        # Unlike a renaming, this never writes over a file that somebody made meanwhile.
        os.link(draft, target)
    except FileExistsError:
        refuse_what_exists(target)
    except OSError:
        _rename(draft, target)


def _rename(draft: Path, target: Path) -> None:
    try:
        draft.rename(target)
    except OSError as error:
        raise _unwritable(target, error) from None


def _remove(draft: Path) -> None:
    for leftover in (draft, *(Path(f"{draft}{end}") for end in ATTENDANTS)):
        try:
            leftover.unlink(missing_ok=True)
        except (OSError, ValueError):
            continue


def verify(connection: Connection, path: Path) -> None:
    """Refuse a database that is damaged; errors: `DatabaseError`."""
    with translated_errors(path):
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise driver.damaged(path)


def restore(path: Path, source: Path) -> Path | None:
    """Put the copy at `source` in the place of the book at `path`; return where the old one went.

    The copy is checked first; the book as it was is kept beside it, also where it is damaged.
    Errors: `DatabaseError`.
    """
    with closing(driver.connect(source, readonly=True)) as copy:
        if not driver.schema_version(copy, source):
            message = _("The file {path} holds no book; name a backup.")
            raise DatabaseError(message.format(path=shown(source)))
        verify(copy, source)
        _refuse_itself(path, source)
        kept = _keep(path)
        with closing(driver.connect(path, create=True)) as connection, translated_errors(path):
            copy.backup(connection, progress=_refuse_to_wait(path))
    return kept


def _refuse_itself(path: Path, source: Path) -> None:
    if path.exists() and path.samefile(source):
        message = _("The file {path} is the book itself; name a backup.")
        raise Invalid.field("file", message.format(path=shown(source)), str(source))


def _keep(path: Path) -> Path | None:
    try:
        with closing(driver.connect(path, create=True)) as connection:
            if not driver.schema_version(connection, path):
                return None
            return copy_beside(connection, path, "before-restore")
    except driver.DamagedError:
        return _set_aside(path)


def _set_aside(path: Path) -> Path:
    """Rename a book that cannot be copied, for it may still hold what somebody can save."""
    moment = now_utc().replace(":", "").replace("-", "")
    target = path.with_name(f"{path.name}.damaged-{moment}-{os.getpid()}")
    for end in ("", *ATTENDANTS):
        part = Path(f"{path}{end}")
        if part.exists():
            _rename(part, Path(f"{target}{end}"))
    return target
