"""The values of a record that stands in a file as in our own JSON: checked column by column."""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple

from sqlalchemy import JSON

from crm.actions.importing.entry_checks import check_value, table_of
from crm.errors import Invalid
from crm.i18n import _
from crm.models.base import Row
from crm.models.sections import DERIVED
from crm.queries.matches import match_key
from crm.text import fold, sort_key

PERIODS = (
    ("start_date", "end_date"),
    ("valid_from", "valid_until"),
    ("founding_date", "dissolution_date"),
    ("starts_at", "ends_at"),
)
Values = dict[str, Any]


class _Column(NamedTuple):
    """What a new row has in a column of which a file says nothing."""

    name: str
    is_needed: bool
    usual: Callable[[], Any]


def checked_values(model: type[Row], given: Mapping[str, object]) -> Values:
    """Return the values of a row by column, those that are empty left out.

    Errors: `Invalid` with a problem for each that cannot be stored.
    """
    values: Values = {}
    problems = []
    for column, value in given.items():
        try:
            stored = check_value(model, column, value, given)
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


def _check_periods(values: Values) -> None:
    for first, last in PERIODS:
        start, end = values.get(first), values.get(last)
        if start and end and end < start[: len(end)]:
            raise Invalid.field(last, _("The end date lies before the start date."), end)
