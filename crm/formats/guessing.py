"""Which field a column holds, guessed from its values where its header does not say.

A guess is made only where nearly all values look alike; every guess is reported, and whoever
imports the file may say otherwise. A date is never guessed: that it is one does not tell of what.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from crm.formats.columns import IDENTITY_NUMBER, NAME_FIELDS, Column
from crm.text import fold

SAMPLE = 200
# How large a share of the values must look alike.
NEARLY_ALL = 0.8
ALL = 0.9
MOST = 0.7
MANY = 0.5
SOME = 0.4
VALUE_LENGTH = 300
# Headers that people also write above e-mail addresses (`Kontakt`, `Adress`).
NAMES = NAME_FIELDS - {"organisation"}
DOUBTFUL = frozenset({"person_name", "name", "display_name", "address", "website", "role", "id"})

_EMAIL = re.compile(r"[^\s@;,<>]+@[^\s@;,<>]+\.[^\s@;,<>.]{2,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|0)[0-9][0-9 ()./–-]{4,22}", re.ASCII)
# A mobile number whose first 0 or + a spreadsheet took.
_BARE_MOBILE = re.compile(r"(?:46)?7[02369][0-9]{7}(?:[.,]0)?", re.ASCII)
_ORGNR = re.compile(r"(?:16)?([0-9]{6})-?([0-9]{4})", re.ASCII)
_IDENTITY = re.compile(r"(?:19|20)?([0-9]{6})[-+]?([0-9]{4})", re.ASCII)
_POSTAL_CODE = re.compile(r"(?:SE?-)?[1-9][0-9]{2} [0-9]{2}", re.ASCII)
_BARE_POSTAL_CODE = re.compile(r"[1-9][0-9]{4}", re.ASCII)
_STREET = re.compile(r"[^\W\d_][^\d@]{2,60} [0-9]{1,5}(?: ?[A-Za-z])?")
_CAPITALISED = r"[^\W\d_a-zåäöé][\w'’´.-]*"
_FULL_NAME = re.compile(
    rf"{_CAPITALISED}(?: (?:{_CAPITALISED}|af|von|van|de|da|der|la))* {_CAPITALISED}"
)
_ONE_NAME = re.compile(_CAPITALISED)
_TOKEN = re.compile(r"\w+")
_LEGAL_FORMS = frozenset(
    {"ab", "hb", "kb", "ltd", "inc", "llc", "plc", "gmbh", "ag", "oy", "oyj", "asa", "aps", "bv"}
)
_BODIES = re.compile(
    r"aktiebolag|bolaget|kommun|region(?:en)?|landsting|myndigheten|universitet|högskola|högskolan"
    r"|stiftelsen?|förening(?:en)?|förbund(?:et)?|\w{2,}(?:kommun|verket|styrelsen|myndigheten"
    r"|inspektionen|departementet|universitet|förbundet|föreningen|stiftelsen|kansliet|rådet"
    r"|bolaget|nämnden)"
)


def guess_columns(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], settled: Collection[str] = ()
) -> tuple[Column, ...]:
    """Give a field to columns that have none, and to those whose values belie their header.

    `rows` are the first rows below the headers; the columns whose headers are in `settled` stay
    as they are.
    """
    values = [_values(column.position, rows) for column in columns]
    found = list(columns)
    for place, column in enumerate(columns):
        if column.header not in settled and values[place]:
            found[place] = replace(column, field=_field(found, place, values[place]))
    _guess_places(found, values)
    _guess_names(found, values)
    if not _has(found, NAMES):
        _guess_given_and_family(found, values, rows)
    return tuple(found)


def looks_like_data(cells: Sequence[str]) -> bool:
    """Tell whether a row holds what no header does: an e-mail address, a number or a page."""
    tests = (is_email, is_link, is_phone, is_organisation_number, is_identity_number)
    return any(test(cell.strip()[:VALUE_LENGTH]) for cell in cells for test in tests)


def is_email(value: str) -> bool:
    """Tell whether a value looks like an e-mail address."""
    return _EMAIL.fullmatch(value) is not None


def is_link(value: str) -> bool:
    """Tell whether a value looks like the address of a page."""
    return _LINK.fullmatch(value) is not None


def is_phone(value: str) -> bool:
    """Tell whether a value looks like a phone number, perhaps without its first digit."""
    if _BARE_MOBILE.fullmatch(value):
        return True
    digits = sum(map(str.isdecimal, value))
    return 7 <= digits <= 15 and _PHONE.fullmatch(value) is not None


def is_organisation_number(value: str) -> bool:
    """Tell whether a value is a Swedish organisation number: check digit right, no month in it."""
    match = _ORGNR.fullmatch(value)
    return match is not None and match[1][2] >= "2" and _has_check_digit(match[1] + match[2])


def is_identity_number(value: str) -> bool:
    """Tell whether a value is a Swedish personal identity number (folkbokföringslagen 18 §)."""
    match = _IDENTITY.fullmatch(value)
    if match is None or not _has_check_digit(match[1] + match[2]):
        return False
    month, day = int(match[1][2:4]), int(match[1][4:6])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _has_check_digit(digits: str) -> bool:
    """Check ten digits by the algorithm of Luhn."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def is_postal_code(value: str) -> bool:
    """Tell whether a value is a postal code as it is written in Sweden: `111 22`."""
    return _POSTAL_CODE.fullmatch(value) is not None


def is_street(value: str) -> bool:
    """Tell whether a value looks like a street and its number."""
    return _STREET.fullmatch(value) is not None


