"""What is refused as a book, what each file gets, and the sentence for every fault of the disk."""

import os
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from crm import driver
from crm.book import open_book
from crm.paths import shown
from crm.queries.topics import list_topics


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 3), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_the_fault_in_the_write_ahead_log_is_known_by_version(
    version: tuple[int, ...], faulty: bool
) -> None:
    assert driver.has_wal_reset_fault(version) is faulty


def test_a_faulty_library_gets_the_slower_journal(
    monkeypatch: pytest.MonkeyPatch, empty_book: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(driver, "has_wal_reset_fault", lambda version: True)
    path = Path(shutil.copy(empty_book, tmp_path / "book.db"))
    with closing(driver.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "truncate"
    monkeypatch.undo()
    with closing(driver.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_the_standard_library_is_used_where_there_is_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    assert driver._choose_library() is sqlite3


def test_a_new_book_is_private_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "book.db"
    old = os.umask(0)
    try:
        with open_book(path) as book:
            book.ask(list_topics)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert modes == {"book.db": 0o600, "book.db-wal": 0o600, "book.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_connection_is_careful(empty_book: Path) -> None:
    with closing(driver.connect(empty_book)) as connection:
        pragmas = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "recursive_triggers",
                "trusted_schema",
                "cell_size_check",
                "secure_delete",
                "busy_timeout",
                "application_id",
                "user_version",
            )
        }
        assert connection.isolation_level is None
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "busy_timeout": 15000,
        "application_id": driver.APPLICATION_ID,
        "user_version": driver.SCHEMA_VERSION,
    }


def test_a_connection_for_reading_never_writes(empty_book: Path) -> None:
    with closing(driver.connect(empty_book, readonly=True)) as connection:
        assert connection.execute("SELECT count(*) FROM batch").fetchone() == (0,)
        with pytest.raises(driver.library.OperationalError):
            connection.execute("UPDATE current_batch SET batch_id = 1")


@pytest.mark.parametrize(
    "name",
    ["a book.db", "a?mode=memory#x.db", "100%25.db", "Mårder å.db", "'; --.db", "-x.db"],
)
def test_the_name_of_a_file_is_never_code(tmp_path: Path, name: str) -> None:
    with open_book(tmp_path / name) as book:
        assert book.data_version() > 0
    assert (tmp_path / name).stat().st_size > 0
    assert {file.name for file in tmp_path.iterdir()} <= {name, f"{name}-wal", f"{name}-shm"}


def test_a_name_that_is_no_text_is_a_name_too(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.db")
    open_book(path).close()
    assert path.stat().st_size > 0
    assert shown(path).isprintable()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("SQLITE_BUSY_SNAPSHOT", "The database book.db is locked by another program; try again."),
        ("SQLITE_LOCKED", "The database book.db is locked by another program; try again."),
        ("SQLITE_READONLY_DBMOVED", "The database book.db is read-only; make it writable first."),
        ("SQLITE_FULL", "The disk is full; nothing was saved in book.db. Free some space."),
        ("SQLITE_IOERR_WRITE", "The disk failed while book.db was in use; nothing was saved."),
        ("SQLITE_CORRUPT_INDEX", "The database book.db is damaged; restore a backup."),
        ("SQLITE_NOTADB", "The database book.db is damaged; restore a backup."),
        ("SQLITE_CANTOPEN", "The database book.db cannot be opened; check its folder's rights."),
        ("SQLITE_PERM", "The database book.db cannot be opened; check its rights."),
        ("SQLITE_ERROR", "The database book.db refused the work: no such thing."),
        (None, "The database book.db refused the work: no such thing."),
    ],
)
def test_every_fault_has_its_sentence(name: str | None, sentence: str) -> None:
    error = driver.library.OperationalError("no such thing")
    if name:
        error.sqlite_errorname = name
    assert driver.translate_error(error, Path("book.db")).message == sentence
