"""Asks for a key by having it pressed."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from crm.i18n import N_, _
from tui.bindings import BaseDialog
from tui.widgets.roles import content


class KeyCatcher(Static, can_focus=True):
    """Takes whatever key is pressed."""

    @dataclass
    class Caught(Message):
        """A key was pressed."""

        key: str

    def on_key(self, event: events.Key) -> None:
        """Take the key away from everything else, save the one that leaves."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Caught(event.key))


class PressKeyDialog(BaseDialog[str]):
    """Answers the name of the key that is pressed; escape leaves."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Leave"), id="settings.leave"),
    ]

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def compose(self) -> ComposeResult:
        """Say what the key will do."""
        with Vertical(classes="dialog question") as box:
            box.border_title = content(self._what)
            box.border_subtitle = content(_("escape leaves"))
            yield KeyCatcher(content(_("Press the key that will do this.")))

    @on(KeyCatcher.Caught)
    def _caught(self, event: KeyCatcher.Caught) -> None:
        self.dismiss(event.key)

    def action_leave(self) -> None:
        """Answer no key."""
        self.dismiss(None)
