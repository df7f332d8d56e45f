"""Phone numbers, by Google's libphonenumber: stored as E.164, shown as people write them."""

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from crm.errors import Invalid
from crm.i18n import _
from crm.text import clean_line
from crm.validation.identity import find_personal_identity_number
from crm.validation.refusal import refusal

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

PHONE_LENGTH = 60
HOME = "SE"
HOME_CODE = "46"

_EXTENSION = re.compile(
    r"[\s,(]*(?:;ext=|(?:anknytning|anknyt|ankn|extension|extn|ext|x|#)[.:]?)\s*([0-9]{1,7})\)?$",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"[\s(]*\+?[\d\s().\-/‐-―−]*")
# The form that a personal identity number is written in, and a phone number hardly ever.
_LIKE_IDENTITY = re.compile(r"(?:\d{2})?\d{6}[-+]\d{4}", re.ASCII)
# The last digits written twice (08-123 45/46), or two numbers in one cell.
_SEVERAL = re.compile(r"/[\s\d]{1,4}$|[,;|&]|:::|\d\s*\+")
# A spreadsheet's way to write a long number, which has dropped all digits but the first.
SCIENTIFIC = re.compile(r"\s*[+-]?\d+(?:[.,]\d+)?E\+?\d+\s*", re.IGNORECASE)
_STORED = re.compile(r"(\+[0-9]{3,15})(?:;ext=([0-9]{1,7}))?")
_USUAL = re.compile(r"\+46([1-9][0-9]{2})([0-9]+)")
# libphonenumber's kinds of number, the most usual first, after what holds for all of them.
_KINDS = (
    "general_desc", "mobile", "fixed_line", "toll_free", "premium_rate", "shared_cost",
    "personal_number", "pager", "uan", "voicemail",
)  # fmt: skip
# Country calling codes of one and two digits; all others have three (ITU-T E.164, annex D).
_COUNTRY_CODE = re.compile(
    r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d\d\d", re.ASCII
)


def normalise_phone(text: str, region: str = HOME) -> str:
    """Return a number in E.164 (`+46701234567`), followed by `;ext=` and its extension, if any.

    National numbers are read as those of `region`, where Sweden's must begin with 0: seven digits
    without an area code would fit another town. Sweden's short numbers (`112`, `11414`) stay as
    they are. Errors: `Invalid` for a number that cannot exist and for anything else.
    """
    line = clean_line(text)
    if sentence := _obvious_fault(line):
        raise refusal("phone", sentence, text)
    if _LIKE_IDENTITY.fullmatch(line) and find_personal_identity_number(line, bare=True):
        raise Invalid.field("phone", _identity_sentence())
    if region == HOME and (plain := _normalise_plain(line)):
        return plain
    number, extension = _take_extension(_without_scheme(_plain_digits(line)))
    if sentence := _fault_in_writing(number):
        raise refusal("phone", sentence, text)
    if _is_short(number, region):
        return number
    return _normalise_by_library(number, region, text) + extension


def _obvious_fault(line: str) -> str | None:
    if not line:
        return _("Give a phone number, such as 08-123 45 67.")
    if len(line) > PHONE_LENGTH:
        return _("A phone number has at most 60 characters.")
    return None


def _identity_sentence() -> str:
    # Says nothing of the number itself, which must not end up in a report either.
    return _(
        "This looks like a personal identity number, which must not be kept here; "
        "if it is a phone number, write the hyphen after the area code."
    )


def _normalise_plain(line: str) -> str | None:
    match = _swedish_number().fullmatch(line.replace(" ", "").replace("-", ""))
    return f"+{HOME_CODE}{match[1]}" if match else None


@lru_cache(maxsize=1)
def _swedish_number() -> re.Pattern[str]:
    """Build from phonenumbers' own metadata the pattern of every valid Swedish number."""
    from phonenumbers import PhoneMetadata

    metadata = PhoneMetadata.metadata_for_region(HOME)
    kinds = [getattr(metadata, kind) for kind in _KINDS]
    patterns = [
        rf"(?=(?:{'|'.join(rf'[0-9]{{{length}}}' for length in kind.possible_length)})$)"
        rf"(?:{kind.national_number_pattern})$"
        for kind in kinds
    ]
    general = kinds[0].national_number_pattern
    pattern = rf"(?:\+46|0046|0)((?=(?:{general})$)(?:{'|'.join(patterns[1:])}))"
    return re.compile(pattern, re.ASCII)


def _plain_digits(line: str) -> str:
    if line.isascii():
        return line
    line = unicodedata.normalize("NFKC", line)
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in line)


def _without_scheme(line: str) -> str:
    """Return the number of a `tel:` address, its context before it (RFC 3966, section 3)."""
    if line[:4].lower() != "tel:":
        return line
    number, *parameters = clean_line(unquote(line[4:])).split(";")
    values = dict(parameter.partition("=")[::2] for parameter in parameters)
    context = values.get("phone-context", "")
    if context.startswith("+") and not number.startswith("+"):
        number = context + number
    return f"{number};ext={values['ext']}" if values.get("ext") else number


