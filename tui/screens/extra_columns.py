"""Columns that a list shows where somebody chooses them."""

from collections.abc import Iterable
from typing import Any

from crm.i18n import N_, _
from crm.labels import label
from crm.queries import orders
from crm.queries.extra_values import CUSTOM, TAGS
from crm.queries.records import CustomFieldRecord
from crm.vocabulary import RecordKind
from tui.screens.widths import width_of
from tui.widgets.table_columns import Column

DAY = 10
TITLES = {
    "agreed_on": N_("Agreed on"),
    "atmosphere": N_("Atmosphere"),
    "created_at": N_("Added"),
    "dissolution_date": N_("Dissolved"),
    "done_on": N_("Done on"),
    "email": N_("E-mail"),
    "family_name": N_("Family name"),
    "founding_date": N_("Founded"),
    "given_name": N_("Given name"),
    "language": N_("Language"),
    "phone": N_("Phone"),
    "place": N_("Place"),
    "priority": N_("Priority"),
    "purpose": N_("Purpose"),
    "quote": N_("Quote"),
    "reference": N_("Reference"),
    "repeats": N_("Repeats"),
    "status": N_("Status"),
    TAGS: N_("Tags"),
    "updated_at": N_("Changed"),
    "website": N_("Website"),
}
DATES = (
    "agreed_on",
    "created_at",
    "dissolution_date",
    "done_on",
    "founding_date",
    "updated_at",
)
WORDS = ("priority", "status")
EXTRA: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.PERSON: ("given_name", "family_name", "language"),
    RecordKind.ORGANISATION: ("email", "phone", "website", "founding_date", "dissolution_date"),
    RecordKind.INTERACTION: ("status", "place", "reference", "atmosphere"),
    RecordKind.FOLLOW_UP: ("priority", "done_on", "repeats", "quote"),
    RecordKind.COLLABORATION: ("purpose", "agreed_on"),
}
EVERYWHERE = (TAGS, "created_at", "updated_at")
UNTAGGED = (RecordKind.FOLLOW_UP,)


def extra_columns(kind: RecordKind, fields: Iterable[CustomFieldRecord]) -> list[Column]:
    """Return what a noun's list can show besides, the fields of the user's own last."""
    if kind not in EXTRA:
        return []
    sortable = orders.order_names(kind)
    names = [*EXTRA[kind], *(name for name in EVERYWHERE if name != TAGS or kind not in UNTAGGED)]
    columns = [_column(name, name in sortable) for name in names]
    own = [_own_column(field) for field in fields]
    return columns + own


def _column(name: str, sortable: bool) -> Column:
    title = _(TITLES[name])
    if name in DATES:
        return Column(
            name,
            title,
            width=width_of(title, DAY),
            role="muted",
            text=lambda row: str(row[name] or "")[:DAY],
            sortable=sortable,
            extra=True,
        )
    text = (lambda row: label(row[name])) if name in WORDS else None
    return Column(
        name, title, flex=2, minimum=10, role="muted", text=text, sortable=sortable, extra=True
    )


def _own_column(field: CustomFieldRecord) -> Column:
    key = f"{CUSTOM}{field['key']}"
    return Column(
        key,
        field["label"],
        flex=2,
        minimum=10,
        text=lambda row: _shown(row[key]),
        sortable=False,
        extra=True,
    )


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
