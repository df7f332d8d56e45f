"""A topic, new or changed."""

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from crm.actions.topics import add_topic, edit_topic
from crm.book import Session
from crm.i18n import _
from crm.inputs import TopicIn
from crm.queries.records import TopicRecord
from crm.queries.topics import get_topic
from crm.vocabulary import RecordKind
from tui.dialogs.addresses import parted
from tui.dialogs.completing import completes_topics, linked
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.newcomers import Newcomers, saved
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import FormField
from tui.widgets.text_field import NoteField, TextField


class TopicDialog(FormDialog[int]):
    """Adds a topic, or changes one."""

    def __init__(self, topic_id: int | None = None) -> None:
        title = _("Change topic") if topic_id else _("New topic")
        super().__init__(title, draft=f"topic {topic_id or ''}")
        self._topic_id = topic_id
        self._record: TopicRecord | None = None

    async def prepare(self) -> None:
        """Fetch the topic."""
        if self._topic_id is not None:
            self._record = await self.access.ask(get_topic, self._topic_id)

    def rows(self) -> Iterable[Widget]:
        """Yield the fields."""
        record: dict[str, Any] = dict(self._record or {})
        name = TextField(record.get("name") or "")
        yield FormField(_("Name"), name, name="name", required=True)
        synonyms = TextField(", ".join(record.get("synonyms", ())), _("several, parted by commas"))
        yield FormField(_("Synonyms"), synonyms, name="synonyms")
        parent = CompletionInput(
            completes_topics(self.access),
            allow_new=True,
            choices=linked(RecordKind.TOPIC, record.get("parent")),
        )
        yield FormField(_("Part of"), parent, name="parent")
        yield FormField(_("Note"), NoteField(record.get("note") or ""), name="note")

    async def store(self, values: Values) -> int:
        """Add or change the topic."""
        if self._record is None:
            said = _("Added the topic {name}").format(name=values["name"].strip())
            return await self.access.tell(said, _add, values)
        said = _("Changed the topic {name}").format(name=self._record["name"])
        return await self.access.tell(said, _change, self._record, values)


def _data(session: Session, values: Values) -> TopicIn:
    entry: dict[str, Any] = {"name": values["name"], "note": values["note"]}
    entry["parent"] = Newcomers(session).optional(RecordKind.TOPIC, values["parent"])
    return TopicIn(**entry, synonyms=parted(values["synonyms"]))


def _add(session: Session, values: Values) -> int:
    return saved(add_topic(session, _data(session, values)).id)


def _change(session: Session, record: TopicRecord, values: Values) -> int:
    edit_topic(session, record["id"], _data(session, values), version=record["version"])
    return record["id"]
