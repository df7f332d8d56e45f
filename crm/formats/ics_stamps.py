"""What every entry of a calendar that is written has: its uid, its version and its texts."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from icalendar import Component
from icalendar.prop import vText

from crm.text import clean

# RFC 5545 3.3.11.
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Text(vText):
    """A text that comes back as it was: the library takes the `\\N` in a path for a line end."""

    def to_ical(self) -> bytes:
        """Return the text with its escapes, in UTF-8."""
        return self.translate(_ESCAPES).encode("utf-8")


def stamp(written: Component, item: Mapping[str, Any], uid: str) -> None:
    """Say which record an entry is, and which version of it (RFC 5545 3.8.7).

    Without a METHOD, DTSTAMP is when the record was last changed, so that the same book gives the
    same file.
    """
    put_text(written, "uid", uid)
    written.add("dtstamp", _moment(item.get("updated_at")) or _EPOCH)
    for name, key in (("last-modified", "updated_at"), ("created", "created_at")):
        if moment := _moment(item.get(key)):
            written.add(name, moment)
    written.add("sequence", int(item.get("version") or 0))


def put_text(written: Component, name: str, text: str | None) -> None:
    """Add a property of text, unless there is none; nothing in the text can break its line."""
    if said := clean(text or "").strip():
        written.add(name, Text(said))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
