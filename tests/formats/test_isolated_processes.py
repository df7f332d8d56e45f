"""A file is read by a process that knows nothing else, and is gone when the reading is over."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from crm import formats
from crm.errors import FormatError
from crm.formats import PersonRecord, ReadOptions, Record, isolated
from crm.formats.isolated import read_isolated
from tests.formats.files import WriteFile
from tests.formats.isolated import BAD, FEW

pytestmark = pytest.mark.usefixtures("no_process_left")


def test_a_path_may_have_any_bytes(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xe5.json"))
    try:
        path.write_text('[{"name": "Anna"}]')
    except OSError:
        pytest.skip("this file system has names in Unicode only")
    assert [getattr(one, "name", "") for one in formats.read(path)] == ["Anna"]


def test_nothing_beside_the_file_is_run(file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file('[{"name": "Anna"}]', "a.json")
    for name in ("json", "crm", "gettext", "sitecustomize"):
        path.with_name(f"{name}.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("PYTHONPATH", str(path.parent))
    assert [getattr(one, "name", "") for one in formats.read(path)] == ["Anna"]


def test_a_delimited_table_needs_no_process(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolated, "_started", lambda: pytest.fail("a process was started"))
    assert len(list(formats.read(file("name\nAnna\n")))) == 1


def test_a_process_of_its_own_loads_nothing_of_the_book(tmp_path: Path) -> None:
    code = (
        "import sys, crm.formats.isolated_child;"
        "print(*{name.split('.')[0] for name in sys.modules} & {'sqlalchemy', 'click', 'pydantic'})"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""


def test_an_interpreter_that_dies_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "_START", "raise SystemExit(1)")
    mapping = {str(number): "name" for number in range(50_000)}
    with pytest.raises(FormatError, match="its reader broke off"):
        list(read_isolated(tmp_path / "x", ReadOptions(mapping=mapping), BAD))


def test_whoever_stops_early_ends_the_process(tmp_path: Path) -> None:
    found = read_isolated(tmp_path / "sleeps.odt", ReadOptions(), BAD, replace(FEW, seconds=60))
    never = read_isolated(tmp_path / "never_ends.odt", ReadOptions(), BAD)
    assert isinstance(next(never), PersonRecord)
    never.close()  # type: ignore[attr-defined]
    del found, never


def test_ctrl_c_ends_the_process(tmp_path: Path) -> None:
    path = tmp_path / "sleeps.odt"
    timer = threading.Timer(1, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        list(read_isolated(path, ReadOptions(), BAD, replace(FEW, seconds=60)))
    timer.join()


def test_a_file_may_be_read_in_a_thread(file: WriteFile) -> None:
    path = file('[{"name": "Anna"}]', "a.json")
    found: list[Record] = []
    threads = [threading.Thread(target=lambda: found.extend(formats.read(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
