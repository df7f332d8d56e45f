"""The language people are spoken to in: Swedish or English, through gettext.

`_()` translates now; `N_()` marks a text for the catalogue and leaves it for later, which is what
everything that is built at import time needs (help texts, key bindings).
"""

import gettext
import os
from collections.abc import Mapping
from functools import lru_cache

DOMAIN = "samverkan"
# The help of the command line imports nothing else that would need pathlib.
FOLDER = os.path.join(os.path.dirname(__file__), "locales")
LANGUAGES = ("sv", "en")
DEFAULT_LANGUAGE = "en"

_chosen: str | None = None


def language_of(environment: Mapping[str, str]) -> str:
    """Return `sv` or `en`: what CRM_LANG says, else the first locale variable that is set."""
    for variable in ("CRM_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            return "sv" if value.lower().startswith("sv") else DEFAULT_LANGUAGE
    return DEFAULT_LANGUAGE


def use_language(language: str | None) -> None:
    """Speak this language from now on; None goes back to what the environment says."""
    global _chosen
    _chosen = language


def current_language() -> str:
    """Return the language in use, `sv` or `en`."""
    return _chosen or language_of(os.environ)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True)


def catalogue() -> gettext.NullTranslations:
    """Return the catalogue of the language in use."""
    return _catalogue(current_language())


def _(message: str) -> str:
    """Translate a message into the language in use."""
    return catalogue().gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a message that depends on a count."""
    return catalogue().ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Translate a message whose meaning depends on where it stands."""
    return catalogue().pgettext(context, message)


def quoted(text: str) -> str:
    """Return a text in the quotation marks of the language in use."""
    return _("“{text}”").format(text=text)


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools know
    """Mark a message for the catalogue without translating it yet."""
    return message
