"""The line that says what just happened, and how to take it back."""

from textual.content import Content
from textual.widgets import Static

from tui.widgets.roles import Role, content

SIGNS: dict[Role, str] = {"success": "✓ ", "warning": "! ", "error": "✗ "}


class StatusLine(Static):
    """One line that keeps the last thing said until something else is."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        padding: 0 1;
        background: $surface;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = ""

    @property
    def text(self) -> str:
        """What stands there, without the way back."""
        return self._text

    def say(self, text: str, *, role: Role = "success", way_back: str = "") -> None:
        """Say what happened; `way_back` names the key that undoes it."""
        self._text = text
        parts = [content(SIGNS.get(role, "") + text, role)]
        if way_back:
            parts.append(content(f"  {way_back}", "muted"))
        self.update(Content.assemble(*parts), layout=False)

    def clear(self) -> None:
        """Say nothing."""
        self._text = ""
        self.update("", layout=False)
