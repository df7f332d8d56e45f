"""The head of a message: its fields, its dates and its identifiers (RFC 5322).

Nothing here raises, and everything takes time in step with the length.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.message import Message
from email.utils import parsedate_tz

from crm.formats.eml_words import decoded, eight_bit_text
from crm.text import clean_line

FIELD_LENGTH = 100_000
_IDENTIFIER = re.compile(r"<([^<>\s]{1,1000})>")
_COMMENT = re.compile(r"\([^()]{0,200}\)")
# RFC 5322 4.3 knows the zones of America only.
_ZONES = {
    "WET": 0, "WEST": 1, "BST": 1, "IST": 1, "CET": 1, "MET": 1, "MEZ": 1, "CEST": 2, "MEST": 2,
    "MESZ": 2, "SAST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9,
}  # fmt: skip
_NAMED_ZONE = re.compile(rf"\b({'|'.join(_ZONES)})(?=$| \d{{4}}$)")
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC)[ ]?)?([+-])(\d{1,2}):?(\d\d)$")
_MOST_OFFSET = timedelta(hours=24)


def unfolded(value: str) -> str:
    """Return a field on one line, with the bytes that are no ASCII decoded."""
    value = value[:FIELD_LENGTH]
    if not value.isascii():
        value = eight_bit_text(value.encode("utf-8", "surrogateescape"))
    return value.replace("\r", "").replace("\n", "")


def field_values(message: Message, name: str) -> list[str]:
    """Return the values of a field as written; our parser has unfolded them."""
    return [str(value) for value in message.get_all(name, [])]


def field_text(message: Message, name: str) -> str:
    """Return the decoded text of the first field of a name, on one line; empty without one."""
    values = field_values(message, name)
    return clean_line(decoded(values[0])) if values else ""


def identifiers(value: str) -> list[str]:
    """Return the message identifiers in a field, without their angle brackets."""
    found = _IDENTIFIER.findall(value)
    return found or [one for one in [clean_line(value).strip("<>")] if one and " " not in one]


def moment(value: str) -> datetime | None:
    """Return the date of a field with its zone, None for no date.

    It is in UTC where the zone is missing, unknown or none that there can be.
    """
    text = _COMMENT.sub(" ", value[:500]).strip()
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        if parts := parsedate_tz(_with_offset(text)):
            year, month, day, hour, minute, second = parts[:6]
            # A leap second has no place in a clock here.
            return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(parts[9]))
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _with_offset(text: str) -> str:
    """Write the zone as RFC 5322 3.3 has it: `CEST`, `+02:00` and `GMT+2:00` become `+0200`."""
    text = _NAMED_ZONE.sub(lambda name: f"+{_ZONES[name[1]]:02}00", text)
    return _OFFSET.sub(lambda found: f"{found[1]}{found[2]:>02}{found[3]}", text)


def _zone(seconds: int | None) -> timezone:
    offset = timedelta(seconds=seconds or 0)
    return timezone(offset) if abs(offset) < _MOST_OFFSET else UTC
