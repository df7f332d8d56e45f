"""A form: labels, fields, and beside each field what is wrong with it."""

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from crm.errors import Problem
from crm.text import for_terminal
from tui.widgets.cells import fit, wrap
from tui.widgets.date_input import DateInput
from tui.widgets.roles import Role, content

LABEL_WIDTH = 15
"""Cells that the longest line of a label takes."""


class FormField(Vertical):
    """A field with its label before it, and a hint or an error under it.

    It draws the label itself: every widget of a form makes it slower to open.
    """

    DEFAULT_CSS = """
    FormField {
        height: auto;
        & > .field, & > .note { margin: 0 0 0 16; }
        & .note { display: none; height: auto; padding: 0 2; color: $text-muted; }
        &.-noted .note { display: block; }
        &.-wrong .note { color: $error; }
    }
    """

    def __init__(
        self,
        label: str,
        field: Widget,
        *,
        name: str = "",
        hint: str = "",
        required: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name or None, id=id, classes=classes)
        self.field = field
        words = wrap(for_terminal(f"{label} *" if required else label), LABEL_WIDTH)
        self._label = [fit(line, LABEL_WIDTH, "right") for line in words]
        self.styles.min_height = len(self._label)
        self._hint = hint
        self._error = ""
        self._note = Static(classes="note")

    def compose(self) -> ComposeResult:
        """Put the field beside the label; the note comes under it when there is one."""
        yield self.field.add_class("field", update=False)

    def on_mount(self) -> None:
        """Show the hint, if there is one."""
        if self._hint:
            self._show_note()

    def render(self) -> Content:
        """Draw the label on as many lines as it needs; it stands out while one types beside it."""
        role: Role = "error" if self._error else "primary" if self.has_focus_within else "muted"
        return content("\n".join(self._label), role, multiline=True)

    def on_descendant_focus(self) -> None:
        """Draw the label anew."""
        self.refresh()

    def on_descendant_blur(self) -> None:
        """Draw the label anew."""
        self.refresh()

    @on(Input.Changed)
    @on(DateInput.Changed)
    def _typed_anew(self) -> None:
        """Forget what was wrong with what stood there before."""
        self.error = ""

    @on(DateInput.Refused)
    def _refused(self, event: DateInput.Refused) -> None:
        self.error = event.sentence

    @property
    def error(self) -> str:
        """What is wrong with the field; empty when nothing is."""
        return self._error

    @error.setter
    def error(self, sentence: str) -> None:
        if sentence != self._error:
            self._error = sentence
            self._show_note()

    def set_hint(self, hint: str) -> None:
        """Show another hint under the field."""
        if hint != self._hint:
            self._hint = hint
            self._show_note()

    def _show_note(self) -> None:
        note = self._error or self._hint
        self.set_class(bool(note), "-noted")
        self.set_class(bool(self._error), "-wrong")
        if note and not self._note.is_attached:
            # Few fields ever have one.
            self.mount(self._note)
        self._note.update(content(note))
        self.refresh()


def show_problems(form: Widget, problems: Sequence[Problem]) -> list[Problem]:
    """Put each problem beside the field of its name, and the focus on the first of them.

    Returns the problems that no field of the form has taken; clears what was wrong before.
    """
    fields = {field.name: field for field in form.query(FormField) if field.name}
    for field in fields.values():
        field.error = ""
    taken = [problem for problem in problems if problem.field in fields]
    for problem in reversed(taken):
        fields[problem.field].error = problem.message
    if taken:
        fields[taken[0].field].field.focus()
    return [problem for problem in problems if problem.field not in fields]


class ChoiceSelect(Select[str]):
    """One of a few words: a closed list, shown when opened."""

    DEFAULT_CSS = """
    ChoiceSelect {
        height: 1;
        & > SelectCurrent, &:focus > SelectCurrent, &.-textual-compact > SelectCurrent {
            height: 1;
            padding: 0 1;
            border: none !important;
            border-left: outer $border-blurred !important;
            background: $surface;
            background-tint: 0%;
        }
        &:focus > SelectCurrent, &.-textual-compact:focus > SelectCurrent {
            border-left: outer $border !important;
            background: $panel;
        }
        & > SelectOverlay, & > SelectOverlay:focus {
            border: none;
            border-left: outer $border;
            background: $panel;
            background-tint: 0%;
            padding: 0;
        }
    }
    """

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        value: str = "",
        prompt: str = "",
        blank: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        # Rich's Text, unlike a string, is not parsed as markup and can still be searched by typing.
        options = [(Text(for_terminal(label)), key) for key, label in choices]
        super().__init__(
            options,
            prompt=prompt,
            allow_blank=blank,
            value=value or (Select.NULL if blank else choices[0][0]),
            compact=True,
            id=id,
            classes=classes,
        )

    @property
    def value_or_empty(self) -> str:
        """The key of what is chosen, or an empty text."""
        return self.value if isinstance(self.value, str) else ""

    def choose(self, key: object) -> None:
        """Choose by a key; one that is not on offer changes nothing."""
        if key in {value for _label, value in self._options}:
            self.value = key if isinstance(key, str) else Select.NULL
