"""What one can begin with, where the book is new."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from crm.i18n import N_, _
from tui.bindings import BaseDialog
from tui.widgets.cells import wrap
from tui.widgets.roles import content


class Beginning(StrEnum):
    """What somebody begins with."""

    DEMO = "demo"
    IMPORT = "import"
    EMPTY = "empty"


KEYS = {Beginning.DEMO: "d", Beginning.IMPORT: "i", Beginning.EMPTY: "e"}
NAMES = {
    Beginning.DEMO: N_("Look around in a demonstration"),
    Beginning.IMPORT: N_("Import a file"),
    Beginning.EMPTY: N_("Begin with an empty book"),
}
EXPLANATIONS = {
    Beginning.DEMO: N_("A real meeting retold, in a book of its own"),
    Beginning.IMPORT: N_("Contacts and meetings from Excel, Outlook, phones or mail"),
    Beginning.EMPTY: N_("Then 2 and n add a person, and l logs a meeting"),
}
WIDTH = 72
AROUND = 11
"""Cells of a line of an explanation that are taken by the frame and its indent."""


def ways_to_begin(*, in_browser: bool) -> list[Beginning]:
    """Return what to offer; the demonstration follows this application, which ends a browser's."""
    return [way for way in Beginning if way is not Beginning.DEMO or not in_browser]


class WelcomeDialog(BaseDialog[Beginning]):
    """Offers ways to begin, such as an import or an empty book; each has a key of its own."""

    DEFAULT_CSS = """
    WelcomeDialog {
        & > .dialog { width: 72; }
        & OptionList, & OptionList:focus {
            height: auto;
            margin: 1 0 0 0;
            padding: 0;
            border: none;
            background: $background;
            background-tint: 0%;
        }
        & OptionList > .option-list--option { padding: 0 1; }
        & Static { height: auto; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(KEYS[way], f"begin('{way}')", NAMES[way], id=f"welcome.{way}")
            for way in Beginning
        ),
        Binding("escape", "begin('empty')", N_("Close"), id="welcome.close", show=False),
    ]

    def __init__(self, book: Path, ways: Sequence[Beginning]) -> None:
        super().__init__()
        self._book = book
        self._ways = ways

    def compose(self) -> ComposeResult:
        """Put the choices under a word about the book."""
        with Vertical(classes="dialog") as box:
            box.border_title = _("Welcome to Samverkan")
            box.border_subtitle = _("escape closes")
            yield Static(
                Content("\n").join(
                    [
                        content(_("This book is new, and empty. What do you want to begin with?")),
                        content(str(self._book), "muted"),
                    ]
                )
            )
            width = min(WIDTH, self.app.size.width) - AROUND
            yield OptionList(*(Option(_prompt(way, width), id=way) for way in self._ways))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(Beginning(event.option_id or Beginning.EMPTY))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Know the keys of what is offered."""
        return action != "begin" or parameters[0] in self._ways

    def action_begin(self, way: str) -> None:
        """Begin in one of the ways."""
        self.dismiss(Beginning(way))


def _prompt(way: Beginning, width: int) -> Content:
    explained = wrap(_(EXPLANATIONS[way]), width)
    return Content.assemble(
        content(f"{KEYS[way]}  ", "accent"),
        content(_(NAMES[way]), "strong"),
        *(content(f"\n   {line}", multiline=True) for line in explained),
    )
