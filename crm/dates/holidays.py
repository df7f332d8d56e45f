"""The Swedish holidays and eves that people name instead of a date.

The rules are those of lagen (1989:253) om allmänna helgdagar; Easter is computed by the
anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
"""

from datetime import date, timedelta

from crm.dates.names import fold
from crm.dates.partial import make_partial, shift_days
from crm.dates.reading import Context, Taken, choose_year, day_text

_FIXED = {
    (1, 1): ("nyårsdagen", "new year's day"),
    (1, 5): ("trettondagsafton",),
    (1, 6): ("trettondagen", "trettondedag jul", "epiphany"),
    (4, 30): ("valborg", "valborgsmässoafton", "valborgsmässoaftonen"),
    (6, 6): ("nationaldagen", "sveriges nationaldag"),
    (12, 13): ("lucia", "luciadagen"),
    (12, 24): ("julafton", "julaftonen", "christmas eve"),
    (12, 25): ("juldagen", "christmas day"),
    (12, 26): ("annandag jul", "boxing day"),
    (12, 31): ("nyårsafton", "nyårsaftonen", "new year's eve"),
}
# Saturday is 5: the first one on or after the month and day.
_SATURDAYS = {
    (6, 20): ("midsommardagen", "midsummer's day", "midsummer day"),
    (10, 31): ("alla helgons dag", "all saints' day"),
}
_FROM_EASTER = {
    -3: ("skärtorsdag", "skärtorsdagen", "maundy thursday"),
    -2: ("långfredag", "långfredagen", "good friday"),
    -1: ("påskafton", "påskaftonen", "holy saturday"),
    0: ("påskdagen", "easter sunday", "easter day"),
    1: ("annandag påsk", "easter monday"),
    39: ("kristi himmelsfärdsdag", "kristi himmelsfärd", "ascension day"),
    49: ("pingstdagen", "whit sunday", "pentecost"),
}
_MIDSUMMER_EVE = ("midsommarafton", "midsommaraftonen", "midsummer's eve", "midsummer eve")
# Names that people use of the eve and the day alike stand for both.
_BOTH_DAYS_OF_MIDSUMMER = ("midsommar", "midsommaren", "midsummer")
_BOTH_DAYS_OF_NEW_YEAR = ("nyår", "nyårshelgen", "new year")


def easter(year: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def read_holiday(name: str, year: int | None, context: Context) -> Taken | None:
    """Return the day of a holiday, or its eve and day; None for a name that is no holiday."""
    if name not in HOLIDAYS:
        return None
    if year is not None:
        make_partial(year)
    chosen = choose_year(context, lambda one: _span(name, one)) if year is None else year
    first, last = _span(name, chosen)
    if first == last:
        return Taken(day_text(first), chosen=year is None)
    return Taken(day_text(first), day_text(last), "holiday", chosen=year is None)


def _span(name: str, year: int) -> tuple[date, date]:
    rule, first, second = HOLIDAYS[name]
    if rule == "fixed":
        start = date(year, first, second)
    elif rule == "easter":
        start = easter(year) + timedelta(days=first)
    else:
        start = _saturday_from(date(year, first, second))
    if name in _MIDSUMMER_EVE or name in _BOTH_DAYS_OF_MIDSUMMER:
        start -= timedelta(days=1)
    both = name in _BOTH_DAYS_OF_MIDSUMMER or name in _FOLDED_NEW_YEAR
    return start, shift_days(start, 1) if both else start


def _saturday_from(earliest: date) -> date:
    return earliest + timedelta(days=(5 - earliest.weekday()) % 7)


def _holidays() -> dict[str, tuple[str, int, int]]:
    rules: dict[str, tuple[str, int, int]] = {}
    for (month, day), names in _FIXED.items():
        rules.update({fold(name): ("fixed", month, day) for name in names})
    for (month, day), names in _SATURDAYS.items():
        rules.update({fold(name): ("saturday", month, day) for name in names})
    for days, names in _FROM_EASTER.items():
        rules.update({fold(name): ("easter", days, 0) for name in names})
    for name in (*_MIDSUMMER_EVE, *_BOTH_DAYS_OF_MIDSUMMER):
        rules[name] = ("saturday", 6, 20)
    return rules | dict.fromkeys(_FOLDED_NEW_YEAR, ("fixed", 12, 31))


_FOLDED_NEW_YEAR = tuple(fold(name) for name in _BOTH_DAYS_OF_NEW_YEAR)
HOLIDAYS = _holidays()
