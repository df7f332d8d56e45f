"""Click's own words in the language in use.

Click asks the global domain of gettext, in the language of the environment. While a call is
carried out that domain is ours, and its catalogue holds the texts below; afterwards all is as it
was. The texts are those of Click 8.5 that a user of this program can meet.
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager

from crm import i18n
from crm.i18n import DOMAIN, FOLDER, N_

OUR_VARIABLE = "CRM_LANG"
GETTEXT_VARIABLE = "LANGUAGE"

TEXTS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Choose from:\n\t{choices}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Option {name!r} does not take a value."),
    N_("default: {default}"),
    N_("required"),
)


def plural_texts(count: int) -> tuple[str, ...]:
    """Return Click's texts that depend on a count, so that the catalogue holds both forms."""
    return (
        i18n.ngettext(
            "Got unexpected extra argument ({args})",
            "Got unexpected extra arguments ({args})",
            count,
        ),
        i18n.ngettext(
            "Did you mean {possibility}?",
            "(Did you mean one of: {possibilities}?)",
            count,
        ),
        i18n.ngettext(
            "{value!r} is not {choice}.",
            "{value!r} is not one of {choices}.",
            count,
        ),
        i18n.ngettext(
            "Option {name!r} requires an argument.",
            "Option {name!r} requires {nargs} arguments.",
            count,
        ),
        i18n.ngettext(
            "Takes {nargs} values but 1 was given.",
            "Takes {nargs} values but {len} were given.",
            count,
        ),
    )


def choose(language: str) -> None:
    """Speak this language for the rest of the call."""
    os.environ[OUR_VARIABLE] = os.environ[GETTEXT_VARIABLE] = language


@contextmanager
def speaking() -> Iterator[None]:
    """Let Click speak our language for the length of a call, whatever the call chooses."""
    before = {name: os.environ.get(name) for name in (OUR_VARIABLE, GETTEXT_VARIABLE)}
    domain = gettext.textdomain()
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    os.environ[GETTEXT_VARIABLE] = i18n.current_language()
    try:
        yield
    finally:
        gettext.textdomain(domain)
        for name, value in before.items():
            _restore(name, value)


def _restore(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
