"""A post: new, changed, passed on to another."""

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from crm.actions.memberships import succeed
from crm.actions.posts import add_post, edit_post
from crm.book import Session
from crm.i18n import _
from crm.inputs import PostEdit, PostIn
from crm.queries.memberships import get_post
from crm.queries.records import PostRecord
from crm.settings import today
from crm.vocabulary import RecordKind
from tui.dialogs.completing import chosen, completes
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.newcomers import Newcomers, saved
from tui.widgets.completion_input import CompletionInput
from tui.widgets.date_input import DateInput
from tui.widgets.form import FormField
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import NoteField, TextField

PLAIN = ("label", "role", "note")


class PostDialog(FormDialog[int]):
    """Adds a post to an organisation, or changes one."""

    def __init__(self, post_id: int | None = None, *, organisation: int | None = None) -> None:
        super().__init__(_("Change post") if post_id else _("New post"))
        self._post_id = post_id
        self._organisation_id = organisation
        self._record: PostRecord | None = None
        self._organisations: tuple[Choice, ...] = ()

    async def prepare(self) -> None:
        """Fetch the post and its organisation."""
        if self._post_id is not None:
            record = await self.access.ask(get_post, self._post_id)
            self._record, self.about = record, record["organisation"]["name"]
        wanted = [self._organisation_id]
        self._organisations = await chosen(self.access, RecordKind.ORGANISATION, wanted)

    def rows(self) -> Iterable[Widget]:
        """Yield the fields; where the post is cannot be changed afterwards."""
        record: dict[str, Any] = dict(self._record or {})
        label = TextField(record.get("label") or "", _("such as State Secretary"))
        yield FormField(_("Post"), label, name="label", required=True)
        if self._record is None:
            field = CompletionInput(
                completes(self.access, RecordKind.ORGANISATION),
                allow_new=True,
                choices=self._organisations,
            )
            yield FormField(_("Organisation"), field, name="organisation", required=True)
        yield FormField(_("Role"), TextField(record.get("role") or ""), name="role")
        yield FormField(_("Note"), NoteField(record.get("note") or ""), name="note")

    async def store(self, values: Values) -> int:
        """Add or change the post."""
        if self._record is None:
            said = _("Added the post {name}").format(name=values["label"].strip())
            return await self.access.tell(said, _add, values)
        said = _("Changed the post {name}").format(name=self._record["label"])
        return await self.access.tell(said, _change, self._record, self.changed)


class SuccessionDialog(FormDialog[int]):
    """Lets a person take over a post; whoever holds it leaves the day before."""

    ALIASES = {"date": "start_date"}

    def __init__(self, post_id: int) -> None:
        super().__init__(_("Pass on the post"))
        self._post_id = post_id
        self._record: PostRecord | None = None

    @property
    def record(self) -> PostRecord:
        """The post with those who hold it."""
        if self._record is None:
            raise ValueError("the form is not prepared")
        return self._record

    async def prepare(self) -> None:
        """Fetch the post and who holds it."""
        self._record = await self.access.ask(get_post, self._post_id)

    def rows(self) -> Iterable[Widget]:
        """Yield who takes over and when."""
        field = CompletionInput(completes(self.access, RecordKind.PERSON), allow_new=True)
        yield FormField(
            _("New holder"), field, name="person", required=True, hint=self._situation()
        )
        since = DateInput(today().isoformat(), prefer="none", required=True)
        yield FormField(_("From"), since, name="start_date", required=True)

    def _situation(self) -> str:
        post = f"{self.record['label']}, {self.record['organisation']['name']}"
        names = [holder["person"]["name"] for holder in self.record["holders"] if holder["current"]]
        if not names:
            return _("{post}: vacant.").format(post=post)
        return _("{post}: {names} leaves the day before.").format(post=post, names=", ".join(names))

    async def store(self, values: Values) -> int:
        """Let the post pass on."""
        said = _("Passed on the post {name}").format(name=self.record["label"])
        return await self.access.tell(said, _succeed, self._post_id, values)


def _add(session: Session, values: Values) -> int:
    entry: dict[str, Any] = {name: values[name] for name in PLAIN}
    newcomers = Newcomers(session)
    entry["organisation"] = newcomers.optional(RecordKind.ORGANISATION, values["organisation"])
    return saved(add_post(session, PostIn(**entry)).id)


def _change(session: Session, record: PostRecord, changed: Values) -> int:
    data = PostEdit(**{name: changed[name] for name in PLAIN if name in changed})
    edit_post(session, record["id"], data, version=record["version"])
    return record["id"]


def _succeed(session: Session, post_id: int, values: Values) -> int:
    person = Newcomers(session).required(RecordKind.PERSON, "person", values["person"])
    return saved(succeed(session, post_id, person, values["start_date"]).id)
