"""One line that says what happened, and what it was taken for while one types."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Static

from crm.actions.quick_entry import log_plan
from crm.book import Session
from crm.errors import CrmError, Invalid
from crm.i18n import N_, _
from crm.queries.quick_entry import (
    NEW,
    AtHand,
    Certainty,
    Meant,
    Plan,
    Row,
    decision_key,
    plan_line,
    rows_of,
    summary,
)
from crm.search import Interrupted
from crm.vocabulary import RecordKind
from tui.access import BookAccess, book_access
from tui.dialogs.confirm import DiscardDialog
from tui.dialogs.explaining import ExplainedDialog
from tui.dialogs.newcomers import saved
from tui.pages import Prefill
from tui.widgets.candidate_list import CandidateList, question
from tui.widgets.line_field import LineField
from tui.widgets.plan_preview import PlanPreview
from tui.widgets.roles import Role, content
from tui.work import begin

PAUSE = 0.12
"""Seconds without typing before the book is asked."""


class QuickEntryDialog(ExplainedDialog[int]):
    """Logs what a line says; answers the id of the interaction."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "all_new", N_("All unknown ones are new"), id="quick.new"),
        Binding("escape", "leave", N_("Leave"), id="quick.leave"),
        Binding("pageup", "turn(-1)", N_("Up in what is saved"), id="quick.up", show=False),
        Binding("pagedown", "turn(1)", N_("Down in what is saved"), id="quick.down", show=False),
    ]
    BINDING_GROUP_TITLE = N_("Quick entry")

    def __init__(self, at_hand: Prefill | None = None) -> None:
        super().__init__(classes="-from-top")
        about = at_hand or Prefill()
        self._at_hand = AtHand(about.people, about.organisations, about.topics)
        self._decisions: dict[tuple[RecordKind, str], str] = {}
        self._plan: Plan | None = None
        self._saving = False

    @property
    def access(self) -> BookAccess:
        """The way to the book."""
        return book_access(self)

    @property
    def field(self) -> LineField:
        """The line to type in."""
        return self.query_one(LineField)

    @property
    def candidates(self) -> CandidateList:
        """Whom the name in question may mean."""
        return self.query_one(CandidateList)

    def compose(self) -> ComposeResult:
        """Put what would be saved below the line, and below that what has to be said."""
        with Vertical(classes="dialog quick") as box:
            box.border_title = content(_("Log in one line"))
            box.border_subtitle = content(_("enter saves, tab completes, esc leaves"))
            yield LineField(_("meeting yesterday with … @organisation #topic -> our promise"))
            with VerticalScroll(classes="plan", can_focus=False):
                yield PlanPreview()
            yield Static(classes="said")
            yield CandidateList()
            with Horizontal(classes="buttons"):
                yield Button(content(_("Save")), variant="primary", id="save")
                yield Button(content(_("Cancel")), id="leave")

    def on_mount(self) -> None:
        """Say how a line is written."""
        self.field.focus()
        self._show_hint()

    # Reading the line.

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        begin(self, self._read_after_pause, group="plan", exclusive=True)

    async def _read_after_pause(self) -> None:
        await asyncio.sleep(PAUSE)
        await self._read()

    async def _read(self) -> Plan | None:
        """Work out what the line would save, and show it; None where it cannot be read."""
        text = self.field.value
        try:
            plan = await self.access.ask_newest(
                plan_line, text, decisions=dict(self._decisions), at_hand=self._at_hand
            )
        except Interrupted:
            return None
        except CrmError as error:
            self._plan = None
            self._say(error.message)
            return None
        if text != self.field.value:
            return None
        self._plan = plan
        self._show(plan)
        return plan

    def _show(self, plan: Plan) -> None:
        self.field.colour(plan.line.text, plan.line.parts)
        if not plan.line.text.strip():
            self._show_hint()
            return
        self._preview(rows_of(plan))
        asked = self._asked(plan)
        self.candidates.ask(asked)
        if asked:
            self._say(question(asked), "warning")
        else:
            self._say(plan.mistakes[0].message if plan.mistakes else "")

    def _preview(self, rows: Sequence[Row]) -> None:
        self.query_one(PlanPreview).show(rows)
        self.query_one(".plan").set_class(bool(rows), "-some")

    def _show_hint(self) -> None:
        self._preview(())
        self.candidates.ask(None)
        hint = _(
            "with A, B and C, @organisation, #topic, a date as you say it (2 July at 2 pm).\n"
            "-> our promise by Friday; and another <- theirs <-> of both."
        )
        self._say(hint, "muted")

    def _asked(self, plan: Plan) -> Meant | None:
        """Return the name to ask about: the one at the cursor, else the first one in doubt."""
        at_cursor = plan.name_at(self.field.cursor_position)
        if at_cursor and not at_cursor.is_decided:
            return at_cursor
        return next(iter(plan.undecided), None)

    def _say(self, text: str, role: Role = "error") -> None:
        said = self.query_one(".said", Static)
        said.update(content(text, role, multiline=True))
        said.set_class(bool(text), "-some")

    # Deciding.

    @on(LineField.GoingOn)
    def _go_on(self) -> None:
        if self.candidates.is_asking:
            self.candidates.focus()

    @on(CandidateList.Left)
    def _come_back(self) -> None:
        self.field.focus()

    @on(CandidateList.Chosen)
    def _chosen(self, event: CandidateList.Chosen) -> None:
        self._decide(event.meant, event.decision)
        begin(self, self._go_on_deciding, group="plan", exclusive=True)

    def _decide(self, meant: Meant, decision: str) -> None:
        self._decisions[decision_key(meant.kind, meant.name.text)] = decision
        self._plan = None

    async def _go_on_deciding(self) -> None:
        plan = await self._read()
        if plan is not None and not plan.undecided:
            self.field.focus()

    def action_all_new(self) -> None:
        """Take everybody and everything that is unknown as new."""
        for meant in list(self._plan.undecided) if self._plan else ():
            if meant.certainty is Certainty.UNKNOWN:
                self._decide(meant, NEW)
        begin(self, self._go_on_deciding, group="plan", exclusive=True)

    # Completing.

    @on(LineField.Completing)
    def _complete(self) -> None:
        begin(self, self._complete_name, group="plan", exclusive=True)

    async def _complete_name(self) -> None:
        plan = await self._read()
        meant = plan and plan.name_at(self.field.cursor_position)
        if not meant or not meant.candidates:
            return
        likeliest = meant.candidates[0]
        mark = self.field.value[meant.name.start]
        mark = mark if mark in "@#" else ""
        written = mark + _as_written(likeliest.name, quoted=bool(mark))
        start, end = meant.name.start, meant.name.end
        self._decisions[decision_key(meant.kind, likeliest.name)] = likeliest.reference or NEW
        self.field.replace(written, start, end)
        self.field.cursor_position = start + len(written)

    # Saving and leaving.

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "save":
            self._begin_saving()
        else:
            self.action_leave()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._begin_saving()

    def _begin_saving(self) -> None:
        if not self._saving:
            self._saving = True
            self.workers.cancel_group(self, "plan")
            begin(self, self._save, group="save")

    async def _save(self) -> None:
        try:
            plan = self._plan if self._is_shown() else await self._read()
            if plan is not None:
                await self._save_plan(plan)
        except Invalid as error:
            self._say("\n".join(problem.message for problem in error.problems) or error.message)
        except CrmError as error:
            self._say(error.message)
        finally:
            self._saving = False

    def _is_shown(self) -> bool:
        """Tell whether what is shown is what the line says now."""
        return self._plan is not None and self._plan.line.text == self.field.value

    async def _save_plan(self, plan: Plan) -> None:
        if plan.mistakes:
            self._say(plan.mistakes[0].message)
        elif plan.undecided:
            self.candidates.ask(plan.undecided[0])
            self._say(question(plan.undecided[0]), "warning")
            self.candidates.focus()
        else:
            self.dismiss(await self.access.tell(summary(plan), _log, plan))

    def action_turn(self, pages: int) -> None:
        """Show more of what would be saved, where it does not all fit."""
        plan = self.query_one(".plan")
        plan.scroll_relative(y=pages * plan.size.height, animate=False)

    def action_leave(self) -> None:
        """Close the line; one in which something is typed asks first."""
        if self._saving:
            return
        if not self.field.value.strip():
            self.dismiss(None)
            return
        self.app.push_screen(DiscardDialog(), self._leave_if)

    def _leave_if(self, leave: bool | None) -> None:
        if leave:
            self.dismiss(None)


def _log(session: Session, plan: Plan) -> int:
    return saved(log_plan(session, plan).id)


def _as_written(name: str, *, quoted: bool) -> str:
    return f'"{name}"' if quoted and " " in name else name
