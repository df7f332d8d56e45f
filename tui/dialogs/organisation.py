"""An organisation, new or changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual.widget import Widget

from crm.actions.contacts import add_other_name
from crm.actions.organisations import add_organisation, edit_organisation
from crm.book import Session
from crm.i18n import _
from crm.inputs import OrganisationEdit, OrganisationIn, OtherNameIn
from crm.queries.labels import get_fields_for
from crm.queries.organisations import get_organisation
from crm.queries.records import CustomFieldRecord, OrganisationRecord
from crm.vocabulary import Classification, ContactType, RecordKind
from tui.dialogs.addresses import FIELDS, change_addresses, joined, parted
from tui.dialogs.closed_lists import select_of
from tui.dialogs.completing import chosen, completes, linked
from tui.dialogs.custom_fields import custom_rows, custom_values
from tui.dialogs.duplicates import WatchfulDialog
from tui.dialogs.form import Values
from tui.dialogs.newcomers import Newcomers, saved
from tui.dialogs.tagging import change_tags, tag_choices, tag_names, tag_row
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import FormField
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import NoteField, TextField

COLUMNS = ("name", "classification", "orgnr", "area", "website", "note")
KIND = RecordKind.ORGANISATION


class OrganisationDialog(WatchfulDialog):
    """Adds an organisation or changes one."""

    INPUT = OrganisationIn
    ALIASES = {"other_names": "alias"}

    def __init__(
        self, organisation_id: int | None = None, *, parent: int | None = None, name: str = ""
    ) -> None:
        title = _("Change organisation") if organisation_id else _("New organisation")
        super().__init__(title, draft=f"organisation {organisation_id or ''}")
        self._organisation_id = organisation_id
        self._parent_id = parent
        self._called = name
        self._record: OrganisationRecord | None = None
        self._fields: Sequence[CustomFieldRecord] = ()
        self._parents: tuple[Choice, ...] = ()

    @property
    def is_watching(self) -> bool:
        """Whether the organisation is new."""
        return self._organisation_id is None

    async def prepare(self) -> None:
        """Fetch the organisation, the user's own fields and the organisation above."""
        self._parents = await chosen(self.access, KIND, [self._parent_id])
        if self._organisation_id is not None:
            record = await self.access.ask(get_organisation, self._organisation_id)
            self._record, self._parents = record, linked(KIND, record["parent"])
        self._fields = await self.access.ask(get_fields_for, KIND)

    def rows(self) -> Iterable[Widget]:
        """Yield the fields."""
        record: dict[str, Any] = dict(self._record or {"name": self._called})
        kind = record.get("classification") or Classification.OTHER
        yield FormField(_("Name"), _text(record, "name"), name="name", required=True)
        yield FormField(_("Kind"), select_of(Classification, kind), name="classification")
        parent = CompletionInput(
            completes(self.access, KIND), allow_new=True, choices=self._parents
        )
        yield FormField(_("Part of"), parent, name="parent")
        yield FormField(_("Org. number"), TextField(_orgnr(self._record)), name="orgnr")
        yield from self._address_rows(record)
        alias = TextField(placeholder=_("another name or an abbreviation"))
        yield FormField(_("Also called"), alias, name="alias")
        yield tag_row(self.access, tag_choices(record.get("tags", ())))
        yield from custom_rows(self._fields, record.get("custom", {}))
        yield FormField(_("Note"), NoteField(record.get("note") or ""), name="note")

    def _address_rows(self, record: dict[str, Any]) -> Iterable[FormField]:
        details = record.get("contact_details", [])
        several = _("several, parted by commas")
        for kind, label in ((ContactType.EMAIL, _("E-mail")), (ContactType.PHONE, _("Phone"))):
            field = TextField(joined(details, kind), several)
            yield FormField(label, field, name=FIELDS[kind])
        yield FormField(_("Website"), _text(record, "website"), name="website")
        area = TextField(record.get("area") or "", _("municipality"))
        yield FormField(_("Area"), area, name="area")

    def telling(self, values: Values) -> dict[str, Any]:
        """Return also the organisation number."""
        return super().telling(values) | {"orgnr": values["orgnr"]}

    async def store(self, values: Values) -> int:
        """Add or change the organisation."""
        if self._record is None:
            said = _("Added {name}").format(name=values["name"].strip())
            return await self.access.tell(said, _add, values)
        said = _("Changed {name}").format(name=self._record["name"])
        return await self.access.tell(said, _change, self._record, self.changed)


def _text(record: dict[str, Any], name: str) -> TextField:
    return TextField(record.get(name) or "")


def _orgnr(record: OrganisationRecord | None) -> str:
    numbers = record["identifiers"] if record else []
    return next((number["identifier"] for number in numbers if number["scheme"] == "orgnr"), "")


def _aliases(values: Values) -> list[OtherNameIn]:
    name = values.get("alias", "").strip()
    return [OtherNameIn(name=name)] if name else []


def _add(session: Session, values: Values) -> int:
    data = OrganisationIn(
        **{name: values[name] for name in COLUMNS},
        parent=Newcomers(session).optional(KIND, values["parent"]),
        emails=parted(values["emails"]),
        phones=parted(values["phones"]),
        other_names=_aliases(values),
        tags=tag_names(values["tags"]),
        custom=custom_values(values),
    )
    return saved(add_organisation(session, data).id)


def _change(session: Session, record: OrganisationRecord, changed: Values) -> int:
    columns = {name: changed[name] for name in COLUMNS if name in changed}
    if "parent" in changed:
        columns["parent"] = Newcomers(session).optional(KIND, changed["parent"])
    data = OrganisationEdit(**columns, custom=custom_values(changed))
    identity = record["id"]
    edit_organisation(session, identity, data, version=record["version"])
    for kind, name in FIELDS.items():
        if name in changed:
            details = record["contact_details"]
            change_addresses(session, (KIND, identity), details, kind, changed[name])
    for alias in _aliases(changed):
        add_other_name(session, KIND, identity, alias)
    if "tags" in changed:
        change_tags(session, KIND, identity, record["tags"], changed["tags"])
    return identity
