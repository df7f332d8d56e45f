"""The fields that a column of a table can hold, as people call them."""

from collections.abc import Iterator, Mapping, Sequence

from crm.formats.columns import FIELDS, IDENTITY_NUMBER, IGNORE
from crm.i18n import N_, _
from crm.queries.records import CustomFieldRecord
from crm.text import fold
from crm.titles import field_title
from tui.widgets.suggestions import Choice

_OF_COLUMNS: Mapping[str, str] = {
    "label": N_("Label of the column before"),
    IGNORE: N_("Left out"),
    IDENTITY_NUMBER: N_("Personal identity number"),
}
LABELLED = ("email:work", "email:home", "phone:mobile", "phone:work", "phone:home")


def column_title(field: str) -> str:
    """Return what people call what a column is taken for."""
    return _(_OF_COLUMNS[field]) if field in _OF_COLUMNS else field_title(field)


def field_choices(own: Sequence[CustomFieldRecord]) -> Iterator[Choice]:
    """Yield all fields, those that somebody defined last."""
    for field in dict.fromkeys((*FIELDS, *LABELLED, "identifier:orgnr")):
        yield Choice(field, column_title(field), field)
    for one in own:
        yield Choice(f"custom:{one['key']}", one["label"], f"custom:{one['key']}")


def fitting_fields(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return the fields whose title or name holds what is typed, those that begin so first."""
    typed = fold(text)
    found = [one for one in choices if typed in fold(one.label) or typed in fold(one.detail)]
    return sorted(found, key=lambda one: not fold(one.label).startswith(typed))
