"""Dialogs that explain themselves, as rooms do."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ScreenResultType

from crm.i18n import N_
from tui.bindings import BaseDialog
from tui.widgets.record_items import Section


class ExplainedDialog(BaseDialog[ScreenResultType]):
    """A dialog whose keys the help tells, and what can be typed in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "explain", N_("Help"), id="room.help", key_display="F1"),
    ]

    def explanation(self) -> str:
        """Return what the help says about this dialog before its keys."""
        return ""

    def action_explain(self) -> None:
        """Explain this dialog and its keys."""
        from tui.dialogs.help import HelpScreen

        text = self.explanation()
        self.app.push_screen(HelpScreen(self, [Section("", (), text)] if text else []))
