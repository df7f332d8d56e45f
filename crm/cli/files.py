"""Paths on the command line, which may hold any bytes but NUL."""

import os
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from crm.errors import FormatError
from crm.i18n import _


def may_be_path(text: str) -> bool:
    """Tell whether a file can be called so: not at all, with NUL or with half letters it cannot."""
    try:
        return bool(text) and b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


def at_home(text: str) -> Path:
    """Return the path, with `~` for the home of whoever is known; any other `~` is a name."""
    # Path.expanduser raises where there is no such user.
    return Path(os.path.expanduser(text))  # noqa: PTH111


class FilePath(click.ParamType[Path]):
    """The path of a file; the shell completes it."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; errors: `FormatError` for one that no file can have."""
        if not may_be_path(str(value)):
            raise FormatError(_("A file cannot be called so; check the path."))
        return at_home(str(value))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Let the shell complete files."""
        return [CompletionItem(incomplete, type="file")]
