"""The wheel holds all that the program needs: built, installed where nothing is, and run."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NO_PACKAGES = ("No matching distribution", "Could not find a version", "ConnectionError")


def run(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
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
    if any(text in done.stderr for text in NO_PACKAGES):
        pytest.skip("packages cannot be fetched here")
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps")
    run(*pip, "--wheel-dir", tmp_path / "wheel", ROOT)
    (built,) = (tmp_path / "wheel").glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_carries_all_and_runs_where_nothing_else_is(wheel: Path, tmp_path: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "crm/migrations/env.py" in names
    assert "crm/migrations/versions/0001_first_tables.py" in names
    assert "crm/locales/sv/LC_MESSAGES/samverkan.mo" in names
    assert "crm/demo/meeting.toml" in names
    assert "tui/app.tcss" in names
    assert not [name for name in names if name.startswith("tests")]

    # Neither a pip of its own nor compiled files: they would take longer than all the rest.
    venv.create(tmp_path / "empty", with_pip=False)
    binaries = tmp_path / "empty" / "bin"
    pip = (sys.executable, "-m", "pip", "--python", binaries / "python")
    run(*pip, "install", "--quiet", "--no-compile", wheel)
    done = run(binaries / "crm", "--lang", "sv", "demo", HOME=str(tmp_path))
    assert "Günther Mårder" in done.stdout
    assert "Försenat" in done.stdout
