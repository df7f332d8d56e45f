"""The commands that have no key of their own: they are found in the palette."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from crm.i18n import LANGUAGES, _, current_language, use_language
from tui.bindings import BaseScreen
from tui.screens import ROOMS

if TYPE_CHECKING:
    from tui.app import CrmApp

LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


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
    """Go on in another language, and keep to it; an empty one is that of the system."""
    use_language(language or None)
    app.preferred.remember_language(language)
    app.call_later(start_rooms_anew, app)


async def start_rooms_anew(app: "CrmApp") -> None:
    """Build every room again, because the language is another."""
    room = app.current_mode
    app.add_mode("between", BaseScreen)
    await app.switch_mode("between")
    for name in ROOMS:
        await app.remove_mode(name)
        app.add_mode(name, ROOMS[name])
    await app.switch_mode(room)
    await app.remove_mode("between")
