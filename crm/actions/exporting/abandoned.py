"""Parts of files that an export left when it was killed: cleared by a later one into the folder."""

import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

DRAFT, DRAFT_END = ".crm-", ".part"
ABANDONED_AFTER = 3600.0
"""Seconds without a change."""

# The number is that of the process that writes it.
_NAME = re.compile(
    rf"{re.escape(DRAFT)}(?:([0-9]{{1,10}})-)?\w{{8}}{re.escape(DRAFT_END)}", re.ASCII
)


def clear_abandoned(folder: Path) -> None:
    """Delete parts that have not changed for an hour and that no living process writes.

    What cannot be deleted, or is somebody else's, stays: the export does not depend on it.
    """
    with suppress(OSError):
        for path in folder.glob(f"{DRAFT}*{DRAFT_END}"):
            match = _NAME.fullmatch(path.name)
            if match and _is_abandoned(path, match[1]):
                _delete(path)


def _is_abandoned(path: Path, process: str | None) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    is_old = time.time() - found.st_mtime > ABANDONED_AFTER
    return is_ours and is_old and not (process and _lives(int(process)))


def _lives(process: int) -> bool:
    if os.name == "nt":
        # There signal 0 is no question: it would end the process.
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
