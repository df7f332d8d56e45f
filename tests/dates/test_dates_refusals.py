"""What is refused rather than guessed, on Thursday 2 May 2019."""

from datetime import date

import pytest

from crm.dates import understand, understand_day
from crm.errors import Invalid

TODAY = date(2019, 5, 2)

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
    *(
        "2019-04-12..2019-04-11",
        "31-32 maj",
        "idag till torsdag",
        "1-2-3 maj",
        "fredag till fredag till fredag",
    ),
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


@pytest.mark.parametrize("phrase", REFUSED, ids=ascii)
def test_what_is_not_understood_is_refused_and_never_guessed(phrase: str) -> None:
    with pytest.raises(Invalid) as caught:
        understand(phrase, TODAY)

    sentence = caught.value.message
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert caught.value.problems[0].field in ("date", "time")


def test_enough_is_refused() -> None:
    assert len(REFUSED) >= 25


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
