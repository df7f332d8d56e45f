"""What people type, and what it is taken for on Thursday 2 May 2019."""

import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest

from crm.dates import understand, understand_day
from crm.errors import Invalid
from crm.i18n import use_language

TODAY = date(2019, 5, 2)

SWEDISH = {
    "idag": "2019-05-02",
    "i dag": "2019-05-02",
    "ikväll": "2019-05-02",
    "igår": "2019-05-01",
    "i går": "2019-05-01",
    "i förrgår": "2019-04-30",
    "imorgon": "2019-05-03",
    "i morgon": "2019-05-03",
    "i övermorgon": "2019-05-04",
    "fredag": "2019-05-03",
    "på fredag": "2019-05-03",
    "kommande måndag": "2019-05-06",
    "nu på fredag": "2019-05-03",
    "nästa fredag": "2019-05-10",
    "nästa måndag": "2019-05-06",
    "i fredags": "2019-04-26",
    "i torsdags": "2019-04-25",
    "i måndags": "2019-04-29",
    "förra fredagen": "2019-04-26",
    "fredag nästa vecka": "2019-05-10",
    "fredag i förra veckan": "2019-04-26",
    "2 juli": "2019-07-02",
    "den 2 juli": "2019-07-02",
    "den 2:a juli 2020": "2020-07-02",
    "den andra juli": "2019-07-02",
    "den tjugoförsta maj": "2019-05-21",
    "2 jul.": "2019-07-02",
    "2 maj": "2019-05-02",
    "1 maj": "2020-05-01",
    "första maj 2019": "2019-05-01",
    "tisdag 2 juli": "2019-07-02",
    "tis den 2 juli": "2019-07-02",
    "2/7": "2019-07-02",
    "den 2/7": "2019-07-02",
    "2/7 2019": "2019-07-02",
    "2/7-2019": "2019-07-02",
    "3/4/2019": "2019-04-03",
    "11.4.2019": "2019-04-11",
    "2 juli nästa år": "2020-07-02",
    "2 juli i år": "2019-07-02",
    "den 15:e": "2019-05-15",
    "den 1": "2019-06-01",
    "om två veckor": "2019-05-16",
    "om 3 dagar": "2019-05-05",
    "om en månad": "2019-06-02",
    "om ett halvår": "2019-11-02",
    "om ett år": "2020-05-02",
    "inom 14 dagar": "2019-05-16",
    "tre veckor från idag": "2019-05-23",
    "för en vecka sedan": "2019-04-25",
    "för tre dagar sen": "2019-04-29",
    "två månader sedan": "2019-03-02",
    "senast 28 mars": "2020-03-28",
    "senast den 2 juli": "2019-07-02",
    "2 juli senast": "2019-07-02",
    "senast fredag": "2019-05-03",
    "senast v. 36": "2019-09-08",
    "senast i april": "2020-04",
    "före 2 juli": "2019-07-01",
    "före midsommar": "2019-06-20",
    "innan nästa fredag": "2019-05-09",
    "senast dagen före midsommarafton": "2019-06-20",
    "tisdag v. 36": "2019-09-03",
    "fre i vecka 36 2020": "2020-09-04",
    "v36 tisdag": "2019-09-03",
    "april": "2020-04",
    "maj": "2019-05",
    "i april 2019": "2019-04",
    "nästa månad": "2019-06",
    "förra månaden": "2019-04",
    "i år": "2019",
    "nästa år": "2020",
    "i fjol": "2018",
    "slutet av april 2019": "2019-04-30",
    "i slutet av nästa månad": "2019-06-30",
    "månadens slut": "2019-05-31",
    "slutet av månaden": "2019-05-31",
    "sista juni": "2019-06-30",
    "första dagen i juni": "2019-06-01",
    "slutet av året": "2019-12-31",
    "slutet av andra kvartalet": "2019-06-30",
    "midsommarafton": "2019-06-21",
    "midsommardagen 2020": "2020-06-20",
    "julafton": "2019-12-24",
    "nyårsdagen": "2020-01-01",
    "nationaldagen": "2019-06-06",
    "Kristi himmelsfärdsdag": "2019-05-30",
    "långfredagen 2020": "2020-04-10",
    "valborgsmässoafton": "2020-04-30",
    "alla helgons dag": "2019-11-02",
}