def _take_extension(line: str) -> tuple[str, str]:
    match = _EXTENSION.search(line)
    if not match:
        return line.strip(), ""
    return line[: match.start()].strip(), f";ext={match[1]}"


def _fault_in_writing(number: str) -> str | None:
    if SCIENTIFIC.fullmatch(number):
        return _("{value} has lost its last digits in a spreadsheet; write the number in full.")
    if "@" in number:
        return _("{value} is an e-mail address; give it as one, and here a phone number.")
    if any(character.isalpha() for character in number):
        return _("{value} has letters in it; give the number alone, the rest as label or note.")
    if _SEVERAL.search(number):
        return _("{value} seems to hold more than one number; give them one by one.")
    if not _WRITTEN.fullmatch(number) or not any(c.isdigit() for c in number):
        return _("{value} is not a phone number, such as 08-123 45 67.")
    return None


def _is_short(number: str, region: str) -> bool:
    if not (number.isdigit() and 3 <= len(number) <= 6):
        return False
    from phonenumbers import NumberParseException, parse
    from phonenumbers.shortnumberinfo import is_valid_short_number_for_region

    try:
        return bool(is_valid_short_number_for_region(parse(number, region), region))
    except NumberParseException:
        return False


def _normalise_by_library(number: str, region: str, text: str) -> str:
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse
    from phonenumbers import is_valid_number as is_valid

    if region == HOME and not re.match(r"[^\d+]*[+0]", number):
        sentence = _("{value} has neither area code nor country code; begin with 0 or with +.")
        raise refusal("phone", sentence, text)
    try:
        parsed = parse(number, region)
    except NumberParseException:
        raise refusal("phone", _("{value} is not a phone number."), text) from None
    if not is_valid(parsed):
        raise refusal("phone", _fault_in_number(parsed), text)
    return str(format_number(parsed, PhoneNumberFormat.E164))


def _fault_in_number(parsed: "PhoneNumber") -> str:
    from phonenumbers import ValidationResult, is_possible_number_with_reason

    reason = is_possible_number_with_reason(parsed)
    if reason == ValidationResult.TOO_SHORT:
        return _("{value} is too short for a phone number; check that no digit is missing.")
    if reason == ValidationResult.TOO_LONG:
        return _("{value} is too long for a phone number; check that no digit is too many.")
    return _("{value} is not a number that can exist; check its area code and its digits.")


def format_phone(value: str, region: str = HOME) -> str:
    """Return a stored number as people of `region` write it (`070-123 45 67`, `+45 33 36 03 70`).

    Whatever is not a stored E.164 number comes back as it is.
    """
    match = _STORED.fullmatch(value)
    if not match:
        return value
    number = _format_number(match[1], region)
    if not match[2]:
        return number
    return _("{number} ext. {extension}").format(number=number, extension=match[2])


def _format_number(number: str, region: str) -> str:
    usual = _USUAL.fullmatch(number) if region == HOME else None
    if usual:
        return _pattern_of_area(usual[1], len(usual[2])).format(*usual[1], *usual[2])
    return _format_by_library(number, region)


@lru_cache(maxsize=4096)
def _pattern_of_area(start: str, left: int) -> str:
    """Return how Swedish numbers that begin so, of so many further digits, are written.

    What the library knows of their spaces and hyphens depends on no more than three digits and the
    length, and to ask it for each number takes most of the time of a long list.
    """
    written = _format_by_library(f"+{HOME_CODE}{start}{'1' * left}", HOME)
    prefix = "0" if written.startswith("0") else ""
    return prefix + re.sub("[0-9]", "{}", written.removeprefix(prefix))


@lru_cache(maxsize=4096)
def _format_by_library(number: str, region: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    at_home = phonenumbers.region_code_for_number(parsed) == region
    style = phonenumbers.PhoneNumberFormat
    return str(
        phonenumbers.format_number(parsed, style.NATIONAL if at_home else style.INTERNATIONAL)
    )


def phone_search_forms(value: str) -> list[str]:
    """Return the digits that a number may be searched by, however it was written.

    `+46701234567` and `070-123 45 67` both give `46701234567`, `0701234567` and `701234567`; a
    short number gives itself. Text without digits gives nothing. Needs no library, so that it can
    be used while typing.
    """
    number = _EXTENSION.sub("", _plain_digits(value[:PHONE_LENGTH])).replace("(0)", "")
    digits = re.sub(r"[^0-9]", "", number)
    if digits.startswith("00"):
        return _forms_of_international(digits[2:])
    if "+" in number:
        return _forms_of_international(digits)
    if digits.startswith("0"):
        return _forms(HOME_CODE, digits[1:])
    return [digits] if digits else []


def _forms_of_international(digits: str) -> list[str]:
    code = _COUNTRY_CODE.match(digits)
    if not code:
        return [digits] if digits else []
    national = digits[code.end() :]
    return _forms(code[0], national.removeprefix("0") if code[0] == HOME_CODE else national)


def _forms(code: str, national: str) -> list[str]:
    return [code + national, "0" + national, national] if national else [code]
