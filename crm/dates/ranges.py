"""From one date through another: `11–12 april`, `30 april - 2 maj`, `idag till fredag`."""

import re

from crm.dates.partial import first_day, last_day, refused
from crm.dates.patterns import MONTH, WEEKDAY
from crm.dates.reading import Context, Taken, begins
from crm.dates.single import read_single
from crm.errors import Invalid
from crm.i18n import _

_AND = r"och|and|&"
_TO = rf"(?: ?- ?| ?\.\. ?| (?:till|to|through|until|t o m|tom|{_AND}) )"
_MOST_SPLITS = 6
_FROM = r"(?:fran och med|fran|from|(?P<between>mellan|between)) (?P<rest>.+)"
_NUMBER = r"(?:den |the )?({digits})(?:th)?".format(digits="[0-9]{1,2}")
_MONTH = MONTH.replace("?P<month>", "?:")
_WEEKDAY = WEEKDAY.replace("?P<weekday>", "?:")
_WEEKS = r"(?:veckorna|vecka|weeks|week|v|w) ?"
# What both ends share is written once: the pattern, then how each end reads in full.
_SHARED = (
    (rf"{_NUMBER}{_TO}{_NUMBER} (?:of )?({_MONTH}(?: [0-9]{{4}})?)", r"\1 \3", r"\2 \3"),
    (rf"({_MONTH}) {_NUMBER}{_TO}{_NUMBER}((?: [0-9]{{4}})?)", r"\1 \2\4", r"\1 \3\4"),
    (rf"{_NUMBER}{_TO}{_NUMBER}(/[0-9]{{1,2}}(?:[ /-][0-9]{{4}})?)", r"\1\3", r"\2\3"),
    (
        rf"{_WEEKS}([0-9]{{1,2}}){_TO}(?:{_WEEKS})?([0-9]{{1,2}})((?: [0-9]{{4}})?)",
        r"vecka \1\3",
        r"vecka \2\3",
    ),
    (rf"({_WEEKDAY}){_TO}({_WEEKDAY}) (.+)", r"\1 \3", r"\2 \3"),
    (r"([0-9]{4}-[0-9]{2}-[0-9]{2})/([0-9]{4}-[0-9]{2}-[0-9]{2})", r"\1", r"\2"),
)
# Longer than this, and with neither year named, it is rather a slip than nearly a whole year.
_LONGEST_WITHOUT_YEAR = 330


def read_range(text: str, context: Context) -> Taken | None:
    """Return the range a phrase means, its last day included; None if it is not understood.

    Raises Invalid where an end cannot be or comes before the start.
    """
    prefix = re.fullmatch(_FROM, text)
    inner = prefix["rest"] if prefix else text
    taken, problem = None, None
    for left, right in _splits(inner):
        try:
            found = _read_pair(left, right, context)
        except Invalid as error:
            problem = problem or error
            continue
        if found and taken:
            return None
        taken = taken or found
    if taken is None and problem:
        raise problem
    apart = taken is not None and re.search(rf" (?:{_AND}) ", inner) and not _adjacent(taken)
    return None if apart and not (prefix and prefix["between"]) else taken


def _splits(text: str) -> list[tuple[str, str]]:
    """Return every way to read the text as two dates."""
    for pattern, left, right in _SHARED:
        match = re.fullmatch(pattern, text)
        if match:
            return [(match.expand(left), match.expand(right))]
    found = list(re.finditer(_TO, text))
    if len(found) > _MOST_SPLITS:
        return []
    return [(text[: match.start()], text[match.end() :]) for match in found]


def _read_pair(left: str, right: str, context: Context) -> Taken | None:
    """Return the range between two phrases; the end that names its year decides the other's."""
    start, end = _attempt(left, context), _attempt(right, context)
    if start is None or end is None:
        return None
    if isinstance(end, Taken) and not end.chosen:
        start = read_single(left, context.ending(begins(end)))
    elif isinstance(start, Taken) and (not start.chosen or context.prefer == "past"):
        end = read_single(right, context.starting(begins(start)))
    elif isinstance(end, Taken):
        start = read_single(left, context.ending(begins(end)))
    for one in (start, end):
        if isinstance(one, Invalid):
            raise one
    return _joined(start, end) if isinstance(start, Taken) and isinstance(end, Taken) else None


def _attempt(text: str, context: Context) -> Taken | Invalid | None:
    try:
        return read_single(text, context)
    except Invalid as error:
        return error


def _joined(left: Taken, right: Taken) -> Taken:
    start, end = left.start, right.end or right.start
    length = (last_day(end) - first_day(start)).days
    if start > end or length < 0:
        message = _("The end, {end}, comes before the start, {start}.")
        raise refused(message.format(start=start, end=end))
    if left.chosen and right.chosen and length > _LONGEST_WITHOUT_YEAR:
        raise refused(_("Write the year of both dates."))
    return Taken(start, end if end != start else None, "range", left.chosen and right.chosen)


def _adjacent(taken: Taken) -> bool:
    if taken.end is None:
        return False
    return (first_day(taken.end) - last_day(taken.start)).days == 1
