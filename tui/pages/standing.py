"""Where something stands, as a word in a colour with a meaning."""

from crm.labels import label
from tui.pages.page import Badge
from tui.widgets.roles import Role

STATUS_ROLES: dict[str, Role] = {
    "planned": "accent",
    "cancelled": "muted",
    "open": "accent",
    "waiting": "warning",
    "done": "success",
    "proposed": "warning",
    "agreed": "accent",
    "active": "success",
    "paused": "muted",
    "ended": "muted",
}


def status_badge(status: str) -> Badge:
    """Show where something stands."""
    return label(status), STATUS_ROLES.get(status, "")
