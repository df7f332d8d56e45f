"""The commands that have no key of their own: they are found in the palette."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from crm.i18n import LANGUAGES, _, current_language, use_language
from tui.screens.room import Room

if TYPE_CHECKING:
    from tui.app import CrmApp

LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


def room_commands(screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield what can be done from any room."""
    if not isinstance(screen, Room):
        return

    async def read_file() -> None:
        from tui.dialogs import ImportDialog

        await screen.show_dialog(ImportDialog())

    yield SystemCommand(
        _("Import a file"),
        _("Read people and organisations from a CSV, TSV or JSON file"),
        lambda: screen.attempt(read_file),
    )


def app_commands(app: "CrmApp") -> Iterator[SystemCommand]:
    """Yield what concerns the whole application."""
    for language in LANGUAGES:
        if language != current_language():
            name = LANGUAGE_NAMES[language]
            yield SystemCommand(
                _("Change language: {language}").format(language=name),
                _("All texts change; what you have written stays"),
                lambda language=language: speak(app, language),
            )


def speak(app: "CrmApp", language: str) -> None:
    """Go on in another language."""
    use_language(language)
    app.call_later(app.start_rooms_anew)
