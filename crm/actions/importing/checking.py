"""From what a file says to what may be stored: each value normalised, or refused and kept."""

import re
from collections.abc import Callable
from functools import lru_cache

from pydantic import TypeAdapter, ValidationError

from crm.actions.importing.drafts import Draft
from crm.errors import Invalid
from crm.formats.records import RecordProblem
from crm.i18n import _
from crm.inputs.base import LongText, Name, PartialDate, ShortText, invalid_from
from crm.text import clean_line
from crm.titles import field_title
from crm.validation import (
    find_personal_identity_number,
    normalise_email,
    normalise_link,
    normalise_orgnr,
    normalise_phone,
    without_personal_identity_number,
)

SCHEME_LENGTH = 40
REMEMBERED = 20_000
"""How many checked texts are remembered: names, roles and organisations come again and again."""
REMEMBERED_LENGTH = 300
"""How long they may be: whole letters never come again, and take memory."""
LANGUAGE_LENGTH = 35
MUNICIPALITY_CODE = "kommunkod"
ORGNR = "orgnr"

_LIKE_A_LINK = re.compile(r"https?://\S+|www\.\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?:/\S*)?", re.I)
_CODE_WITHOUT_ZERO = re.compile(r"[0-9]{3}", re.ASCII)
_NAME: TypeAdapter[str] = TypeAdapter(Name)
_SHORT: TypeAdapter[str] = TypeAdapter(ShortText)
_LONG: TypeAdapter[str] = TypeAdapter(LongText)
_DATE: TypeAdapter[str] = TypeAdapter(PartialDate)

Check = Callable[[str], str]


def _adapted(adapter: TypeAdapter[str]) -> Check:
    def check_anew(text: str) -> str:
        try:
            return adapter.validate_python(text)
        except ValidationError as error:
            raise Invalid(invalid_from(error).problems[0].message) from None

    recall = lru_cache(maxsize=REMEMBERED)(check_anew)
    return lambda text: recall(text) if len(text) <= REMEMBERED_LENGTH else check_anew(text)


check_name, check_short = _adapted(_NAME), _adapted(_SHORT)
check_text, check_date = _adapted(_LONG), _adapted(_DATE)


def check_language(text: str) -> str:
    """Return a language tag as it is stored; errors: `Invalid`."""
    return _within(check_short(text), LANGUAGE_LENGTH)


def check_address(text: str) -> str:
    """Return a postal address as it is stored; errors: `Invalid`."""
    return _within(check_text(text), 2000)


def check_identifier(scheme: str, text: str) -> str:
    """Return a number of a register as it is stored; errors: `Invalid`."""
    if scheme == ORGNR:
        return normalise_orgnr(text)
    _within(scheme, SCHEME_LENGTH)
    if find_personal_identity_number(text, bare=True):
        raise Invalid(_("This is a personal identity number, which this book must not keep."))
    return check_short(text)


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        message = _("The text is {count} characters long; at most {limit} fit here.")
        raise Invalid(message.format(count=len(text), limit=limit))
    return text


CONTACT_CHECKS: dict[str, Check] = {
    "email": normalise_email,
    "phone": normalise_phone,
    "link": normalise_link,
    "address": check_address,
}

PERSON_FIELDS: dict[str, Check] = {
    "given_name": check_name,
    "family_name": check_name,
    "honorific_prefix": check_name,
    "language": check_language,
}
ORGANISATION_FIELDS: dict[str, Check] = {
    "area": check_name,
    "website": normalise_link,
    "founding_date": check_date,
    "dissolution_date": check_date,
}


def looks_like_a_link(text: str) -> bool:
    """Tell whether a value that is no e-mail address may be the address of a page."""
    return "@" not in text and bool(_LIKE_A_LINK.fullmatch(clean_line(text)[:2000]))


def restored_code(scheme: str, text: str) -> str | None:
    """Return a municipality code with the first zero that a spreadsheet took, else None."""
    if scheme == MUNICIPALITY_CODE and _CODE_WITHOUT_ZERO.fullmatch(text):
        return "0" + text
    return None


def warn(draft: Draft, name: str, value: str, message: str) -> None:
    """Note a problem with a field of a record."""
    draft.problems.append(RecordProblem(draft.line, name, value, message))


def checked(draft: Draft, name: str, value: str, check: Check) -> str:
    """Return a value as it is stored, or nothing: it is then reported and kept in the note."""
    if not value:
        return ""
    try:
        return check(value) or ""
    except Invalid as error:
        if clean_line(value):
            refuse(draft, name, value, error.message)
        return ""


def refuse(draft: Draft, name: str, value: str, message: str) -> None:
    """Report a value that has no place in its field, and keep it in the note.

    A personal identity number is neither kept nor repeated (dataskyddslagen 3 kap. 10 §).
    """
    if find_personal_identity_number(clean_line(value), bare=name in (ORGNR, "phone")):
        warn(draft, name, "", message)
        return
    warn(draft, name, value, message)
    keep(draft, name, value)


def keep(draft: Draft, name: str, value: str) -> None:
    """Put a value into the note under what people call its field, on one line."""
    cleaned = clean_line(value)
    if not cleaned:
        return
    try:
        lawful = without_personal_identity_number(cleaned)
    except Invalid as error:
        warn(draft, name, "", error.message)
        return
    draft.kept.append(_("{field} as given: {value}").format(field=field_title(name), value=lawful))


def ends_early(start: str, end: str) -> bool:
    """Tell whether a period ends before it begins; either partial date may be empty."""
    return bool(start and end and end < start[: len(end)])


def checked_period(
    draft: Draft, start: str, end: str, names: tuple[str, str]
) -> tuple[str | None, str | None]:
    """Return a period as it is stored; `names` are the fields that its dates are reported by."""
    first = checked(draft, names[0], start, check_date)
    last = checked(draft, names[1], end, check_date)
    if ends_early(first, last):
        refuse(draft, names[1], last, _("The end date lies before the start date."))
        last = ""
    return first or None, last or None
