"""Which columns a list shows, and in what order."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from crm.i18n import N_, _
from tui.bindings import BaseDialog
from tui.widgets.column_chooser import ColumnChooser, Ticked
from tui.widgets.roles import content


class ColumnsDialog(BaseDialog[tuple[str, ...]]):
    """Answers the keys of the columns to show, in their order; none for the usual ones."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Show these"), id="form.save"),
        Binding("r", "usual", N_("The usual ones"), id="columns.usual"),
        Binding("escape", "leave", N_("Leave"), id="form.leave"),
    ]

    def __init__(self, columns: Sequence[Ticked]) -> None:
        super().__init__()
        self._chooser = ColumnChooser(columns)

    def compose(self) -> ComposeResult:
        """Put the columns over what can be done with them."""
        with Vertical(classes="dialog columns") as box:
            box.border_title = content(_("Columns"))
            box.border_subtitle = content(_("enter shows these, esc leaves"))
            yield self._chooser
            keys = _("Space shows or hides a column, shift and an arrow move it.")
            yield Static(content(keys, "muted"), classes="keys")
            with Horizontal(classes="buttons"):
                yield Button(content(_("Show these")), variant="primary", id="save")
                yield Button(content(_("The usual ones")), id="usual")

    def on_mount(self) -> None:
        """Let keys go to the columns."""
        self._chooser.focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(self._chooser.shown if event.button.id == "save" else ())

    @on(ColumnChooser.Settled)
    def action_save(self) -> None:
        """Show the columns that are ticked."""
        self.dismiss(self._chooser.shown)

    def action_usual(self) -> None:
        """Show the usual columns again."""
        self.dismiss(())

    def action_leave(self) -> None:
        """Leave the columns as they are."""
        self.dismiss(None)
