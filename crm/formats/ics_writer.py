"""Meetings and promises as a calendar (iCalendar, RFC 5545) that phones and Outlook open.

An interaction is an event. A follow-up is a task (VTODO), and one that has a day to come also an
event of that day, because few calendars show tasks. Both are one and the same when they are read
back. The file asks nobody anything: it carries no METHOD, and no server is to send invitations.
"""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from crm.formats.ics_events import due_day, event
from crm.formats.ics_stamps import put_text
from crm.formats.ics_tasks import task
from crm.formats.protocol import WriteOptions
from crm.text import clean_line

TAKES = "work"
SUFFIX = ".ics"
END = b"END:VCALENDAR\r\n"
PRODUCT = "-//Samverkan//Samverkan//EN"


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write interactions and follow-ups as one calendar and return how many there were.

    An item with the key `kind` is an interaction, any other a follow-up, both as in our JSON; a
    participant may have an `email`. `title` names the calendar. Of what is known only to the
    month, the whole month is shown. Memory does not grow with the items.
    """
    stream.write(_head(options.title))
    count = 0
    for item in items:
        for component in _components(item):
            stream.write(component)
        count += 1
    stream.write(END)
    return count


def _head(title: str) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    # The first is what programs have long known, the second that of RFC 7986, 5.1.
    for name in ("x-wr-calname", "name"):
        put_text(calendar, name, clean_line(title))
    whole: bytes = calendar.to_ical()
    return whole.removesuffix(END)


def _components(item: Mapping[str, Any]) -> Iterable[bytes]:
    if "kind" in item:
        yield event(item).to_ical()
        return
    yield task(item).to_ical()
    if shown := due_day(item):
        yield shown.to_ical()
