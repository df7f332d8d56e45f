"""Make a book's tables, or bring them up to this version: a transaction each, backed up first."""

from contextlib import closing
from pathlib import Path
from typing import Any

from crm import driver, history, search
from crm.backup import copy_beside
from crm.driver import APPLICATION_ID, Connection
from crm.errors import DatabaseError
from crm.i18n import _
from crm.paths import shown
from crm.search.schema import transaction

TABLES = "tables.sql"
"""What all migrations make, as statements: `python -m tests.migrations` prints it."""


def migrations_folder() -> Path:
    """Return where the migrations are: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "migrations"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "migrations"


def pending(path: Path) -> int:
    """Return how many migrations the book at `path` still needs; errors: `DatabaseError`."""
    with closing(driver.connect(path)) as connection:
        return driver.SCHEMA_VERSION - driver.schema_version(connection, path)


def make_ready(path: Path, *, create: bool = True) -> Connection:
    """Bring a book and its search to this version; return a connection to it.

    With `create`, a missing one is made. Errors: `DatabaseError`.
    """
    connection = driver.connect(path, create=create)
    try:
        if driver.schema_version(connection, path) == driver.SCHEMA_VERSION:
            with driver.translated_errors(path):
                search.install(connection)
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    upgrade(path)
    return driver.connect(path)


def upgrade(path: Path) -> Path | None:
    """Run what is pending; return the backup made first, None for a new or current book.

    Errors: `DatabaseError`; the book is then as it was before the failing step.
    """
    with closing(driver.connect(path, create=True)) as connection:
        version = driver.schema_version(connection, path)
        if version == driver.SCHEMA_VERSION:
            return None
        saved = _back_up(connection, path, version) if version else None
        if not version:
            _make_tables(connection, path)
            version = driver.schema_version(connection, path)
    for step in range(version + 1, driver.SCHEMA_VERSION + 1):
        _migrate_one_step(path, step)
    return saved


def _back_up(connection: Connection, path: Path, version: int) -> Path:
    return copy_beside(connection, path, f"before-{version + 1}")


def _make_tables(connection: Connection, path: Path) -> None:
    """Make the tables of a new book at once: one migration after the other takes half a second."""
    statements = (migrations_folder() / TABLES).read_text(encoding="utf-8").split(";\n")
    with driver.translated_errors(path), transaction(connection):
        # Another process may have made them while this one waited for its turn.
        if driver.is_empty(connection):
            for statement in statements:
                connection.execute(statement)
            history.install(connection)
            search.install(connection)


def _migrate_one_step(path: Path, step: int) -> None:
    from sqlalchemy import NullPool, create_engine, event
    from sqlalchemy.exc import DBAPIError

    engine = create_engine(
        "sqlite://",
        module=driver.library,
        creator=lambda: driver.connect(path),
        poolclass=NullPool,
    )
    event.listen(engine, "begin", lambda bound: bound.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with driver.translated_errors(path), engine.connect() as bound:
            _migrate_on(bound, path, step)
    except DBAPIError as error:
        raise driver.translate_error(error.orig or error, path) from error


def _migrate_on(bound: Any, path: Path, step: int) -> None:
    connection: Connection = bound.connection.driver_connection
    # With foreign keys on, rebuilding a parent table would silently delete every child row;
    # they can only be switched off before the transaction begins.
    connection.execute("PRAGMA foreign_keys=OFF")
    with bound.begin():
        # Another process may have taken this step while this one waited for its turn.
        if driver.schema_version(connection, path) < step:
            _run_step(bound, connection, step)
            _refuse_broken_references(connection, path)


def _run_step(bound: Any, connection: Connection, step: int) -> None:
    from alembic import command
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    configuration.attributes["connection"] = bound
    history.remove(connection)
    search.drop(connection)
    keys = _highest_keys(connection)
    command.upgrade(configuration, f"{step:04d}")
    _keep_highest_keys(connection, keys)
    history.install(connection)
    if step == driver.SCHEMA_VERSION:
        search.install(connection)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={step}")


def _highest_keys(connection: Connection) -> dict[str, int]:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
    if not known.fetchone():
        return {}
    return dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))


def _keep_highest_keys(connection: Connection, keys: dict[str, int]) -> None:
    # A table that was rebuilt knows only the rows it holds, and would give the keys of deleted
    # rows to new ones, which would then inherit their history.
    for table, key in keys.items():
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ? AND seq < ?", (table, key))
        connection.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT name, ? FROM sqlite_master"
            " WHERE type = 'table' AND name = ?"
            " AND name NOT IN (SELECT name FROM sqlite_sequence)",
            (key, table),
        )


def _refuse_broken_references(connection: Connection, path: Path) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        message = _("The database {path} holds broken references in {table}; restore a backup.")
        raise DatabaseError(message.format(path=shown(path), table=broken[0]))
