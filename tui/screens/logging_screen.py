"""Logging in one line, from wherever one is."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from crm.i18n import N_
from tui.screens.travelling import TravellingScreen

if TYPE_CHECKING:
    from tui.pages import Prefill


class LoggingScreen(TravellingScreen):
    """A screen from which something can be logged in one line, about the record at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "full_stop",
            "quick_entry",
            N_("Log in one line"),
            id="room.quick",
            tooltip=N_("Who, when, topics and promises as you say them"),
            show=False,
        ),
    ]

    async def prefill(self) -> "Prefill":
        """Return what a new interaction or promise starts with."""
        from tui.pages import Prefill

        return Prefill()

    def action_quick_entry(self) -> None:
        """Log an interaction in one line, with the record at hand."""
        self.attempt(self._quick_entry)

    async def _quick_entry(self) -> None:
        from tui.dialogs import QuickEntryDialog

        await self.show_dialog(QuickEntryDialog(await self.prefill()))

    async def show_dialog(self, dialog: ModalScreen[Any]) -> Any:
        """Open a dialog and wait for its answer."""
        raise NotImplementedError
