"""The line to filter a list in, and under it what is wrong or what was understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from crm.where import Key, completed
from tui.widgets.roles import Role, content
from tui.widgets.search_input import SearchInput


class KeySuggester(Suggester):
    """Proposes the rest of a key or of one of its words; `→` at the end takes it."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._keys = keys

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with what is proposed at its end."""
        return completed(value, self._keys)


class FilterLine(Vertical):
    """Shown while it is used or holds something; says each change at once."""

    DEFAULT_CSS = """
    FilterLine { height: auto; display: none; background: $surface; }
    FilterLine.-used, FilterLine:focus-within { display: block; }
    FilterLine > .said { height: auto; max-height: 2; padding: 0 2; }
    FilterLine > .said.-hint { display: none; }
    FilterLine:focus-within > .said.-hint { display: block; }
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
        self._field = SearchInput(placeholder=placeholder)
        self._said = Static(content(hint, "muted"), classes="said -hint")
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Put what is said under the field."""
        yield self._field
        yield self._said

    @property
    def text(self) -> str:
        """What is asked for."""
        return self._field.value

    @text.setter
    def text(self, text: str) -> None:
        self._field.value = text

    def know(self, keys: Sequence[Key]) -> None:
        """Propose these keys while somebody types."""
        self._field.suggester = KeySuggester(keys)

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
        self.post_message(self.Changed(event.value))

    @on(SearchInput.Left)
    def _left(self, event: SearchInput.Left) -> None:
        event.stop()
        self.set_class(bool(self.text), "-used")
        self.post_message(self.Left())