ENGLISH = {
    "today": "2019-05-02",
    "tonight": "2019-05-02",
    "tomorrow": "2019-05-03",
    "yesterday": "2019-05-01",
    "the day after tomorrow": "2019-05-04",
    "day before yesterday": "2019-04-30",
    "Friday": "2019-05-03",
    "on Friday": "2019-05-03",
    "Fri": "2019-05-03",
    "this Friday": "2019-05-03",
    "this Thursday": "2019-05-02",
    "coming Monday": "2019-05-06",
    "next Friday": "2019-05-10",
    "last Friday": "2019-04-26",
    "last Thursday": "2019-04-25",
    "this past Monday": "2019-04-29",
    "Friday next week": "2019-05-10",
    "Friday of next week": "2019-05-10",
    "Monday last week": "2019-04-22",
    "2 July": "2019-07-02",
    "July 2": "2019-07-02",
    "July 2nd": "2019-07-02",
    "July 2nd, 2019": "2019-07-02",
    "2nd of July": "2019-07-02",
    "the 2nd of July 2020": "2020-07-02",
    "second of July": "2019-07-02",
    "the twenty-first of May": "2019-05-21",
    "Tuesday, July 2, 2019": "2019-07-02",
    "Tue 2 Jul": "2019-07-02",
    "on 2 July": "2019-07-02",
    "Sept 30": "2019-09-30",
    "2 July next year": "2020-07-02",
    "the 15th": "2019-05-15",
    "on the 1st": "2019-06-01",
    "in 3 days": "2019-05-05",
    "in two weeks": "2019-05-16",
    "in a week's time": "2019-05-09",
    "in a month": "2019-06-02",
    "in half a year": "2019-11-02",
    "in a fortnight": "2019-05-16",
    "within 10 days": "2019-05-12",
    "two weeks from now": "2019-05-16",
    "a week from today": "2019-05-09",
    "two weeks ago": "2019-04-18",
    "a year ago": "2018-05-02",
    "by 2 July": "2019-07-02",
    "by tomorrow": "2019-05-03",
    "by the end of May": "2019-05-31",
    "due 28 March": "2020-03-28",
    "until Friday": "2019-05-03",
    "no later than 2 July": "2019-07-02",
    "2 July at the latest": "2019-07-02",
    "before 2 July": "2019-07-01",
    "before next week": "2019-05-05",
    "the day after Christmas Day": "2019-12-26",
    "Tuesday week 36": "2019-09-03",
    "Tuesday of week 36": "2019-09-03",
    "April": "2020-04",
    "in April 2019": "2019-04",
    "April, 2019": "2019-04",
    "next month": "2019-06",
    "this month": "2019-05",
    "this year": "2019",
    "last year": "2018",
    "in 2018": "2018",
    "end of month": "2019-05-31",
    "end of the month": "2019-05-31",
    "the end of next month": "2019-06-30",
    "last day of April 2019": "2019-04-30",
    "first day of June": "2019-06-01",
    "end of Q3 2019": "2019-09-30",
    "end of 2019": "2019-12-31",
    "Midsummer's Eve": "2019-06-21",
    "Christmas Eve": "2019-12-24",
    "New Year’s Eve": "2019-12-31",
    "Good Friday 2020": "2020-04-10",
    "Easter Monday 2019": "2019-04-22",
}

ISO = {
    "2019": "2019",
    "2019-04": "2019-04",
    "2019-04-11": "2019-04-11",
    "20190411": "2019-04-11",
    "2019-4-1": "2019-04-01",
    "2019/04/11": "2019-04-11",
    "4/2019": "2019-04",
    "2019-W36-2": "2019-09-03",
}

