"""What may stand in a column of a record that comes from a file as in our own JSON."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, Integer, Table

from crm.actions.importing.checking import (
    CONTACT_CHECKS,
    check_date,
    check_identifier,
    check_name,
    check_text,
)
from crm.actions.importing.unlawful_contacts import lawful_line
from crm.dates import parse_moment, parse_repeat
from crm.errors import Invalid
from crm.i18n import _
from crm.models import (
    Assessment,
    Collaboration,
    ContactDetail,
    CustomField,
    FollowUp,
    Identifier,
    ImportDecision,
    Interaction,
    Organisation,
    Participant,
    PreservedProperty,
    Statement,
)
from crm.models.base import NAME_LENGTH, Row
from crm.text import clean, clean_line
from crm.vocabulary import (
    Attendance,
    Classification,
    CollaborationStatus,
    ContactType,
    Direction,
    FieldType,
    FollowUpStatus,
    ImportDecisionKind,
    InteractionKind,
    InteractionStatus,
    Priority,
    Stance,
)

WORDS: Mapping[tuple[type[Row], str], type[StrEnum]] = {
    (Assessment, "stance"): Stance,
    (Collaboration, "status"): CollaborationStatus,
    (ContactDetail, "type"): ContactType,
    (CustomField, "type"): FieldType,
    (FollowUp, "direction"): Direction,
    (FollowUp, "priority"): Priority,
    (FollowUp, "status"): FollowUpStatus,
    (ImportDecision, "decision"): ImportDecisionKind,
    (Interaction, "kind"): InteractionKind,
    (Interaction, "status"): InteractionStatus,
    (Organisation, "classification"): Classification,
    (Participant, "attendance"): Attendance,
    (Statement, "stance"): Stance,
}
DATES = frozenset(
    {
        *("start_date", "end_date", "founding_date", "dissolution_date", "valid_from"),
        *("valid_until", "date", "due_date", "done_on", "agreed_on", "review_on"),
    }
)
MOMENTS = frozenset({"starts_at", "ends_at"})
STAMPS = frozenset({"created_at", "updated_at", "read_at"})
CODES = frozenset({"uid", "thread", "sha256", "fingerprint", "revision", "fields", "key"})
"""What programs gave, in which the digits of a personal identity number mean nothing."""
RANGES: Mapping[str, tuple[int, int]] = {"influence": (1, 5), "interest": (1, 5)}
LARGEST = 2**53

_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def table_of(model: type[Row]) -> Table:
    """Return the table of a model."""
    table = getattr(model, "__table__", None)
    assert isinstance(table, Table)
    return table


def check_value(model: type[Row], column: str, value: object, given: Mapping[str, object]) -> Any:
    """Return the value of a column as it is stored; `given` are all values of its row.

    Errors: `Invalid` with a sentence on what is wrong with it.
    """
    if value is None:
        return None
    kind = _kind_of(model, column)
    if kind is dict:
        return _of_json(model, column, value)
    if kind is not str:
        return _of_number(column, value, is_boolean=kind is bool)
    if not isinstance(value, str):
        raise Invalid(_("This is not of the right kind."))
    return _check_of_text(model, column, given)(value) if value else None


@cache
def _kind_of(model: type[Row], column: str) -> type:
    kind = table_of(model).c[column].type
    if isinstance(kind, JSON):
        return dict
    if isinstance(kind, Boolean):
        return bool
    return int if isinstance(kind, Integer) else str


def _check_of_text(
    model: type[Row], column: str, given: Mapping[str, object]
) -> Callable[[str], str]:
    if model is ContactDetail and column == "value":
        return CONTACT_CHECKS.get(str(given.get("type")), check_text)
    if model is Identifier and column == "identifier":
        return lambda text: check_identifier(str(given.get("scheme")), text)
    return _usual_check(model, column)


@cache
def _usual_check(model: type[Row], column: str) -> Callable[[str], str]:
    if (model, column) in WORDS:
        return _one_of(WORDS[model, column])
    if column in DATES:
        return check_date
    if column in MOMENTS:
        return parse_moment
    if column in STAMPS:
        return _check_stamp
    if column == "repeats":
        return parse_repeat
    length = getattr(table_of(model).c[column].type, "length", None)
    if model is PreservedProperty:
        return _within(length, lambda text: lawful_line(clean(text)))
    if column in CODES:
        return _code_of(length)
    return _within(length, check_name if length and length <= NAME_LENGTH else check_text)


def _one_of(words: type[StrEnum]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in set(words):
            message = _("This must be one of: {words}.")
            raise Invalid(message.format(words=", ".join(words)))
        return text

    return check


def _check_stamp(text: str) -> str:
    if not _STAMP.fullmatch(text):
        raise Invalid(_("Write the moment as 2019-04-11T09:00:00Z."))
    return text


def _code_of(length: int | None) -> Callable[[str], str]:
    return _within(length, clean_line if length else clean)


def _within(length: int | None, check: Callable[[str], str]) -> Callable[[str], str]:
    def within(text: str) -> str:
        checked = check(text) or ""
        if length and len(checked) > length:
            message = _("The text is {count} characters long; at most {limit} fit here.")
            raise Invalid(message.format(count=len(checked), limit=length))
        return checked

    return within


def _of_number(column: str, value: object, *, is_boolean: bool) -> int | bool:
    if is_boolean:
        if isinstance(value, bool):
            return value
        raise Invalid(_("This is not of the right kind."))
    low, high = RANGES.get(column, (-LARGEST, LARGEST))
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Invalid(_("This must be a whole number within its range."))
    return value


def _of_json(model: type[Row], column: str, value: object) -> Any:
    """Return texts in a list, or plain values by key, as `CustomField` and `custom` have them."""
    is_list = model.model_fields[column].annotation == list[str]
    if is_list and isinstance(value, list):
        return [_plain_value(one, texts_only=True) for one in value]
    if not is_list and isinstance(value, dict):
        return {clean_line(key): _plain_value(one) for key, one in value.items() if one is not None}
    raise Invalid(_("This is not of the right kind."))


def _plain_value(value: object, *, texts_only: bool = False) -> object:
    if isinstance(value, str):
        return check_text(value) or ""
    if not texts_only and isinstance(value, bool | int | float):
        return value
    raise Invalid(_("This is not of the right kind."))
