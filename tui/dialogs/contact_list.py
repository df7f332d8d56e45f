"""A contact list: new, changed, and people and organisations put on one."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual.widget import Widget

from crm.actions.lists import add_list, edit_list
from crm.actions.many import list_many
from crm.book import Session
from crm.errors import Invalid
from crm.i18n import _, ngettext
from crm.inputs import ContactListIn
from crm.queries.conditions import KINDS
from crm.queries.lists import get_list
from crm.queries.records import ListRecord
from crm.vocabulary import RecordKind
from tui.dialogs.closed_lists import select_of
from tui.dialogs.completing import completes_lists
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.newcomers import saved
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import FormField
from tui.widgets.text_field import NoteField, TextField

Members = tuple[tuple[RecordKind, int], ...]


class ListDialog(FormDialog[int]):
    """Adds a list or changes one; with people or organisations it puts them on a list.

    That can be a list there is, or a new one. With a condition it keeps a search.
    """

    ALIASES = {"list": "name"}

    def __init__(
        self,
        list_id: int | None = None,
        *,
        people: Sequence[int] = (),
        organisations: Sequence[int] = (),
        condition: str = "",
        about: RecordKind = RecordKind.PERSON,
    ) -> None:
        self._members: Members = (
            *((RecordKind.PERSON, one) for one in people),
            *((RecordKind.ORGANISATION, one) for one in organisations),
        )
        title = _("Change list") if list_id else _("New list")
        super().__init__(_("Put on a list") if self._members else title)
        self._list_id = list_id
        self._record: ListRecord | None = None
        self._condition = condition
        self._about = about

    async def prepare(self) -> None:
        """Fetch the list."""
        if self._list_id is not None:
            self._record = await self.access.ask(get_list, self._list_id, limit=0)

    def rows(self) -> Iterable[Widget]:
        """Yield the fields: of a list, or only which."""
        if self._members:
            which = CompletionInput(completes_lists(self.access), allow_new=True)
            count = len(self._members)
            hint = ngettext("{count} record to put on it", "{count} records to put on it", count)
            yield FormField(
                _("List"), which, name="name", required=True, hint=hint.format(count=count)
            )
            return
        record: dict[str, Any] = dict(self._record or {})
        name = TextField(record.get("name") or "")
        yield FormField(_("Name"), name, name="name", required=True)
        yield from self._search_rows(record)
        yield FormField(_("Note"), NoteField(record.get("note") or ""), name="note")

    def _search_rows(self, record: dict[str, Any]) -> Iterable[Widget]:
        """Yield what a saved search looks for."""
        condition = TextField(
            record.get("condition") or self._condition, _("empty for a fixed list")
        )
        yield FormField(_("Condition"), condition, name="condition", hint=_("such as role = VD"))
        about = select_of(KINDS, record.get("about") or self._about)
        yield FormField(_("Of"), about, name="about")
        query = TextField(record.get("query") or "", _("words to search for, instead"))
        yield FormField(_("Words"), query, name="query")

    async def store(self, values: Values) -> int:
        """Add or change the list, or put the records on it."""
        if self._members:
            name = values["name"][0].label if values["name"] else ""
            said = _("Added to the list {name}").format(name=name)
            return await self.access.tell(said, _put, values, self._members)
        if self._record is None:
            said = _("Added the list {name}").format(name=values["name"].strip())
            return await self.access.tell(said, _add, values)
        said = _("Changed the list {name}").format(name=self._record["name"])
        return await self.access.tell(said, _change, self._record, self.changed | _name(values))


def _name(values: Values) -> Values:
    return {"name": values["name"]}


def _add(session: Session, values: Values) -> int:
    given = values if values["condition"] else {**values, "about": None}
    return saved(add_list(session, ContactListIn(**given)).id)


def _change(session: Session, record: ListRecord, values: Values) -> int:
    edit_list(session, record["id"], ContactListIn(**values), version=record["version"])
    return record["id"]


def _put(session: Session, values: Values, members: Members) -> int:
    if not values["name"]:
        raise Invalid.field("name", _("This must be filled in."))
    [choice] = values["name"]
    if choice.is_new:
        list_id = saved(add_list(session, ContactListIn(name=choice.label)).id)
    else:
        list_id = int(choice.reference[1:])
    for kind in dict.fromkeys(kind for kind, _member in members):
        list_many(session, list_id, kind, [one for of, one in members if of == kind])
    return list_id
