"""What a killed export left is cleared by the next one, and nothing else is."""

import os
import subprocess
import sys
import time
from pathlib import Path

import crm
from crm.actions.exporting.abandoned import ABANDONED_AFTER, clear_abandoned


def dead_process() -> int:
    """Return the number of a process that is no more."""
    done = subprocess.Popen([sys.executable, "-S", "-c", ""])
    done.wait()
    return done.pid


def grown_old(path: Path) -> Path:
    """Let a file seem not to have changed for more than an hour."""
    old = time.time() - ABANDONED_AFTER - 60
    os.utime(path, (old, old))
    return path


def test_only_old_parts_of_dead_processes_go(tmp_path: Path) -> None:
    gone = dead_process()
    names = {
        "old": f".crm-{gone}-abcd1234.part",
        "of_before": ".crm-abcd1234.part",
        "young": f".crm-{gone}-abcd1235.part",
        "living": f".crm-{os.getpid()}-abcd1236.part",
        "other": ".crm-notes.part",
        "users": "crm-1-abcd1234.part",
    }
    for name, file in names.items():
        (tmp_path / file).write_text("name\n")
        if name != "young":
            grown_old(tmp_path / file)
    folder = tmp_path / f".crm-{gone}-abcd1237.part"
    folder.mkdir()
    (folder / "p1.vcf").write_text("BEGIN:VCARD")
    grown_old(folder)
    clear_abandoned(tmp_path)
    stayed = {one.name for one in tmp_path.iterdir()}
    assert stayed == {names[name] for name in ("young", "living", "other", "users")}


def test_an_export_clears_what_one_before_it_left(book: crm.Book, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / ".crm-abcd1234.part").write_text("half")
    grown_old(folder / ".crm-abcd1234.part")
    crm.export_file(book, folder / "people.csv")
    assert [one.name for one in folder.iterdir()] == ["people.csv"]
