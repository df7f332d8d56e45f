"""A person, new or changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual.widget import Widget

from crm.actions.people import add_person, edit_person
from crm.book import Session
from crm.i18n import _
from crm.inputs import MembershipIn, PersonEdit, PersonIn
from crm.queries.labels import get_fields_for
from crm.queries.people import get_person
from crm.queries.records import CustomFieldRecord, PersonRecord
from crm.vocabulary import ContactType, RecordKind
from tui.dialogs.addresses import FIELDS, change_addresses, joined, parted
from tui.dialogs.completing import chosen, completes
from tui.dialogs.custom_fields import custom_rows, custom_values
from tui.dialogs.duplicates import WatchfulDialog
from tui.dialogs.form import Values
from tui.dialogs.newcomers import Newcomers, saved
from tui.dialogs.reading import identities
from tui.dialogs.tagging import change_tags, tag_choices, tag_names, tag_row
from tui.widgets.completion_input import CompletionInput
from tui.widgets.date_input import DateInput
from tui.widgets.form import FormField
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import NoteField, TextField

COLUMNS = ("name", "given_name", "family_name", "honorific_prefix", "note")
KIND = RecordKind.PERSON


class PersonDialog(WatchfulDialog):
    """Adds a person, in an organisation or none, or changes one."""

    INPUT = PersonIn
    ALIASES = {"memberships": "organisation"}

    def __init__(
        self, person_id: int | None = None, *, organisation: int | None = None, name: str = ""
    ) -> None:
        title = _("Change person") if person_id else _("New person")
        super().__init__(title, draft=f"person {person_id or ''}")
        self._person_id = person_id
        self._organisation_id = organisation
        self._called = name
        self._record: PersonRecord | None = None
        self._fields: Sequence[CustomFieldRecord] = ()
        self._organisations: tuple[Choice, ...] = ()

    @property
    def is_watching(self) -> bool:
        """Whether the person is new."""
        return self._person_id is None

    async def prepare(self) -> None:
        """Fetch the person, the user's own fields and the organisation."""
        if self._person_id is not None:
            self._record = await self.access.ask(get_person, self._person_id)
        self._fields = await self.access.ask(get_fields_for, KIND)
        wanted = [self._organisation_id]
        self._organisations = await chosen(self.access, RecordKind.ORGANISATION, wanted)

    def rows(self) -> Iterable[Widget]:
        """Yield the fields; where one works is asked of new people only."""
        record: dict[str, Any] = dict(self._record or {"name": self._called})
        details = self._record["contact_details"] if self._record else []
        yield FormField(_("Name"), _text(record, "name"), name="name", required=True)
        if self._record is None:
            yield from self._membership_rows()
        yield FormField(
            _("E-mail"),
            TextField(joined(details, ContactType.EMAIL), _("several, parted by commas")),
            name="emails",
        )
        yield FormField(
            _("Phone"),
            TextField(joined(details, ContactType.PHONE), _("several, parted by commas")),
            name="phones",
        )
        yield FormField(_("Given name"), _text(record, "given_name"), name="given_name")
        yield FormField(_("Family name"), _text(record, "family_name"), name="family_name")
        yield FormField(_("Title"), _text(record, "honorific_prefix"), name="honorific_prefix")
        yield tag_row(self.access, tag_choices(record.get("tags", ())))
        yield from custom_rows(self._fields, record.get("custom", {}))
        yield FormField(_("Note"), NoteField(record.get("note") or ""), name="note")

    def _membership_rows(self) -> Iterable[FormField]:
        organisations = CompletionInput(
            completes(self.access, RecordKind.ORGANISATION),
            allow_new=True,
            choices=self._organisations,
        )
        yield FormField(_("Organisation"), organisations, name="organisation")
        yield FormField(_("Role"), TextField(), name="role")
        yield FormField(_("Since"), DateInput(prefer="past"), name="start_date")

    def telling(self, values: Values) -> dict[str, Any]:
        """Return also where the person works."""
        organisations = identities(values["organisation"], "o")
        return super().telling(values) | {
            "memberships": [{"organisation": identity} for identity in organisations]
        }

    async def store(self, values: Values) -> int:
        """Add or change the person."""
        if self._record is None:
            said = _("Added {name}").format(name=values["name"].strip())
            return await self.access.tell(said, _add, values)
        said = _("Changed {name}").format(name=self._record["name"])
        return await self.access.tell(said, _change, self._record, self.changed)


def _text(record: dict[str, Any], name: str) -> TextField:
    return TextField(record.get(name) or "")


def _add(session: Session, values: Values) -> int:
    given = {name: values[name] for name in COLUMNS}
    data = PersonIn(
        **given,
        emails=parted(values["emails"]),
        phones=parted(values["phones"]),
        memberships=_memberships(session, values),
        tags=tag_names(values["tags"]),
        custom=custom_values(values),
    )
    return saved(add_person(session, data).id)


def _memberships(session: Session, values: Values) -> list[MembershipIn]:
    newcomers = Newcomers(session)
    organisation = newcomers.optional(RecordKind.ORGANISATION, values["organisation"])
    if organisation is None:
        return []
    since = values["start_date"]
    return [MembershipIn(organisation=organisation, role=values["role"], start_date=since)]


def _change(session: Session, record: PersonRecord, changed: Values) -> int:
    columns = {name: changed[name] for name in COLUMNS if name in changed}
    data = PersonEdit(**columns, custom=custom_values(changed))
    identity = record["id"]
    edit_person(session, identity, data, version=record["version"])
    for kind, name in FIELDS.items():
        if name in changed:
            details = record["contact_details"]
            change_addresses(session, (KIND, identity), details, kind, changed[name])
    if "tags" in changed:
        change_tags(session, KIND, identity, record["tags"], changed["tags"])
    return identity
