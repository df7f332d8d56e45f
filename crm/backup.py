"""Copies of a book: made while others use it, checked before they are trusted."""

import os
from contextlib import closing
from pathlib import Path

from crm import driver
from crm.driver import Connection, shown, translated_errors
from crm.errors import DatabaseError, Invalid
from crm.i18n import _
from crm.settings import now_utc


def back_up(path: Path, target: Path) -> Path:
    """Write a verified copy of the book to a new file, readable by its owner only.

    Errors: `Invalid` where the target exists, `DatabaseError`.
    """
    with closing(driver.connect(path)) as connection:
        driver.schema_version(connection, path)
        return copy_database(connection, target)


def copy_database(connection: Connection, target: Path) -> Path:
    """Copy the database of a connection to a new file and check it; nothing is left on failure."""
    if target.exists() or target.is_symlink():
        message = _("There is a file {path} already; choose another name.")
        raise Invalid.field("file", message.format(path=shown(target)), str(target))
    if not target.parent.is_dir():
        message = _("There is no folder {path}; make it first.")
        raise DatabaseError(message.format(path=shown(target.parent)))
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(driver.connect(draft, create=True)) as copy, translated_errors(draft):
            copy.execute("PRAGMA journal_mode=DELETE")
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            verify(copy, draft)
        _move(draft, target)
    finally:
        for leftover in (draft, *(Path(f"{draft}{end}") for end in ("-wal", "-shm", "-journal"))):
            leftover.unlink(missing_ok=True)
    return target


def _move(draft: Path, target: Path) -> None:
    try:
        draft.rename(target)
    except OSError as error:
        message = _("The file {path} cannot be written: {reason}.")
        reason = error.strerror or str(error)
        raise DatabaseError(message.format(path=shown(target), reason=reason)) from None


def verify(connection: Connection, path: Path) -> None:
    """Refuse a database that is damaged; errors: `DatabaseError`."""
    with translated_errors(path):
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        message = _("The database {path} is damaged; restore a backup.")
        raise DatabaseError(message.format(path=shown(path)))


def restore(path: Path, source: Path) -> Path | None:
    """Put the copy at `source` in the place of the book at `path`; return where the old one went.

    The copy is checked first; the book as it was is kept beside it. Errors: `DatabaseError`.
    """
    with closing(driver.connect(source, readonly=True)) as copy:
        if not driver.schema_version(copy, source):
            message = _("The file {path} holds no book; name a backup.")
            raise DatabaseError(message.format(path=shown(source)))
        verify(copy, source)
        with closing(driver.connect(path, create=True)) as connection:
            kept = _keep(connection, path)
            with translated_errors(path):
                copy.backup(connection)
    return kept


def _keep(connection: Connection, path: Path) -> Path | None:
    if driver.is_empty(connection):
        return None
    driver.schema_version(connection, path)
    moment = now_utc().replace(":", "").replace("-", "")
    return copy_database(connection, path.with_name(f"{path.name}.before-restore-{moment}"))
