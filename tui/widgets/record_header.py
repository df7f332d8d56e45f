"""The head of a record page: what it is called, what it is, and what matters at once."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tui.widgets.roles import Role, content


class RecordHeader(Static):
    """The name of the record, what it is, and a few words that matter at once."""

    DEFAULT_CSS = """
    RecordHeader { height: auto; padding: 0 1; background: $panel; }
    """

    def show(self, title: str, subtitle: str = "", badges: Sequence[tuple[str, Role]] = ()) -> None:
        """Show a record; each badge is a word and its colour."""
        first = Content("  ").join(
            [content(title, "strong"), *(content(text, role) for text, role in badges)]
        )
        lines = [first, content(subtitle, "muted")] if subtitle else [first]
        self.update(Content("\n").join(lines))
