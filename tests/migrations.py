"""A later version of the program, for the tests: the real migrations and one more."""

import shutil
from pathlib import Path

import pytest

from crm import driver, migrate

LATER = '''
"""A migration of the tests' own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


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
    text = LATER.replace("{body}", body.strip())
    (folder / "versions" / "0002_later.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(migrate, "migrations_folder", lambda: folder)
    monkeypatch.setattr(driver, "SCHEMA_VERSION", 2)
