"""The fields that a column of a table can hold, as people call them."""

from collections.abc import Iterator, Mapping, Sequence

from crm.formats.columns import FIELDS, IDENTITY_NUMBER, IGNORE
from crm.i18n import N_, _
from crm.labels import label
from crm.queries.records import CustomFieldRecord
from crm.text import fold
from crm.titles import TITLES
from tui.widgets.suggestions import Choice

MORE_TITLES: Mapping[str, str] = {
    "person_name": N_("Name of a person"),
    "display_name": N_("Name as shown"),
    "middle_name": N_("Middle name"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "state": N_("State"),
    "county": N_("County"),
    "country": N_("Country"),
    "label": N_("Label of the column before"),
    "membership": N_("Role"),
    "other_name": N_("Other names"),
    "identifier": N_("Number"),
    "identifier:orgnr": N_("Organisation number"),
    "custom": N_("Field of your own"),
    "preserved": N_("Kept as it is"),
    IGNORE: N_("Left out"),
    IDENTITY_NUMBER: N_("Personal identity number"),
}
LABELLED = ("email:work", "email:home", "phone:mobile", "phone:work", "phone:home")


def field_title(field: str) -> str:
    """Return what people call a field: `phone:mobile` is “Phone (mobile)”."""
    titles = {**TITLES, **MORE_TITLES}
    if field in titles:
        return _(titles[field])
    base, _colon, more = field.partition(":")
    if base not in titles:
        return label(field).replace("_", " ")
    return f"{_(titles[base])} ({label(more)})" if more else _(titles[base])


def field_choices(own: Sequence[CustomFieldRecord]) -> Iterator[Choice]:
    """Yield all fields, those that somebody defined last."""
    for field in dict.fromkeys((*FIELDS, *LABELLED, "identifier:orgnr")):
        yield Choice(field, field_title(field), field)
    for one in own:
        yield Choice(f"custom:{one['key']}", one["label"], f"custom:{one['key']}")


def fitting_fields(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return the fields whose title or name holds what is typed, those that begin so first."""
    typed = fold(text)
    found = [one for one in choices if typed in fold(one.label) or typed in fold(one.detail)]
    return sorted(found, key=lambda one: not fold(one.label).startswith(typed))
