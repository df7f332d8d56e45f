"""An agreed way of working together, new or changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual.widget import Widget

from crm.actions.collaborations import add_collaboration, edit_collaboration
from crm.book import Session
from crm.i18n import _
from crm.inputs import CollaborationEdit, CollaborationIn
from crm.queries.collaborations import get_collaboration
from crm.queries.labels import get_fields_for
from crm.queries.records import CollaborationRecord, CustomFieldRecord
from crm.vocabulary import CollaborationStatus, RecordKind
from tui.dialogs.closed_lists import select_of
from tui.dialogs.completing import chosen, completes, linked
from tui.dialogs.custom_fields import custom_rows, custom_values
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.newcomers import Newcomers, saved
from tui.dialogs.tagging import change_tags, tag_choices, tag_names, tag_row
from tui.widgets.completion_input import CompletionInput
from tui.widgets.date_input import DateInput
from tui.widgets.form import FormField
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import NoteField, TextField

KIND = RecordKind.COLLABORATION
PLAIN = ("title", "purpose", "lead", "status", "agreed_on", "review_on")


class CollaborationDialog(FormDialog[int]):
    """Registers a collaboration, or changes one."""

    def __init__(
        self, collaboration_id: int | None = None, *, organisations: Sequence[int] = ()
    ) -> None:
        title = _("Change collaboration") if collaboration_id else _("New collaboration")
        super().__init__(title, draft=f"collaboration {collaboration_id or ''}")
        self._collaboration_id = collaboration_id
        self._wanted = organisations
        self._record: CollaborationRecord | None = None
        self._fields: Sequence[CustomFieldRecord] = ()
        self._organisations: tuple[Choice, ...] = ()

    async def prepare(self) -> None:
        """Fetch the collaboration and its organisations."""
        self._fields = await self.access.ask(get_fields_for, KIND)
        noun = RecordKind.ORGANISATION
        if self._collaboration_id is None:
            self._organisations = await chosen(self.access, noun, self._wanted)
            return
        record = await self.access.ask(get_collaboration, self._collaboration_id)
        self._record, self._organisations = record, linked(noun, *record["organisations"])

    def rows(self) -> Iterable[Widget]:
        """Yield the fields."""
        record: dict[str, Any] = dict(self._record or {})
        title = TextField(record.get("title") or "")
        yield FormField(_("Title"), title, name="title", required=True)
        organisations = CompletionInput(
            completes(self.access, RecordKind.ORGANISATION),
            multiple=True,
            allow_new=True,
            choices=self._organisations,
        )
        yield FormField(_("Organisations"), organisations, name="organisations")
        status = select_of(CollaborationStatus, record.get("status") or CollaborationStatus.AGREED)
        yield FormField(_("Status"), status, name="status")
        agreed = DateInput(record.get("agreed_on") or "", prefer="past")
        yield FormField(_("Agreed on"), agreed, name="agreed_on")
        review = DateInput(record.get("review_on") or "")
        yield FormField(_("Review on"), review, name="review_on")
        lead = TextField(record.get("lead") or "", _("who leads it"))
        yield FormField(_("Lead"), lead, name="lead")
        yield tag_row(self.access, tag_choices(record.get("tags", ())))
        yield from custom_rows(self._fields, record.get("custom", {}))
        yield FormField(_("Purpose"), NoteField(record.get("purpose") or ""), name="purpose")

    async def store(self, values: Values) -> int:
        """Add or change the collaboration."""
        if self._record is None:
            said = _("Added the collaboration {name}").format(name=values["title"].strip())
            return await self.access.tell(said, _add, values)
        said = _("Changed the collaboration {name}").format(name=self._record["title"])
        return await self.access.tell(said, _change, self._record, self.changed)


def _add(session: Session, values: Values) -> int:
    entry: dict[str, Any] = {name: values[name] for name in PLAIN}
    entry["organisations"] = _organisations(session, values)
    entry |= {"tags": tag_names(values["tags"]), "custom": custom_values(values)}
    return saved(add_collaboration(session, CollaborationIn(**entry)).id)


def _change(session: Session, record: CollaborationRecord, changed: Values) -> int:
    entry: dict[str, Any] = {name: changed[name] for name in PLAIN if name in changed}
    if "organisations" in changed:
        entry["organisations"] = _organisations(session, changed)
    data = CollaborationEdit(**entry, custom=custom_values(changed))
    edit_collaboration(session, record["id"], data, version=record["version"])
    if "tags" in changed:
        change_tags(session, KIND, record["id"], record["tags"], changed["tags"])
    return record["id"]


def _organisations(session: Session, values: Values) -> list[str]:
    return Newcomers(session).references(RecordKind.ORGANISATION, values["organisations"])
