"""A person in an organisation: begun, changed, ended."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual.widget import Widget
from textual.widgets import Checkbox

from crm.actions.memberships import add_membership, edit_membership, end_membership
from crm.book import Session
from crm.i18n import _
from crm.inputs import MembershipEdit, MembershipIn
from crm.models import Membership
from crm.queries.kinds import get_record
from crm.queries.memberships import get_membership, list_posts
from crm.queries.records import MembershipRecord
from crm.settings import today
from crm.vocabulary import RecordKind
from tui.dialogs.completing import choice_of, chosen, completes, fitting, linked
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.newcomers import Newcomers, saved
from tui.dialogs.reading import identity
from tui.widgets.completion_input import CompletionInput
from tui.widgets.date_input import DateInput
from tui.widgets.form import FormField
from tui.widgets.roles import content
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import NoteField, TextField

PLAIN = ("role", "start_date", "end_date", "primary", "note")
PARTIES = (RecordKind.PERSON, RecordKind.ORGANISATION)


class MembershipDialog(FormDialog[int]):
    """Puts a person into an organisation, or changes a membership."""

    def __init__(
        self,
        membership_id: int | None = None,
        *,
        person: int | None = None,
        organisation: int | None = None,
    ) -> None:
        super().__init__(_("Change membership") if membership_id else _("New membership"))
        self._membership_id = membership_id
        self._wanted = (person, organisation)
        self._record: MembershipRecord | None = None
        self._stored = (0, "")
        self._parties: dict[RecordKind, tuple[Choice, ...]] = {}

    async def prepare(self) -> None:
        """Fetch the membership, or who and where."""
        if self._membership_id is not None:
            record = await self.access.ask(get_membership, self._membership_id)
            self._stored = await self.access.ask(_version_and_note, self._membership_id)
            self._record, self.about = record, _parties(record)
            return
        for kind, wanted in zip(PARTIES, self._wanted, strict=True):
            self._parties[kind] = await chosen(self.access, kind, [wanted])

    def rows(self) -> Iterable[Widget]:
        """Yield the fields; who and where cannot be changed afterwards."""
        record: dict[str, Any] = dict(self._record or {})
        if self._record is None:
            for name, kind, text in (
                ("person", RecordKind.PERSON, _("Person")),
                ("organisation", RecordKind.ORGANISATION, _("Organisation")),
            ):
                field = CompletionInput(
                    completes(self.access, kind), allow_new=True, choices=self._parties[kind]
                )
                yield FormField(text, field, name=name, required=True)
        role = TextField(record.get("role") or "")
        yield FormField(_("Role"), role, name="role")
        posts = CompletionInput(self._posts, choices=linked(RecordKind.POST, record.get("post")))
        yield FormField(_("Post"), posts, name="post")
        since = DateInput(record.get("start_date") or "", prefer="past")
        yield FormField(_("Since"), since, name="start_date")
        until = DateInput(record.get("end_date") or "", prefer="none")
        yield FormField(_("Until"), until, name="end_date")
        primary = Checkbox(
            content(_("the main one of this person")), bool(record.get("primary")), compact=True
        )
        yield FormField(_("Primary"), primary, name="primary")
        yield FormField(_("Note"), NoteField(self._stored[1]), name="note")

    async def _posts(self, text: str) -> Sequence[Choice]:
        where = self._record["organisation"]["id"] if self._record else self._organisation()
        if where is None:
            return []
        posts = await self.access.ask(list_posts, where)
        choices = (choice_of(RecordKind.POST, post["id"], post["label"]) for post in posts)
        return fitting(text, choices)

    def _organisation(self) -> int | None:
        choices = self.field("organisation", CompletionInput).choices
        return identity(tuple(choice for choice in choices if not choice.is_new))

    async def store(self, values: Values) -> int:
        """Add or change the membership."""
        if self._record is None:
            name = values["person"][0].label if values["person"] else ""
            said = _("Added a membership of {name}").format(name=name)
            return await self.access.tell(said, _add, values)
        said = _("Changed the membership {name}").format(name=_parties(self._record))
        identity, version = self._record["id"], self._stored[0]
        return await self.access.tell(said, _change, identity, version, self.changed)


class EndMembershipDialog(FormDialog[int]):
    """Asks for the last day of a membership."""

    ENTER_SAVES = True
    ALIASES = {"date": "end_date"}

    def __init__(self, membership_id: int) -> None:
        super().__init__(_("End membership"), save=_("End it"))
        self._membership_id = membership_id

    async def prepare(self) -> None:
        """Fetch who and where."""
        self.about = _parties(await self.access.ask(get_membership, self._membership_id))

    def rows(self) -> Iterable[Widget]:
        """Yield the date."""
        last = DateInput(today().isoformat(), prefer="past", required=True)
        yield FormField(_("Last day"), last, name="end_date", required=True)

    async def store(self, values: Values) -> int:
        """End the membership."""
        said = _("Ended the membership {name}").format(name=self.about)
        return await self.access.tell(said, _end, self._membership_id, values["end_date"])


def _parties(record: MembershipRecord) -> str:
    return f"{record['person']['name']}, {record['organisation']['name']}"


def _version_and_note(session: Session, membership_id: int) -> tuple[int, str]:
    row = get_record(session, RecordKind.MEMBERSHIP, membership_id)
    note = row.note if isinstance(row, Membership) else None
    return row.version, note or ""


def _post(values: Values) -> dict[str, Any]:
    return {"post": identity(values["post"])} if "post" in values else {}


def _add(session: Session, values: Values) -> int:
    newcomers = Newcomers(session)
    entry: dict[str, Any] = {name: values[name] for name in PLAIN} | _post(values)
    entry["organisation"] = newcomers.optional(RecordKind.ORGANISATION, values["organisation"])
    data = MembershipIn(**entry)
    person = newcomers.required(RecordKind.PERSON, "person", values["person"])
    return saved(add_membership(session, person, data).id)


def _change(session: Session, membership_id: int, version: int, changed: Values) -> int:
    entry: dict[str, Any] = {name: changed[name] for name in PLAIN if name in changed}
    data = MembershipEdit(**entry, **_post(changed))
    edit_membership(session, membership_id, data, version=version)
    return membership_id


def _end(session: Session, membership_id: int, on: str) -> int:
    return saved(end_membership(session, membership_id, on).id)
