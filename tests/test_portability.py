"""The tables and their migrations are no dialect: PostgreSQL takes them as they are."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from crm import history
from crm.migrate import migrations_folder
from crm.models import metadata

LONGEST_NAME = 63
TOOLS = ("initdb", "pg_ctl", "psql")
NOBODY = "nobody"


def migration_sql(dialect: str) -> str:
    """Return what all migrations would send to a database of this kind."""
    configuration = Config()
    configuration.set_main_option("script_location", str(migrations_folder()))
    revisions = list(ScriptDirectory.from_config(configuration).walk_revisions())
    sent = StringIO()
    options = {"as_sql": True, "output_buffer": sent, "transactional_ddl": True}
    context = MigrationContext.configure(dialect_name=dialect, opts=options)
    with Operations.context(context):
        for revision in reversed(revisions):
            revision.module.upgrade()
    return sent.getvalue()


def test_every_name_fits_every_database() -> None:
    names = set(metadata.tables)
    for table in metadata.tables.values():
        names |= {column.name for column in table.columns}
        names |= {str(index.name) for index in table.indexes}
        names |= {str(item.name) for item in table.constraints if item.name}
    assert [name for name in names if len(name) > LONGEST_NAME] == []


def test_every_constraint_has_a_name_by_which_it_can_be_changed() -> None:
    unnamed = [
        (table.name, type(constraint).__name__)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []


def test_the_migrations_speak_postgresql_too() -> None:
    sql = migration_sql("postgresql")
    for table in metadata.tables:
        assert f"CREATE TABLE {table} (" in sql
    assert "SERIAL NOT NULL" in sql
    for word in ("AUTOINCREMENT", "PRAGMA", "sqlite", "json_extract", "fts5"):
        assert word not in sql


def test_what_is_sqlites_own_stays_out_of_models_and_migrations() -> None:
    root = Path(history.__file__).parent
    files = [*(root / "models").glob("*.py"), *(migrations_folder() / "versions").glob("*.py")]
    for file in files:
        text = file.read_text(encoding="utf-8")
        for known in ("sqlite_autoincrement", "sqlite_where"):
            text = text.replace(known, "")
        for word in ("sqlite", "PRAGMA", "json_extract", "TRIGGER", "fts5"):
            assert word not in text, (file.name, word)


class Server:
    """A PostgreSQL of the tests' own, reached through a socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.other: dict[str, Any] = (
            {"user": NOBODY, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        )

    def run(self, *arguments: str, text: str = "") -> str:
        done: subprocess.CompletedProcess[str] = subprocess.run(
            arguments,
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
            **self.other,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def control(self, *arguments: str) -> None:
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", log, *arguments)

    def psql(self, text: str) -> str:
        options = ("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1")
        return self.run("psql", *options, "-h", str(self.folder), "-d", "postgres", text=text)


@pytest.fixture
def postgresql() -> Iterator[Server]:
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        pytest.skip(f"PostgreSQL is not installed: there is no {missing[0]}")
    # Not in pytest's folder: the path of a socket has a hundred letters at most.
    folder = Path(tempfile.mkdtemp(prefix="samverkan-"))
    if os.geteuid() == 0:
        shutil.chown(folder, NOBODY, pwd.getpwnam(NOBODY).pw_gid)
    server = Server(folder)
    try:
        options = ("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        server.run("initdb", *options, "-D", str(folder / "data"))
        server.control("-o", f"-F -c listen_addresses='' -k {folder}", "start")
        yield server
        server.control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.mark.slow
def test_postgresql_takes_the_migrations_and_keeps_the_rules(postgresql: Server) -> None:
    postgresql.psql("BEGIN;\n" + migration_sql("postgresql") + "\nCOMMIT;")
    tables = postgresql.psql(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    ).split()
    assert set(tables) == set(metadata.tables)
    names = postgresql.psql(
        "SELECT conname FROM pg_constraint JOIN pg_class ON conrelid = pg_class.oid"
        " WHERE relname = 'tagging'"
    ).split()
    assert "ck_tagging_one_owner" in names
    postgresql.psql(
        "INSERT INTO topic (uid, version, created_at, updated_at, name, folded_name, sort_key)"
        " VALUES ('u', 1, '', '', 'Energi', 'energi', 'energi')"
    )
    assert postgresql.psql("SELECT id, name FROM topic").strip() == "1|Energi"
    with pytest.raises(AssertionError, match="uq_topic_folded_name"):
        postgresql.psql(
            "INSERT INTO topic (uid, version, created_at, updated_at, name, folded_name, sort_key)"
            " VALUES ('v', 1, '', '', 'ENERGI', 'energi', 'energi')"
        )
