"""The list of suggestions that hangs from a field."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from crm.i18n import _
from tui.widgets.roles import content


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: a reference such as `p12`, its name, and what tells it from others."""

    reference: str
    label: str
    detail: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it is yet to be made."""
        return not self.reference

    def prompt(self, *, highlighted: bool = False) -> Content:
        """Return how it is offered; under the cursor in the colours of the cursor alone."""
        if self.is_new:
            new = _("New: {name}").format(name=self.label)
            return content(new, "" if highlighted else "accent")
        detail = content(self.detail, "" if highlighted else "muted")
        return (
            Content.assemble(content(self.label), "  ", detail) if detail else content(self.label)
        )


class Suggestions(OptionList):
    """Choices under a field, over whatever stands there; above it where there is no room.

    It can have the focus for the length of a click, so that no container behind it takes it.
    """

    DEFAULT_CSS = """
    Suggestions, Suggestions:focus {
        display: none;
        overlay: screen;
        constrain: none inflect;
        /* Keeps the line of the field free where the list has to open upwards. */
        margin: 0 0 1 0;
        width: 1fr;
        height: auto;
        max-height: 8;
        padding: 0;
        border: none;
        border-left: outer $border;
        background: $panel;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        scrollbar-size-vertical: 1;
        & > .option-list--option { padding: 0 1; }
        background-tint: 0%;
        & > .option-list--option-highlighted {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
        }
    }
    Suggestions.-open, Suggestions.-open:focus { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._choices: tuple[Choice, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anything is offered."""
        return self.has_class("-open")

    @property
    def current(self) -> Choice | None:
        """The choice under the cursor, or None where nothing is offered."""
        if not self.is_open or self.highlighted is None:
            return None
        return self._choices[self.highlighted]

    @property
    def first(self) -> Choice | None:
        """The choice at the top, or None where nothing is offered."""
        return self._choices[0] if self.is_open and self._choices else None

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these choices, with the cursor on the first; nothing closes the list."""
        self._choices = ()
        self.clear_options().add_options(Option(choice.prompt()) for choice in choices)
        self._choices = tuple(choices)
        self.highlighted = 0 if choices else None
        self.set_class(bool(choices), "-open")

    def say(self, sentence: str) -> None:
        """Say why nothing can be offered."""
        self._choices = ()
        self.clear_options().add_option(Option(content(sentence, "error"), disabled=True))
        self.add_class("-open")

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Keep the text under the cursor readable."""
        for index, choice in enumerate(self._choices):
            prompt = choice.prompt(highlighted=index == highlighted)
            self.replace_option_prompt_at_index(index, prompt)
        super().watch_highlighted(highlighted)

    def close(self) -> bool:
        """Offer nothing; False where nothing was offered."""
        was_open = self.is_open
        self.remove_class("-open")
        return was_open
