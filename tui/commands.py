"""The commands that have no key of their own: they are found in the palette."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from crm.i18n import LANGUAGES, _, current_language, use_language

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
    """Go on in another language."""
    use_language(language)
    app.call_later(app.start_rooms_anew)
