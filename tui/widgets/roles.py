"""Colour with a meaning: the few roles a text can play, and the safe way to show data."""

from typing import Literal

from textual.content import Content

from crm.text import for_terminal

Role = Literal["", "strong", "muted", "primary", "link", "accent", "success", "warning", "error"]

STYLES: dict[Role, str] = {
    "": "",
    "strong": "bold",
    "muted": "$text-muted",
    "primary": "$primary",
    "link": "$primary",
    "accent": "$accent",
    "success": "$success",
    "warning": "$warning",
    "error": "$error",
}


def content(text: str, role: Role = "", *, multiline: bool = False) -> Content:
    """Return data as content that no markup, control or escape sequence can act in."""
    return Content.styled(for_terminal(text, multiline=multiline), STYLES[role])
