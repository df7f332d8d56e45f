"""A field for the path of a file, above the list of what stands in its folder."""

from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message

from crm.i18n import N_
from tui.widgets.text_field import TextField


class PathInput(TextField):
    """Says each change at once (`Input.Changed`), and when the user goes on to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Open"), id="path.open"),
        Binding("down", "leave", N_("To the list"), show=False, id="path.leave"),
    ]

    class Left(Message):
        """The user goes on to the list."""

    def action_leave(self) -> None:
        """Go on to the list."""
        self.post_message(self.Left())

    async def action_submit(self) -> None:
        """Leave enter to the screen, which lets later keys wait before this one is done."""
        raise SkipAction
