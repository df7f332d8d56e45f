"""Export people or organisations: chosen, filtered and written page by page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TextIO

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.exporting.choosing import Choice, chosen_ids, json_keys, noun, table_columns
from crm.actions.exporting.values import (
    ORGANISATION_KEYS,
    PERSON_KEYS,
    asked_of_organisation,
    asked_of_person,
    organisation_values,
    person_values,
)
from crm.errors import UsageError
from crm.formats import writer_names
from crm.formats.csv_writer import write_csv
from crm.formats.json_writer import write_json
from crm.i18n import _
from crm.models import Organisation
from crm.queries.records import PersonRecord
from crm.queries.references import Reference
from crm.queries.whole import whole_organisations, whole_people
from crm.settings import today
from crm.vocabulary import RecordKind
from crm.where import Condition, parse

__all__ = ["export"]

PAGE_LENGTH = 500

Row = Mapping[str, object]
# A record as a row of a table, and as it is in JSON.
Pair = tuple[Row, Row]


class ReadableBook(Protocol):
    """A book that can be read: `crm.book.Book`."""

    def read(self) -> AbstractContextManager[Session]:
        """Open a session for queries."""


def export(
    book: ReadableBook,
    stream: TextIO,
    *,
    format: str = "csv",
    kind: str = "people",
    list: Reference | None = None,
    organisation: Reference | None = None,
    classification: str | None = None,
    tag: str | None = None,
    where: str | None = None,
    columns: Sequence[str] | None = None,
    ids: Sequence[int] | None = None,
    raw: bool = False,
    bom: bool = False,
) -> int:
    """Write people or organisations to a stream, and return how many.

    `format` is one of `crm.formats.writer_names()`; a table holds each once, people where they
    work now, several values joined by ` ::: `; JSON holds them whole. `where` is a condition as
    in `crm.where`. `raw` leaves cells as they are, even where a spreadsheet would run them; `bom`
    tells Excel that a table is UTF-8. Open the stream with `newline=""`.
    Errors: `UsageError` (format, kind, column, condition), `NotFound` and `Ambiguous` for the
    list and the organisation.
    """
    if format not in writer_names():
        message = _("Export knows these formats: {names}.")
        raise UsageError(message.format(names=", ".join(writer_names())))
    about = noun(kind)
    condition = _condition(about, where)
    choice = Choice(list, organisation, classification, tag, ids)
    with book.read() as session:
        if format == "json":
            keys = json_keys(about, columns)
            identities = chosen_ids(session, about, choice)
            return write_json(_objects(_pairs(session, about, identities, condition), keys), stream)
        names = table_columns(session, about, columns)
        identities = chosen_ids(session, about, choice)
        rows = (row for row, _record in _pairs(session, about, identities, condition))
        delimiter = "\t" if format == "tsv" else ","
        return write_csv(rows, names, stream, delimiter=delimiter, raw=raw, bom=bom)


def _condition(kind: RecordKind, where: str | None) -> Condition | None:
    if where is None:
        return None
    return parse(where, PERSON_KEYS if kind == RecordKind.PERSON else ORGANISATION_KEYS)


def _objects(pairs: Iterable[Pair], keys: Sequence[str] | None) -> Iterator[Row]:
    for _row, record in pairs:
        yield {key: record[key] for key in keys} if keys else record


def _pairs(
    session: Session, kind: RecordKind, identities: Sequence[int], condition: Condition | None
) -> Iterator[Pair]:
    page_of = _people if kind == RecordKind.PERSON else _organisations
    for start in range(0, len(identities), PAGE_LENGTH):
        yield from page_of(session, identities[start : start + PAGE_LENGTH], condition)
        session.expunge_all()


def _people(
    session: Session, identities: Sequence[int], condition: Condition | None
) -> Iterator[Pair]:
    day = today()
    records = whole_people(session, identities)
    organisations = _workplaces(session, records) if condition else {}
    for record in records:
        row = person_values(record, day)
        if not condition or condition.matches(asked_of_person(row, record, organisations)):
            yield row, record


def _organisations(
    session: Session, identities: Sequence[int], condition: Condition | None
) -> Iterator[Pair]:
    day = today()
    for record in whole_organisations(session, identities):
        row = organisation_values(record, day)
        if not condition or condition.matches(asked_of_organisation(row, record)):
            yield row, record


def _workplaces(session: Session, people: Sequence[PersonRecord]) -> dict[int, tuple[str, str]]:
    """Return classification and area of the organisations of some people, by id."""
    ids = {one["organisation"]["id"] for person in people for one in person["memberships"]}
    statement = select(
        col(Organisation.id), col(Organisation.classification), col(Organisation.area)
    ).where(col(Organisation.id).in_(ids))
    rows: Iterable[Any] = session.execute(statement)
    return {identity: (classification, area or "") for identity, classification, area in rows}
