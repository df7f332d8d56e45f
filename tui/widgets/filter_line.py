"""The line to filter a list in, and under it what is wrong or what was understood."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, OptionList, Static

from crm.errors import CrmError
from crm.i18n import N_
from crm.where import Key, completed
from tui.widgets.roles import Role, content
from tui.widgets.search_input import SearchInput
from tui.widgets.suggestions import Choice, Suggestions
from tui.work import begin


class KeySuggester(Suggester):
    """Proposes the rest of a key or of one of its words; `→` at the end takes it."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._keys = keys

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with what is proposed at its end."""
        return completed(value, self._keys)


Complete = Callable[[str], Awaitable["Proposals"]]
"""Answers what may be typed at the end of a text."""


class Proposals(NamedTuple):
    """What may be typed from a place in the text on; a choice is written as its reference says."""

    start: int
    choices: Sequence[Choice] = ()


class FilterField(SearchInput):
    """The field, with what is proposed under it: the arrows and tab are for that while it is open.

    Enter goes on to the list unless a proposal was moved to, so that words of a name are not taken
    for the beginning of a key.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "propose(1)", N_("Next proposal"), show=False, id="filter.next"),
        Binding("up", "propose(-1)", N_("Previous proposal"), show=False, id="filter.previous"),
        Binding("tab", "take", N_("Take"), id="filter.take"),
        Binding("enter", "submit", N_("To the list"), id="filter.list"),
        Binding("escape", "close_or_clear", N_("Clear"), id="filter.clear"),
    ]

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder)
        self.proposed = Suggestions()
        self._start = 0

    def offer(self, proposals: Proposals) -> None:
        """Offer what may be typed, none of it chosen yet."""
        self._start = proposals.start
        self.proposed.offer(proposals.choices)
        self.proposed.highlighted = None

    def take(self, choice: Choice) -> None:
        """Write what was proposed in the place of what was typed of it."""
        self.proposed.close()
        self.value = f"{self.value[: self._start]}{choice.reference} "
        self.cursor_position = len(self.value)

    def action_propose(self, step: int) -> None:
        """Move among what is proposed; without it, go on to the list."""
        if not self.proposed.is_open:
            if step > 0:
                self.action_leave()
        elif step > 0:
            self.proposed.action_cursor_down()
        else:
            self.proposed.action_cursor_up()

    def action_take(self) -> None:
        """Write the proposal, the first one where none was moved to; without any, go on."""
        choice = self.proposed.current or self.proposed.first
        if choice is None:
            self.action_leave()
        else:
            self.take(choice)

    def action_close_or_clear(self) -> None:
        """Close what is proposed, then clear the field, then leave it."""
        if not self.proposed.close():
            self.action_clear_or_leave()

    async def action_submit(self) -> None:
        """Write the proposal that was moved to, or go on to the list."""
        choice = self.proposed.current
        if choice is None:
            self.action_leave()
        else:
            self.take(choice)


class FilterLine(Vertical):
    """Shown while it is used or holds something; says each change at once."""

    DEFAULT_CSS = """
    FilterLine { height: auto; display: none; background: $surface; }
    FilterLine.-used, FilterLine:focus-within { display: block; }
    FilterLine > .said { height: auto; max-height: 2; padding: 0 2; }
    FilterLine > .said.-hint { display: none; }
    FilterLine:focus-within > .said.-hint { display: block; }
    /* As high as what is said below, of which half a sentence would stick out. */
    FilterLine > Suggestions, FilterLine > Suggestions:focus { min-height: 2; }
    """

    @dataclass
    class Changed(Message):
        """Something else is asked for."""

        text: str

    @dataclass
    class Left(Message):
        """The user goes on to the list."""

    def __init__(self, placeholder: str, hint: str) -> None:
        super().__init__()
        self._field = FilterField(placeholder)
        self._complete: Complete | None = None
        self._said = Static(content(hint, "muted"), classes="said -hint")
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Put what is proposed and what is said under the field."""
        yield self._field
        yield self._field.proposed
        yield self._said

    @property
    def text(self) -> str:
        """What is asked for."""
        return self._field.value

    @text.setter
    def text(self, text: str) -> None:
        self._field.value = text

    def know(self, keys: Sequence[Key], complete: Complete) -> None:
        """Propose these keys while somebody types, and what `complete` finds."""
        self._field.suggester = KeySuggester(keys)
        self._complete = complete

    def say(self, text: str, role: Role = "muted") -> None:
        """Say what is wrong or was understood; nothing: how to filter, while somebody types."""
        self._said.set_class(not text, "-hint")
        self._said.update(content(text or self._hint, role))

    def open(self) -> None:
        """Show the line and type in it."""
        self.add_class("-used")
        self._field.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._complete is not None and self._field.has_focus:
            work = partial(self._propose, event.value, self._complete)
            begin(self, work, group="proposals", exclusive=True)
        self.post_message(self.Changed(event.value))

    async def _propose(self, text: str, complete: Complete) -> None:
        try:
            proposals = await complete(text)
        except CrmError:
            # What is wrong is said of the filter itself.
            return
        if text == self._field.value and self._field.has_focus:
            self._field.offer(proposals)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._field.focus()
        choice = self._field.proposed.current
        if choice is not None:
            self._field.take(choice)

    @on(SearchInput.Left)
    def _left(self, event: SearchInput.Left) -> None:
        event.stop()
        self._field.proposed.close()
        self.set_class(bool(self.text), "-used")
        self.post_message(self.Left())
