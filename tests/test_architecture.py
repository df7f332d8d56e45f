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
LOADED = f"""
import sys
{{statement}}
heavy = {HEAVY!r}
print(*sorted(name for name in sys.modules if name.split(".")[0] in heavy))
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


@pytest.mark.parametrize(
    "statement",
    [
        "import crm",
        "import crm.errors, crm.settings, crm.i18n, crm.text, crm.vocabulary",
        "import crm.driver",
        "import crm.search",
        "import crm.history",
        "import crm.cli",
        "import crm.cli.program",
        "import crm.cli.find",
        "import crm.cli.completion",
    ],
)
def test_what_must_be_quick_loads_nothing_heavy(statement: str) -> None:
    done = run(sys.executable, "-c", LOADED.format(statement=statement))
    assert done.stderr == ""
    assert done.stdout.strip() == ""


def test_the_library_knows_no_screen() -> None:
    statement = "import crm.api; crm.api.__all__; import crm.doctor, crm.backup, crm.migrate"
    loaded = LOADED.replace(repr(HEAVY), repr(("textual", "rich", "click", "tui")))
    done = run(sys.executable, "-c", loaded.format(statement=statement))
    assert done.stderr == ""
    assert done.stdout.strip() == ""


def test_a_current_book_opens_without_the_migrations(tmp_path: Path) -> None:
    opening = f"import crm; crm.open({str(tmp_path / 'book.db')!r}).close()"
    first, second = (
        run(sys.executable, "-c", LOADED.format(statement=opening)).stdout for _ in range(2)
    )
    assert "alembic" in first
    assert "alembic" not in second
    assert "sqlalchemy" in second
