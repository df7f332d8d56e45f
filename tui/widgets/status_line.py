"""The line that says what just happened, and how to take it back."""

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from crm.text import for_terminal
from tui.widgets.cells import shorten
from tui.widgets.roles import Role, content

SIGNS: dict[Role, str] = {"success": "✓ ", "warning": "! ", "error": "✗ "}
GAP = "  "


class StatusLine(Static):
    """One line that keeps the last thing said until something else is.

    The way back is always in view; an error, which says what to do, has as many as three lines.
    """

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        padding: 0 1;
        background: $surface;
        text-wrap: nowrap;
        &.-error { height: auto; max-height: 3; text-wrap: wrap; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = ""
        self._role: Role = ""
        self._way_back = ""

    @property
    def text(self) -> str:
        """What stands there, without the way back."""
        return self._text

    def say(self, text: str, *, role: Role = "success", way_back: str = "") -> None:
        """Say what happened; `way_back` names the key that undoes it."""
        self._text, self._role, self._way_back = text, role, way_back
        self.set_class(role == "error", "-error")
        self._write()

    def clear(self) -> None:
        """Say nothing."""
        self.say("", role="")

    def on_resize(self) -> None:
        """Cut what is said where the line ends now."""
        if self._text and self._role != "error":
            self._write()

    def _write(self) -> None:
        said = for_terminal(SIGNS.get(self._role, "") + self._text) if self._text else ""
        way_back = for_terminal(GAP + self._way_back) if self._way_back else ""
        if self._role != "error" and self.size.width:
            said = shorten(said, self.size.width - cell_len(way_back))
        parts = content(said, self._role), content(way_back, "muted")
        self.update(Content.assemble(*parts), layout=self._role == "error")
