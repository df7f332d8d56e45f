"""Which field a column of a table holds, as somebody says."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from crm.actions.importing import ColumnDescription
from crm.errors import Invalid
from crm.formats.columns import recognise
from crm.i18n import _
from crm.queries.labels import list_fields
from tui.dialogs.form import FormDialog, Values
from tui.importing.fields import column_title, field_choices, fitting_fields
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import FormField
from tui.widgets.roles import content
from tui.widgets.suggestions import Choice


class ColumnDialog(FormDialog[str]):
    """Offers the fields; answers the one that the column holds."""

    DEFAULT_CSS = """
    ColumnDialog .holds { padding: 0 2; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    ENTER_SAVES: ClassVar[bool] = True
    FIRST: ClassVar[str] = "field"

    def __init__(self, column: ColumnDescription) -> None:
        super().__init__(_("Column"), save=_("Take"))
        self.about = column["column"]
        self._column = column
        self._choices: Sequence[Choice] = ()

    async def prepare(self) -> None:
        """Fetch the fields that somebody defined."""
        self._choices = list(field_choices(await self.access.ask(list_fields)))

    def rows(self) -> Iterable[Widget]:
        """Yield the field, under it what the column holds."""
        field = self._column["field"]
        now = _("now {field}").format(field=column_title(field)) if field else _("not known yet")
        completion = CompletionInput(self._fitting, placeholder=now)
        values = " · ".join(self._column["samples"]) or "–"
        yield FormField(_("It holds"), Static(content(values, "muted"), classes="holds"))
        yield FormField(_("Field"), completion, name="field")
        self.call_after_refresh(completion.action_offer, 1)

    async def _fitting(self, text: str) -> Sequence[Choice]:
        found = fitting_fields(text, self._choices)
        name = recognise(text) if ":" in text else None
        return [Choice(name, text), *found] if name else found

    @on(CompletionInput.Changed)
    def _chosen(self, event: CompletionInput.Changed) -> None:
        if event.choices:
            self.action_save()

    async def store(self, values: Values) -> str | None:
        """Answer the field."""
        chosen: Sequence[Choice] = values["field"]
        if not chosen:
            raise Invalid.field("field", _("Choose a field, or leave with escape."))
        return chosen[0].reference