SPANS = {
    "11-12 april 2019": ("2019-04-11", "2019-04-12"),
    "11–12 april 2019": ("2019-04-11", "2019-04-12"),
    "11 – 12 april": ("2020-04-11", "2020-04-12"),
    "den 11 till den 12 april 2019": ("2019-04-11", "2019-04-12"),
    "mellan 11 och 13 april 2019": ("2019-04-11", "2019-04-13"),
    "11 och 12 april 2019": ("2019-04-11", "2019-04-12"),
    "April 11-12, 2019": ("2019-04-11", "2019-04-12"),
    "11 to 12 April 2019": ("2019-04-11", "2019-04-12"),
    "from 11 April 2019 to 12 April 2019": ("2019-04-11", "2019-04-12"),
    "11-12/4 2019": ("2019-04-11", "2019-04-12"),
    "30/4–2/5 2019": ("2019-04-30", "2019-05-02"),
    "30 april - 2 maj": ("2019-04-30", "2019-05-02"),
    "30 april 2019 - 2 maj": ("2019-04-30", "2019-05-02"),
    "30 december - 2 januari 2020": ("2019-12-30", "2020-01-02"),
    "2019-04-11..2019-04-12": ("2019-04-11", "2019-04-12"),
    "2019-04-11/2019-04-12": ("2019-04-11", "2019-04-12"),
    "2019-04-11–2019-04-12": ("2019-04-11", "2019-04-12"),
    "2018..2019": ("2018", "2019"),
    "april–juni 2019": ("2019-04", "2019-06"),
    "idag till fredag": ("2019-05-02", "2019-05-03"),
    "idag..fredag": ("2019-05-02", "2019-05-03"),
    "måndag-onsdag": ("2019-05-06", "2019-05-08"),
    "Mon-Wed next week": ("2019-05-06", "2019-05-08"),
    "måndag till onsdag v. 36": ("2019-09-02", "2019-09-04"),
    "v. 36": ("2019-09-02", "2019-09-08"),
    "vecka 36": ("2019-09-02", "2019-09-08"),
    "v36 2020": ("2020-08-31", "2020-09-06"),
    "2019-W36": ("2019-09-02", "2019-09-08"),
    "week 18": ("2019-04-29", "2019-05-05"),
    "week 17": ("2020-04-20", "2020-04-26"),
    "v. 36–38": ("2019-09-02", "2019-09-22"),
    "förra veckan": ("2019-04-22", "2019-04-28"),
    "next week": ("2019-05-06", "2019-05-12"),
    "Q3 2019": ("2019-07", "2019-09"),
    "tredje kvartalet 2019": ("2019-07", "2019-09"),
    "next quarter": ("2019-07", "2019-09"),
    "midsommar": ("2019-06-21", "2019-06-22"),
    "nyår": ("2019-12-31", "2020-01-01"),
}

TIMES = {
    "2 juli kl 13": ("2019-07-02", "13:00"),
    "2 juli kl. 13.30.": ("2019-07-02", "13:30"),
    "den 2 juli klockan nio": ("2019-07-02", "09:00"),
    "kl 9 imorgon": ("2019-05-03", "09:00"),
    "imorgon 9.30": ("2019-05-03", "09:30"),
    "2/7 09:30": ("2019-07-02", "09:30"),
    "senast fredag kl 12": ("2019-05-03", "12:00"),
    "2 juli kl 2 e.m.": ("2019-07-02", "14:00"),
    "tomorrow at 9": ("2019-05-03", "09:00"),
    "tomorrow at noon": ("2019-05-03", "12:00"),
    "tomorrow 9 o'clock": ("2019-05-03", "09:00"),
    "2 July 2019, 2 p.m.": ("2019-07-02", "14:00"),
    "at 9 on Friday": ("2019-05-03", "09:00"),
    "2019-07-02T13:30": ("2019-07-02", "13:30"),
    "2019-07-02 13:30": ("2019-07-02", "13:30"),
    "11-12 april 2019 kl 10": ("2019-04-11", "10:00"),
}

