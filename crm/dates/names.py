"""What months, weekdays and numbers are called in Swedish and English."""

import unicodedata

MONTHS = {
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
WEEKDAYS = {
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_UNFOLDED = str.maketrans("åäöéü", "aaoeu")

_SWEDISH_CARDINALS = (
    *("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva"),
    "tolv",
)
_ENGLISH_CARDINALS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_SWEDISH_ORDINALS = (
    *("första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde"),
    *("tionde", "elfte", "tolfte", "trettonde", "fjortonde", "femtonde", "sextonde"),
    *("sjuttonde", "artonde", "nittonde", "tjugonde", "tjugoförsta", "tjugoandra"),
    *("tjugotredje", "tjugofjärde", "tjugofemte", "tjugosjätte", "tjugosjunde"),
    *("tjugoåttonde", "tjugonionde", "trettionde", "trettioförsta"),
)
_ENGLISH_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second"),
    *("twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh"),
    *("twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)


def fold(text: str) -> str:
    """Return the text in lower case without Swedish dots and rings: `Lördag` is `lordag`.

    The text may be composed or decomposed Unicode. Only å, ä, ö, é and ü lose their marks: those
    that people leave out on foreign keyboards.
    """
    return unicodedata.normalize("NFC", text).casefold().translate(_UNFOLDED)


def _month_numbers() -> dict[str, int]:
    numbers = {"sept": 9}
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            numbers[fold(name)] = number
            numbers[fold(name)[:3]] = number
    return numbers


def _weekday_numbers() -> dict[str, int]:
    numbers = {"tues": 1, "thur": 3, "thurs": 3}
    for names in WEEKDAYS.values():
        for number, name in enumerate(names):
            numbers[fold(name)] = number
            numbers[fold(name)[:3]] = number
    numbers.update({f"{fold(name)}en": number for number, name in enumerate(WEEKDAYS["sv"])})
    return numbers


def _counted(*tables: tuple[str, ...]) -> dict[str, int]:
    return {fold(word): number for table in tables for number, word in enumerate(table, start=1)}


MONTH_NUMBERS = _month_numbers()
WEEKDAY_NUMBERS = _weekday_numbers()
CARDINAL_NUMBERS = {"en": 1} | _counted(_SWEDISH_CARDINALS, _ENGLISH_CARDINALS)
ORDINAL_NUMBERS = _counted(_SWEDISH_ORDINALS, _ENGLISH_ORDINALS)
