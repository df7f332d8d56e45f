"""What a form does about long notes: the user's own editor, and a look at them as Markdown."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import DescendantFocus
from textual.screen import ScreenResultType

from crm.errors import CrmError
from crm.i18n import N_, _
from crm.text import for_terminal
from tui.bindings import BaseDialog, key_of
from tui.dialogs.explaining import ExplainedDialog
from tui.widgets.reading_scroll import ReadingScroll
from tui.widgets.roles import content
from tui.widgets.text_field import MAXIMUM_NOTE, NoteField

NAMED_KEYS = (
    ("save", "form.save", "ctrl+s"),
    ("leave", "form.leave", "esc"),
    ("editor", "note.editor", "F5"),
    ("preview", "note.preview", "F8"),
)
"""The keys that a form names: by which name, of which binding, and the usual one."""


class NotesDialog(ExplainedDialog[ScreenResultType]):
    """A dialog whose notes can be written elsewhere and looked at."""

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Name the keys of a note while one is written in."""
        self.show_keys(in_note=isinstance(event.widget, NoteField))

    def show_keys(self, *, in_note: bool = False) -> None:
        """Say at the lower edge how to save and leave."""
        keys = {name: key_of(self.app, identity, usual) for name, identity, usual in NAMED_KEYS}
        line = _("{save} saves, {leave} leaves").format(**keys)
        if in_note:
            line = _("{editor} opens your editor, {preview} a preview, {line}").format(
                line=line, **keys
            )
        for box in self.query(".dialog"):
            box.border_subtitle = content(line)

    @on(NoteField.EditorWanted)
    def _edit_outside(self, event: NoteField.EditorWanted) -> None:
        from tui.editor import edited

        event.stop()
        note = event.note
        try:
            with self.app.suspend():
                text = edited(note.text)
        except CrmError as error:
            self.app.notify(error.message, severity="error")
            return
        except SuspendNotSupported:
            message = _("No editor can be opened from here; write in the field.")
            self.app.notify(message, severity="error")
            return
        if len(text) > MAXIMUM_NOTE:
            message = _("A note has at most {count} letters; what is beyond was cut off.")
            self.app.notify(message.format(count=MAXIMUM_NOTE), severity="warning")
        note.replace(text, (0, 0), note.document.end)

    @on(NoteField.PreviewWanted)
    def _show_preview(self, event: NoteField.PreviewWanted) -> None:
        event.stop()
        self.app.push_screen(PreviewDialog(event.note.text))


class PreviewDialog(BaseDialog[None]):
    """A note as Markdown; its links are not followed, and nothing in it acts."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,f8", "close", N_("Close"), id="note.close"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Show the text, which scrolls."""
        from textual.widgets import Markdown

        with Vertical(classes="dialog preview") as box:
            box.border_title = content(_("Preview"))
            box.border_subtitle = content(_("escape closes"))
            with ReadingScroll(can_focus=True):
                yield Markdown(for_terminal(self._text, multiline=True), open_links=False)

    def on_mount(self) -> None:
        """Let keys scroll."""
        self.query_one(ReadingScroll).focus()

    def action_close(self) -> None:
        """Go back to the form."""
        self.dismiss(None)
