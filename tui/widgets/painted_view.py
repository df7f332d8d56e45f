"""A scrolling view drawn line by line, in the colours of its component classes."""

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.roles import Role

Part = tuple[str, Role | Literal["rule"]]
"""A piece of a line and its colour; a rule is fainter than any text."""


@lru_cache(maxsize=64)
def _foreground(style: Style) -> Style:
    """Return a style without its background, to be laid over another one."""
    return Style(
        color=style.color, bold=style.bold, dim=style.dim, underline=style.underline or None
    )


class PaintedView(ScrollView):
    """The colours of everything that is drawn by lines, and the brush."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PaintedView {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;

        & > .view--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        &:focus > .view--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &:nocolor > .view--cursor { text-style: underline; }
        &:nocolor:focus > .view--cursor { text-style: reverse; }
        & > .view--header { background: $panel; color: $text-muted; text-style: bold; }
        & > .view--stripe { background: $boost; }
        & > .role--rule { color: $border-blurred; }
        & > .role--strong { text-style: bold; }
        & > .role--muted { color: $text-muted; }
        &:ansi > .role--muted { text-style: dim; }
        & > .role--primary { color: $primary; }
        & > .role--link { color: $primary; }
        &:nocolor > .role--link { text-style: underline; }
        & > .role--accent { color: $accent; }
        & > .role--success { color: $success; }
        & > .role--warning { color: $warning; }
        & > .role--error { color: $error; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "view--cursor",
        "view--header",
        "view--stripe",
        "role--rule",
        "role--strong",
        "role--muted",
        "role--primary",
        "role--link",
        "role--accent",
        "role--success",
        "role--warning",
        "role--error",
    }

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._ground = Style.null()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines of the screen, all on a ground that is worked out once."""
        self._ground = self.rich_style
        return super().render_lines(crop)

    def paint(self, parts: Iterable[Part], width: int, *, base: str = "") -> Strip:
        """Draw coloured parts on the background of a component class, exactly `width` cells wide.

        On the cursor the roles keep quiet: its own colours are the ones that can be read.
        """
        style = self.get_component_rich_style(base) if base else self._ground
        quiet = base == "view--cursor" and self.has_focus
        segments = [
            Segment(text, style if not role or quiet else style + self._role_style(role))
            for text, role in parts
        ]
        return Strip(segments).adjust_cell_length(width, style)

    def _role_style(self, role: Role | Literal["rule"]) -> Style:
        return _foreground(self.get_component_rich_style(f"role--{role}"))
