"""When an interaction was, as a date field and a time field say it."""

import re

from crm.dates import join_date_time, parse_time, split_moment
from crm.queries.records import InteractionRecord

_TO = re.compile(r"\s*[-–—]\s*")


def moments(when: str, time: str) -> dict[str, str | None]:
    """Return the start and the end of an interaction, as fields of the input.

    `when` is a moment, or two with two dots between; `time` is empty, a time, or two with a dash
    between. Errors: `Invalid` for the field `time`.
    """
    start, _dots, last = when.partition("..")
    day, typed = split_moment(start)
    begins, *ends = _TO.split(time.strip(), maxsplit=1)
    starts_at = join_date_time(day, parse_time(begins) if begins else typed)
    if not any(ends):
        return {"starts_at": starts_at, "ends_at": last or None}
    return {"starts_at": starts_at, "ends_at": join_date_time(last or day, parse_time(ends[0]))}


def when_text(record: InteractionRecord) -> str:
    """Return the date or dates of an interaction as the date field reads them."""
    first, _time = split_moment(record["starts_at"])
    last, _time = split_moment(record["ends_at"] or record["starts_at"])
    return first if first == last else f"{first} – {last}"


def time_text(record: InteractionRecord) -> str:
    """Return the time or times of an interaction as the time field reads them."""
    times = [
        split_moment(moment)[1] for moment in (record["starts_at"], record["ends_at"]) if moment
    ]
    return "–".join(time for time in times if time)
