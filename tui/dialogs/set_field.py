"""One field, set alike in all the records that are marked."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from textual import on
from textual.widget import Widget
from textual.widgets import Select

from crm.actions.many import CUSTOM, EDITING, set_field
from crm.i18n import N_, _, ngettext
from crm.queries.labels import get_fields_for
from crm.queries.records import CustomFieldRecord
from crm.vocabulary import (
    Classification,
    CollaborationStatus,
    Direction,
    FollowUpStatus,
    InteractionKind,
    InteractionStatus,
    Priority,
    RecordKind,
)
from tui.access import BookAccess
from tui.dialogs.closed_lists import select_of
from tui.dialogs.completing import completes
from tui.dialogs.custom_fields import custom_rows
from tui.dialogs.form import FormDialog, Values
from tui.widgets.completion_input import CompletionInput
from tui.widgets.date_input import DateInput
from tui.widgets.form import ChoiceSelect, FormField
from tui.widgets.text_field import TextField

TITLES = {
    "agreed_on": N_("Agreed on"),
    "area": N_("Place"),
    "atmosphere": N_("Atmosphere"),
    "classification": N_("Kind"),
    "collaboration": N_("Collaboration"),
    "direction": N_("Whose"),
    "dissolution_date": N_("Dissolved"),
    "due_date": N_("Due"),
    "honorific_prefix": N_("Title before the name"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "lead": N_("Lead"),
    "note": N_("Note"),
    "organisation": N_("Organisation"),
    "owner": N_("Owner"),
    "parent": N_("Part of"),
    "person": N_("Person"),
    "place": N_("Place"),
    "priority": N_("Priority"),
    "review_on": N_("Review on"),
    "status": N_("Status"),
    "website": N_("Website"),
}
WORDS: dict[tuple[RecordKind, str], type[StrEnum]] = {
    (RecordKind.ORGANISATION, "classification"): Classification,
    (RecordKind.INTERACTION, "kind"): InteractionKind,
    (RecordKind.INTERACTION, "status"): InteractionStatus,
    (RecordKind.FOLLOW_UP, "direction"): Direction,
    (RecordKind.FOLLOW_UP, "priority"): Priority,
    (RecordKind.FOLLOW_UP, "status"): FollowUpStatus,
    (RecordKind.COLLABORATION, "status"): CollaborationStatus,
}
DATES = ("agreed_on", "dissolution_date", "due_date", "review_on")
LINKS = {
    "collaboration": RecordKind.COLLABORATION,
    "organisation": RecordKind.ORGANISATION,
    "parent": RecordKind.ORGANISATION,
    "person": RecordKind.PERSON,
}
FIELD = "field"


class SetFieldDialog(FormDialog[int]):
    """Sets a field of several records at once; answers how many records it was.

    With `field` only that one is asked for, under a title of its own.
    """

    def __init__(
        self, kind: str, record_ids: Sequence[int], *, field: str = "", title: str = ""
    ) -> None:
        super().__init__(title or _("Set a field"))
        self._kind = RecordKind(kind)
        self._ids = tuple(record_ids)
        self._only = field
        self._custom: Sequence[CustomFieldRecord] = ()

    async def prepare(self) -> None:
        """Fetch the fields of the user's own."""
        count = len(self._ids)
        self.about = ngettext("{count} record", "{count} records", count).format(count=count)
        if not self._only:
            self._custom = await self.access.ask(get_fields_for, self._kind)

    def rows(self) -> Iterable[Widget]:
        """Yield which field, and under it a row for each, of which the one chosen shows."""
        shown = 1 if self._only else 2
        for place, row in enumerate(self._rows()):
            row.display = place < shown
            yield row

    def _rows(self) -> Iterable[FormField]:
        names = [self._only] if self._only else list(EDITING[self._kind].fields)
        choices = [(name, _(TITLES[name])) for name in names]
        choices += [(f"{CUSTOM}{field['key']}", field["label"]) for field in self._custom]
        if not self._only:
            yield FormField(_("Field"), ChoiceSelect(choices), name=FIELD)
        hint = _("Left empty, it is emptied.")
        for name in names:
            widget = _widget(self.access, self._kind, name)
            label = _(TITLES[name]) if self._only else _("Value")
            emptied = "" if isinstance(widget, ChoiceSelect) else hint
            yield FormField(label, widget, name=name, hint=emptied)
        yield from custom_rows(self._custom, {})

    @property
    def _chosen(self) -> str:
        if self._only:
            return self._only
        return self.field(FIELD, ChoiceSelect).value_or_empty

    @on(Select.Changed)
    def _other_field(self) -> None:
        if self.is_open:
            chosen = self._chosen
            for row in self.query(FormField):
                row.display = row.name in (FIELD, chosen)

    async def store(self, values: Values) -> int:
        """Set the field of all the records."""
        name = self._chosen
        count = len(self._ids)
        said = ngettext(
            "Set {field} of {count} record", "Set {field} of {count} records", count
        ).format(field=self._title_of(name), count=count)
        await self.access.tell(said, set_field, self._kind, self._ids, name, _given(values[name]))
        return count

    def _title_of(self, name: str) -> str:
        if name in TITLES:
            return _(TITLES[name])
        key = name.removeprefix(CUSTOM)
        return next(field["label"] for field in self._custom if field["key"] == key)


def _widget(access: BookAccess, kind: RecordKind, name: str) -> Widget:
    if words := WORDS.get((kind, name)):
        return select_of(words, next(iter(words)))
    if name in DATES:
        return DateInput("", placeholder=_("such as next Friday"))
    if name in LINKS:
        return CompletionInput(completes(access, LINKS[name]))
    return TextField("")


def _given(value: Any) -> object:
    """Return what a field says as an input takes it: a reference for what was chosen."""
    if isinstance(value, tuple):
        return value[0].reference if value else None
    return value or None
