"""The properties of a calendar entry, as the library icalendar (BSD-2-Clause) understands them.

A property that cannot be understood is a problem with its line; no exception of the library
leaves this module.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias, cast

from crm.formats.ics_lines import ContentLine, Entry
from crm.formats.ics_parameters import parted
from crm.formats.ics_spans import Moment
from crm.formats.records import RecordProblem
from crm.i18n import _, ngettext

# A day or time, a length of time, or a period of (start, end or length).
Value: TypeAlias = Moment | timedelta | tuple[datetime, datetime | timedelta]

SHOWN_LENGTH = 200
VALUES_IN_A_LINE = 5_000


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its value as written (`raw`), its parameters, and its line."""

    name: str
    raw: str
    parameters: Mapping[str, str]
    line: int

    @property
    def text(self) -> str:
        """Return the value with its escapes resolved (RFC 5545 3.3.11)."""
        from icalendar.parser import unescape_backslash

        return cast(str, unescape_backslash(self.raw)).strip()

    @property
    def texts(self) -> list[str]:
        """Return the values that commas part, each with its escapes resolved."""
        from icalendar.parser import split_on_unescaped_comma

        return [one.strip() for one in split_on_unescaped_comma(self.raw) if one.strip()]

    def parameter(self, name: str) -> str:
        """Return a parameter, of several values the lot, or the empty text."""
        return self.parameters.get(name, "")

    @property
    def zone(self) -> str:
        """Return the name of the time zone that the value is in, if it says."""
        return self.parameter("TZID")

    def problem(self, message: str) -> RecordProblem:
        """Say what is wrong with this property."""
        return RecordProblem(self.line, self.name, self.raw[:SHOWN_LENGTH], message)


@dataclass(slots=True)
class Event:
    """A calendar entry by its properties, in the order of the file.

    `left_out` is how many more there are of a name than are read.
    """

    name: str
    line: int
    method: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    problems: list[RecordProblem] = field(default_factory=list)
    left_out: Mapping[str, int] = field(default_factory=dict)

    def first(self, name: str) -> Property | None:
        """Return the first property of a name, if there is one."""
        found = self.properties.get(name)
        return found[0] if found else None

    def all(self, name: str) -> list[Property]:
        """Return every property of a name."""
        return self.properties.get(name, [])

    def text(self, name: str) -> str:
        """Return the text of the first property of a name, empty where there is none."""
        found = self.first(name)
        return found.text if found else ""


def understand(entry: Entry) -> Event:
    """Take the lines of an entry apart; those that are no properties become problems."""
    event = Event(entry.name, entry.line, entry.method, left_out=entry.left_out)
    for line in entry.lines:
        if line.name:
            _add(event, line)
        else:
            message = _("The line is no property and is left out.")
            event.problems.append(RecordProblem(line.line, "", _shown(line), message))
    for name, count in entry.left_out.items():
        if name != "ATTENDEE":  # of whom those that are read may be fewer still
            message = ngettext(
                "{count} more line like this is left out: the entry is too long.",
                "{count} more lines like this are left out: the entry is too long.",
                count,
            ).format(count=count)
            event.problems.append(RecordProblem(entry.line, name, "", message))
    if not entry.is_whole:
        message = _("The entry is cut off: what is missing may be more than its end.")
        event.problems.append(RecordProblem(entry.line, entry.name, "", message))
    return event


def _add(event: Event, line: ContentLine) -> None:
    found = parted(line)
    if found is None:
        message = _("The line cannot be read and is left out.")
        event.problems.append(RecordProblem(line.line, line.name, _shown(line), message))
        return
    parameters, raw = found
    made = Property(line.name, raw, parameters, line.line)
    event.properties.setdefault(line.name, []).append(made)


def _shown(line: ContentLine) -> str:
    return line.text.strip()[:SHOWN_LENGTH]


# --- Values --------------------------------------------------------------------------------------


def moments(found: Property) -> Iterator[Value]:
    """Give the values of a property of dates, times, periods or lengths, as far as they are good.

    A time is without a zone unless it is in UTC. Raises ValueError for one that cannot be read.
    """
    from icalendar.prop import vDDDTypes

    for one in found.raw.split(",")[:VALUES_IN_A_LINE]:
        if not one.strip():
            continue
        try:
            value = vDDDTypes.from_ical(_mended(one.strip()))  # type: ignore[no-untyped-call]
        except Exception as error:  # the library raises more than ValueError
            raise ValueError(one) from error
        if not isinstance(value, date | timedelta | tuple):
            raise ValueError(one)
        yield cast(Value, value)


def _mended(text: str) -> str:
    """Add the seconds that some programs leave out: `20190502T0930`."""
    start, t, rest = text.upper().partition("T")
    if len(start) == 8 and t and len(rest.rstrip("Z")) == 4:
        return f"{start}T{rest[:4]}00{rest[4:]}"
    return text.upper()


def moment(found: Property) -> Moment:
    """Return the one date or time of a property; raises ValueError where it holds none."""
    value = next(moments(found), None)
    if not isinstance(value, date):
        raise ValueError(found.raw)
    return value


def length(found: Property) -> timedelta:
    """Return the length of time that a property gives; raises ValueError where it holds none."""
    value = next(moments(found), None)
    if not isinstance(value, timedelta):
        raise ValueError(found.raw)
    return value
