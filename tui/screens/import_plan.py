"""The plan of an import as a table: looked through, decided about, taken in and taken back."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from crm.actions.importing import Decision, FileDescription, ImportReport, PlanEntry
from crm.i18n import N_, _, ngettext
from tui.access import Done
from tui.importing.request import ImportRequest, file_line, import_stopped
from tui.importing.rows import (
    PlanPart,
    PlanRow,
    plan_parts,
    plan_rows,
    row_sections,
    summary,
)
from tui.pages import subject_of
from tui.progress import Progress
from tui.screens.filter_bar import FilterBar
from tui.screens.import_decisions import DecidingStep
from tui.screens.import_table import plan_columns
from tui.screens.table_room import TableRoom
from tui.widgets.lazy_table import LazyTable
from tui.widgets.record import DetailView
from tui.widgets.roles import content
from tui.widgets.table_columns import Row

LOOKED_AFTER_SECONDS = 0.2
QUICK_SECONDS = 2.0
"""How long a plan may take that is made anew after each decision."""


class ImportPlanScreen(TableRoom, DecidingStep):
    """What would become of each record, beside the one that the cursor stands on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "i,ctrl+s", "apply", N_("Import"), id="import.apply", key_display="i",
            tooltip=N_("Take the file in; one undo takes it back"),
        ),
        Binding(
            "right", "part(1)", N_("Parts"), id="import.next_part", key_display="← →",
            tooltip=N_("Show the next part of the plan: what is new, what changes …"),
        ),
        Binding(
            "left",
            "part(-1)",
            N_("Previous part"),
            id="import.previous_part",
            show=False,
            priority=True,
        ),
        Binding("tab", "other_side", N_("List or record"), id="import.side", show=False),
        Binding("r", "look_anew", N_("Look through it again"), id="import.again", show=False),
        Binding(
            "p", "add_people", N_("Add those proposed, or not"), id="import.add_people", show=False,
            tooltip=N_("Whoever takes part in a meeting or letter and is not in the book"),
        ),
    ]  # fmt: skip

    def __init__(self, request: ImportRequest, description: FileDescription) -> None:
        super().__init__()
        self._request = request
        self._description = description
        self._report: ImportReport | None = None
        self._progress: Progress | None = None
        self._seconds = 0.0
        self._rows: dict[int, PlanRow] = {}
        self._parts: list[PlanPart] = []
        self._part = ""
        self._batch: int | None = None

    # What it looks like.

    def compose_room(self) -> Iterator[Widget]:
        """Put the file and the parts of the plan above its rows, and the chosen row beside."""
        yield Static(classes="file")
        with Horizontal(classes="sides"):
            with Vertical(classes="list-side"):
                yield FilterBar([_("All")])
                yield LazyTable(plan_columns(), marking=False, empty=_("Reading…"))
            with Vertical(classes="record-side"):
                yield DetailView(id="entry", empty=_("Choose a record in the list to see it here."))

    @property
    def detail(self) -> DetailView:
        """The row under the cursor."""
        return self.query_one("#entry", DetailView)

    @property
    def row(self) -> PlanRow | None:
        """The row under the cursor."""
        return self._rows.get(self.cursor_id or 0)

    @property
    def entry(self) -> PlanEntry | None:
        """The record under the cursor, if there is one that can be decided about."""
        is_plan = self._batch is None and self._progress is None
        return self.row.entry if is_plan and self.row else None

    @property
    def is_applied(self) -> bool:
        """Whether the file was taken in, and not taken back."""
        return self._batch is not None and self._batch in self.access.own_batches

    # The plan.

    async def load(self) -> None:
        """Make the plan, and make it anew after decisions unless that takes long."""
        if self.is_applied:
            return
        was_applied, self._batch = self._batch is not None, None
        if self._report and not was_applied and self._seconds > QUICK_SECONDS:
            return
        await self._plan()

    async def _plan(self) -> None:
        self.stop()
        self._show_file()
        progress = self._progress = Progress(import_stopped(), self.access.closing)
        let_keys_through = self.crm_app.hold_keys()
        timer = self.set_interval(LOOKED_AFTER_SECONDS, partial(self._tell, progress))
        began = time.monotonic()
        request, book = self._request, self.access.book
        try:
            report = await self.access.run(lambda: request.plan(book, progress))
        except Exception:
            self.table.empty = _("There is no plan: esc goes back.")
            raise
        finally:
            timer.stop()
            let_keys_through()
            if self._progress is progress:
                self._progress = None
        self._seconds = time.monotonic() - began
        self._show(report)

    def _tell(self, progress: Progress) -> None:
        count = progress.done
        text = ngettext("Reading… {count} record", "Reading… {count} records", count)
        self.table.empty = text.format(count=count) if count else _("Reading…")
        self.query_one(FilterBar).say_count(self.table.empty if self._report else "")

    def _show(self, report: ImportReport) -> None:
        self._report = report
        self._rows = {row.id: row for row in plan_rows(report)}
        self._parts = plan_parts(report)
        bar = self.query_one(FilterBar)
        bar.offer([part.title for part in self._parts])
        self._show_file()
        keys = [part.key for part in self._parts]
        self._show_part(keys.index(self._part) if self._part in keys else 0)

    def _show_file(self) -> None:
        said = [
            _("taken in") if self.is_applied else "",
            _("those proposed are added") if self._request.add_people else "",
        ]
        self.query_one(".file", Static).update(
            content(self._request.name, "strong")
            + content("".join(f"  {text}" for text in said if text), "success")
            + content(f"  {file_line(self._description)}")
        )

    def _show_part(self, index: int) -> None:
        part = self._parts[index]
        self._part = part.key
        bar = self.query_one(FilterBar)
        bar.choose(index)
        self.table.set_columns(plan_columns(any(row.decided for row in self._rows.values())))
        ids = [row.id for row in self._rows.values() if part.holds(row)]
        bar.say_count("")
        self.table.empty = _("None of these says anything that the book does not say.")
        self.table.set_rows(ids, self._fetch)
        self.table.refresh_rows()
        self._show_row()

    async def _fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        return [self._rows[identity] for identity in ids]

    def on_unmount(self) -> None:
        """Stop what nobody waits for."""
        self.stop()

    def stop(self) -> None:
        """Let a plan end that is being made."""
        if self._progress is not None:
            self._progress.stop()

    # Looking.

    @on(LazyTable.RowHighlighted)
    def _row_highlighted(self) -> None:
        self._show_row()

    def _show_row(self) -> None:
        self.refresh_bindings()
        self.detail.show(row_sections(self.row) if self.row else ())

    @on(LazyTable.RowSelected)
    def _row_selected(self) -> None:
        self.add_class("-record")
        self.detail.focus()

    @on(DetailView.ReferenceSelected)
    def _reference_selected(self, event: DetailView.ReferenceSelected) -> None:
        self.open_record(subject_of(event.reference))

    @on(FilterBar.Chosen)
    def _part_chosen(self, event: FilterBar.Chosen) -> None:
        self._show_part(event.index)

    def action_part(self, step: int) -> None:
        """Show the next or previous part."""
        if self._parts:
            place = [part.key for part in self._parts].index(self._part)
            self._show_part((place + step) % len(self._parts))

    def action_other_side(self) -> None:
        """Go between the table and the row beside it."""
        if self.table.has_focus:
            self._row_selected()
        else:
            self.action_back()

    def action_back(self) -> None:
        """Go back to the table, then a step back; out of the import once it is done."""
        if self.detail.has_focus:
            self.remove_class("-record")
            self.table.focus()
        elif self.is_applied:
            self.leave_import()
        else:
            super().action_back()

    # Doing.

    def decided(self, entry: PlanEntry, decision: Decision) -> None:
        """Mark the record at once; a plan that is made quickly follows."""
        entry["decided"] = decision.kind
        if self._report is not None and self._seconds > QUICK_SECONDS:
            self._show(self._report)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take in what was looked through, once."""
        if action in ("apply", "look_anew", "add_people"):
            is_plan = self._report is not None and self._progress is None and not self.is_applied
            can_propose = bool(self._report and self._report["proposals"])
            return is_plan and (action != "add_people" or can_propose or self._request.add_people)
        return super().check_action(action, parameters)

    def action_look_anew(self) -> None:
        """Make the plan anew, with what was decided since."""
        self.attempt(self._plan, group="load")

    def action_add_people(self) -> None:
        """Add those who are proposed, or no longer."""
        self._request.add_people = not self._request.add_people
        self.action_look_anew()

    def action_apply(self) -> None:
        """Take the file in."""
        if self._report is not None:
            self.attempt(partial(self._apply, self._report))

    async def _apply(self, plan: ImportReport) -> None:
        from tui.dialogs import ImportDialog

        report: ImportReport | None = await self.show_dialog(ImportDialog(self._request, plan))
        if report is None:
            return
        self._batch, self._part = report["batch"], ""
        if self._batch is None:
            self.say(_("The book says all of it already; nothing was changed."), "")
        else:
            file = _("Import of {file}").format(file=self._request.name)
            self.access.own_batches.append(self._batch)
            self.access.note_change(Done(self._batch, f"{file}: {summary(report)}"))
        self._show(report)
