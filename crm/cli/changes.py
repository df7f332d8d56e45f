"""What the options of an edit change: only what was named, and empty text empties a field."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from crm.cli.commands import AnyFunction, option
from crm.cli.parameters import Setting
from crm.errors import Invalid, UsageError
from crm.i18n import N_, _

STANDARD_INPUT = "-"
MOST_BYTES = 1_000_000

set_option = option(
    "--set",
    "settings",
    type=Setting(),
    multiple=True,
    help=N_("The value of a field of your own, as KEY=VALUE; repeat. Nothing after = empties it."),
)


def note_option(name: str = "--note", field: str = "note") -> Callable[[AnyFunction], AnyFunction]:
    """Return the option for a longer text, which `-` reads from standard input."""
    return option(name, field, help=N_("A text; - reads it from standard input."))


def given(**values: Any) -> dict[str, Any]:
    """Return the fields that were named: empty text becomes None, nothing named is left out."""
    return {
        name: None if value == "" else value
        for name, value in values.items()
        if value is not None and value != () and value != []
    }


def text_of(value: str | None) -> str | None:
    """Return the text of an option, read from standard input where it is `-`."""
    return read_standard_input() if value == STANDARD_INPUT else value


def read_standard_input() -> str:
    """Return what stands on standard input; errors: `Invalid` for too much, or for no UTF-8."""
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise Invalid.field("note", _("The text on standard input is longer than a megabyte."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid.field("note", _("The text on standard input is not UTF-8.")) from None


def custom_of(settings: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the values of the user's own fields by their keys."""
    return {key: value or None for key, value in settings}


def require_change(changes: Mapping[str, Any], *others: object) -> None:
    """Refuse an edit that names nothing to change; errors: `UsageError`."""
    if not changes and not any(others):
        raise UsageError(_("Say what to change; see --help for the options."))
