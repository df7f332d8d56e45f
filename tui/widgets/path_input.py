"""A field for the path of a file, which tab completes."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from crm.i18n import N_
from tui.widgets.text_field import TextField


class PathInput(TextField):
    """Says each change at once (`Input.Changed`), when to complete, and when to go to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Open"), id="path.open"),
        Binding("tab", "complete", N_("Complete"), id="path.complete"),
        Binding("down", "leave", N_("To the list"), show=False, id="path.leave"),
    ]

    class Completed(Message):
        """The rest of the name is wanted."""

    class Left(Message):
        """The user goes on to the list."""

    def action_complete(self) -> None:
        """Ask for the rest of the name."""
        self.post_message(self.Completed())

    def action_leave(self) -> None:
        """Go on to the list."""
        self.post_message(self.Left())