def is_organisation(value: str) -> bool:
    """Tell whether a name has a word that only organisations have (`AB`, `kommun`, `…verket`)."""
    tokens = _TOKEN.findall(value.lower())
    return (len(tokens) > 1 and not _LEGAL_FORMS.isdisjoint(tokens)) or any(
        _BODIES.fullmatch(token) for token in tokens
    )


def is_full_name(value: str) -> bool:
    """Tell whether a value looks like a given and a family name."""
    return len(value) <= 80 and _FULL_NAME.fullmatch(value) is not None


_TESTS: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("email", is_email, NEARLY_ALL),
    ("website", is_link, NEARLY_ALL),
    ("identifier:orgnr", is_organisation_number, NEARLY_ALL),
    ("phone", is_phone, NEARLY_ALL),
    ("postal_code", is_postal_code, ALL),
)


def _field(columns: Sequence[Column], place: int, values: Sequence[str]) -> str:
    column = columns[place]
    is_own = column.base in ("custom", "id", "")
    if is_own and share(values, is_identity_number) >= MANY:
        return IDENTITY_NUMBER
    if not column.field:
        fitting = (name for name, test, least in _TESTS if share(values, test) >= least)
        return next(fitting, "")
    if column.field in DOUBTFUL and share(values, is_email) >= ALL:
        others = {one.field for one in columns if one is not column}
        if column.field not in NAME_FIELDS or others & NAME_FIELDS:
            return "email"
    return column.field


def _guess_places(columns: list[Column], values: Sequence[Sequence[str]]) -> None:
    """Guess street, postal code and city, of which each tells of the one beside it."""
    for place, column in enumerate(columns):
        if not column.field and share(values[place], is_street) >= NEARLY_ALL:
            columns[place] = replace(column, field="address")
    for place, column in enumerate(columns):
        beside = {one.base for one in columns[max(place - 1, 0) : place + 2]}
        bare = share(values[place], lambda value: bool(_BARE_POSTAL_CODE.fullmatch(value)))
        if not column.field and bare >= ALL and beside & {"address", "city"}:
            columns[place] = replace(column, field="postal_code")
    if any(column.base == "city" for column in columns):
        return
    for place, (before, column) in enumerate(pairwise(columns), start=1):
        is_word = share(values[place], lambda value: value[:1].isupper() and value.isprintable())
        if before.base == "postal_code" and not column.field and is_word >= NEARLY_ALL:
            columns[place] = replace(column, field="city", group=before.group)
            return


def _guess_names(columns: list[Column], values: Sequence[Sequence[str]]) -> None:
    if not _has(columns, {"organisation"}):
        _take_best(columns, values, "organisation", is_organisation, SOME)
    if not _has(columns, NAMES):
        _take_best(columns, values, "name", is_full_name, MOST)
    if not _has(columns, NAME_FIELDS):
        _take_best(columns, values, "organisation", is_organisation, NEARLY_ALL, of=("area",))


def _has(columns: Sequence[Column], fields: Collection[str]) -> bool:
    return any(column.field in fields for column in columns)


def _take_best(
    columns: list[Column],
    values: Sequence[Sequence[str]],
    field: str,
    test: Callable[[str], bool],
    least: float,
    of: Collection[str] = ("",),
) -> None:
    shares = [
        share(values[place], test) if column.field in of and _varies(values[place]) else 0.0
        for place, column in enumerate(columns)
    ]
    best = max(range(len(columns)), key=lambda place: shares[place], default=0)
    if shares and shares[best] >= least:
        columns[best] = replace(columns[best], field=field)


def _varies(values: Sequence[str]) -> bool:
    """Tell names from words of a short list, such as `Ny Kund`."""
    return len(values) < 5 or len(set(values)) * 5 >= len(values)


def _guess_given_and_family(
    columns: list[Column], values: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]
) -> None:
    """Take two columns of single names for given and family name, as the e-mail addresses say."""
    emails = [place for place, column in enumerate(columns) if column.base == "email"]
    single = [
        place
        for place, column in enumerate(columns)
        if not column.field
        and share(values[place], lambda value: bool(_ONE_NAME.fullmatch(value))) >= NEARLY_ALL
    ]
    for first, second in pairwise(single):
        for email in emails:
            forward = _agree(rows, first, second, email)
            backward = _agree(rows, second, first, email)
            if max(forward, backward) >= MANY:
                given, family = (first, second) if forward >= backward else (second, first)
                columns[given] = replace(columns[given], field="given_name")
                columns[family] = replace(columns[family], field="family_name")
                return


def _agree(rows: Sequence[Sequence[str]], given: int, family: int, email: int) -> float:
    """Return the share of addresses that name one after the other: `anna.berg@exempel.se`."""
    there = [
        (fold(row[given].strip()), fold(row[family].strip()), fold(row[email].partition("@")[0]))
        for row in rows[:SAMPLE]
        if len(row) > max(given, family, email) and row[given] and row[family] and row[email]
    ]
    named = sum(
        local.strip().startswith(first) and last in local[len(first) :]
        for first, last, local in there
    )
    return named / len(there) if there else 0.0


def _values(position: int, rows: Sequence[Sequence[str]]) -> list[str]:
    cells = (row[position].strip() for row in rows[:SAMPLE] if position < len(row))
    return [cell[:VALUE_LENGTH] for cell in cells if cell]


def share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    """Return how large a part of the values pass a test, 0 to 1."""
    return sum(map(test, values)) / len(values) if values else 0.0
