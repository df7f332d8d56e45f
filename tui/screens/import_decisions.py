"""Deciding who a record of a plan is: one key each, remembered for other files too."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from crm.actions.importing import Decision, ImportDecisionKind, Outcome, PlanEntry, decide
from crm.i18n import N_, _
from tui.screens.import_step import ImportStep
from tui.widgets.lazy_table import LazyTable
from tui.widgets.record_items import Section

SAME, DIFFERENT, SKIP = ImportDecisionKind


class DecidingStep(ImportStep):
    """A step with a record at hand that may be known already."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # The table has this key too, for what it does not do here.
        Binding(
            "s", "same", N_("Same"), id="import.same", priority=True,
            tooltip=N_("It is somebody whom the book has; choose who"),
        ),
        Binding(
            "d", "decide('different')", N_("Different"), id="import.different",
            tooltip=N_("It is nobody whom it was taken for; do not ask again"),
        ),
        Binding(
            "x", "decide('skip')", N_("Leave out"), id="import.skip",
            tooltip=N_("Do not take the record in, from this file or another"),
        ),
    ]  # fmt: skip

    @property
    def table(self) -> LazyTable:
        """The rows of the plan."""
        raise NotImplementedError

    @property
    def entry(self) -> PlanEntry | None:
        """The record at hand, if it can be decided about."""
        raise NotImplementedError

    def explanation(self) -> list[Section]:
        """Explain plans."""
        text = _(
            "What would become of each record; nothing is saved yet. The arrows left and right "
            "show one part of it, enter opens a record. Where one may be known already, s says "
            "that it is the same, d that it is different, x leaves it out: that is remembered, for "
            "other files too, and u takes it back. i takes the file in; after that, u takes all of "
            "it back at once."
        )
        return [Section("", (), text)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer decisions about people and organisations."""
        if action in ("same", "decide"):
            return self.entry is not None and bool(self.entry["fingerprint"])
        return super().check_action(action, parameters)

    def action_same(self) -> None:
        """Say that the record is somebody known; choose who, where it is not plain."""
        if self.entry is not None:
            self.attempt(partial(self._same, self.entry))

    async def _same(self, entry: PlanEntry) -> None:
        from tui.dialogs import SameDialog

        known = [one["reference"] for one in entry["alike"] if one["reference"]]
        if len(known) == 1:
            chosen = known[0]
        else:
            chosen = await self.show_dialog(SameDialog(entry))
        if chosen:
            await self._decide(entry, Decision(SAME, chosen))

    def action_decide(self, word: str) -> None:
        """Say that the record is somebody else, or is to be left out."""
        if self.entry is not None:
            taken_for = self.entry["reference"] or ""
            reference = taken_for if word == DIFFERENT else ""
            self.attempt(partial(self._decide, self.entry, Decision(word, reference)))

    async def _decide(self, entry: PlanEntry, decision: Decision) -> None:
        said = _SAID[ImportDecisionKind(decision.kind)]
        description = _(said).format(name=entry["name"], reference=decision.reference)
        was_open = entry["outcome"] == Outcome.POSSIBLE_DUPLICATE
        await self.access.tell(description, decide, entry["kind"], entry["fingerprint"], decision)
        self.decided(entry, decision)
        if was_open:
            self.table.action_move(1)

    def decided(self, entry: PlanEntry, decision: Decision) -> None:
        """Show what was decided; a new plan may follow."""
        raise NotImplementedError


_SAID = {
    SAME: N_("{name} of a file is {reference}"),
    DIFFERENT: N_("{name} of a file is somebody else"),
    SKIP: N_("{name} of a file is left out"),
}