REFUSED = [
    *("31 april", "30 feb 2019", "29 februari 2019", "0 maj", "32 maj", "2019-02-30", "2019-13"),
    *("2/13", "7/13/2019", "2019-00", "0000", "0999-01-01", "julafton 0000", "19", "15", "190411"),
    *("2/7 19", "2/7-19", "vecka 53 2019", "vecka 54", "v 0", "2019-W54-1", "2019-W36-8"),
    *(
        "våren",
        "till sommaren",
        "snarast",
        "asap",
        "soon",
        "tills vidare",
        "i helgen",
        "jul",
        "före jul",
    ),
    *("om ett par dagar", "a few days ago", "om en och en halv månad", "om 1,5 år", "3 veckor"),
    *("mitten av april", "early May", "efter midsommar", "efter 2 juli", "från 2 juli"),
    *("torsdag", "på torsdag", "Thursday", "förra måndagen", "this Monday", "fredag 2 juli"),
    *("by week 36", "by April", "senast midsommar", "end of week 36", "before", "före före fredag"),
    *("11 och 13 april", "11, 12 april", "12-11 april", "12-11 april 2019", "2020..2019"),
    *("2019-04-12..2019-04-11", "31-32 maj", "1-2-3 maj", "fredag till fredag till fredag"),
    *("kl 9", "noon", "2 juli kl 25", "2 juli 12:60", "2 juli kl 9-11", "v. 36 kl 9", "april 9:00"),
    *("2 juli 13 pm", "2 juli kl 0 am", "imorgon 9", "midnight tomorrow", "om 99999 år"),
    *(
        "tomorrow or Friday",
        "not today",
        "2 juli?",
        "--",
        "..",
        "…",
        "'; drop table person",
        "[b]2",
    ),
    *(
        "2\x00 juli",
        "\x1b[31midag",
        "ida\ud800g",
        "２ juli",
        "٢ juli",
        "½ vecka",
        "2² juli",
        "=1+1",
    ),
    *("", "   ", "\n", "\u200b", "x" * 101, "1" * 101, "i" + " " * 98 + "dag"),
]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(None)


@pytest.mark.parametrize(("phrase", "expected"), (SWEDISH | ENGLISH | ISO).items())
def test_a_phrase_for_one_date_is_understood(phrase: str, expected: str) -> None:
    assert understand_day(phrase, TODAY) == expected


@pytest.mark.parametrize(("phrase", "expected"), SPANS.items())
def test_a_phrase_for_a_range_is_understood(phrase: str, expected: tuple[str, str]) -> None:
    span = understand(phrase, TODAY)

    assert (span.start, span.end, span.time) == (*expected, None)


@pytest.mark.parametrize(("phrase", "expected"), TIMES.items())
def test_a_time_after_or_before_the_date_is_understood(
    phrase: str, expected: tuple[str, str]
) -> None:
    span = understand(phrase, TODAY)

    assert (span.start, span.time) == expected


@pytest.mark.parametrize("phrase", REFUSED, ids=ascii)
def test_what_is_not_understood_is_refused_and_never_guessed(phrase: str) -> None:
    with pytest.raises(Invalid) as caught:
        understand(phrase, TODAY)

    sentence = caught.value.message
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert caught.value.problems[0].field in ("date", "time")


def test_the_tables_are_as_long_as_promised() -> None:
    assert len(SWEDISH) >= 60
    assert len(ENGLISH) >= 60
    assert len(REFUSED) >= 25


@pytest.mark.parametrize("phrase", SWEDISH)
def test_swedish_is_understood_however_it_is_typed(phrase: str) -> None:
    plain = understand(phrase, TODAY)
    decomposed = unicodedata.normalize("NFD", phrase)
    without_marks = decomposed.encode("ascii", "ignore").decode()
    spaced = f" \N{NO-BREAK SPACE}{phrase.replace(' ', chr(0xA0) * 2)}. "

    for typed in (decomposed, without_marks, spaced, phrase.upper(), f"\u200e{phrase}\u200b"):
        assert understand(typed, TODAY) == plain


@pytest.mark.parametrize("dash", "-‐‑‒–—―−")
def test_every_dash_makes_a_range(dash: str) -> None:
    span = understand(f"11{dash}12 april 2019", TODAY)

    assert (span.start, span.end) == ("2019-04-11", "2019-04-12")


@pytest.mark.parametrize(
    ("phrase", "future", "past", "nearest"),
    [
        ("2 juli", "2019-07-02", "2018-07-02", "2019-07-02"),
        ("2 maj", "2019-05-02", "2019-05-02", "2019-05-02"),
        ("28 mars", "2020-03-28", "2019-03-28", "2019-03-28"),
        ("april", "2020-04", "2019-04", "2019-04"),
        ("maj", "2019-05", "2019-05", "2019-05"),
        ("30 september", "2019-09-30", "2018-09-30", "2019-09-30"),
        ("week 18", "2019-04-29", "2019-04-29", "2019-04-29"),
        ("Monday week 18", "2020-04-27", "2019-04-29", "2019-04-29"),
        ("11-12 april", "2020-04-11", "2019-04-11", "2019-04-11"),
        ("1-3 maj", "2019-05-01", "2019-05-01", "2019-05-01"),
        ("december - januari", "2019-12", "2018-12", "2018-12"),
    ],
)
def test_an_open_year_is_chosen_as_preferred(
    phrase: str, future: str, past: str, nearest: str
) -> None:
    assert understand(phrase, TODAY, prefer="future").start == future
    assert understand(phrase, TODAY, prefer="past").start == past
    assert understand(phrase, TODAY, prefer="none").start == nearest


