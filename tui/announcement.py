"""What the status line says."""

from dataclasses import dataclass

from tui.widgets.roles import Role


@dataclass(frozen=True, slots=True)
class Announcement:
    """A sentence about what just happened, and the key that takes it back."""

    text: str = ""
    role: Role = "success"
    way_back: str = ""
