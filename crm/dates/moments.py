"""Clock times, and moments: a partial date or `YYYY-MM-DDTHH:MM`, stored as text."""

import re

from crm.dates.partial import BLANKS, checked_text, parse_partial, refused, shown
from crm.errors import Invalid
from crm.i18n import _

MAXIMUM_TIME_LENGTH = 30
_DAY_LENGTH = len("2019-04-11")
_TIME = re.compile(
    r"(?:(?:klockan|kl\.?|at|@) ?)?([0-9]{1,2})(?:[:.]?([0-9]{2}))?"
    r"(?: ?(?:(a|p)\.?m\.?|(f|e)\.?m\.?|o'?clock))?"
)
_MOMENT = re.compile(r"([0-9-]+)[Tt ]([0-9]{2}:[0-9]{2})")
_TO_SPACE = str.maketrans(dict.fromkeys(BLANKS, " "))
_NAMED_TIMES = {"noon": "12:00", "at noon": "12:00"}


def parse_time(text: str) -> str:
    """Return a clock time as `HH:MM`: `9`, `0930`, `9.30`, `kl. 14`, `2 pm`, `2 em`, `noon`.

    A bare hour is of the 24-hour clock. Raises Invalid for what is no time of day; "midnight" is
    refused because it does not say which day it belongs to.
    """
    cleaned = _cleaned(text)
    if cleaned in _NAMED_TIMES:
        return _NAMED_TIMES[cleaned]
    match = _TIME.fullmatch(cleaned)
    if match is None:
        message = _("Write the time as 09:30, not {text}.").format(text=shown(cleaned))
        raise Invalid.field("time", message, cleaned[:MAXIMUM_TIME_LENGTH])
    hour, minute, english, swedish = match.groups()
    return make_time(int(hour), int(minute or 0), english or swedish or "")


def _cleaned(text: object) -> str:
    if not isinstance(text, str) or not text.strip(BLANKS):
        raise Invalid.field("time", _("Write a time, such as 09:30."))
    words = text[: MAXIMUM_TIME_LENGTH + 1].casefold().translate(_TO_SPACE).split(" ")
    return " ".join(word for word in words if word)


def make_time(hour: int, minute: int, half: str = "") -> str:
    """Return `HH:MM`; `half` is `a`/`f` (before noon), `p`/`e` (after) or empty (24 hours)."""
    fits = 1 <= hour <= 12 if half else hour <= 23
    if not fits or minute > 59:
        message = _("There is no time {time}.").format(time=f"{hour:02d}:{minute:02d}")
        raise Invalid.field("time", message, f"{hour:02d}:{minute:02d}")
    if half:
        hour = hour % 12 + (12 if half in "pe" else 0)
    return f"{hour:02d}:{minute:02d}"


def parse_moment(text: str) -> str:
    """Return a partial date or `YYYY-MM-DDTHH:MM` in its normal form; raises Invalid for all else.

    A space may stand for the T.
    """
    match = _MOMENT.fullmatch(checked_text(text))
    if match is None:
        return parse_partial(text)
    return join_date_time(match[1], parse_time(match[2]))


def join_date_time(partial: str, time: str | None) -> str:
    """Return the moment at `time` (`HH:MM`, or None) on the date; a time needs a whole date."""
    date_text = parse_partial(partial)
    if time is None:
        return date_text
    if len(date_text) < _DAY_LENGTH:
        message = _("A time needs a whole date: write the day too, not only {date}.")
        raise refused(message.format(date=date_text), date_text)
    return f"{date_text}T{parse_time(time)}"


def split_moment(moment: str) -> tuple[str, str | None]:
    """Return the partial date and the `HH:MM` of a moment, None where it has no time."""
    date_text, _separator, time = parse_moment(moment).partition("T")
    return date_text, time or None
