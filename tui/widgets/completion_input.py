"""A field for people, organisations or topics that offers what is known while one types."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList

from crm.errors import CrmError
from crm.i18n import N_
from crm.text import clean_line, fold
from tui.widgets.chips import Chip, Chips
from tui.widgets.suggestions import Choice, Suggestions
from tui.widgets.text_field import TextField
from tui.work import begin

Complete = Callable[[str], Awaitable[Sequence[Choice]]]
"""Answers what fits a text, best first."""


class CompletionField(TextField):
    """The line to type in."""

    @dataclass
    class DeletedNothing(Message):
        """Backspace was pressed where nothing is typed."""

    def action_delete_left(self) -> None:
        """Delete the character before the cursor."""
        if not self.value:
            self.post_message(self.DeletedNothing())
        super().action_delete_left()


class CompletionInput(Vertical):
    """One or several choices among what is known, or something new where that is allowed."""

    DEFAULT_CSS = """
    CompletionInput { height: auto; width: 1fr; }
    CompletionInput:focus-within Chips { border-left: outer $border; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "offer(1)", N_("Next suggestion"), show=False, id="completion.next"),
        Binding("up", "offer(-1)", N_("Previous suggestion"), show=False, id="completion.previous"),
        Binding("tab", "take", N_("Take the suggestion"), show=False, id="completion.take"),
        Binding("escape", "close", N_("Close the suggestions"), show=False, id="completion.close"),
    ]

    @dataclass
    class Changed(Message):
        """Other things are chosen than before."""

        completion: "CompletionInput"
        choices: tuple[Choice, ...]

        @property
        def control(self) -> "CompletionInput":
            """The field."""
            return self.completion

    def __init__(
        self,
        complete: Complete,
        *,
        multiple: bool = False,
        allow_new: bool = False,
        placeholder: str = "",
        choices: Sequence[Choice] = (),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._complete = complete
        self._multiple = multiple
        self._allow_new = allow_new
        self._choices = tuple(choices)
        self._chips = Chips()
        self._field = CompletionField(placeholder=placeholder)
        self._suggestions = Suggestions()

    def compose(self) -> ComposeResult:
        """Begin with the field; chips come over it and suggestions under it once there are any."""
        yield self._field

    def on_mount(self) -> None:
        """Show what is chosen from the start."""
        self._show_choices()

    def focus(self, scroll_visible: bool = True) -> "CompletionInput":
        """Put the focus on the line to type in."""
        self._field.focus(scroll_visible)
        return self

    # What is chosen.

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is chosen, in order."""
        return self._choices

    @choices.setter
    def choices(self, choices: Sequence[Choice]) -> None:
        self._choices = tuple(choices)
        self._show_choices()

    @property
    def choice(self) -> Choice | None:
        """What is chosen where it can be one thing only."""
        return self._choices[0] if self._choices else None

    @property
    def pending(self) -> str:
        """What is typed and not chosen."""
        return clean_line(self._field.value)

    @pending.setter
    def pending(self, text: str) -> None:
        with self.prevent(Input.Changed):
            self._field.value = text

    async def settle(self) -> bool:
        """Choose what is typed: the one suggestion of that very name, else something new.

        Returns False where it is neither, and leaves the text for the user to mend.
        """
        text = self.pending
        if not text:
            return True
        named = [found for found in await self._complete(text) if fold(found.label) == fold(text)]
        if len(named) == 1 or (self._allow_new and not named):
            self._choose(named[0] if named else Choice("", text))
            return True
        return False

    def _choose(self, choice: Choice) -> None:
        self._close()
        with self.prevent(Input.Changed):
            self._field.value = ""
        known = [kept for kept in self._choices if self._multiple and kept != choice]
        self._change([*known, choice])

    def _remove(self, index: int) -> None:
        kept = list(self._choices)
        if kept:
            del kept[index]
            self._change(kept)

    def _change(self, choices: Sequence[Choice]) -> None:
        self.choices = tuple(choices)
        self.post_message(self.Changed(self, self._choices))

    def _show_choices(self) -> None:
        if self._choices and self.is_attached and not self._chips.is_attached:
            self.mount(self._chips, before=self._field)
        self._chips.show([Chip(choice.label, choice.is_new) for choice in self._choices])

    # What is offered.

    def _ask(self, text: str) -> None:
        begin(self, partial(self._offer, text), group="complete", exclusive=True)

    async def _offer(self, text: str) -> None:
        """Ask what fits, and offer it with something new at the end where that is allowed."""
        if not self._suggestions.is_attached:
            await self.mount(self._suggestions)
        try:
            found = await self._complete(text)
        except CrmError as error:
            self._suggestions.say(error.message)
            return
        chosen = {choice.reference for choice in self._choices if choice.reference}
        offered = [choice for choice in found if choice.reference not in chosen]
        name = clean_line(text)
        if self._allow_new and name and all(fold(name) != fold(known.label) for known in found):
            offered.append(Choice("", name))
        self._suggestions.offer(offered)

    def _close(self) -> bool:
        self.workers.cancel_group(self, "complete")
        return self._suggestions.close()

    def _take(self) -> bool:
        choice = self._suggestions.current
        if choice is not None:
            self._choose(choice)
        return choice is not None

    def action_offer(self, by: int) -> None:
        """Move among the suggestions, opening them first."""
        if not self._suggestions.is_open:
            self._ask(self._field.value)
        elif by > 0:
            self._suggestions.action_cursor_down()
        else:
            self._suggestions.action_cursor_up()

    def action_take(self) -> None:
        """Take the suggestion; without one, tab goes on to the next field."""
        if not self._take():
            raise SkipAction

    def action_close(self) -> None:
        """Close the suggestions; without them, escape is for the form."""
        if not self._close():
            raise SkipAction

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value:
            self._ask(event.value)
        else:
            self._close()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self._take():
            event.stop()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take()
        self.focus()

    @on(OptionList.OptionHighlighted)
    def _keep_quiet(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()

    @on(CompletionField.DeletedNothing)
    def _deleted_nothing(self, event: CompletionField.DeletedNothing) -> None:
        event.stop()
        self._remove(-1)

    @on(Chips.Removed)
    def _chip_removed(self, event: Chips.Removed) -> None:
        event.stop()
        self._remove(event.index)
        self.focus()

    def on_descendant_blur(self) -> None:
        """Close the suggestions when the focus goes elsewhere."""
        if not self.has_focus_within:
            self._close()
