"""A record of another book that is in this one already: the later version of each is believed.

Where the file's is as late or later, what it says is taken and what it has besides is added;
nothing is emptied and nothing taken away. Where the book's is later, it stays as it is, and what
the file says otherwise is reported.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from crm.actions.importing.entry_drafts import EntryDraft
from crm.actions.importing.entry_values import Values, derived
from crm.actions.importing.plan import FieldChange, Outcome
from crm.i18n import _
from crm.models.base import Record, Row
from crm.models.sections import LAST, Part, Section, key_of_column
from crm.queries.kinds import batched
from crm.queries.whole_book import belongings
from crm.text import clean_line, shorten
from crm.titles import field_titles

SHOWN_LENGTH = 60

AddRow = Callable[[type[Row], Values], int]


@dataclass(slots=True)
class Match:
    """A record of the file and the row of the book that it is; references are ids by now."""

    key: int
    draft: EntryDraft
    values: Values
    parts: list[tuple[str, Values]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    """Columns whose value another row has, which no two may share."""


@dataclass(slots=True)
class _Difference:
    """What a file says otherwise than the book of one record and what belongs to it."""

    values: Values = field(default_factory=dict)
    changed: list[tuple[Row, Values]] = field(default_factory=list)
    added: list[tuple[Part, Values]] = field(default_factory=list)
    shown: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Completion:
    """What came of it: an outcome, the changes made, and those that were not."""

    outcome: Outcome
    changes: Sequence[FieldChange] = ()
    left: Sequence[FieldChange] = ()


def complete(
    session: Session, section: Section, matches: Sequence[Match], add: AddRow
) -> list[Completion]:
    """Bring some records of the book up to those of a file; `add` adds what belongs to one."""
    keys = [match.key for match in matches]
    rows: dict[int, Row] = {}
    for some in batched(keys):
        found = session.scalars(select(section.model).where(col(section.model.id).in_(some)))
        rows |= {row.id: row for row in found if row.id is not None}
    parts = {name: belongings(session, part, keys) for name, part in section.parts.items()}
    return [
        _complete(session, rows[match.key], match, _of(parts, match.key), add) for match in matches
    ]


def _of(parts: Mapping[str, Mapping[int, list[Row]]], key: int) -> dict[str, list[Row]]:
    return {name: found.get(key, []) for name, found in parts.items()}


def _complete(
    session: Session, row: Row, match: Match, parts: dict[str, list[Row]], add: AddRow
) -> Completion:
    found = _difference(row, match, parts)
    if not found.shown:
        return Completion(Outcome.UNCHANGED)
    if not isinstance(row, Record) or match.values.get("updated_at", "") < row.updated_at:
        message = _("The book has a later version, which was kept; the file differs in: {fields}.")
        fields = field_titles(change["field"] for change in found.shown)
        match.draft.warn("", match.draft.name, message.format(fields=fields))
        return Completion(Outcome.UNCHANGED, left=found.shown)
    _write(session, row, found.values | {"updated_at": match.values["updated_at"]})
    for other, values in found.changed:
        _write(session, other, values)
    for part, values in found.added:
        add(part.model, values | {part.owner: match.key})
    return Completion(Outcome.UPDATED, changes=found.shown)


def _difference(row: Row, match: Match, parts: dict[str, list[Row]]) -> _Difference:
    found = _Difference()
    found.values = _differing(row, match.values, match.taken | set(LAST))
    _show(found, "", row, found.values)
    waiting = {name: _by_key(match.draft.section.parts[name], rows) for name, rows in parts.items()}
    for name, values in match.parts:
        part = match.draft.section.parts[name]
        alike = waiting[name][_key(part, values)]
        if alike:
            other = alike.pop(0)
            changed = _differing(other, values, set())
            if changed:
                found.changed.append((other, changed))
                _show(found, f"{name}.", other, changed)
        elif not part.is_single or values not in [one for _part, one in found.added]:
            found.added.append((part, values))
            shown = ", ".join(str(value) for value in values.values())
            found.shown.append(FieldChange(field=name, old=None, new=_short(shown)))
    return found


def _by_key(part: Part, rows: Sequence[Row]) -> defaultdict[tuple[Any, ...], list[Row]]:
    found: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(getattr(row, column) for column in part.key)].append(row)
    return found


def _key(part: Part, values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(values.get(column) for column in part.key)


def _differing(row: Row, values: Mapping[str, Any], beside: set[str]) -> Values:
    """Return the values that a row does not have; of the user's own fields, all together."""
    found: Values = {}
    for column, value in values.items():
        stored = getattr(row, column)
        if column in beside or stored == value:
            continue
        merged = {**stored, **value} if isinstance(stored, dict) else value
        if merged != stored:
            found[column] = merged
    return found


def _show(found: _Difference, prefix: str, row: Row, values: Mapping[str, Any]) -> None:
    for column, value in values.items():
        stored = getattr(row, column)
        old = None if stored in (None, "", {}, []) else _short(str(stored))
        name = prefix + key_of_column(column)
        found.shown.append(FieldChange(field=name, old=old, new=_short(str(value))))


def _short(text: str) -> str:
    return shorten(clean_line(text), SHOWN_LENGTH)


def _write(session: Session, row: Row, values: Values) -> None:
    model = type(row)
    values = dict(values)
    if "name" in values and "folded_name" in model.model_fields:
        values |= derived({"name": values["name"]})
    if isinstance(row, Record):
        values["version"] = row.version + 1
    session.execute(update(model).where(col(model.id) == row.id).values(**values))
