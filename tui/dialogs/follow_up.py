"""A promise, new or changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.widget import Widget

from crm.actions.follow_ups import add_follow_up, edit_follow_up
from crm.book import Session
from crm.i18n import _
from crm.inputs import FollowUpEdit, FollowUpIn
from crm.queries.follow_ups import get_follow_up
from crm.queries.labels import get_fields_for
from crm.queries.records import CustomFieldRecord, FollowUpRecord
from crm.vocabulary import Direction, FollowUpStatus, Priority, RecordKind
from tui.dialogs.closed_lists import select_of
from tui.dialogs.completing import chosen, completes, linked
from tui.dialogs.custom_fields import custom_rows, custom_values
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.newcomers import Newcomers, saved
from tui.widgets.completion_input import CompletionInput
from tui.widgets.date_input import DateInput
from tui.widgets.form import FormField
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import NoteField, TextField

KIND = RecordKind.FOLLOW_UP
PLAIN = ("title", "direction", "due_date", "owner", "priority", "repeats", "quote")
LINKS = {
    "person": RecordKind.PERSON,
    "organisation": RecordKind.ORGANISATION,
    "interaction": RecordKind.INTERACTION,
    "collaboration": RecordKind.COLLABORATION,
}
NEW = (RecordKind.PERSON, RecordKind.ORGANISATION)
"""The nouns of which somebody new can be named."""


class FollowUpDialog(FormDialog[int]):
    """Adds a follow-up to whatever is at hand, or changes one."""

    def __init__(
        self,
        follow_up_id: int | None = None,
        *,
        person: int | None = None,
        organisation: int | None = None,
        interaction: int | None = None,
        collaboration: int | None = None,
    ) -> None:
        title = _("Change follow-up") if follow_up_id else _("New follow-up")
        super().__init__(title, draft=f"follow-up {follow_up_id or ''}")
        self._follow_up_id = follow_up_id
        self._wanted = {
            "person": person,
            "organisation": organisation,
            "interaction": interaction,
            "collaboration": collaboration,
        }
        self._record: FollowUpRecord | None = None
        self._fields: Sequence[CustomFieldRecord] = ()
        self._links: dict[str, tuple[Choice, ...]] = {}

    async def prepare(self) -> None:
        """Fetch the follow-up and the names of what it belongs to."""
        self._fields = await self.access.ask(get_fields_for, KIND)
        if self._follow_up_id is None:
            for name, kind in LINKS.items():
                self._links[name] = await chosen(self.access, kind, [self._wanted[name]])
            return
        record = await self.access.ask(get_follow_up, self._follow_up_id)
        values: Mapping[str, Any] = dict(record)
        self._record = record
        self._links = {name: linked(kind, values[name]) for name, kind in LINKS.items()}

    def rows(self) -> Iterable[Widget]:
        """Yield the fields; where it stands is asked of a follow-up that is there already."""
        record: dict[str, Any] = dict(self._record or {})
        title = TextField(record.get("title") or "", _("what is promised"))
        yield FormField(_("Promise"), title, name="title", required=True)
        direction = select_of(Direction, record.get("direction") or Direction.OURS)
        yield FormField(_("Whose"), direction, name="direction")
        due = DateInput(record.get("due_date") or "", placeholder=_("such as next Friday"))
        yield FormField(_("Due"), due, name="due_date")
        if self._record:
            status = select_of(FollowUpStatus, self._record["status"])
            yield FormField(_("Status"), status, name="status")
            done = DateInput(record.get("done_on") or "", prefer="past")
            yield FormField(_("Done on"), done, name="done_on")
        owner = TextField(record.get("owner") or "", _("who sees to it"))
        yield FormField(_("Owner"), owner, name="owner")
        yield from self._link_rows()
        priority = select_of(Priority, record.get("priority") or Priority.NORMAL)
        yield FormField(_("Priority"), priority, name="priority")
        repeats = TextField(record.get("repeats") or "", _("such as monthly or every 2 weeks"))
        yield FormField(_("Repeats"), repeats, name="repeats")
        yield from custom_rows(self._fields, record.get("custom", {}))
        quote = NoteField(record.get("quote") or "", _("the very words"))
        yield FormField(_("Quote"), quote, name="quote")

    def _link_rows(self) -> Iterable[FormField]:
        for name, text in (
            ("person", _("Person")),
            ("organisation", _("Organisation")),
            ("interaction", _("Promised at")),
            ("collaboration", _("Collaboration")),
        ):
            kind = LINKS[name]
            field = CompletionInput(
                completes(self.access, kind), allow_new=kind in NEW, choices=self._links[name]
            )
            yield FormField(text, field, name=name)

    async def store(self, values: Values) -> int:
        """Add or change the follow-up."""
        if self._record is None:
            said = _("Added {name}").format(name=values["title"].strip())
            return await self.access.tell(said, _add, values)
        said = _("Changed {name}").format(name=self._record["title"])
        return await self.access.tell(said, _change, self._record, self.changed)


def _links(session: Session, values: Values) -> dict[str, str | None]:
    newcomers = Newcomers(session)
    return {
        name: newcomers.optional(kind, values[name])
        for name, kind in LINKS.items()
        if name in values
    }


def _add(session: Session, values: Values) -> int:
    # What is left empty is not named, so that the evidence can tell whom it concerns.
    entry: dict[str, Any] = {name: values[name] for name in PLAIN}
    entry |= {name: link for name, link in _links(session, values).items() if link}
    data = FollowUpIn(**entry, custom=custom_values(values))
    return saved(add_follow_up(session, data).id)


def _change(session: Session, record: FollowUpRecord, changed: Values) -> int:
    plain = {name: changed[name] for name in (*PLAIN, "status", "done_on") if name in changed}
    entry: dict[str, Any] = plain | _links(session, changed)
    data = FollowUpEdit(**entry, custom=custom_values(changed))
    edit_follow_up(session, record["id"], data, version=record["version"])
    return record["id"]
