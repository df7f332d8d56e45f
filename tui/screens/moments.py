"""Moments of the history, which are stored in UTC, as the clock on the wall said."""

from datetime import datetime


def local_time(moment: str) -> str:
    """Return a moment of the history (ISO 8601, UTC) as local time: `2019-05-02 11:30`."""
    try:
        local = datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return moment
    return local.strftime("%Y-%m-%d %H:%M")
