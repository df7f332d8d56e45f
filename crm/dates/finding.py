"""Finding dates and times in running text: `möte igår om lån` says `igår`.

Where a whole phrase is a date, a part of a sentence may be something else: `Agenda 2030`, `the 3rd
meeting`, `maj`. So only what hardly means anything else is taken: days, with their month or as
words, weeks, and months that are said to be dates (`i april`, `april 2019`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crm.dates.days import DAY_WORDS
from crm.dates.holidays import HOLIDAYS
from crm.dates.moments import parse_time
from crm.dates.names import CARDINAL_NUMBERS, MONTH_NUMBERS, ORDINAL_NUMBERS, WEEKDAY_NUMBERS, fold
from crm.dates.partial import MAXIMUM_LENGTH
from crm.dates.phrases import DateSpan, read_phrase
from crm.dates.reading import Prefer, length_of
from crm.errors import Invalid
from crm.settings import today as current_day

LONGEST_PHRASE = 7
"""Words; `från och med den 2 juli 2019` has as many."""
MOST_READ = 80
"""How many groups of words are read at most, so that no text takes long."""

_WORD = re.compile(r"\S+")
_END_OF_WORD = ".,;:!?)"
_ENDS_PHRASE = ";:!?)"


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DEADLINES = _listed("senast fore innan till tills fram before by due until no")
_OPENINGS = _DEADLINES | _listed(
    "i pa den om for in on at the nasta next forra last kommande coming this past denna nu kl"
    " sista slutet end inom within fran from mellan between under during a an day dagen"
)
_UNITS = _listed(
    "dag dagar dygn vecka veckan veckor v manad manaden manader day days week weeks month"
    " months ar year years"
)
_NAMES = (
    {word for phrase in (*DAY_WORDS, *HOLIDAYS) for word in phrase.split()}
    | WEEKDAY_NUMBERS.keys()
    | {f"{weekday}s" for weekday in WEEKDAY_NUMBERS}
    | MONTH_NUMBERS.keys()
    | _UNITS
) - _OPENINGS
_BEGINNINGS = _OPENINGS | _NAMES | CARDINAL_NUMBERS.keys() | ORDINAL_NUMBERS.keys()
_MONTHS = frozenset(MONTH_NUMBERS)
_SHORT_WEEKDAYS = frozenset(word for word in WEEKDAY_NUMBERS if len(word) <= len("thurs"))
_MONTH_IS_DATE = _listed("i in under during") | _DEADLINES
_DAY_ALONE = re.compile(r"(?:den |the )?[0-9]{1,2}(?::[ae]|st|nd|rd|th)?|(?:den |the )?[a-z-]+")
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?[apfe]\.?m\b\.?| o'clock\b)?"
_MARKED = rf"(?:klockan|kl\.?) ?{_CLOCK}"
_EXACT = (
    r"(?:at |@ ?)?[0-9]{1,2}(?::[0-9]{2}(?: ?[ap]m\b)?| ?[ap]\.?m\b\.?"
    r"|\.[0-9]{2}(?= ?[-–] ?[0-9]))"
)
_TIME = re.compile(
    rf"(?<!\S)(?P<from>{_MARKED}|{_EXACT})(?: ?[-–] ?(?P<until>{_CLOCK}))?(?![\w:/–-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A phrase for a date from `start` to `end` in a text.

    `span` is what it was taken for; None where it can be no date, and `problem` says why.
    """

    start: int
    end: int
    span: DateSpan | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day from `start` to `end` in a text, as `HH:MM`, and until when, if that is said.

    Where it can be no time, `problem` says why.
    """

    start: int
    end: int
    time: str | None
    until: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    folded: str

    @property
    def is_date_word(self) -> bool:
        return self.folded in _NAMES or any(letter.isdigit() for letter in self.folded)

    @property
    def may_begin(self) -> bool:
        return self.folded in _BEGINNINGS or any(letter.isdigit() for letter in self.folded)


def find_dates(
    text: str, today: date | None = None, *, prefer: Prefer = "none", timed: bool = True
) -> list[FoundDate]:
    """Return the phrases for dates in a text, in order, the longest at each place.

    `prefer` is that of `understand`. A phrase with a time of day counts as one only where `timed`.
    What no date could be made of, though it is written as one (`31 april`), has a problem.
    """
    day = today or current_day()
    words = [_word(match) for match in _WORD.finditer(text)]
    found: list[FoundDate] = []
    budget = MOST_READ
    place = 0
    while place < len(words) and budget > 0:
        windows = list(_windows(text, words, place)) if words[place].may_begin else []
        budget -= len(windows)
        first = next(filter(None, (_read(text, w, day, prefer, timed) for w in windows)), None)
        if first is None:
            place += 1
            continue
        found.append(first)
        place += sum(1 for word in words[place:] if word.start < first.end)
    return found


def find_times(text: str) -> list[FoundTime]:
    """Return the times of day in a text: `kl 9`, `kl. 13-14.30`, `14:00`, `at 2 pm`."""
    return [_read_time(match) for match in _TIME.finditer(text)]


def is_deadline(phrase: str) -> bool:
    """Tell whether a phrase says by when (`senast 2 juli`), not only when."""
    return fold(phrase.split(" ")[0]) in _DEADLINES or fold(phrase).endswith("senast")


def _word(match: re.Match[str]) -> _Word:
    word = match[0].rstrip(_END_OF_WORD)
    return _Word(match.start(), match.start() + len(word), fold(word))


def _windows(text: str, words: Sequence[_Word], place: int) -> Iterator[Sequence[_Word]]:
    """Yield the words from a place on that may be a phrase, the longest first."""
    longest = 1
    for word in words[place : place + LONGEST_PHRASE - 1]:
        # After a comma or the like a phrase goes on only as in “fredag, 2 juli”.
        if text[word.end : word.end + 1] in tuple(_ENDS_PHRASE):
            break
        longest += 1
    for length in range(min(longest, len(words) - place), 0, -1):
        window = words[place : place + length]
        fits = window[-1].end - window[0].start <= MAXIMUM_LENGTH
        if fits and any(word.is_date_word for word in window):
            yield window


def _read(
    text: str, window: Sequence[_Word], today: date, prefer: Prefer, timed: bool
) -> FoundDate | None:
    start, end = window[0].start, window[-1].end
    folded = [word.folded for word in window]
    if not folded[-1] or _is_rather_text(folded) or _is_fraction(text[start:]):
        return None
    try:
        span = read_phrase(text[start:end], today, prefer)
    except Invalid as error:
        return FoundDate(start, end, None, error.message)
    if span is None or (span.time and not timed) or not _is_day_or_week(span, folded):
        return None
    return FoundDate(start, end, span)


def _is_rather_text(folded: Sequence[str]) -> bool:
    """Tell whether one or two words that could be a date are rather something else."""
    last = folded[-1]
    if len(folded) > 2:
        return False
    if last in _SHORT_WEEKDAYS or (len(folded) == 1 and last in _MONTHS):
        return len(folded) == 1
    if not _DAY_ALONE.fullmatch(" ".join(folded)):
        return False
    return last[:1].isdigit() or last in ORDINAL_NUMBERS or last in CARDINAL_NUMBERS


def _is_fraction(rest: str) -> bool:
    """Tell whether a text begins with a part of something: `3/4 av kommunerna`."""
    return re.match(r"[0-9]/[0-9] (?:av|of)\b", rest) is not None


def _is_day_or_week(span: DateSpan, folded: Sequence[str]) -> bool:
    """Tell whether a phrase in running text names days, or a month that is said to be a date."""
    length = length_of(span.start)
    if length == "day":
        return True
    if length == "year" or span.end is not None:
        return False
    said = folded[0] in _MONTH_IS_DATE or not _MONTHS.isdisjoint(folded[:-1])
    return said or folded[0] in ("nasta", "next", "forra", "last")


def _read_time(match: re.Match[str]) -> FoundTime:
    try:
        until = match["until"] and parse_time(match["until"])
        return FoundTime(match.start(), match.end(), parse_time(match["from"]), until)
    except Invalid as error:
        return FoundTime(match.start(), match.end(), None, problem=error.message)
