"""What holds of every phrase, whatever is typed."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from crm.dates import (
    Prefer,
    first_day,
    last_day,
    parse_partial,
    parse_time,
    understand,
    understand_day,
)
from crm.dates.holidays import easter
from crm.errors import Invalid

DAYS = st.dates(min_value=date(1000, 1, 1))
PREFERENCES: st.SearchStrategy[Prefer] = st.sampled_from(("future", "past", "none"))
WORDS = st.sampled_from(
    (
        *("idag", "fredag", "på", "i", "nästa", "förra", "den", "2", "11", "31", "29", "februari"),
        *("april", "maj", "juli", "-", "–", "..", "/", ":", ".", ",", "2019", "2020", "v.", "36"),
        *("vecka", "53", "kl", "9", "13:30", "senast", "före", "by", "before", "end", "of", "om"),
        *("slutet", "av", "två", "veckor", "sedan", "for", "ago", "in", "week", "next", "last"),
        *("Friday", "midsommar", "Q3", "från", "till", "mellan", "och", "the", "2nd", "15:e"),
        *("day", "after", "0000", "9999", "julafton", "1th"),
    )
)
PHRASES = st.builds(
    lambda words, gap: gap.join(words), st.lists(WORDS, max_size=8), st.sampled_from((" ", ""))
)


@given(DAYS, DAYS, PREFERENCES)
def test_an_iso_date_is_itself_on_any_day(day: date, today: date, prefer: Prefer) -> None:
    text = day.isoformat()
    for partial in (text, text[:7], text[:4]):
        assert understand_day(partial, today, prefer=prefer) == partial


@given(st.text(max_size=120), DAYS, PREFERENCES)
@example("\x00", date(2019, 5, 2), "none")
@example("\ud800", date(2019, 5, 2), "none")
def test_any_text_is_understood_or_refused(text: str, today: date, prefer: Prefer) -> None:
    _check(text, today, prefer)


@given(PHRASES, DAYS, PREFERENCES)
@example("julafton 0000", date(2019, 5, 2), "future")
@example("nyår", date(9999, 12, 31), "future")
@example("vecka 52", date(9999, 12, 31), "future")
def test_any_heap_of_words_is_understood_or_refused(text: str, today: date, prefer: Prefer) -> None:
    _check(text, today, prefer)


def _check(text: str, today: date, prefer: Prefer) -> None:
    try:
        span = understand(text, today, prefer=prefer)
    except Invalid as error:
        assert error.message.endswith(".")
        assert error.message.isprintable()
        return
    assert parse_partial(span.start) == span.start
    assert span.time is None or parse_time(span.time) == span.time
    if span.end is not None:
        assert parse_partial(span.end) == span.end
        assert span.start < span.end
        assert first_day(span.start) <= last_day(span.end)


@given(DAYS, DAYS)
def test_a_range_of_two_iso_dates_is_those_dates_or_refused(one: date, other: date) -> None:
    first, last = sorted((one, other))
    span = understand(f"{first}..{last}", date(2019, 5, 2))

    assert span.start == first.isoformat()
    assert span.end == (last.isoformat() if last != first else None)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.integers(1, 28))
def test_a_day_without_a_year_is_ahead_or_behind_as_preferred(today: date, number: int) -> None:
    for month in ("januari", "juli", "december"):
        ahead = understand_day(f"{number} {month}", today, prefer="future")
        behind = understand_day(f"{number} {month}", today, prefer="past")

        assert 0 <= (first_day(ahead) - today).days < 366
        assert 0 <= (today - first_day(behind)).days < 366


@given(DAYS)
def test_a_week_and_its_days_agree(day: date) -> None:
    year, week, weekday = day.isocalendar()
    text = f"{year:04d}-W{week:02d}"
    try:
        span = understand(text, day)
    except Invalid:
        assert not 1000 < year < 9999
        return
    assert span.start <= day.isoformat() <= (span.end or "")
    assert understand_day(f"{text}-{weekday}", day) == day.isoformat()


def test_easter_is_the_one_in_the_almanac() -> None:
    known = {1818: "03-22", 1943: "04-25", 2000: "04-23", 2019: "04-21", 2024: "03-31"}

    assert {year: easter(year).isoformat()[5:] for year in known} == known


@given(st.integers(1000, 9999))
def test_easter_is_a_sunday_from_22_march_through_25_april(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
