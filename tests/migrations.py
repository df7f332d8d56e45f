"""What the migrations make, and a later version of the program for the tests, with one more.

`python -m tests.migrations > migrations/tables.sql` after a migration was added.
"""

import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from crm import driver, migrate

LATER = '''
"""A migration of the tests' own."""

import sqlalchemy as sa
from alembic import op

revision = "{step:04d}"
down_revision = "{before:04d}"


def upgrade() -> None:
    {body}
'''

REBUILD = """
    with op.batch_alter_table(
        "person", recreate="always", table_kwargs={"sqlite_autoincrement": True}
    ) as batch:
        batch.add_column(sa.Column("nickname", sa.String(300), nullable=True))
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sqlite_autoincrement=True,
    )
"""


def next_version(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str = REBUILD) -> None:
    """Let the program be one version newer, whose migration does what `body` says."""
    real = migrate.migrations_folder()
    if not folder.exists():
        shutil.copytree(real, folder, ignore=shutil.ignore_patterns("__pycache__"))
    step = driver.SCHEMA_VERSION + 1
    text = LATER.format(step=step, before=step - 1, body=body.strip())
    (folder / "versions" / f"{step:04d}_later.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(migrate, "migrations_folder", lambda: folder)
    monkeypatch.setattr(driver, "SCHEMA_VERSION", step)


def tables_made(path: Path) -> str:
    """Return the statements that make the tables of a book, without its log and search."""
    with closing(driver.connect(path)) as connection:
        made = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOTNULL"
            " AND name NOT LIKE 'sqlite_%' AND tbl_name NOT LIKE 'search_%'"
            " AND name <> 'ix_change_range' ORDER BY rowid"
        ).fetchall()
    version = f"{driver.SCHEMA_VERSION:04d}"
    statements = [
        *["\n".join(filter(None, map(str.rstrip, sql.splitlines()))) for (sql,) in made],
        f"INSERT INTO alembic_version VALUES ('{version}')",
        f"PRAGMA application_id={driver.APPLICATION_ID}",
        f"PRAGMA user_version={driver.SCHEMA_VERSION}",
    ]
    return ";\n".join(statements) + ";\n"


def migrate_all(path: Path) -> None:
    """Make a book with one migration after the other."""
    driver.connect(path, create=True).close()
    for step in range(1, driver.SCHEMA_VERSION + 1):
        migrate._migrate_one_step(path, step)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        book = Path(name) / "book.db"
        migrate_all(book)
        sys.stdout.write(tables_made(book))
