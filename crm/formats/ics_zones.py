"""Which time zone a name in a calendar means, and what a moment is on the clock here.

A name is looked up among the zones of IANA, among those of Windows (which Exchange writes), in the
file's own definitions (VTIMEZONE), and last by the cities or the offset in it: `(UTC+01:00)
Amsterdam, Berlin, Stockholm`.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import cast

from crm.formats.ics_lines import ContentLine, Entry
from crm.formats.ics_spans import Moment

# A zone with more parts than these is no zone but an attack: the parts are searched one by one.
PARTS_OF_A_ZONE = 60
# A few such parts take a tenth of a second, so those of one file have a limit too.
PARTS_OF_A_FILE = 400
_OFFSET = re.compile(r"(?:UTC|GMT)\s*([+-])\s*(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_CITY = re.compile(r"[^\W\d_]+(?:[ .'-][^\W\d_]+)*")
# The recurrences that the rules of real zones are made of. Others could keep the library busy for
# minutes, such as the thirtieth of every February.
_ZONE_RULE = re.compile(
    r"(?:(?:FREQ=YEARLY|INTERVAL=1|COUNT=\d{1,3}|UNTIL=\d{8}(?:T\d{6}Z?)?|WKST=[A-Z]{2}"
    r"|BYMONTH=\d{1,2}|BYDAY=[+-]?[1-4]?(?:MO|TU|WE|TH|FR|SA|SU)"
    r"|BYDAY=[+-]?5(?:MO|TU|WE|TH|FR|SA|SU)|BY(?:HOUR|MINUTE|SECOND)=\d{1,2}|BYMONTHDAY=-?(?:[1-9]|1\d|2[0-8])"
    r"(?:,-?(?:[1-9]|1\d|2[0-8]))*)(?:;|$))+",
    re.IGNORECASE,
)


class Zones:
    """The time zones of one file, worked out when they are first asked for."""

    def __init__(self, definitions: Iterable[Entry]) -> None:
        self._definitions = {one.value("TZID"): one for one in definitions}
        self._found: dict[str, tzinfo | None] = {}
        self._parts = 0

    def find(self, name: str) -> tzinfo | None:
        """Return the zone that a name means, None where nothing tells."""
        if name not in self._found:
            self._found[name] = _known_zone(name) or self._defined(name) or _described_zone(name)
        return self._found[name]

    def _defined(self, name: str) -> tzinfo | None:
        definition = self._definitions.get(name)
        if definition is None:
            return None
        parts = sum(line.name == "BEGIN" for line in definition.lines)
        self._parts += parts
        if parts > PARTS_OF_A_ZONE or self._parts > PARTS_OF_A_FILE:
            return None
        return _built(definition)


def utc(moment: datetime) -> datetime:
    """Return a time with a zone in UTC, at the ends of the calendar as it is written."""
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return moment.replace(tzinfo=UTC)


def placed(moment: Moment, zone: tzinfo | None) -> Moment:
    """Return a time in its zone, unless it is in UTC or a day."""
    if isinstance(moment, datetime) and moment.tzinfo is None and zone is not None:
        return moment.replace(tzinfo=zone)
    return moment


def day_of(moment: Moment) -> date:
    """Return the day of a day or a time."""
    return moment.date() if isinstance(moment, datetime) else moment


# --- Names ---------------------------------------------------------------------------------------


def _known_zone(name: str) -> tzinfo | None:
    """Find a zone by its name at IANA or in Windows, perhaps below a maker's prefix (3.2.19)."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    plain = name.strip().strip("/\"'")
    if plain in WINDOWS_TO_OLSON:
        return _zone(WINDOWS_TO_OLSON[plain])
    if plain.upper() in ("UTC", "GMT", "Z", "ETC/UTC"):
        return UTC
    parts = plain.split("/")[-3:]
    names = ["/".join(parts[start:]) for start in range(max(1, len(parts) - 1))]
    return next((zone for one in names if (zone := _zone(one))), None)


def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None


def _described_zone(name: str) -> tzinfo | None:
    """Find a zone by a city in its description, else by its distance from UTC."""
    offset = _OFFSET.search(name)
    if offset or "," in name:
        cities = _cities()
        for word in _CITY.findall(name[offset.end() if offset else 0 :]):
            if word.casefold() in cities:
                return _zone(cities[word.casefold()])
    if not offset:
        return None
    sign = -1 if offset[1] == "-" else 1
    minutes = sign * (int(offset[2]) * 60 + int(offset[3] or 0))
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    from zoneinfo import available_timezones

    names = sorted(name for name in available_timezones() if "/" in name)
    return {name.rpartition("/")[2].replace("_", " ").casefold(): name for name in names}


# --- Definitions ---------------------------------------------------------------------------------


def _built(definition: Entry) -> tzinfo | None:
    """Build a zone from its definition, by the libraries icalendar and dateutil."""
    from icalendar import Timezone

    if not all(map(_is_ordinary, definition.lines)):
        return None
    lines = [line.text for line in definition.lines if not line.name.startswith("X-")]
    text = "\r\n".join(["BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE", ""])
    try:
        component = cast(Timezone, Timezone.from_ical(text))
        zone = cast(tzinfo, component.to_tz(lookup_tzid=False))
        datetime(2019, 5, 2, tzinfo=zone).utcoffset()
    except Exception:  # whatever the libraries make of a definition that somebody else wrote
        return None
    return zone


def _is_ordinary(line: ContentLine) -> bool:
    if line.name == "RRULE":
        return bool(_ZONE_RULE.fullmatch(line.text.partition(":")[2].strip()))
    return bool(line.name) and len(line.text) < 5_000
