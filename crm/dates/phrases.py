"""The date phrases people type in Swedish and English, and what each is taken for.

A phrase means one thing or is refused: a blank beats a wrong deadline. Both languages are always
understood. Dates in digits are day/month (`3/4` is 3 April). `next Friday` and `nästa fredag` are
the Friday of next week; `last Friday` and `i fredags` are the latest one before today.
`before 2 July` is the day before it. A weekday typed on that weekday is refused, for people mean
either of two days.
"""

import re
from dataclasses import dataclass
from datetime import date

from crm.dates.moments import join_date_time, make_time
from crm.dates.partial import refused, shown
from crm.dates.ranges import read_range
from crm.dates.reading import Context, Prefer, Taken, length_of
from crm.dates.single import read_date
from crm.dates.spelling import normalise
from crm.dates.wording import weekday_and_iso
from crm.i18n import _
from crm.settings import today as current_day

_CLOCK = (
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?(?: ?(?P<half>[apfe])m|(?P<whole> o'clock))?"
)
_MARK = r"(?P<mark>(?:klockan|kl|at|@) ?)?"
_TIMED = (
    r"(?P<date>[0-9]{4}-?[0-9]{2}-?[0-9]{2})t(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})"
    r"(?P<mark>)(?P<half>)(?P<whole>)",
    rf"(?P<date>.+?) {_MARK}{_CLOCK}",
    rf"{_MARK}{_CLOCK} (?P<date>.+)",
)
_NOON = r"(?P<date>.+?) (?:at )?noon"
_TIME_RANGE = r".*\b(?:kl|klockan|at) ?[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:-|till|to) ?[0-9].*"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """What a phrase was taken for.

    `start` and `end` are partial ISO dates; `end` is the last one included and None for a single
    date. `time` is the `HH:MM` it starts at, or None. `text` says it all to people:
    `tor 2019-04-11 – fre 2019-04-12`.
    """

    start: str
    end: str | None
    time: str | None
    text: str

    @property
    def starts_at(self) -> str:
        """The moment it starts: the start with its time, as interactions store it."""
        return join_date_time(self.start, self.time)


def understand(
    text: str,
    today: date | None = None,
    *,
    prefer: Prefer = "future",
    language: str | None = None,
) -> DateSpan:
    """Return what a date phrase means, seen from today.

    `prefer` decides where the phrase leaves the year or week open: `future` is the next, today
    included (deadlines), `past` the latest (what has happened), `none` the nearest, with bare
    weekdays refused. `language` is that of the echo. Raises Invalid with one sentence for what is
    not understood, could be either of two days, or cannot be.
    """
    day = today or current_day()
    phrase = normalise(text, day)
    if re.fullmatch(_TIME_RANGE, phrase):
        raise refused(_("Write only the time it starts."), text)
    span = _span_of(phrase, Context(day, prefer), language)
    if span is None:
        message = _("{text} is not understood as a date: write it as 2019-04-11.")
        raise refused(message.format(text=shown(text)), text)
    return span


def read_phrase(
    text: str, today: date, prefer: Prefer, language: str | None = None
) -> DateSpan | None:
    """Return what `understand` does, but None for a text that is not understood.

    Raises Invalid for a date that cannot be, or could be either of two days.
    """
    return _span_of(normalise(text, today), Context(today, prefer), language)


def _span_of(phrase: str, context: Context, language: str | None) -> DateSpan | None:
    taken, time = _read_timed(phrase, context)
    if taken is None:
        taken = _read(phrase, context)
    if taken is None:
        return None
    return DateSpan(taken.start, taken.end, time, _echo(taken, time, language))


def understand_day(
    text: str,
    today: date | None = None,
    *,
    prefer: Prefer = "future",
    language: str | None = None,
) -> str:
    """Return the one partial date a phrase means, as `understand` does.

    Raises Invalid too for a range or a week, and for a time of day.
    """
    span = understand(text, today, prefer=prefer, language=language)
    if span.end is not None:
        message = _("Write one date: {text} is more than that.")
        raise refused(message.format(text=span.text), text)
    if span.time is not None:
        raise refused(_("Write the date without a time."), text)
    return span.start


def _read(phrase: str, context: Context) -> Taken | None:
    return read_date(phrase, context) or read_range(phrase, context)


def _read_timed(phrase: str, context: Context) -> tuple[Taken | None, str | None]:
    """Return the date and the time of a phrase that has both, else None for both."""
    noon = re.fullmatch(_NOON, phrase)
    if noon:
        return _whole_days(_read(noon["date"], context)), "12:00"
    for pattern in _TIMED:
        match = re.fullmatch(pattern, phrase)
        if match and any(match.group("mark", "minute", "half", "whole")):
            taken = _whole_days(_read(match["date"], context))
            if taken:
                hour, minute = int(match["hour"]), int(match["minute"] or 0)
                return taken, make_time(hour, minute, match["half"] or "")
    return None, None


def _whole_days(taken: Taken | None) -> Taken | None:
    """Return days that a time can be set for; raises Invalid for a week, month or year."""
    if taken and (taken.kind not in ("date", "range") or length_of(taken.start) != "day"):
        message = _("A time needs a whole date: write the day too, not only {date}.")
        raise refused(message.format(date=taken.start), taken.start)
    return taken


def _echo(taken: Taken, time: str | None, language: str | None) -> str:
    start = weekday_and_iso(join_date_time(taken.start, time), language)
    return start if taken.end is None else f"{start} – {weekday_and_iso(taken.end, language)}"
