"""`crm history`, `undo`, `backup`, `restore`, `doctor`, `migrate`: the book itself."""

import os
import shutil
import stat
from contextlib import closing
from pathlib import Path

import pytest

from crm import driver
from tests.cli.conftest import Run


def test_undo_takes_back_the_last_thing_and_redo_is_undoing_that(do: Run) -> None:
    do("person", "add", "Eva Ny")
    do("follow-up", "add", "Call", "--person", "p1")
    do("follow-up", "done", "f1")
    undone = do("undo")
    assert (undone.out, undone.err) == ("4\n", "Undo: Done: Call\n")
    assert do("follow-up", "show", "f1", "--json").data["status"] == "open"
    do("undo", "4")
    assert do("follow-up", "show", "f1", "--json").data["status"] == "done"


def test_history_is_newest_first_and_of_one_record(do: Run) -> None:
    do("person", "add", "Eva Ny")
    do("org", "add", "ALMI")
    do("person", "edit", "p1", "--note", "x")
    found = do("history", "--json").data
    assert [batch["description"] for batch in found] == [
        *("Changed Eva Ny", "Added ALMI", "Added Eva Ny"),
    ]
    assert {batch["actor"] for batch in found} == {"tester"}
    assert do("history", "p1", "--format", "ids").out == "3\n1\n"
    assert do("history", "--limit", "1", "--format", "ids").out == "3\n"
    [batch] = do("history", "--limit", "1", "--changes", "--json").data
    changed = {change["reference"]: change["after"]["note"] for change in batch["changes"]}
    assert changed == {"p1": "x"}
    assert "Changed Eva Ny" in do("history").out


def test_the_actor_is_who_the_call_says(do: Run) -> None:
    do("--actor", "Eva\x1b[31m", "person", "add", "x")
    assert do("history", "--json").data[0]["actor"] == "Eva[31m"


def test_a_record_that_was_deleted_comes_back(do: Run, run: Run) -> None:
    do("person", "add", "Eva Ny", "--email", "eva@x.se")
    do("person", "delete", "p1")
    assert run("person", "show", "p1").code == 3
    do("undo")
    assert do("person", "show", "eva@x.se", "--format", "ids").out == "p1\n"


def test_undo_that_would_lose_something_is_a_conflict(do: Run, run: Run) -> None:
    do("person", "add", "Eva Ny")
    do("person", "edit", "p1", "--note", "a")
    do("person", "edit", "p1", "--note", "b")
    outcome = run("undo", "2")
    assert (outcome.code, outcome.out) == (6, "")
    assert outcome.err.count("\n") == 1
    assert run("undo", "99").code == 3
    assert run("undo", "0").code == 2


def test_nothing_to_undo(run: Run) -> None:
    assert run("undo").code == 3


def test_backup_and_restore(do: Run, run: Run, database: Path, tmp_path: Path) -> None:
    do("person", "add", "Eva Ny")
    copy = tmp_path / "copy.db"
    assert do("backup", str(copy)).out == f"{copy}\n"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    do("person", "delete", "p1")
    restored = do("restore", str(copy))
    assert restored.out == f"{database}\n"
    assert restored.err.startswith(f"The book as it was is kept in {database}.before-restore-")
    assert do("person", "list", "--format", "ids").out == "p1\n"
    assert run("backup", str(copy)).code == 5
    assert run("backup", str(tmp_path / "none" / "x.db")).code == 8


def test_backup_has_a_name_of_its_own(do: Run, tmp_path: Path) -> None:
    assert do("backup").out == f"{tmp_path}/book-2019-05-02.db\n"


def test_what_is_no_backup_is_not_restored(do: Run, run: Run, tmp_path: Path) -> None:
    do("person", "add", "Eva Ny")
    text = tmp_path / "text.db"
    text.write_text("This is no database at all.")
    for path in (text, tmp_path / "missing.db", tmp_path):
        outcome = run("restore", str(path))
        assert (outcome.code, outcome.out) == (8, "")
        assert outcome.err.count("\n") == 1
    assert do("person", "list", "--format", "ids").out == "p1\n"


