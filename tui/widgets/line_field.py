"""The field for a line of quick entry, its parts in the colours of what they are for."""

from collections.abc import Sequence
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message

from crm.i18n import N_
from crm.quick import Part, Role
from tui.widgets.text_field import TextField


class LineField(TextField):
    """One line; `tab` asks for the name at the cursor, `↓` goes on to what is asked below."""

    DEFAULT_CSS = """
    LineField {
        & > .line--kind { text-style: bold; }
        & > .line--date, & > .line--place, & > .line--due { color: $success; }
        & > .line--person, & > .line--organisation { color: $primary; }
        & > .line--topic { color: $accent; }
        & > .line--promise { color: $warning; text-style: bold; }
        & > .line--joining { color: $text-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{role}" for role in Role}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", N_("Complete the name"), id="line.complete"),
        Binding("down", "go_on", N_("Choose who is meant"), id="line.choose", show=False),
    ]
    BINDING_GROUP_TITLE = N_("Quick entry")

    class Completing(Message):
        """The name at the cursor is to be completed."""

    class GoingOn(Message):
        """The user goes on to what is asked below the line."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder)
        self._read = ""
        self._parts: Sequence[Part] = ()
        self.highlighter = _Colouring(self)

    def colour(self, text: str, parts: Sequence[Part]) -> None:
        """Show the parts of a text, as far as it is still what stands here."""
        self._read, self._parts = text, parts
        self.refresh()

    def paint(self, text: Text) -> None:
        """Put the colours on what is shown; what was typed since has none yet."""
        for part in self._parts:
            if text.plain.startswith(self._read[: part.end]):
                style = self.get_component_rich_style(f"line--{part.role}", partial=True)
                text.stylize(style, part.start, part.end)

    def action_complete(self) -> None:
        """Ask for the name at the cursor."""
        self.post_message(self.Completing())

    def action_go_on(self) -> None:
        """Go on to what is asked below."""
        self.post_message(self.GoingOn())


class _Colouring(Highlighter):
    """Lets a field paint its own text."""

    def __init__(self, field: LineField) -> None:
        self._field = field

    def highlight(self, text: Text) -> None:
        """Colour the parts of a line."""
        self._field.paint(text)
