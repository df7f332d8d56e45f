"""Read a value as the type of the user's own field says: text, number, date, yes/no, choice."""

import math
import re
from collections.abc import Callable

from crm.dates import parse_partial
from crm.errors import Invalid
from crm.i18n import _
from crm.queries.records import CustomFieldRecord
from crm.text import clean, clean_line, fold
from crm.validation import without_personal_identity_number
from crm.vocabulary import FieldType

Value = str | int | float | bool

YES = frozenset({"yes", "ja", "true", "sant", "1", "y", "j", "x"})
NO = frozenset({"no", "nej", "false", "falskt", "0", "n"})
LONGEST = 100_000
LARGEST_WHOLE = 2**53
"""Beyond this, a whole number is not the same in every program that reads JSON (RFC 8259, 6)."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:[.,][0-9]{1,18})?", re.ASCII)
_GROUPED = re.compile(r"(?<=[0-9])[   ](?=[0-9]{3}(?:[^0-9]|$))")


def field_value(field: CustomFieldRecord, value: object) -> Value | None:
    """Return a value as it is stored in a field, or None for one that is empty.

    Errors: `Invalid` for a value that is not of the field's type.
    """
    if value is None or (isinstance(value, str) and not clean(value).strip()):
        return None
    if field["type"] == FieldType.CHOICE:
        return _choice(value, field["choices"])
    return _READERS[FieldType(field["type"])](value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        return _yes_or_no_word(value) if isinstance(value, bool) else str(value)
    text = clean(value).strip()
    if len(text) > LONGEST:
        message = _("The text is {count} characters long; at most {limit} fit here.")
        raise Invalid(message.format(count=len(text), limit=LONGEST))
    return without_personal_identity_number(text)


def _yes_or_no_word(value: bool) -> str:
    return "yes" if value else "no"


def _number(value: object) -> int | float:
    number = value if isinstance(value, int | float) else _read_number(str(value))
    if isinstance(number, bool) or not math.isfinite(number) or abs(number) > LARGEST_WHOLE:
        raise Invalid(_("This must be a number, such as 12 or 3.5."))
    return number


def _read_number(text: str) -> int | float:
    plain = _GROUPED.sub("", clean_line(text).replace("−", "-"))
    if not _NUMBER.fullmatch(plain):
        raise Invalid(_("This must be a number, such as 12 or 3.5."))
    plain = plain.replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _date(value: object) -> str:
    return parse_partial(clean_line(str(value)))


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = clean_line(str(value)).casefold()
    if word in YES | NO:
        return word in YES
    raise Invalid(_("This must be yes or no."))


def _choice(value: object, choices: list[str]) -> str:
    wanted = fold(clean_line(str(value)))
    for choice in choices:
        if fold(choice) == wanted:
            return choice
    raise Invalid(_("This must be one of: {words}.").format(words=", ".join(choices)))


_READERS: dict[FieldType, Callable[[object], Value]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DATE: _date,
    FieldType.YES_NO: _yes_no,
}
