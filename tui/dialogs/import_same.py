"""Who a record of a file is, chosen among those whom it may mean, or anybody else."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.widget import Widget

from crm.actions.importing import PlanEntry
from crm.errors import Invalid
from crm.i18n import _
from crm.labels import share_label
from crm.vocabulary import RecordKind
from tui.dialogs.completing import completes
from tui.dialogs.form import FormDialog, Values
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import FormField
from tui.widgets.suggestions import Choice


class SameDialog(FormDialog[str]):
    """Offers those whom a record may mean, and whoever is typed; answers a reference."""

    ENTER_SAVES: ClassVar[bool] = True

    def __init__(self, entry: PlanEntry) -> None:
        super().__init__(_("Who is it?"), save=_("The same"))
        self.about = entry["name"]
        self._entry = entry

    def rows(self) -> Iterable[Widget]:
        """Yield the field, with those whom it may be below it."""
        completion = CompletionInput(self._fitting, placeholder=_("a name, number or address"))
        yield FormField(_("The same as"), completion, name="same")
        if any(one["reference"] for one in self._entry["alike"]):
            self.call_after_refresh(completion.action_offer, 1)

    async def _fitting(self, text: str) -> Sequence[Choice]:
        if text.strip():
            return await completes(self.access, RecordKind(self._entry["kind"]))(text)
        return [
            Choice(
                one["reference"],
                one["name"],
                f"{share_label(one['score'])}  {', '.join(one['reasons'])}",
            )
            for one in self._entry["alike"]
            if one["reference"]
        ]

    @on(CompletionInput.Changed)
    def _chosen(self, event: CompletionInput.Changed) -> None:
        if event.choices:
            self.action_save()

    async def store(self, values: Values) -> str | None:
        """Answer whom the record is the same as."""
        chosen: Sequence[Choice] = values["same"]
        if not chosen:
            raise Invalid.field("same", _("Choose who it is, or leave with escape."))
        return chosen[0].reference
