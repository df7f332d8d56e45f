"""The values of a record that stands in a file as in our own JSON: checked column by column."""

import json
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple

from sqlalchemy import JSON, Boolean, Integer, Table

from crm.actions.importing.checking import (
    CONTACT_CHECKS,
    check_date,
    check_identifier,
    check_name,
    check_text,
)
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
from crm.models.sections import DERIVED
from crm.queries.matches import match_key
from crm.text import clean, clean_line, fold, sort_key
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
PERIODS = (
    ("start_date", "end_date"),
    ("valid_from", "valid_until"),
    ("founding_date", "dissolution_date"),
    ("starts_at", "ends_at"),
)
RANGES: Mapping[str, tuple[int, int]] = {"influence": (1, 5), "interest": (1, 5)}
LARGEST = 2**53

_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")

Values = dict[str, Any]


class _Column(NamedTuple):
    """What a new row has in a column of which a file says nothing."""

    name: str
    is_needed: bool
    usual: Callable[[], Any]


def table_of(model: type[Row]) -> Table:
    """Return the table of a model."""
    table = getattr(model, "__table__", None)
    assert isinstance(table, Table)
    return table


def checked_values(model: type[Row], given: Mapping[str, object]) -> Values:
    """Return the values of a row by column, those that are empty left out.

    Errors: `Invalid` with a problem for each that cannot be stored.
    """
    values: Values = {}
    problems = []
    for column, value in given.items():
        try:
            stored = _checked(model, column, value, given)
        except Invalid as error:
            problems.append(Invalid.field(column, error.message, str(value)[:60]).problems[0])
        else:
            if stored not in (None, "", [], {}):
                values[column] = stored
    if problems:
        raise Invalid(" ".join(one.message for one in problems), problems)
    _check_periods(values)
    return values


def completed(model: type[Row], values: Values) -> Values:
    """Return the values of a new row for every column but `id`, with what follows from them.

    Errors: `Invalid` where one is missing that has to be there.
    """
    row = {}
    for column in _columns_of(model):
        if column.name in values:
            row[column.name] = values[column.name]
        elif column.is_needed:
            raise Invalid.field(column.name, _("This must be filled in."))
        else:
            row[column.name] = column.usual()
    row |= derived(row)
    return row


@cache
def _columns_of(model: type[Row]) -> tuple[_Column, ...]:
    table = table_of(model)
    found = []
    for name, declared in model.model_fields.items():
        has_none = declared.is_required()
        is_needed = has_none and name not in DERIVED and not table.c[name].nullable
        usual: Callable[[], Any] = partial(_same, None if has_none else declared.default)
        if declared.default_factory:
            usual = partial(declared.get_default, call_default_factory=True)
        found.append(_Column(name, is_needed, usual))
    return tuple(column for column in found if column.name != "id")


def _same(value: Any) -> Any:
    return value


def derived(values: Mapping[str, Any]) -> Values:
    """Return what is compared and sorted by, of the columns that are given."""
    found: Values = {}
    if "folded_name" in values or set(values) == {"name"}:
        found = {"folded_name": fold(values["name"]), "sort_key": sort_key(values["name"])}
    if "match_key" in values:
        found["match_key"] = match_key(values["type"], values["value"])
    return found


def driven(model: type[Row], row: Mapping[str, Any]) -> Values:
    """Return a row as the driver takes it."""
    kept = _json_columns(model)
    return {name: _driven(value, is_json=name in kept) for name, value in row.items()}


@cache
def _json_columns(model: type[Row]) -> frozenset[str]:
    return frozenset(column.name for column in table_of(model).c if isinstance(column.type, JSON))


def _driven(value: Any, *, is_json: bool) -> Any:
    if is_json:
        return json.dumps(value)
    return str(value) if isinstance(value, StrEnum) else value


def _checked(model: type[Row], column: str, value: object, given: Mapping[str, object]) -> Any:
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
    if column in CODES or model is PreservedProperty:
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


def _check_periods(values: Values) -> None:
    for first, last in PERIODS:
        start, end = values.get(first), values.get(last)
        if start and end and end < start[: len(end)]:
            raise Invalid.field(last, _("The end date lies before the start date."), end)
