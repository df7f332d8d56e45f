"""What people type, brought to one spelling before the grammar reads it."""

import re
from datetime import date

from crm.dates.names import CARDINAL_NUMBERS, ORDINAL_NUMBERS, fold
from crm.dates.partial import BLANKS, checked_text

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# Marks that mail programs leave in copied text and that nobody sees.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SIGNS = str.maketrans(
    {
        **dict.fromkeys(BLANKS, " "),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_INVISIBLE, None),
        "\u2019": "'",
    }
)
_HALF_OF_DAY = re.compile(r"(?<![a-z])([apfe])\. ?m(?![a-z])\.?")
_DOT_AFTER_LETTER = re.compile(r"(?<=[a-z])\.(?!\.)(?<!\.\.)")
_COMMA = re.compile(r",(?= |$)")
_COMPOUND_ORDINAL = re.compile(r"\b(twenty|thirty)[- ](?=[a-z]+(?:st|nd|rd|th)\b)")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_ORDINAL_DIGITS = re.compile(r"\b([0-9]{1,2})(?::[ae]|st|nd|rd|th)\b")
_HALF_YEAR = re.compile(r"\b(?:half a year|half year|1 halvt ar|1 halvar)\b")
_YEAR_WORDS = {
    "i ar": 0,
    "detta ar": 0,
    "this year": 0,
    "nasta ar": 1,
    "next year": 1,
    "i fjol": -1,
    "ifjol": -1,
    "forra aret": -1,
    "last year": -1,
}
_YEAR_WORD = re.compile(rf"\b(?:{'|'.join(_YEAR_WORDS)})\b")


def normalise(text: str, today: date) -> str:
    """Return a phrase as the grammar expects it; raises Invalid if it is empty or too long.

    Lower case without Swedish dots and rings, ASCII dashes, single spaces, numbers in digits
    (`två` is `2`, `andra` and `2:a` are `2th`), and years named by today (`nästa år`) in digits.
    """
    folded = fold(checked_text(text).translate(_SIGNS))
    undotted = _DOT_AFTER_LETTER.sub(" ", _HALF_OF_DAY.sub(r"\1m", folded))
    spaced = " ".join(_COMMA.sub("", undotted).split(" ")).rstrip(" .,;")
    numbered = _numbers_in_digits(re.sub(r" +", " ", spaced).strip())
    return _YEAR_WORD.sub(lambda match: str(today.year + _YEAR_WORDS[match[0]]), numbered)


def _numbers_in_digits(text: str) -> str:
    joined = _COMPOUND_ORDINAL.sub(r"\1-", text)
    digits = _ORDINAL_DIGITS.sub(r"\1th", _WORD.sub(_number_in_digits, joined))
    return _HALF_YEAR.sub("6 months", digits)


def _number_in_digits(match: re.Match[str]) -> str:
    word = match[0]
    if word in ORDINAL_NUMBERS:
        return f"{ORDINAL_NUMBERS[word]}th"
    if word in CARDINAL_NUMBERS:
        return str(CARDINAL_NUMBERS[word])
    first, dash, second = word.partition("-")
    if not dash or "twenty" in word or "thirty" in word:
        return word
    return f"{_WORD.sub(_number_in_digits, first)}-{_WORD.sub(_number_in_digits, second)}"
