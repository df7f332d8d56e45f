"""A later version of the program, for the tests: the real migrations and one more."""

import shutil
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
