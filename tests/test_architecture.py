"""Who may import whom, and what must not be loaded to answer quickly."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "textual",
    "alembic",
    "phonenumbers",
    "email_validator",
    "stdnum",
    "rapidfuzz",
)
SCREENS = ("textual", "rich", "click", "tui")
LOADED = """
import sys
for statement in {statements!r}:
    exec(statement)
    print(*sorted(name for name in sys.modules if name.split(".")[0] in {looked_for!r}))
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120
    )


def test_the_layers_import_downwards_only() -> None:
    pytest.importorskip("importlinter")
    command = "from importlinter.cli import lint_imports_command as lint; lint()"
    done = run(sys.executable, "-c", command, "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


def loaded(looked_for: tuple[str, ...], *statements: str) -> list[str]:
    """Return what was loaded of some packages after each of the statements, in a new process."""
    code = LOADED.format(statements=statements, looked_for=looked_for)
    done = run(sys.executable, "-c", code)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_what_must_be_quick_loads_nothing_heavy() -> None:
    statements = (
        "import crm",
        "import crm.errors, crm.settings, crm.i18n, crm.text, crm.vocabulary",
        "import crm.driver",
        "import crm.search",
        "import crm.history",
        "import crm.book",
        "import crm.cli",
        "import crm.cli.program",
        "import crm.cli.find",
        "import crm.cli.completion",
    )
    found = dict(zip(statements, loaded(HEAVY, *statements), strict=True))
    assert found == dict.fromkeys(statements, "")


def test_a_book_is_opened_and_the_first_frame_drawn_without_what_reads_it(empty_book: Path) -> None:
    no_more_than_textual = tuple(name for name in HEAVY if name != "textual")
    opened, drawn, read = loaded(
        no_more_than_textual,
        f"import crm.book; book = crm.book.open_book({str(empty_book)!r}); book.data_version()",
        "import tui.app, tui.screens.agenda",
        "book.read().__enter__(); book.close()",
    )
    assert (opened, drawn) == ("", "")
    assert "sqlalchemy" in read.split()


def test_the_library_knows_no_screen_and_a_current_book_no_migrations(empty_book: Path) -> None:
    opened, looked_after = loaded(
        (*SCREENS, "alembic", "sqlalchemy"),
        f"import crm; crm.open({str(empty_book)!r}).close()",
        "import crm.api; crm.api.__all__; import crm.doctor, crm.backup, crm.migrate",
    )
    assert "sqlalchemy" in opened.split()
    assert "alembic" not in opened
    assert not {name.partition(".")[0] for name in looked_after.split()} & set(SCREENS)
