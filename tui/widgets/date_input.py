"""A field for a date in anybody's words, which shows at once what they were taken for."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from crm.dates import DateSpan, Prefer, understand, understand_day, weekday_and_iso
from crm.errors import Invalid
from crm.i18n import _
from crm.text import clean_line
from tui.widgets.roles import Role, content
from tui.widgets.text_field import TextField


class DateInput(Horizontal):
    """Takes `2 juli`, `next Friday` or `2019-04`; with `spans` also ranges and times of day."""

    DEFAULT_CSS = """
    DateInput {
        height: auto;
        width: 1fr;
        & > TextField { width: 24; }
        & > Static { width: 1fr; height: auto; padding: 0 0 0 2; }
    }
    """

    @dataclass
    class Changed(Message):
        """Something else is typed; `value_iso` is empty where it is not understood."""

        date_input: "DateInput"
        value_iso: str
        is_valid: bool

        @property
        def control(self) -> "DateInput":
            """The field."""
            return self.date_input

    @dataclass
    class Refused(Message):
        """The field was left with something in it that is no date, as the sentence says."""

        date_input: "DateInput"
        sentence: str

        @property
        def control(self) -> "DateInput":
            """The field."""
            return self.date_input

    def __init__(
        self,
        value: str = "",
        *,
        prefer: Prefer = "future",
        spans: bool = False,
        required: bool = False,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._prefer = prefer
        self._spans = spans
        self._required = required
        self._placeholder = placeholder
        self._text = clean_line(value)
        self._span: DateSpan | None = None
        self._error = ""
        self._echoed: tuple[str, Role] = ("", "")
        self._read()

    def compose(self) -> ComposeResult:
        """Put what the words were taken for beside the field."""
        yield TextField(self._text, self._placeholder)
        yield Static()

    def on_mount(self) -> None:
        """Show what the first value is taken for."""
        self._echo()

    def focus(self, scroll_visible: bool = True) -> "DateInput":
        """Put the focus on the line to type in."""
        self.query_one(TextField).focus(scroll_visible)
        return self

    @property
    def value(self) -> str:
        """What is typed."""
        return self._text

    @value.setter
    def value(self, text: str) -> None:
        self.query_one(TextField).value = text

    @property
    def span(self) -> DateSpan | None:
        """What it is taken for, with its end and its time; None where it is not understood."""
        return self._span

    @property
    def value_iso(self) -> str:
        """The date, possibly only a year or a month; empty where nothing is understood."""
        return self._span.start if self._span else ""

    @property
    def end_iso(self) -> str:
        """The last date of a range, else empty."""
        return (self._span.end or "") if self._span else ""

    @property
    def error(self) -> str:
        """The sentence that says what is wrong, else empty."""
        return self._error

    @property
    def is_valid(self) -> bool:
        """Whether a form can be saved with this."""
        return not self._error

    def _read(self) -> None:
        """Take the words for a date, or note why they are none."""
        self._span, self._error = None, ""
        try:
            if self._text:
                self._span = self._understand()
            elif self._required:
                self._error = _("Write a date, such as 2 July or next week.")
        except Invalid as problem:
            self._error = problem.message

    def _understand(self) -> DateSpan:
        if self._spans:
            return understand(self._text, prefer=self._prefer)
        day = understand_day(self._text, prefer=self._prefer)
        return DateSpan(day, None, None, weekday_and_iso(day))

    def _echo(self) -> None:
        """Show the date, or that there is none in what is typed."""
        echoed: tuple[str, Role] = ("= ?" if self._text else "", "muted")
        if self._span:
            echoed = (f"= {self._span.text}", "success")
        if echoed != self._echoed:
            self._echoed = echoed
            self.query_one(Static).update(content(*echoed))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        text = clean_line(event.value)
        if text != self._text:
            self._text = text
            self._read()
            self.post_message(self.Changed(self, self.value_iso, self.is_valid))
        self._echo()

    def on_descendant_blur(self) -> None:
        """Say what is wrong once the field is left."""
        if self._text and self._error:
            self.post_message(self.Refused(self, self._error))
