"""What happened, who took part, who said what, and what was promised, in one form."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Select

from crm.i18n import N_, _
from crm.queries.labels import get_fields_for
from crm.queries.records import CustomFieldRecord
from crm.settings import today
from crm.vocabulary import InteractionStatus, RecordKind
from tui.dialogs.completing import chosen
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.interaction_rows import (
    Choices,
    WhenInput,
    follow_up_parts,
    further_rows,
    interaction_rows,
    statement_parts,
)
from tui.dialogs.interaction_saving import log
from tui.dialogs.moments import moments
from tui.dialogs.repeated import Repeated
from tui.widgets.completion_input import CompletionInput

KIND = RecordKind.INTERACTION


class InteractionForm(FormDialog[int]):
    """What the forms for a new and for a changed interaction do alike."""

    DEFAULT_CSS = """
    InteractionForm {
        & NoteField.short { height: 3; }
    }
    """
    WIDE = True
    FIRST = "subject"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2", "add_part('statements')", N_("Add who said what"), id="interaction.statement"
        ),
    ]
    ALIASES = {
        "participants": "people",
        "starts_at": "when",
        "ends_at": "when",
        "date": "when",
    }

    def present(self) -> Choices:
        """Return who took part, as far as it is filled in."""
        return self.people() + self.field("organisations", CompletionInput).choices

    def people(self) -> Choices:
        """Return the people who took part, as far as they are filled in."""
        return self.field("people", CompletionInput).choices

    @on(Select.Changed)
    def _look_ahead(self, event: Select.Changed) -> None:
        if self.is_open and event.select is self.row("status").field:
            planned = event.value == InteractionStatus.PLANNED
            self.field("when", WhenInput).look("future" if planned else "past")

    async def action_add_part(self, name: str) -> None:
        """Add a part of the form."""
        for repeated in self.query(Repeated):
            if repeated.name == name:
                await repeated.add()


class LogInteractionDialog(InteractionForm):
    """Logs an interaction with who is at hand filled in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "add_part('follow_ups')", N_("Add a follow-up"), id="interaction.promise"),
    ]

    def __init__(
        self,
        *,
        people: Sequence[int] = (),
        organisations: Sequence[int] = (),
        topics: Sequence[int] = (),
    ) -> None:
        super().__init__(_("Log what happened"), draft="log")
        self._wanted = {
            "people": (RecordKind.PERSON, people),
            "organisations": (RecordKind.ORGANISATION, organisations),
            "topics": (RecordKind.TOPIC, topics),
        }
        self._chosen: dict[str, Choices] = {}
        self._fields: Sequence[CustomFieldRecord] = ()

    async def prepare(self) -> None:
        """Fetch the names of whom it is about, and the user's own fields."""
        for name, (kind, ids) in self._wanted.items():
            self._chosen[name] = await chosen(self.access, kind, ids)
        self._fields = await self.access.ask(get_fields_for, KIND)

    def rows(self) -> Iterable[Widget]:
        """Yield the fields, today being the date unless another is typed."""
        start = {"when": today().isoformat(), **self._chosen}
        yield from interaction_rows(self.access, start, status=None)
        yield statement_parts(self.access, self.present)
        yield follow_up_parts(self.access, self.present, self.people)
        for index, row in enumerate(further_rows(self.access, {}, self._fields)):
            yield row.add_class("-apart") if index == 0 else row

    async def store(self, values: Values) -> int:
        """Log the interaction."""
        said = _("Logged {name}").format(name=values["subject"].strip())
        return await self.access.tell(said, log, values, moments(values["when"], values["time"]))
