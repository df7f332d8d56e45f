"""Organisation numbers, and the personal identity numbers that look like them."""

import re
import unicodedata
from datetime import date

from crm.errors import Invalid
from crm.i18n import _
from crm.text import clean_line
from crm.validation.refusal import refusal

# Written for people: YYMMDD-NNNN or YYYYMMDD-NNNN, `+` from the year a person turns 100
# (folkbokföringslagen (1991:481) 18 §).
_PERSONAL = re.compile(
    r"(?<![\d+-])(?P<century>18|19|20)?(?P<date>\d{6})(?P<sign>[-+ –]?)(?P<serial>\d{4})(?!\d)",
    re.ASCII,
)
# Looked for first, as it is found seven times as fast: most texts hold no such digits.
_DATE = re.compile(r"[0-9]{6}")
# A coordination number has 60 added to its day (Skatteverket, SKV 707).
_COORDINATION = 60
# An organisation number has 20 or more where a personal one has the month
# (lagen (1974:174) om identitetsbeteckning för juridiska personer m.fl.).
_LOWEST_THIRD_DIGIT = "2"
_PREFIX = "16"
# Of the digits of a UUID (RFC 9562 4) or a hash, some look like anything.
_CODE = re.compile(
    r"(?<![\da-f])(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32,})(?![\da-f])",
    re.ASCII | re.IGNORECASE,
)
_VAT = re.compile(r"SE ?(.*)01", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s.\-–]")
# Stamps of these years (20240315-1430) are taken for times; nobody in the book is a child.
_TIME_YEARS = range(2010, 2040)
_MAX_READ = 60


def normalise_orgnr(text: str) -> str:
    """Return a Swedish organisation number as `556016-0680`.

    Takes ten digits, twelve with the prefix 16, and a VAT number (SE556016068001). Errors:
    `Invalid` where the check digit is wrong, and for a personal identity number, a sole trader's
    included: it may be kept only where clearly justified (dataskyddslagen (2018:218) 3 kap. 10 §).
    """
    line = unicodedata.normalize("NFKC", clean_line(text))
    if not line:
        raise refusal("orgnr", _("Give an organisation number, such as 556016-0680."), text)
    if len(line) <= _MAX_READ and find_personal_identity_number(line, bare=True):
        raise Invalid.field("orgnr", _personal_sentence())
    digits = _orgnr_digits(line)
    if sentence := _orgnr_fault(digits):
        raise refusal("orgnr", sentence, text)
    return f"{digits[:6]}-{digits[6:]}"


def _personal_sentence() -> str:
    # Says nothing of the number itself, which must not end up in a report either.
    return _(
        "This is a personal identity number, which must not be kept here "
        "(dataskyddslagen 3 kap. 10 §); leave it out."
    )


def _orgnr_digits(line: str) -> str:
    vat = _VAT.fullmatch(line)
    digits = _SEPARATORS.sub("", vat[1] if vat else line)
    return digits.removeprefix(_PREFIX) if len(digits) == 12 else digits


def _orgnr_fault(digits: str) -> str | None:
    from stdnum.exceptions import InvalidChecksum, ValidationError
    from stdnum.se import orgnr

    if not digits.isascii():
        return _("{value} is not an organisation number, which has ten digits.")
    try:
        orgnr.validate(digits)
    except InvalidChecksum:
        return _("{value} is not an organisation number: its check digit is wrong.")
    except ValidationError:
        return _("{value} is not an organisation number, which has ten digits.")
    if digits[2] < _LOWEST_THIRD_DIGIT:
        return _("{value} is not an organisation number: its third digit is at least 2.")
    return None


def find_personal_identity_number(text: str, *, bare: bool = False) -> str | None:
    """Return the first personal identity or coordination number in a text, as written, or None.

    The date must exist, the serial number not be 000, and the check digit be right. Organisation
    numbers never fit, having 20 or more for a month. Ten digits that begin with 0 are taken for a
    phone number unless a sign parts them, and a date of 2010 to 2039 with a time of day for a time
    (`20240315-1430`), unless `bare` says that the text is nothing but a number. Digits of a UUID or
    a hash mean nothing. The law: dataskyddslagen 3 kap. 10 §.
    """
    found = _first_number(text, bare=bare)
    return _first_number(_CODE.sub("…", text), bare=bare) if found and _CODE.search(text) else found


def without_personal_identity_number(text: str) -> str:
    """Return a text as it is; errors: `Invalid` where it holds a personal identity number."""
    if find_personal_identity_number(text):
        raise Invalid(
            _(
                "The text holds a personal identity number, which this book must not keep "
                "(dataskyddslagen 3 kap. 10 §); leave it out."
            )
        )
    return text


def mask_personal_identity_numbers(text: str) -> str:
    """Return a text with … in place of each personal identity number, as for the name of a file."""
    while found := find_personal_identity_number(text):
        text = text.replace(found, "…")
    return text


def _first_number(text: str, *, bare: bool) -> str | None:
    if not _DATE.search(text):
        return None
    for match in _PERSONAL.finditer(text):
        if not bare and (_looks_like_phone(match) or _looks_like_time(match)):
            continue
        if _is_assigned(match) and _check_digit_is_right(match["date"] + match["serial"]):
            return match[0]
    return None


def _looks_like_phone(match: re.Match[str]) -> bool:
    unparted = match["sign"] in ("", " ")
    return unparted and not match["century"] and match["date"].startswith("0")


def _looks_like_time(match: re.Match[str]) -> bool:
    year = int((match["century"] or "20") + match["date"][:2])
    hour, minute = int(match["serial"][:2]), int(match["serial"][2:])
    return year in _TIME_YEARS and hour < 24 and minute < 60


def _is_assigned(match: re.Match[str]) -> bool:
    if match["serial"].startswith("000"):
        return False
    digits = match["date"]
    month, day = int(digits[2:4]), int(digits[4:])
    day -= _COORDINATION if day > _COORDINATION else 0
    centuries = (match["century"],) if match["century"] else ("19", "20")
    return any(_is_date(int(century + digits[:2]), month, day) for century in centuries)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _check_digit_is_right(digits: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(digits))
