"""What stands in the fields of a form, whatever sort of field it is."""

from typing import Any

from textual.widget import Widget
from textual.widgets import Checkbox, TextArea

from crm.i18n import _
from crm.search import Interrupted
from tui.widgets.completion_input import CompletionInput
from tui.widgets.date_input import DateInput
from tui.widgets.form import ChoiceSelect
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import TextField


def value_of(field: Widget) -> Any:
    """Return what a field says: text, a moment as ISO 8601, a tuple of `Choice`, yes or no.

    A range is its first and last date with two dots between, as in ISO 8601-2.
    """
    if isinstance(field, DateInput):
        start = field.span.starts_at if field.span else ""
        return f"{start}..{field.end_iso}" if field.end_iso else start
    if isinstance(field, CompletionInput):
        return field.choices
    return raw_value_of(field)


def raw_value_of(field: Widget) -> Any:
    """Return what is typed and chosen in a field, to tell whether it has been changed."""
    if isinstance(field, CompletionInput):
        return (field.choices, field.pending)
    if isinstance(field, ChoiceSelect):
        return field.value_or_empty
    if isinstance(field, TextArea):
        return field.text
    if isinstance(field, TextField | DateInput | Checkbox):
        return field.value
    return ""


def put_value(field: Widget, raw: Any) -> None:
    """Put into a field what `raw_value_of` gave, as far as it can be there."""
    if isinstance(field, CompletionInput):
        if isinstance(raw, tuple):
            field.choices, field.pending = raw
    elif isinstance(field, ChoiceSelect):
        field.choose(raw)
    elif isinstance(field, Checkbox):
        field.value = raw is True
    elif isinstance(raw, str) and isinstance(field, TextArea):
        field.text = raw
    elif isinstance(raw, str) and isinstance(field, TextField | DateInput):
        field.value = raw


def is_empty(field: Widget) -> bool:
    """Tell whether nothing is typed or chosen; a closed list always has something chosen."""
    return isinstance(field, ChoiceSelect) or raw_value_of(field) in ("", False, ((), ""))


async def complaint_about(field: Widget) -> str:
    """Return why what is typed in a field cannot be used as it is, or an empty text.

    Text in a completion that is the name of something known becomes that; errors: `CrmError`.
    """
    if isinstance(field, DateInput):
        return field.error
    if isinstance(field, CompletionInput) and not await _settle(field):
        return _("Choose one of the suggestions; “{text}” is not known.").format(text=field.pending)
    return ""


async def _settle(field: CompletionInput) -> bool:
    try:
        return await field.settle()
    except Interrupted:
        # What was offered while typing came in between.
        return await field.settle()


def identity(choices: tuple[Choice, ...]) -> int | None:
    """Return the id of the first thing chosen, or None where nothing is."""
    return int(choices[0].reference[1:]) if choices else None


def identities(choices: tuple[Choice, ...], letter: str) -> list[int]:
    """Return the ids of what is chosen of a noun, known by the letter of its references."""
    return [int(choice.reference[1:]) for choice in choices if choice.reference.startswith(letter)]
