import shlex
import stat
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.widgets import Markdown

from crm.book import Book
from crm.errors import CrmError
from tests.tui.dialogs.trying import trying
from tui.dialogs import TopicDialog
from tui.editor import edited
from tui.widgets.text_field import NoteField

Editor = Callable[[str], None]
HOSTILE = "# Rubrik\n\n[red]x[/red] [länk](file:///etc/passwd) <b>fet</b> $(touch x)"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Return a function that makes a line of Python, with the file as `path`, the editor."""

    def use(line: str) -> None:
        script = tmp_path / "my editor.py"
        script.write_text(f"import sys, pathlib, stat\npath = pathlib.Path(sys.argv[1])\n{line}\n")
        monkeypatch.setenv("VISUAL", f"{sys.executable} {shlex.quote(str(script))}")

    return use


def test_a_text_is_changed_in_a_private_file_that_is_gone_afterwards(
    editor: Editor, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    editor(
        f"pathlib.Path({str(seen)!r}).write_text(f'{{path}}\\n{{stat.S_IMODE(path.stat().st_mode)}}'"
        " '\\n' + path.read_text()); path.write_text('Ny text\\n')"
    )
    assert edited(HOSTILE) == "Ny text"
    path, mode, text = seen.read_text().split("\n", 2)
    assert text == HOSTILE
    assert int(mode) == stat.S_IRUSR | stat.S_IWUSR
    assert not Path(path).parent.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("sys.exit(3)", "ended with an error (3); the note is as it was"),
        ("path.write_bytes(b'\\xff')", "left no text in UTF-8"),
        ("path.unlink()", "left no text in UTF-8"),
    ],
)
def test_an_editor_that_fails_is_one_sentence(editor: Editor, line: str, sentence: str) -> None:
    editor(line)
    with pytest.raises(CrmError) as raised:
        edited("Text")
    assert sentence in raised.value.message


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("/no/such/editor --wait", "The editor /no/such/editor cannot be started"),
        ("vi '", "VISUAL has a quote that does not end"),
        ("", "Set EDITOR to the program that you want to write in."),
    ],
)
def test_an_editor_that_is_missing_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, command: str, sentence: str
) -> None:
    monkeypatch.setenv("VISUAL", command)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CrmError) as raised:
        edited("Text")
    assert raised.value.message.startswith(sentence)


async def test_a_note_is_written_elsewhere_and_looked_at(book: Book, editor: Editor) -> None:
    async with trying(book, TopicDialog) as trial:
        note = trial.form.field("note", NoteField)
        note.text = HOSTILE
        note.focus()
        await trial.press("f5")
        [notice] = trial.app._notifications
        assert notice.message == "No editor can be opened from here; write in the field."

        editor("path.write_text(path.read_text() + '\\n- \\x1b[2Jtill')")
        trial.app.suspend = nullcontext  # type: ignore[method-assign, assignment]
        await trial.press("f5")
        assert note.text == f"{HOSTILE}\n- [2Jtill"

        await trial.press("f8")
        shown = trial.app.screen.query_one(Markdown)
        assert trial.app.screen is not trial.form
        assert any("Rubrik" in line for line in trial.app.lines)
        assert any("[red]x[/red]" in line for line in trial.app.lines)
        assert not shown._open_links
        await trial.press("escape", "ctrl+z")
        assert note.text == HOSTILE
