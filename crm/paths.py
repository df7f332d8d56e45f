"""Paths of files as text, without pathlib, which takes longer to import than a search takes."""

import os

StrPath = str | os.PathLike[str]
"""The path of a file, as text or as pathlib has it."""


def absolute(path: StrPath) -> str:
    """Return a path from the root, `..` as it stands: it may come after a link."""
    text = os.fspath(path)
    return text if os.path.isabs(text) else os.path.join(os.getcwd(), text)


def shown(path: StrPath) -> str:
    """Return a path as it may be printed: what is not printable is escaped."""
    text = os.fspath(path)
    return text if text.isprintable() else ascii(text)[1:-1]
