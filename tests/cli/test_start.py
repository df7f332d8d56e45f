"""Starting at once: what is imported for help, completion, `crm find`, lists and the agenda."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HEAVY = {
    *("sqlalchemy", "sqlmodel", "pydantic", "pydantic_core", "textual", "rich", "alembic", "tui"),
    *("phonenumbers", "email_validator", "stdnum", "rapidfuzz", "platformdirs"),
}
SCRIPT = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
from crm.cli import main
main()
"""


def modules_of(words: list[str], environment: dict[str, str]) -> set[str]:
    """Return the modules that a call of the command imports."""
    # Whoever measures what the tests run through would be found among them.
    ours = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    process = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        env=ours | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return set(json.loads(process.stderr.splitlines()[-1]))


def loaded(words: list[str], environment: dict[str, str]) -> set[str]:
    """Return the top-level modules that a call of the command imports."""
    return {name.partition(".")[0] for name in modules_of(words, environment)}


@pytest.mark.parametrize(
    "words",
    [
        *(["--help"], ["--version"], ["person", "--help"], ["log", "--help"], ["fnd"]),
        *(["find", "eva"], ["person", "list", "--limit", "20"], ["org", "list"], ["agenda"]),
    ],
    ids=" ".join,
)
def test_nothing_heavy_is_imported(do: Run, database: Path, words: list[str]) -> None:
    do("person", "add", "Eva Ny")
    assert loaded(words, {"CRM_DATABASE": str(database)}) & HEAVY == set()


def test_the_help_is_of_no_more_than_the_command_line() -> None:
    modules = modules_of(["--help"], {})
    ours = {name for name in modules if name.startswith("crm.")}
    assert {name for name in ours if not name.startswith("crm.cli.")} == {
        "crm.cli",
        "crm.errors",
        "crm.i18n",
    }


def test_looking_up_leaves_alone_what_keeps_the_index(do: Run, database: Path) -> None:
    do("person", "add", "Eva Ny")
    modules = modules_of(["find", "eva"], {"CRM_DATABASE": str(database)})
    assert "crm.search.finding" in modules
    unused = {"crm.search.index", "crm.book", "crm.migrate", "dataclasses", "pathlib", "urllib"}
    assert modules & unused == set()


@pytest.mark.parametrize("words", ["crm ", "crm person ", "crm person show Ev", "crm tag p1 --"])
def test_completion_imports_nothing_heavy(do: Run, database: Path, words: str) -> None:
    do("person", "add", "Eva Ny")
    environment = {
        "CRM_DATABASE": str(database),
        "_CRM_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    assert loaded([], environment) & HEAVY == set()
