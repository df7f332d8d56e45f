"""Questions to be answered with yes or no."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from crm.i18n import N_, _
from tui.bindings import BaseDialog
from tui.widgets.roles import content


class ConfirmDialog(BaseDialog[bool]):
    """Asks before something is done; where it is dangerous, enter alone does not do it."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", N_("Cancel"), id="confirm.cancel"),
        Binding("left,up", "app.focus_previous", N_("Previous button"), id="move.button.previous"),
        Binding("right,down", "app.focus_next", N_("Next button"), id="move.button.next"),
    ]

    def __init__(
        self, question: str, *, confirm: str = "", cancel: str = "", danger: bool = False
    ) -> None:
        super().__init__()
        self._question = question
        self._confirm = confirm or _("Yes")
        self._cancel = cancel or _("Cancel")
        self._danger = danger

    def compose(self) -> ComposeResult:
        """Put the question over the two answers."""
        with Vertical(classes="dialog question"):
            yield Static(content(self._question, multiline=True))
            with Horizontal(classes="buttons"):
                yield Button(content(self._cancel), id="cancel")
                yield Button(
                    content(self._confirm),
                    id="confirm",
                    variant="error" if self._danger else "primary",
                )

    def on_mount(self) -> None:
        """Put the focus where enter does no harm."""
        self.query_one("#cancel" if self._danger else "#confirm", Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "confirm")

    def action_answer(self, answer: bool) -> None:
        """Answer and close."""
        self.dismiss(answer)


class DiscardDialog(ConfirmDialog):
    """Asks before what was typed is thrown away."""

    def __init__(self) -> None:
        super().__init__(
            _("Leave the form? What you have changed is not saved."),
            confirm=_("Leave without saving"),
            cancel=_("Go on"),
            danger=True,
        )
