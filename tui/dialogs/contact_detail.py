"""A way to reach somebody, new or changed."""

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from crm.actions.contacts import (
    add_contact_detail,
    edit_contact_detail,
    require_contact_detail,
)
from crm.book import Session
from crm.i18n import _
from crm.inputs import ContactDetailIn
from crm.labels import value_label
from crm.queries.naming import names_of
from crm.vocabulary import ContactType, RecordKind
from tui.dialogs.closed_lists import select_of
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.newcomers import saved
from tui.widgets.date_input import DateInput
from tui.widgets.form import FormField
from tui.widgets.text_field import NoteField, TextField

NAMES = ("type", "value", "label", "valid_from", "valid_until", "note")


class ContactDetailDialog(FormDialog[int]):
    """Adds a contact detail to a person, an organisation or a membership, or changes one."""

    DEFAULT_CSS = """
    ContactDetailDialog NoteField.address { height: 3; }
    """
    FIRST = "value"

    def __init__(self, kind: str, record_id: int, contact_id: int | None = None) -> None:
        super().__init__(_("Change address") if contact_id else _("New address"))
        self._kind = RecordKind(kind)
        self._record_id = record_id
        self._contact_id = contact_id
        self._record: dict[str, Any] = {}

    async def prepare(self) -> None:
        """Fetch whose it is, and the contact detail."""
        key = (self._kind, self._record_id)
        self.about = (await self.access.ask(names_of, [key])).get(key, "")
        if self._contact_id is not None:
            self._record = await self.access.ask(_detail, self._contact_id)

    def rows(self) -> Iterable[Widget]:
        """Yield the fields."""
        record = self._record
        kind = select_of(ContactType, record.get("type") or ContactType.EMAIL)
        yield FormField(_("Kind"), kind, name="type")
        written = value_label(record.get("type") or "", record.get("value") or "")
        value = NoteField(written, classes="address")
        yield FormField(_("Address"), value, name="value", required=True)
        label = TextField(record.get("label") or "", _("such as work or reception"))
        yield FormField(_("Label"), label, name="label")
        since = DateInput(record.get("valid_from") or "", prefer="past")
        yield FormField(_("Valid from"), since, name="valid_from")
        until = DateInput(record.get("valid_until") or "", prefer="none")
        yield FormField(_("Valid until"), until, name="valid_until")
        yield FormField(_("Note"), NoteField(record.get("note") or ""), name="note")

    async def store(self, values: Values) -> int:
        """Add or change the contact detail."""
        name = self.about
        if self._contact_id is None:
            said = _("Added an address to {name}").format(name=name)
            return await self.access.tell(said, _add, self._kind, self._record_id, values)
        said = _("Changed an address of {name}").format(name=name)
        return await self.access.tell(said, _change, self._contact_id, values)


def _detail(session: Session, contact_id: int) -> dict[str, Any]:
    detail = require_contact_detail(session, contact_id)
    return {name: getattr(detail, name) for name in NAMES}


def _data(values: Values) -> ContactDetailIn:
    return ContactDetailIn(**{name: values[name] for name in NAMES})


def _add(session: Session, kind: RecordKind, owner: int, values: Values) -> int:
    return saved(add_contact_detail(session, kind, owner, _data(values)).id)


def _change(session: Session, contact_id: int, values: Values) -> int:
    return saved(edit_contact_detail(session, contact_id, _data(values)).id)
