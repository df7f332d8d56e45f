"""The base of every form: fields are shown, read, checked, saved; nothing is lost by escape."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from crm.errors import CrmError, Invalid, Problem
from crm.i18n import N_, _
from tui.access import BookAccess, book_access
from tui.dialogs.confirm import DiscardDialog
from tui.dialogs.drafts import Drafts, Snapshot
from tui.dialogs.notes import NotesDialog
from tui.dialogs.problems import fields_by_path, place_problems
from tui.dialogs.reading import complaint_about, raw_value_of, value_of
from tui.dialogs.repeated import Repeated
from tui.widgets.form import FormField
from tui.widgets.roles import Role, content

Values = dict[str, Any]
"""What a form says, by the names of its fields; see `value_of`."""

Field = TypeVar("Field", bound=Widget)
Saved = TypeVar("Saved")

FRAME_HEIGHT = 4
"""Lines of a dialog that are not fields: border, buttons and the space over them."""
PADDING = 1
"""Lines of space above and below, where the fields leave room for it."""
LABEL_WIDTH = 20
MOST_FAILURE_LINES = 4


class FormDialog(NotesDialog[Saved]):
    """A form in a box: ctrl+s saves and answers what was saved, escape answers None.

    A form says in `prepare` what it must know, in `rows` what it consists of, in `store` how it is
    saved. Whatever goes wrong is said in the form, which stays as it is.
    """

    DEFAULT_CSS = """
    FormDialog {
        & .fields { height: auto; scrollbar-size-vertical: 1; }
        & .failure {
            display: none;
            height: auto;
            max-height: 4;
            margin: 1 0 0 0;
            padding: 0 0 0 18;
        }
        & .failure.-some { display: block; }
        & > .dialog { border-subtitle-color: $text-muted; }
        & FormField.-apart { margin: 1 0 0 0; }
    }
    """
    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), id="form.save"),
        Binding("escape", "leave", N_("Leave"), id="form.leave"),
    ]
    BINDING_GROUP_TITLE = N_("Form")
    # Else the button that saves would have the focus until the fields are there.
    AUTO_FOCUS = ""
    ALIASES: ClassVar[Mapping[str, str]] = {}
    """Which field shows the problems of a part of the input that has another name."""
    ENTER_SAVES: ClassVar[bool] = False
    WIDE: ClassVar[bool] = False
    FIRST: ClassVar[str] = ""
    """The field that has the focus when the form opens, if not the first one."""

    def __init__(self, title: str, *, save: str = "", draft: str = "") -> None:
        """Name a form; one that is named by `draft` too keeps what is typed for the next time."""
        super().__init__()
        self._heading = title
        self._save_label = save or _("Save")
        self.about = ""
        self._draft_name = draft
        self._drafts: Drafts | None = None
        self._before: Snapshot | None = None
        self._opening: Values = {}
        self._saving = False

    # What a form says of itself.

    async def prepare(self) -> None:
        """Fetch what the fields need; errors: `CrmError`, which closes the form."""

    def rows(self) -> Iterable[Widget]:
        """Return the fields, in order."""
        raise NotImplementedError

    async def store(self, values: Values) -> Saved | None:
        """Save what the form says and return what to answer, or None to stay.

        Errors: `CrmError`, which is shown.
        """
        raise NotImplementedError

    def explanation(self) -> str:
        """Explain what can be typed."""
        return _(
            "Tab goes to the next field. What is in the book is proposed as you type its name: the "
            "arrows choose, enter takes. Dates are written as you say them, such as next Friday."
        )

    # What it has.

    @property
    def access(self) -> BookAccess:
        """The way to the book."""
        return book_access(self)

    def row(self, name: str) -> FormField:
        """Return the row of a name, with its label and what is wrong."""
        return fields_by_path(self)[name]

    def field(self, name: str, kind: type[Field]) -> Field:
        """Return the field of a name."""
        field = self.row(name).field
        if not isinstance(field, kind):
            raise TypeError(name)
        return field

    @property
    def values(self) -> Values:
        """What the fields say, by their names; parts that repeat as a list under one name."""
        repeated = {part.name or "": part.values for part in self.query(Repeated)}
        single = {
            path: value_of(row.field)
            for path, row in fields_by_path(self).items()
            if path.partition(".")[0] not in repeated
        }
        return single | repeated

    @property
    def changed(self) -> Values:
        """What the fields say that said something else when the form was opened."""
        before = self._opening
        return {
            name: value
            for name, value in self.values.items()
            if name not in before or before[name] != value
        }

    @property
    def is_open(self) -> bool:
        """Whether the fields are there."""
        return self._before is not None

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed or chosen since the form was opened."""
        return self.is_open and self._snapshot() != self._before

    @property
    def before(self) -> Snapshot:
        """What stood in the fields when the form was opened."""
        return self._before or {}

    def _snapshot(self) -> Snapshot:
        return {path: raw_value_of(row.field) for path, row in fields_by_path(self).items()}

    # How it is shown.

    def compose(self) -> ComposeResult:
        """Make the box; the fields follow when what they need is known."""
        with Vertical(classes="dialog -wide" if self.WIDE else "dialog"):
            yield VerticalScroll(classes="fields", can_focus=False)
            yield Static(classes="failure")
            with Horizontal(classes="buttons"):
                yield Button(content(self._save_label), variant="primary", id="save")
                yield Button(content(_("Cancel")), id="leave")

    async def on_mount(self) -> None:
        """Fill the form."""
        box = self.query_one(".dialog")
        self.show_keys()
        try:
            await self.prepare()
        except CrmError as error:
            self.app.notify(error.message, severity="error")
            self.dismiss(None)
            return
        box.border_title = content(" – ".join(filter(None, (self._heading, self.about))))
        await self.query_one(".fields").mount_all(self.rows())
        self._before, self._opening = self._snapshot(), self.values
        rows = fields_by_path(self)
        first = rows.get(self.FIRST, next(iter(rows.values()))).field
        # Where it stands is known once the fields have the lines that are theirs.
        first.focus(scroll_visible=False)
        self.call_after_refresh(self._fit)
        self.call_after_refresh(first.scroll_visible, animate=False)
        if self._draft_name:
            self._drafts = Drafts(self, self._draft_name)
            await self._drafts.begin()

    def on_resize(self) -> None:
        """Let the fields have the lines that the frame leaves."""
        self._fit()

    def _fit(self, failure_lines: int = 0) -> None:
        fields = self.query_one(".fields")
        room = self.size.height - FRAME_HEIGHT - failure_lines
        padding = PADDING if fields.virtual_size.height + 2 * PADDING <= room else 0
        self.query_one(".dialog").styles.padding = (padding, 2)
        fields.styles.max_height = max(3, room - 2 * padding)

    def say(self, text: str, role: Role = "error") -> None:
        """Say something over the buttons; an empty text says nothing."""
        failure = self.query_one(".failure", Static)
        failure.update(content(text, role, multiline=True))
        failure.set_class(bool(text), "-some")
        width = max(10, self.query_one(".dialog").size.width - LABEL_WIDTH)
        lines = sum(1 + cell_len(line) // width for line in text.splitlines())
        self._fit(min(lines, MOST_FAILURE_LINES) + 1 if text else 0)

    # How it is left.

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.ENTER_SAVES:
            self.action_save()
        else:
            self.focus_next()

    @on(Button.Pressed, "#save")
    def _save_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_save()

    @on(Button.Pressed, "#leave")
    def _leave_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Close the form; one that was changed asks first."""
        if self._saving:
            return
        if not self.is_changed:
            self._leave_if(True)
            return
        self.app.push_screen(DiscardDialog(), self._leave_if)

    def _leave_if(self, leave: bool | None) -> None:
        if leave:
            self._end(None)

    def _end(self, answer: Saved | None) -> None:
        """Close the form; what was kept of it is no longer wanted."""
        if self._drafts is not None:
            self._drafts.end()
        self.dismiss(answer)

    def action_save(self) -> None:
        """Save the form, once."""
        if self.is_open and not self._saving:
            self._saving = True
            self._save()

    @work
    async def _save(self) -> None:
        try:
            saved = await self._saved()
        finally:
            self._saving = False
        if saved is not None:
            self._end(saved)

    async def _saved(self) -> Saved | None:
        """Return what to answer, or None with what is wrong shown."""
        try:
            if problems := await self._complaints():
                self._show(problems)
                return None
            self._show([])
            return await self.store(self.values)
        except Invalid as error:
            self._show(error.problems or [Problem("", error.message)])
        except CrmError as error:
            self._show([Problem("", error.message)])
        return None

    async def _complaints(self) -> list[Problem]:
        found = [
            (path, await complaint_about(row.field)) for path, row in fields_by_path(self).items()
        ]
        return [Problem(path, sentence) for path, sentence in found if sentence]

    def _show(self, problems: Iterable[Problem]) -> None:
        left = place_problems(self, list(problems), self.ALIASES)
        self.say("\n".join(dict.fromkeys(problem.message for problem in left)))
