"""Bringing a book up to this version: backed up, whole or not at all, one process at a time."""

import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from crm import driver, history, migrate
from crm.actions.people import add_person, delete_person
from crm.book import Book, open_book
from crm.errors import DatabaseError
from crm.inputs import PersonIn
from crm.migrate import migrations_folder, pending, upgrade
from crm.models import metadata
from tests.migrations import next_version
from tests.people import key
from tests.processes import Say, running

OURS = "sqlite_", "search_", "alembic_"


def tables(path: Path) -> dict[str, list[Any]]:
    """Return all rows of all tables, the search's own aside."""
    with closing(driver.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for (name,) in names
            if not name.startswith("search_")
        }


def schema(path: Path) -> set[str]:
    with closing(driver.connect(path)) as connection:
        return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master") if sql}


def people(book: Book, *names: str) -> list[int]:
    return [
        key(book.tell(name, add_person, PersonIn(name=name, emails=["a@example.com"])))
        for name in names
    ]


def backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.before-*"))


def test_the_migrations_make_what_the_models_say(book: Book) -> None:
    def ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
        del thing, kind, reflected, other
        return not (name or "").startswith((*OURS, "ix_search_", "ix_change_range"))

    engine = create_engine(
        "sqlite://", module=driver.library, creator=lambda: driver.connect(book.path)
    )
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": ours, "compare_type": True, "compare_server_default": True},
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_rules_of_the_tables_are_those_of_the_models(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "models.db"
    engine = create_engine(
        "sqlite://",
        module=driver.library,
        creator=lambda: driver.connect(path, create=True),
    )
    metadata.create_all(engine)
    engine.dispose()
    assert rules(path) == rules(book.path)


def rules(path: Path) -> dict[str, set[str]]:
    """Return what each table of the models is made of: columns, constraints, indexes."""
    found: dict[str, set[str]] = {}
    with closing(driver.connect(path)) as connection:
        for table in metadata.tables:
            (sql,) = connection.execute(
                "SELECT sql FROM sqlite_master WHERE name = ?", (table,)
            ).fetchone()
            found[table] = (
                parts(sql) | {"AUTOINCREMENT"} & set(sql.split()) | indexes(connection, table)
            )
    return found


def indexes(connection: driver.Connection, table: str) -> set[str]:
    """Return the indexes of a table, save for those of the history."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql NOTNULL AND tbl_name = ?"
        " AND name <> 'ix_change_range'",
        (table,),
    )
    return {sql for (sql,) in rows}


def parts(sql: str) -> set[str]:
    """Part a CREATE TABLE into its columns and constraints, which stand between its commas."""
    depth, found = 0, [""]
    for character in re.sub(r"\s+", " ", sql[sql.index("(") + 1 : sql.rindex(")")]):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and not depth:
            found.append("")
        else:
            found[-1] += character
    return {part.strip().replace('"', "") for part in found}


def test_no_table_that_is_logged_gives_a_key_twice(book: Book) -> None:
    with closing(driver.connect(book.path)) as connection:
        for table in history.logged_tables(connection):
            (sql,) = connection.execute(
                "SELECT sql FROM sqlite_master WHERE name = ?", (table,)
            ).fetchone()
            assert "AUTOINCREMENT" in sql, table


def test_there_are_as_many_migrations_as_versions() -> None:
    names = sorted(path.name[:4] for path in (migrations_folder() / "versions").glob("*.py"))
    assert names == [f"{number:04d}" for number in range(1, driver.SCHEMA_VERSION + 1)]


def test_the_migrations_are_inside_an_installed_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "crm" / "migrations").mkdir(parents=True)
    monkeypatch.setattr(migrate, "__file__", str(tmp_path / "crm" / "migrate.py"))
    assert migrations_folder() == tmp_path / "crm" / "migrations"


def test_a_current_book_is_left_alone(book: Book) -> None:
    before = book.path.read_bytes()
    assert pending(book.path) == 0
    assert upgrade(book.path) is None
    assert book.path.read_bytes() == before
    assert backups(book.path) == []


def test_a_new_book_needs_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    assert upgrade(path) is None
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["book.db"]


def test_an_older_book_is_backed_up_and_brought_up_to_date(
    book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    people(book, "Anna Ek", "Bo Ek")
    before = tables(book.path)
    next_version(monkeypatch, tmp_path / "later")
    assert pending(book.path) == 1

    with open_book(book.path) as later:
        assert [hit.name for hit in later.find("anna")] == ["Anna Ek"]
    after = tables(book.path)
    assert after["contact_detail"] == before["contact_detail"]
    assert after["person"] == [(*row, None) for row in before["person"]]
    assert pending(book.path) == 0

    (backup,) = backups(book.path)
    assert backup.name.startswith(f"book.db.before-{driver.SCHEMA_VERSION}-")
    assert backup.stat().st_mode & 0o777 == 0o600
    assert tables(backup) == before


def test_new_tables_and_columns_are_logged_from_the_start(
    book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    people(book, "Anna Ek")
    next_version(monkeypatch, tmp_path / "later")
    upgrade(book.path)
    with closing(driver.connect(book.path)) as connection:
        assert "history_visit_insert" in history.trigger_names(connection)
        connection.execute("BEGIN IMMEDIATE")
        batch = history.open_batch(connection, "", "x", "x")
        connection.execute("UPDATE person SET nickname = 'Annie'")
        connection.execute("INSERT INTO visit (person_id) VALUES (1)")
        rows = connection.execute(
            "SELECT table_name, json_extract(after, '$.nickname') FROM change WHERE batch_id = ?",
            (batch,),
        ).fetchall()
    assert rows == [("person", "Annie"), ("visit", None)]


def test_several_steps_are_taken_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    next_version(monkeypatch, tmp_path / "later")
    with open_book(tmp_path / "book.db") as book:
        people(book, "Anna Ek")
        assert [hit.name for hit in book.find("anna")] == ["Anna Ek"]


def test_keys_of_deleted_rows_are_not_given_again_after_a_rebuild(
    book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, last = people(book, "Anna Ek", "Bo Ek")
    book.tell("delete", delete_person, last)
    next_version(monkeypatch, tmp_path / "later")
    with open_book(book.path) as later:
        assert people(later, "Cecilia Ek") == [last + 1]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "op.drop_column('person', 'note')\n    op.execute('SELECT * FROM nowhere')",
            "refused the work: no such table: nowhere",
        ),
        (
            "op.execute('DELETE FROM person')",
            "holds broken references in contact_detail; restore a backup",
        ),
        (
            "op.get_bind().connection.driver_connection.execute('SELECT * FROM nowhere')",
            "refused the work: no such table: nowhere",
        ),
    ],
)
def test_a_migration_that_fails_leaves_the_book_as_it_was(
    book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, sentence: str
) -> None:
    people(book, "Anna Ek")
    before, was = tables(book.path), schema(book.path)
    with monkeypatch.context() as patch:
        next_version(patch, tmp_path / "later", body)
        with pytest.raises(DatabaseError, match=sentence):
            open_book(book.path)
    assert tables(book.path) == before
    assert schema(book.path) == was
    with open_book(book.path) as again:
        people(again, "Bo Ek")
        assert [hit.name for hit in again.find("ek")] == ["Anna Ek", "Bo Ek"]


def test_a_damaged_book_is_not_migrated(
    book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    people(book, *[f"Person {number}" for number in range(30)])
    book.close()
    content = bytearray(book.path.read_bytes())
    root = content.rindex(b"Person 12")
    start = root // 4096 * 4096
    content[start : start + 4096] = b"\x5a" * 4096
    book.path.write_bytes(content)
    next_version(monkeypatch, tmp_path / "later")
    with pytest.raises(DatabaseError, match="is damaged; restore a backup"):
        open_book(book.path)
    assert backups(book.path) == []
    assert not list(tmp_path.glob(".*.part"))


def test_a_locked_book_is_not_migrated(
    book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    book.close()
    next_version(monkeypatch, tmp_path / "later")
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    with closing(driver.connect(book.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="is locked by another program"):
            open_book(book.path)


@pytest.mark.parametrize("fresh", [True, False])
def test_processes_that_start_together_take_turns(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fresh: bool
) -> None:
    path = tmp_path / "book.db"
    if not fresh:
        with open_book(path) as book:
            people(book, "Anna Ek")
    next_version(monkeypatch, tmp_path / "later")

    def open_it(say: Say) -> None:
        with open_book(path) as book:
            say(people(book, "Bo Ek"))

    with running(*[open_it] * 4) as children:
        said = [message for child in children for message in child.messages()]
        assert [child.end() for child in children] == [0, 0, 0, 0], said
    with open_book(path) as book:
        assert len(book.find("Bo")) == 4
        assert len(book.find("Anna")) == (0 if fresh else 1)
