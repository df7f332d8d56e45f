"""What a room or a form is for, and what its keys do."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from crm.i18n import N_, _
from tui.bindings import BaseDialog
from tui.key_help import key_sections
from tui.widgets.record import DetailView
from tui.widgets.record_items import Section


class HelpScreen(BaseDialog[None]):
    """A page of keys over the screen it explains."""

    DEFAULT_CSS = """
    HelpScreen > .dialog { height: 100%; padding: 1 1 0 1; }
    HelpScreen DetailView { background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,enter", "close", N_("Close"), id="help.close"),
    ]

    def __init__(self, screen: Screen[Any], explanation: Sequence[Section]) -> None:
        super().__init__()
        self._sections = [*explanation, *_screen_first(screen)]

    def compose(self) -> ComposeResult:
        """Show the page."""
        with Vertical(classes="dialog") as box:
            box.border_title = _("Help")
            box.border_subtitle = _("escape closes")
            yield DetailView()

    def on_mount(self) -> None:
        """Fill the page."""
        self.query_one(DetailView).show(self._sections)

    @on(DetailView.ReferenceSelected)
    def _nothing_to_open(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        """Go back to what was explained."""
        self.dismiss(None)


def _screen_first(screen: Screen[Any]) -> list[Section]:
    """Return the keys of the screen itself before those of lists and fields."""
    return sorted(key_sections(screen), key=lambda section: section.title != _("This screen"))
