"""The whole book, one record at a time, each told by what it is known by in every book."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from crm.models.base import Row
from crm.models.sections import (
    SECTIONS,
    TITLES,
    Part,
    Section,
    is_reference,
    key_of_column,
    reference_columns,
    referent,
)
from crm.queries.rows import key_of

PAGE_LENGTH = 500

Entry = dict[str, Any]
Pointer = tuple[type[Row], int]


def book_entries(session: Session) -> Iterator[tuple[str, Entry]]:
    """Give every record of the book with the name of its section, as `crm.models.sections` says.

    Memory holds a page of them. What is empty is left out; records of a section come in the order
    in which they were added, so that what is read again stands in the same order.
    """
    for section in SECTIONS:
        for entry in section_entries(session, section):
            yield section.name, entry


def section_entries(session: Session, section: Section) -> Iterator[Entry]:
    """Give the records of one section."""
    last = 0
    while rows := _page(session, section.model, last):
        last = key_of(rows[-1])
        yield from _entries(session, section, rows)
        session.expunge_all()


def _page(session: Session, model: type[Row], last: int) -> Sequence[Row]:
    key = col(model.id)
    statement = select(model).where(key > last).order_by(key).limit(PAGE_LENGTH)
    return session.scalars(statement).all()


def _entries(session: Session, section: Section, rows: Sequence[Row]) -> Iterator[Entry]:
    parts = {
        name: belongings(session, part, [key_of(row) for row in rows])
        for name, part in section.parts.items()
    }
    owned = ((section.parts[name], row) for name, found in parts.items() for row in _all(found))
    names = References(
        session,
        [
            *((row, section.columns) for row in rows),
            *((row, part.columns) for part, row in owned),
        ],
    )
    for row in rows:
        entry = names.entry(row, section.columns)
        for name, part in section.parts.items():
            belonging = [names.entry(one, part.columns) for one in parts[name][key_of(row)]]
            if belonging:
                entry[name] = [_plain(one, part) for one in belonging]
        # A pair may be of people who are no longer there.
        if all(key_of_column(column) in entry for column in section.known_by):
            yield entry


def _all(found: Mapping[int, list[Row]]) -> Iterator[Row]:
    for rows in found.values():
        yield from rows


def belongings(session: Session, part: Part, owners: Sequence[int]) -> Mapping[int, list[Row]]:
    """Return the rows that belong to some records, by the ids of those, in their order."""
    owner: Any = getattr(part.model, part.owner)
    statement = select(part.model).where(owner.in_(owners)).order_by(col(part.model.id))
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in session.scalars(statement):
        found[getattr(row, part.owner)].append(row)
    return found


def _plain(entry: Entry, part: Part) -> Any:
    """Return what belongs to a record, without a key where it is one value."""
    return entry[key_of_column(part.columns[0])] if len(part.columns) == 1 else entry


class References:
    """What some rows point at, by what it is known by in every book."""

    def __init__(self, session: Session, rows: Iterable[tuple[Row, Sequence[str]]]) -> None:
        self._found: dict[Pointer, Any] = {}
        wanted: defaultdict[type[Row], set[int]] = defaultdict(set)
        for row, columns in rows:
            for column in filter(is_reference, columns):
                if pointer := _pointer(row, column):
                    wanted[pointer[0]].add(pointer[1])
        for model, keys in wanted.items():
            self._load(session, model, keys)

    def entry(self, row: Row, columns: Sequence[str]) -> Entry:
        """Return a row as it stands in a file, without what is empty."""
        entry: Entry = {}
        for column in columns:
            if not is_reference(column):
                value = getattr(row, column)
            else:
                pointer = _pointer(row, column)
                value = self._found.get(pointer) if pointer else None
            if value not in (None, "", [], {}):
                entry[key_of_column(column)] = value
        return entry

    def _load(self, session: Session, model: type[Row], keys: set[int]) -> None:
        known_by = reference_columns(model)
        title = TITLES.get(model, "name")
        shown = (*known_by, title) if title in model.model_fields else known_by
        names = tuple(dict.fromkeys(shown))
        columns = [getattr(model, name) for name in names]
        statement = select(col(model.id), *columns).where(col(model.id).in_(sorted(keys)))
        for key, *values in session.execute(statement):
            told = dict(zip(names, values, strict=True))
            if title in told and title != "name":
                told["name"] = told.pop(title)
            self._found[model, key] = told if len(names) > 1 or known_by == ("uid",) else values[0]


def _pointer(row: Row, column: str) -> Pointer | None:
    key = getattr(row, column)
    if key is None:
        return None
    return referent(type(row), column, getattr(row, "kind", None)), key