def test_doctor_says_what_is_in_use_and_what_is_wrong(do: Run, run: Run, database: Path) -> None:
    outcome = do("doctor")
    assert "SQLite 3." in outcome.out
    assert all(finding["ok"] for finding in do("doctor", "--json").data)
    with closing(driver.connect(database)) as connection:
        connection.execute("DROP TABLE search_name")
    assert "they are made anew when" in run("doctor").out
    assert do("find", "anna").code == 0
    assert all(finding["ok"] for finding in do("doctor", "--json").data)
    with closing(driver.connect(database)) as connection:
        connection.execute(f"PRAGMA user_version={driver.SCHEMA_VERSION - 1}")
    assert f"it is brought to {driver.SCHEMA_VERSION} when" in do("doctor").out
    database.chmod(0o644)
    outcome = run("doctor")
    assert outcome.code == 8
    assert outcome.err.startswith("Not in order: file.")


def test_migrate_makes_and_keeps_a_book_of_this_version(do: Run, database: Path) -> None:
    database.unlink()
    assert do("migrate").out == f"{database}\n"
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert do("migrate").err == "The book is of this version.\n"


def test_a_book_is_made_on_first_use(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "network.db"
    assert do("--db", str(path), "person", "list", "--json").data == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert do("--db", f"sqlite:///{path}", "person", "add", "Eva").out == "p1\n"


def test_without_a_name_the_users_own_book_is_used(
    do: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CRM_DATABASE")
    do("person", "add", "Eva")
    assert (tmp_path / "xdg_data_home" / "samverkan" / "samverkan.db").exists()


@pytest.mark.parametrize(
    "command", [("agenda",), ("find", "x"), ("person", "add", "x"), ("show", "p1")]
)
def test_a_database_that_cannot_be_used(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    text = tmp_path / "text.db"
    text.write_text("This is no database at all, only a text.")
    before = text.read_bytes()
    for path in (text, tmp_path):
        outcome = run("--db", str(path), *command)
        assert (outcome.code, outcome.out) == (8, "")
        assert outcome.err.count("\n") == 1
    assert text.read_bytes() == before


@pytest.mark.parametrize("command", [("agenda",), ("find", "x"), ("person", "add", "x")])
def test_a_book_of_a_newer_version_is_left_alone(
    do: Run, run: Run, database: Path, command: tuple[str, ...]
) -> None:
    from crm import driver

    connection = driver.library.connect(database)
    connection.execute("PRAGMA user_version=999")
    connection.close()
    outcome = run(*command)
    assert (outcome.code, outcome.out) == (8, "")
    assert outcome.err.endswith("was written by a newer Samverkan; update the program.\n")


def test_reading_leaves_nothing_beside_the_book(do: Run, database: Path) -> None:
    do("person", "add", "Eva Ny")
    for words in (["find", "eva"], ["person", "list"], ["org", "list"]):
        do(*words)
        assert [path.name for path in database.parent.glob(f"{database.name}*")] == [database.name]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_book_can_be_read(do: Run, run: Run, database: Path) -> None:
    do("person", "add", "Eva Ny")
    database.chmod(0o400)
    outcome = run("person", "add", "x")
    assert (outcome.code, outcome.out) == (8, "")


def test_a_full_disk_is_a_sentence(do: Run) -> None:
    import subprocess
    import sys

    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full")
    with full.open("w") as stream:
        process = subprocess.run(
            [sys.executable, "-c", "from crm.cli import main; main()", "--help"],
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert process.returncode == 8
    assert process.stderr == "Nothing more could be written: No space left on device.\n"


def test_a_reader_that_leaves_is_no_fault(do: Run) -> None:
    import subprocess
    import sys

    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("bash is not installed")
    call = f"{sys.executable} -c 'from crm.cli import main; main()' --help"
    process = subprocess.run(
        [shell, "-c", f"{call} | true; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert process.stderr == ""
    assert process.stdout.strip() in ("0", "141")
