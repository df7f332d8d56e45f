"""What the status line says."""

from typing import NamedTuple

from tui.widgets.roles import Role


class Announcement(NamedTuple):
    """A sentence about what just happened, and the key that takes it back."""

    text: str = ""
    role: Role = "success"
    way_back: str = ""