def test_a_bare_weekday_is_ahead_for_deadlines_and_behind_for_logging() -> None:
    assert understand_day("fredag", TODAY, prefer="future") == "2019-05-03"
    assert understand_day("fredag", TODAY, prefer="past") == "2019-04-26"
    with pytest.raises(Invalid, match="2019-04-26 or 2019-05-03"):
        understand_day("fredag", TODAY, prefer="none")


def test_a_leap_day_is_only_found_in_the_year_that_is_meant() -> None:
    assert understand_day("29 februari", TODAY) == "2020-02-29"
    with pytest.raises(Invalid, match="28 days"):
        understand_day("29 februari", date(2019, 1, 10))


def test_the_end_of_a_month_shortens_the_month() -> None:
    assert understand_day("om en månad", date(2019, 1, 31)) == "2019-02-28"
    assert understand_day("om ett halvår", date(2019, 8, 31)) == "2020-02-29"
    assert understand_day("end of month", date(2020, 2, 1)) == "2020-02-29"


def test_the_weekday_of_next_week_is_the_same_from_monday_through_sunday() -> None:
    week = [date(2019, 4, 29 + n) if n < 2 else date(2019, 5, n - 1) for n in range(7)]

    assert {understand_day("nästa fredag", day) for day in week} == {"2019-05-10"}


def test_what_a_phrase_was_taken_for_is_told_in_the_language_asked_for() -> None:
    assert understand("i fredags", TODAY, language="sv").text == "fre 2019-04-26"
    assert understand("i fredags", TODAY, language="en").text == "Fri 2019-04-26"
    assert understand("2 juli kl 13", TODAY, language="sv").text == "tis 2019-07-02 13:00"
    assert understand("april 2019", TODAY).text == "2019-04"
    span = understand("11-12 april 2019", TODAY, language="sv")
    assert span.text == "tor 2019-04-11 – fre 2019-04-12"


def test_the_moment_it_starts_is_ready_to_store() -> None:
    assert understand("tomorrow at 9", TODAY).starts_at == "2019-05-03T09:00"
    assert understand("tomorrow", TODAY).starts_at == "2019-05-03"


def test_today_is_the_programs_own_day_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TODAY", "2024-02-28")

    assert understand_day("imorgon") == "2024-02-29"


@pytest.mark.parametrize("phrase", ["11-12 april", "förra veckan", "Q3", "midsommar"])
def test_a_range_is_refused_where_one_date_is_needed(phrase: str) -> None:
    with pytest.raises(Invalid, match="Write one date"):
        understand_day(phrase, TODAY)


def test_a_time_is_refused_where_only_a_date_is_needed() -> None:
    with pytest.raises(Invalid, match="without a time"):
        understand_day("tomorrow at 9", TODAY)


def test_a_refusal_shows_nothing_that_a_terminal_obeys() -> None:
    with pytest.raises(Invalid) as caught:
        understand("\x1b]0;owned\x07 \u202e[bold]", TODAY)

    assert "\x1b" not in caught.value.message
    assert "\u202e" not in caught.value.message


def test_a_wrong_type_is_refused() -> None:
    with pytest.raises(Invalid):
        understand(2019, TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [date.min, date(1000, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize(
    "phrase", ["igår", "imorgon", "v. 1", "vecka 52", "nyår", "i april", "1/1"]
)
def test_the_ends_of_the_calendar_are_met_with_a_sentence(day: date, phrase: str) -> None:
    try:
        span = understand(phrase, day)
    except Invalid as error:
        assert error.message.endswith(".")
    else:
        assert "1000" <= span.start <= "9999-12-31"
