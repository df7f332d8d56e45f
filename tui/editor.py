"""Writing a long text in the editor that the user likes best."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from crm.errors import CrmError
from crm.i18n import _
from crm.system import reason_of

VARIABLES = ("VISUAL", "EDITOR")
USUAL = ("nano", "vi", "notepad")
"""What is looked for where the user names no editor."""


def edited(text: str) -> str:
    """Let the user change a text in an editor, and return it as it was left.

    It lies meanwhile in a file that only its owner can read, and that is gone afterwards. Errors:
    `CrmError` where there is no editor, where it fails, or where it leaves no text.
    """
    words = editor_words()
    with TemporaryDirectory(prefix="samverkan-") as folder:
        path = Path(folder) / "note.md"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        _run([*words, str(path)])
        try:
            left = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            message = _("The editor left no text in UTF-8; the note is as it was.")
            raise CrmError(message) from None
    return left if text.endswith("\n") else left.removesuffix("\n")


def editor_words() -> list[str]:
    """Return the command of the editor; errors: `CrmError` where there is none."""
    for variable in VARIABLES:
        if words := _words(variable):
            return words
    for name in USUAL:
        if found := shutil.which(name):
            return [found]
    raise CrmError(_("Set EDITOR to the program that you want to write in."))


def _words(variable: str) -> list[str]:
    try:
        return shlex.split(os.environ.get(variable, ""))
    except ValueError:
        message = _("{variable} has a quote that does not end; mend it first.")
        raise CrmError(message.format(variable=variable)) from None


def _run(words: list[str]) -> None:
    try:
        code = subprocess.run(words, check=False).returncode
    except OSError as error:
        message = _("The editor {name} cannot be started ({reason}); set EDITOR to another one.")
        raise CrmError(message.format(name=words[0], reason=reason_of(error))) from None
    if code:
        message = _("The editor {name} ended with an error ({code}); the note is as it was.")
        raise CrmError(message.format(name=words[0], code=code))
