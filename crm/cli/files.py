"""Paths on the command line, which may hold any bytes but NUL."""

from pathlib import Path
from typing import Any

import click

from crm.errors import FormatError
from crm.i18n import _


class FilePath(click.ParamType[Path]):
    """The path of a file; the shell completes it."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; errors: `FormatError` for one that no file can have."""
        if "\0" in str(value) or not str(value):
            raise FormatError(_("A file cannot be called so; check the path."))
        return Path(value).expanduser()

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem[str]]:
        """Let the shell complete files."""
        return [click.shell_completion.CompletionItem(incomplete, type="file")]
