"""The fields of the user's own, as rows of a form."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget

from crm.i18n import _
from crm.queries.records import CustomFieldRecord
from crm.vocabulary import FieldType
from tui.widgets.date_input import DateInput
from tui.widgets.form import ChoiceSelect, FormField
from tui.widgets.text_field import TextField

PREFIX = "custom."


def custom_rows(
    fields: Iterable[CustomFieldRecord], values: Mapping[str, object]
) -> Iterable[FormField]:
    """Yield a row for each field of the user's own, filled in with its value."""
    for field in fields:
        widget = _widget(field, values.get(field["key"]))
        yield FormField(field["label"], widget, name=f"{PREFIX}{field['key']}")


def custom_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the user's own fields say, by their keys; empty text empties one."""
    return {
        name.removeprefix(PREFIX): value
        for name, value in values.items()
        if name.startswith(PREFIX)
    }


def _widget(field: CustomFieldRecord, value: object) -> Widget:
    if field["type"] == FieldType.DATE:
        return DateInput(str(value or ""), prefer="none")
    if field["type"] == FieldType.YES_NO:
        choices = [("yes", _("yes")), ("no", _("no"))]
        chosen = "" if value is None else ("yes" if value else "no")
        return ChoiceSelect(choices, value=chosen, prompt=_("not said"), blank=True)
    if field["type"] == FieldType.CHOICE:
        choices = [(choice, choice) for choice in field["choices"]]
        # What was chosen may have been taken off the list since, and must not be lost.
        if value and str(value) not in field["choices"]:
            choices.append((str(value), str(value)))
        return ChoiceSelect(choices, value=str(value or ""), prompt=_("not said"), blank=True)
    return TextField("" if value is None else str(value))
