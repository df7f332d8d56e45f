"""When it was, and by when something is promised, as a part of a line says it."""

from collections.abc import Sequence
from datetime import date

from crm.dates import (
    FoundDate,
    FoundTime,
    Prefer,
    find_dates,
    find_times,
    is_deadline,
    join_date_time,
)
from crm.errors import Invalid
from crm.i18n import _
from crm.quick.claims import Claims
from crm.quick.line import Mistake, Role, When


def find_when(claims: Claims, today: date, prefer: Prefer) -> tuple[When | None, list[Mistake]]:
    """Find when it was, and take the words; None where nothing says so.

    Of several dates the first counts, but one that leaves no year or week open (`igår`) before
    those that do (`2 juli`).
    """
    text = claims.searchable
    dates = find_dates(text, today, prefer=prefer)
    understood = [found for found in dates if found.span]
    chosen = next((one for one in understood if _is_closed(text, one, today)), None)
    chosen = chosen or next(iter(understood), None)
    if chosen is None and dates:
        return None, [_mistake(dates[0])]
    if chosen:
        claims.take_span(chosen.start, chosen.end, Role.DATE)
    return _with_time(claims, text, chosen, today)


def find_due(claims: Claims, today: date) -> tuple[str | None, str, list[Mistake]]:
    """Find by when something is promised; return the day, the words for it and what is wrong.

    A deadline (`senast 2 juli`) counts before a date, and the last of several before the others.
    """
    text = claims.searchable
    dates = find_dates(text, today, prefer="future", timed=False)
    dates.sort(key=lambda found: is_deadline(text[found.start : found.end]))
    for found in reversed(dates):
        if found.span is None:
            return None, "", [_mistake(found)]
        if found.span.end is None:
            claims.take_span(found.start, found.end, Role.DUE)
            return found.span.start, text[found.start : found.end], []
    return None, "", []


def _is_closed(text: str, found: FoundDate, today: date) -> bool:
    phrase = text[found.start : found.end]
    ways: tuple[Prefer, Prefer] = ("past", "future")
    meant = set()
    for prefer in ways:
        again = find_dates(phrase, today, prefer=prefer)
        meant.add(again[0].span and again[0].span.start if again else None)
    return len(meant) == 1


def _with_time(
    claims: Claims, text: str, chosen: FoundDate | None, today: date
) -> tuple[When | None, list[Mistake]]:
    span = chosen.span if chosen else None
    time = None if span and span.time else _free_time(claims)
    if time and time.time is None:
        return None, [Mistake(time.start, time.end, time.problem)]
    if span is None and time is None:
        return None, []
    day, last = (span.start, span.end) if span else (today.isoformat(), None)
    begins = time.time if time else (span.time if span else None)
    try:
        starts_at = join_date_time(day, begins)
        ends_at = join_date_time(last or day, time.until) if time and time.until else last
    except Invalid as error:
        assert time is not None
        return None, [Mistake(time.start, time.end, error.message)]
    if time and ends_at and ends_at < starts_at:
        sentence = _("The interaction ends before it starts.")
        return None, [Mistake(time.start, time.end, sentence)]
    if time:
        claims.take_span(time.start, time.end, Role.DATE)
    places: Sequence[FoundDate | FoundTime] = [one for one in (chosen, time) if one]
    phrase = " ".join(text[one.start : one.end] for one in sorted(places, key=lambda o: o.start))
    return When(starts_at, ends_at, phrase), []


def _free_time(claims: Claims) -> FoundTime | None:
    return next(iter(find_times(claims.searchable)), None)


def _mistake(found: FoundDate) -> Mistake:
    return Mistake(found.start, found.end, found.problem)
