"""The wheel holds all that the program needs: built, installed where nothing is, and run."""

import os
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def run(*arguments: str | Path, **variables: str) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("CRM_", "PYTHON"))
    }
    done = subprocess.run(
        [str(argument) for argument in arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**environment, **variables},
        cwd=variables.get("HOME", ROOT),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def needed_by(wanted: Distribution) -> list[Distribution]:
    """Return what a distribution says it needs, and what that needs, as installed here.

    That its versions are those that are asked for is seen to.
    """
    found: dict[str, Distribution] = {}
    waiting = [(wanted, {""})]
    while waiting:
        asking, extras = waiting.pop()
        for requirement in map(Requirement, asking.requires or ()):
            marker = requirement.marker
            if marker and not any(marker.evaluate({"extra": extra}) for extra in extras):
                continue
            there = distribution(requirement.name)
            assert requirement.specifier.contains(there.version, prereleases=True), requirement
            if (name := canonicalize_name(requirement.name)) not in found:
                found[name] = there
                waiting.append((there, {"", *requirement.extras}))
    return list(found.values())


def lend(lent: Distribution, packages: Path) -> None:
    """Let another environment use the files of a distribution that is installed here."""
    for name in {file.parts[0] for file in lent.files or ()}:
        if name not in ("..", "__pycache__"):
            (packages / name).symlink_to(str(lent.locate_file(name)))


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "wheel")
    (built,) = (tmp_path / "wheel").glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_carries_all_and_runs_where_nothing_else_is(wheel: Path, tmp_path: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "crm/migrations/env.py" in names
    assert "crm/migrations/tables.sql" in names
    assert "crm/migrations/versions/0001_first_tables.py" in names
    assert "crm/locales/sv/LC_MESSAGES/samverkan.mo" in names
    assert "crm/demo/meeting.toml" in names
    assert "tui/app.tcss" in names
    assert not [name for name in names if name.startswith("tests")]

    # What the wheel needs is lent, as fetching it again would take longer than all the rest.
    venv.create(tmp_path / "empty", with_pip=False)
    binaries = tmp_path / "empty" / "bin"
    (packages,) = (tmp_path / "empty" / "lib").glob("python*/site-packages")
    options = ("--quiet", "--no-compile", "--no-deps", "--no-index")
    run(*PIP, "--python", binaries / "python", "install", *options, wheel)
    (installed,) = distributions(path=[str(packages)])
    for lent in needed_by(installed):
        lend(lent, packages)
    shown = run(binaries / "crm", "--lang", "sv", "demo", HOME=str(tmp_path))
    assert "Günther Mårder" in shown
    assert "Försenat" in shown
