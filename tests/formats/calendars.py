"""How these tests write calendars and read them back."""

from collections.abc import Sequence

from crm.formats import Record, RejectedRecord
from crm.formats.records import EntryRecord, InteractionRecord
from tests.formats.files import WriteFile, read


def calendar(*parts: Sequence[str], method: str = "") -> str:
    """Return a calendar of entries, each as its lines."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//Something//EN"]
    if method:
        head.append(f"METHOD:{method}")
    lines = [*head, *(line for part in parts for line in part), "END:VCALENDAR", ""]
    return "\r\n".join(lines)


def event(*lines: str, uid: str = "u1", start: str = "DTSTART:20190510T080000Z") -> list[str]:
    """Return a meeting as its lines; `start` may be empty."""
    begin = ["BEGIN:VEVENT", *([f"UID:{uid}"] if uid else []), *([start] if start else [])]
    return [*begin, *lines, "END:VEVENT"]


def task(*lines: str, uid: str = "t1") -> list[str]:
    return ["BEGIN:VTODO", f"UID:{uid}", *lines, "END:VTODO"]


def records(file: WriteFile, content: str | bytes, **options: object) -> list[Record]:
    return read(file(content, "calendar.ics"), **options)


def meetings(file: WriteFile, *parts: Sequence[str], method: str = "") -> list[InteractionRecord]:
    return interactions(records(file, calendar(*parts, method=method)))


def interactions(found: list[Record]) -> list[InteractionRecord]:
    return [record for record in found if isinstance(record, InteractionRecord)]


def tasks(found: list[Record]) -> list[EntryRecord]:
    return [record for record in found if isinstance(record, EntryRecord)]


def rejections(found: list[Record]) -> list[tuple[int, str]]:
    """Return the line and the reason of what was rejected."""
    rejected = [record for record in found if isinstance(record, RejectedRecord)]
    return [(record.line, record.problems[-1].message) for record in rejected]


def dates(found: list[InteractionRecord]) -> list[tuple[str, str]]:
    return [(record.starts_at, record.ends_at) for record in found]
