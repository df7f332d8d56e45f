"""How lists are shown: which columns, in which order, sorted by what; remembered from day to day.

A small file beside the settings, written by the program alone: a list is known by its room, a saved
search by its uid, so that one layout serves in every book.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tui.private_files import replace_file

MOST = 500
"""How many layouts are kept; the ones set longest ago go first."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that are shown by their keys, none for the usual ones, and the order of rows."""

    columns: tuple[str, ...] = ()
    sorted_by: str = ""
    descending: bool = False


class Layouts:
    """The layouts of one user; what cannot be read or written is left alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = _read(path)

    def get(self, name: str) -> Layout:
        """Return the layout of a list; the usual one where none was chosen."""
        return self._kept.get(name, Layout())

    def put(self, name: str, layout: Layout) -> None:
        """Remember the layout of a list."""
        self._kept.pop(name, None)
        if layout != Layout():
            self._kept[name] = layout
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]

    def save(self) -> None:
        """Write all of them; a folder in which nothing can be written costs only the memory."""
        said = {name: asdict(layout) for name, layout in self._kept.items()}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, json.dumps(said, ensure_ascii=False, indent=1))
        except OSError:
            return


def _read(path: Path) -> dict[str, Layout]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {name: _layout(value) for name, value in said.items() if isinstance(value, dict)}


def _layout(said: Mapping[str, Any]) -> Layout:
    columns = said.get("columns")
    return Layout(
        columns=tuple(filter(_is_text, columns)) if isinstance(columns, list) else (),
        sorted_by=said["sorted_by"] if _is_text(said.get("sorted_by")) else "",
        descending=said.get("descending") is True,
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)
