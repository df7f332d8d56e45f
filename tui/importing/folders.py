"""What stands in a folder, for whoever chooses a file: looked up as one types a path."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

from crm.errors import CrmError
from crm.formats.recognition import EXTENSIONS
from crm.formats.vdir import SUFFIX
from crm.i18n import _
from crm.system import reason_of
from crm.text import fold, for_terminal, sort_key

MOST_ENTRIES = 5000
UP = ".."


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A file or folder: its real path, and its name as it may be shown.

    `is_cards` is for the cards that lie in the folder itself, taken together.
    """

    path: Path
    name: str
    is_folder: bool
    is_readable: bool = True
    is_cards: bool = False

    @property
    def shown(self) -> str:
        """The name, with the sign of a folder."""
        return f"{self.name}/" if self.is_folder else self.name


@dataclass(frozen=True, slots=True)
class Looked:
    """What a typed path leads to: a file, or the entries of a folder that fit its last part."""

    folder: Path
    typed: str
    entries: tuple[FolderEntry, ...]
    file: Path | None = None


def look(folder: Path, typed: str) -> Looked:
    """Return what stands in a folder under a part of a name; errors: `CrmError`."""
    whole = folder / typed if typed else None
    file = whole if whole is not None and _is_file(whole) else None
    return Looked(folder, typed, tuple(_fitting(folder, typed)), file)


def completed(looked: Looked) -> FolderEntry | str:
    """Return the one entry that fits, or as much of a name as all have in common."""
    entries = [entry for entry in looked.entries if entry.name != UP and not entry.is_cards]
    if len(entries) == 1:
        return entries[0]
    begun = [entry.name for entry in entries if entry.name.startswith(looked.typed)]
    return _common_beginning(begun) or looked.typed


def _common_beginning(names: list[str]) -> str:
    columns = zip(*names, strict=False)
    return "".join(column[0] for column in takewhile(lambda one: len(set(one)) == 1, columns))


def home_relative(path: Path) -> str:
    """Return a path as people write it: `~` for their home."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def _fitting(folder: Path, typed: str) -> Iterator[FolderEntry]:
    wanted = fold(typed)
    entries = [
        entry
        for entry in _entries(folder)
        if typed.startswith(".") or not entry.name.startswith(".")
    ]
    begun = [entry for entry in entries if fold(entry.name).startswith(wanted)]
    entries = begun or [entry for entry in entries if wanted in fold(entry.name)]
    if folder.parent != folder and not typed:
        yield FolderEntry(folder.parent, UP, is_folder=True)
    if not typed and any(entry.path.suffix.lower() == SUFFIX for entry in entries):
        yield FolderEntry(folder, _("All cards of this folder"), is_folder=False, is_cards=True)
    yield from sorted(
        entries,
        key=lambda one: (not one.is_folder, not one.is_readable, sort_key(one.name)),
    )


def _entries(folder: Path) -> Iterator[FolderEntry]:
    try:
        with os.scandir(folder) as found:
            for entry in islice(found, MOST_ENTRIES):
                path = Path(entry.path)
                is_folder = _is_folder(entry)
                readable = is_folder or path.suffix.lower() in EXTENSIONS
                yield FolderEntry(path, for_terminal(entry.name), is_folder, readable)
    except (OSError, ValueError) as error:
        message = _("{path} cannot be looked into: {reason}.")
        is_named = isinstance(error, OSError)
        reason = reason_of(error) if is_named else _("there is no such folder")
        shown = for_terminal(home_relative(folder))
        raise CrmError(message.format(path=shown, reason=reason)) from None


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
