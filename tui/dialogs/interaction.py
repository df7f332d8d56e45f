"""An interaction that is changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual.widget import Widget

from crm.i18n import _
from crm.queries.interactions import get_interaction
from crm.queries.labels import get_fields_for
from crm.queries.records import CustomFieldRecord, InteractionRecord, StatementRecord
from crm.vocabulary import RecordKind
from tui.dialogs.completing import linked
from tui.dialogs.form import Values
from tui.dialogs.interaction_rows import Choices, further_rows, interaction_rows, statement_parts
from tui.dialogs.interaction_saving import change
from tui.dialogs.log_interaction import InteractionForm
from tui.dialogs.moments import moments, time_text, when_text
from tui.dialogs.tagging import tag_choices

PLAIN = ("kind", "subject", "place", "details", "atmosphere", "reference", "source")


class InteractionDialog(InteractionForm):
    """Changes an interaction; promises made in it are changed as follow-ups."""

    def __init__(self, interaction_id: int) -> None:
        super().__init__(_("Change interaction"), draft=f"interaction {interaction_id}")
        self._interaction_id = interaction_id
        self._record: InteractionRecord | None = None
        self._fields: Sequence[CustomFieldRecord] = ()

    async def prepare(self) -> None:
        """Fetch the interaction and the user's own fields."""
        self._record = await self.access.ask(get_interaction, self._interaction_id)
        self._fields = await self.access.ask(get_fields_for, RecordKind.INTERACTION)

    @property
    def record(self) -> InteractionRecord:
        """The interaction as it was when the form was opened."""
        if self._record is None:
            raise ValueError("the form is not prepared")
        return self._record

    def rows(self) -> Iterable[Widget]:
        """Yield the fields."""
        start = _starting(self.record)
        yield from interaction_rows(self.access, start, status=self.record["status"])
        said = [_statement(self.record, one) for one in self.record["statements"]]
        yield statement_parts(self.access, self.present, said)
        for index, row in enumerate(further_rows(self.access, start, self._fields)):
            yield row.add_class("-apart") if index == 0 else row

    async def store(self, values: Values) -> int:
        """Change the interaction."""
        said = _("Changed {name}").format(name=self.record["subject"])
        when: dict[str, Any] = moments(values["when"], values["time"])
        return await self.access.tell(said, change, self.record, values, self.changed, when)


def _starting(record: InteractionRecord) -> dict[str, Any]:
    values: dict[str, Any] = dict(record)
    took_part = record["participants"]
    return {name: values[name] or "" for name in PLAIN} | {
        "when": when_text(record),
        "time": time_text(record),
        "people": _once(linked(RecordKind.PERSON, *(one["person"] for one in took_part))),
        "organisations": linked(
            RecordKind.ORGANISATION,
            *(one["organisation"] for one in took_part if not one["person"]),
        ),
        "topics": linked(RecordKind.TOPIC, *record["topics"]),
        "tags": tag_choices(record["tags"]),
        "custom": record["custom"],
    }


def _statement(record: InteractionRecord, said: StatementRecord) -> dict[str, Any]:
    # Whoever spoke took part, which tells people from organisations.
    people = [one["person"] for one in record["participants"] if one["person"]]
    kind = RecordKind.PERSON if said["speaker"] in people else RecordKind.ORGANISATION
    return {
        "speaker": linked(kind, said["speaker"]),
        "topic": linked(RecordKind.TOPIC, said["topic"]),
        "stance": said["stance"],
        "text": said["text"],
    }


def _once(choices: Choices) -> Choices:
    return tuple(dict.fromkeys(choices))
