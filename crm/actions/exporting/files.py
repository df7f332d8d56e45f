"""Files and folders that are there whole or not at all, readable by their owner only."""

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crm.actions.exporting.abandoned import DRAFT, DRAFT_END
from crm.errors import Invalid
from crm.i18n import _
from crm.text import for_terminal


@contextmanager
def whole_file(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """Open a file that gets its name when all is written; an error leaves what was there.

    It is written beside its place, so that the last step is a rename, and on the disk before that.
    A new file is for its owner only, as it holds data about people; one that is replaced keeps
    who may read it. A device or a pipe is written to as it is.
    Errors: `Invalid` where something is there and `replace` is off, `OSError` with the path.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    refuse_what_exists(path, replace=replace)
    target = path.resolve() if replace else path
    draft = _draft_file(target, path)
    try:
        with draft.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _give_name(draft, target, replace=replace)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Open a folder whose files get to their place when all are written.

    A new folder is for its owner only. Errors: `Invalid` where files are there and `replace` is
    off, `OSError` with the path.
    """
    if path.exists() and not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    if not replace and path.is_dir() and any(path.iterdir()):
        message = _(
            "There are files in {path} already: name a new folder, or replace them (--force)."
        )
        raise Invalid.field("path", message.format(path=for_terminal(str(path))), str(path))
    target = path.resolve()
    with _named_errors(path):
        draft = Path(tempfile.mkdtemp(DRAFT_END, f"{DRAFT}{os.getpid()}-", target.parent))
    try:
        yield draft
        if target.is_dir():
            for written in draft.iterdir():
                written.replace(target / written.name)
        else:
            draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def refuse_what_exists(path: Path, *, replace: bool = False) -> None:
    """Refuse to write over a file without a word; errors: `Invalid`."""
    if not replace and os.path.lexists(path):
        message = _("There is a file {path} already: choose another name, or replace it (--force).")
        raise Invalid.field("path", message.format(path=for_terminal(str(path))), str(path))


def _draft_file(target: Path, path: Path) -> Path:
    with _named_errors(path):
        number, name = tempfile.mkstemp(DRAFT_END, f"{DRAFT}{os.getpid()}-", target.parent)
    os.close(number)
    draft = Path(name)
    if target.exists():
        draft.chmod(stat.S_IMODE(target.stat().st_mode))
    return draft


def _give_name(draft: Path, target: Path, *, replace: bool) -> None:
    if replace:
        draft.replace(target)
        return
    try:
        # Unlike a rename, a link refuses a name that somebody took in the meantime.
        target.hardlink_to(draft)
    except FileExistsError:
        refuse_what_exists(target)
    except OSError:
        # Some file systems have no links.
        refuse_what_exists(target)
        draft.rename(target)


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Let an error of the system name the path that was asked for, not the draft beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
