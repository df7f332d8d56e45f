"""Fields to type in, flat and one line high; what enters them is cleaned at once."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from crm.i18n import N_
from crm.text import clean

MAXIMUM_LINE = 2_000
MAXIMUM_NOTE = 200_000


def one_line(text: str) -> str:
    """Return what a field of one line may hold of a text: nothing that could act, no line ends."""
    return clean(text).replace("\n", " ").replace("\t", " ")


class TextField(Input):
    """One line of text."""

    DEFAULT_CSS = """
    TextField, TextField.-textual-compact {
        height: 1;
        padding: 0 1;
        border: none;
        border-left: outer $border-blurred;
        background: $surface;
        background-tint: 0%;
    }
    TextField:focus {
        border: none;
        border-left: outer $border;
        background: $panel;
        background-tint: 0%;
    }
    TextField.-invalid, TextField.-invalid:focus { border: none; border-left: outer $error; }
    """
    BINDING_GROUP_TITLE = "Input"
    # The field itself stays as large as it is, so nothing on the screen moves with what is typed.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            value,
            placeholder,
            max_length=MAXIMUM_LINE,
            select_on_focus=False,
            id=id,
            classes=classes,
        )

    def validate_value(self, value: str) -> str:
        """Clean whatever is typed, pasted or set."""
        return one_line(value)[:MAXIMUM_LINE]

    def on_paste(self, event: Paste) -> None:
        """Take in all lines that are pasted; Textual itself takes the first and drops the rest."""
        event.text = " ".join(filter(None, event.text.splitlines()))


class NoteField(TextArea):
    """Text of many lines; tab leaves it, as it leaves every other field."""

    DEFAULT_CSS = """
    NoteField, NoteField:focus {
        height: 5;
        padding: 0 1;
        border: none;
        border-left: outer $border-blurred;
        background: $surface;
        background-tint: 0%;
        scrollbar-size-vertical: 1;
        & .text-area--cursor-line { background: transparent; }
    }
    NoteField:focus { border-left: outer $border; background: $panel; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = set()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "edit_outside", N_("Write in your editor"), id="note.editor", show=False),
        Binding("f8", "preview", N_("Look at it as Markdown"), id="note.preview", show=False),
    ]

    @dataclass
    class EditorWanted(Message):
        """The note is to be written in an editor of the user's own."""

        note: "NoteField"

    @dataclass
    class PreviewWanted(Message):
        """The note is to be looked at as Markdown."""

        note: "NoteField"

    def __init__(
        self,
        text: str = "",
        placeholder: str = "",
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            clean(text)[:MAXIMUM_NOTE],
            placeholder=placeholder,
            tab_behavior="focus",
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            id=id,
            classes=classes,
        )

    def load_text(self, text: str) -> None:
        """Show another text, cleaned."""
        super().load_text(clean(text)[:MAXIMUM_NOTE])

    def edit(self, edit: Edit) -> EditResult:
        """Clean whatever is typed or pasted."""
        edit.text = clean(edit.text)[:MAXIMUM_NOTE]
        return super().edit(edit)

    def action_edit_outside(self) -> None:
        """Ask for an editor."""
        self.post_message(self.EditorWanted(self))

    def action_preview(self) -> None:
        """Ask for a look at the note."""
        self.post_message(self.PreviewWanted(self))
