"""Where the database is, who acts and which day it is."""

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from crm.errors import Invalid
from crm.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

DATABASE_NAME = "samverkan.db"
MAXIMUM_ACTOR_LENGTH = 200


def default_database() -> "Path":
    """Return the path of the user's own book in the platform's data directory."""
    from platformdirs import user_data_path

    return user_data_path("samverkan", appauthor=False) / DATABASE_NAME


def demo_database() -> "Path":
    """Return the path of the demonstration book in the platform's cache directory."""
    from platformdirs import user_cache_path

    return user_cache_path("samverkan", appauthor=False) / "demo.db"


def interface_settings() -> "Path":
    """Return the file of what the user prefers of the interface, in the configuration directory."""
    from platformdirs import user_config_path

    return user_config_path("samverkan", appauthor=False) / "interface.toml"


def drafts_folder() -> "Path":
    """Return the folder of what was typed and not saved, in the platform's directory of state."""
    from platformdirs import user_state_path

    return user_state_path("samverkan", appauthor=False) / "drafts"


def database_file(named: str | None = None) -> str:
    """Return the database to use: the one named, else CRM_DATABASE, else the user's own book."""
    chosen = named or os.environ.get("CRM_DATABASE")
    return os.path.expanduser(chosen) if chosen else str(default_database())


def database_path(named: str | None = None) -> "Path":
    """Return the database to use, as `database_file` does."""
    from pathlib import Path

    return Path(database_file(named))


def actor_name(named: str | None = None) -> str:
    """Return who acts: the name given, else CRM_ACTOR, else the login name."""
    chosen = named or os.environ.get("CRM_ACTOR")
    if chosen:
        return chosen[:MAXIMUM_ACTOR_LENGTH]
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def today() -> date:
    """Return the current day, or the one that CRM_TODAY (an ISO date) sets."""
    pinned = os.environ.get("CRM_TODAY")
    if not pinned:
        return date.today()
    try:
        return date.fromisoformat(pinned)
    except ValueError:
        message = _("CRM_TODAY must be a date such as 2019-05-02, not {value}.")
        raise Invalid.field("CRM_TODAY", message.format(value=ascii(pinned)), pinned) from None


def now_utc() -> str:
    """Return the moment as ISO 8601 in UTC, to the second: `2019-05-02T09:30:00Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
