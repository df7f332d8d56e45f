"""The field to search in, above the list of what was found."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from crm.i18n import N_
from tui.widgets.text_field import TextField


class SearchInput(TextField):
    """Says each change at once, enter as any field does, and when the user goes on to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Open the first hit"), id="search.open"),
        Binding("down", "leave", N_("To the list"), id="search.leave"),
        Binding("escape", "clear_or_leave", N_("Clear"), id="search.clear"),
    ]

    @dataclass
    class Left(Message):
        """The user is done with typing and goes on to the list."""

        search: "SearchInput"

        @property
        def control(self) -> "SearchInput":
            """The field."""
            return self.search

    def action_leave(self) -> None:
        """Go on to the list."""
        self.post_message(self.Left(self))

    def action_clear_or_leave(self) -> None:
        """Clear the field; leave it if it is clear already."""
        if self.value:
            self.value = ""
        else:
            self.action_leave()
