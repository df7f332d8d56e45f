"""The records of one kind, page by page: as rows of a table, or whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.exporting.options import Progress
from crm.actions.exporting.values import (
    ORGANISATION_KEYS,
    PERSON_KEYS,
    Values,
    asked_of_organisation,
    asked_of_person,
    organisation_values,
    person_values,
    with_dots,
)
from crm.actions.exporting.work_values import (
    FOLLOW_UP_KEYS,
    INTERACTION_KEYS,
    follow_up_values,
    interaction_values,
)
from crm.models import Organisation
from crm.queries.belongings import Ids
from crm.queries.follow_ups import follow_up_rows
from crm.queries.records import PersonRecord
from crm.queries.whole import whole_organisations, whole_people
from crm.queries.whole_work import whole_interactions
from crm.settings import today
from crm.vocabulary import RecordKind
from crm.where import Condition, parse

PAGE_LENGTH = 500

Record = Mapping[str, Any]
# A record as a row of a table, and as it is in JSON.
Pair = tuple[Values, Record]


class Source(NamedTuple):
    """Where the records of a kind come from, and what conditions may ask of them."""

    keys: tuple[str, ...]
    whole: Callable[[Session, Ids], Sequence[Any]]
    pairs: Callable[[Session, Sequence[Any], Condition | None], Iterator[Pair]]


@dataclass(frozen=True, slots=True)
class Selection:
    """Records of one kind that were chosen; of these, a condition chooses as they are read."""

    kind: RecordKind
    identities: Sequence[int]
    condition: Condition | None
    progress: Progress | None


def rows_of(session: Session, chosen: Selection) -> Iterator[Values]:
    """Give records as rows, fetched a page at a time."""
    for row, _record in _pairs(session, chosen):
        yield row


def records_of(session: Session, chosen: Selection) -> Iterator[Record]:
    """Give records whole, fetched a page at a time."""
    if chosen.condition:
        for _row, record in _pairs(session, chosen):
            yield record
        return
    for page in _pages(session, chosen):
        yield from SOURCES[chosen.kind].whole(session, page)


def condition_on(kind: RecordKind, where: str | None) -> Condition | None:
    """Return what is asked of records of a kind; errors: `UsageError`."""
    return parse(where, SOURCES[kind].keys) if where else None


def _pairs(session: Session, chosen: Selection) -> Iterator[Pair]:
    source = SOURCES[chosen.kind]
    for page in _pages(session, chosen):
        yield from source.pairs(session, source.whole(session, page), chosen.condition)


def _pages(session: Session, chosen: Selection) -> Iterator[Sequence[int]]:
    total = len(chosen.identities)
    for start in range(0, total, PAGE_LENGTH):
        yield chosen.identities[start : start + PAGE_LENGTH]
        session.expunge_all()
        if chosen.progress:
            chosen.progress(min(start + PAGE_LENGTH, total), total)


def _people(
    session: Session, records: Sequence[Any], condition: Condition | None
) -> Iterator[Pair]:
    day = today()
    organisations = _workplaces(session, records) if condition else {}
    for record in records:
        row = person_values(record, day)
        if not condition or condition.matches(asked_of_person(row, record, organisations)):
            yield row, record


def _organisations(
    session: Session, records: Sequence[Any], condition: Condition | None
) -> Iterator[Pair]:
    del session
    day = today()
    for record in records:
        row = organisation_values(record, day)
        if not condition or condition.matches(asked_of_organisation(row, record)):
            yield row, record


def _work(values: Callable[[Any], Values]) -> Callable[..., Iterator[Pair]]:
    def pairs(
        session: Session, records: Sequence[Any], condition: Condition | None
    ) -> Iterator[Pair]:
        del session
        for record in records:
            row = values(record)
            if not condition or condition.matches(with_dots(row)):
                yield row, record

    return pairs


def _workplaces(session: Session, people: Sequence[PersonRecord]) -> dict[int, tuple[str, str]]:
    """Return classification and area of the organisations of some people, by id."""
    ids = {one["organisation"]["id"] for person in people for one in person["memberships"]}
    statement = select(
        col(Organisation.id), col(Organisation.classification), col(Organisation.area)
    ).where(col(Organisation.id).in_(ids))
    rows: Iterable[Any] = session.execute(statement)
    return {identity: (classification, area or "") for identity, classification, area in rows}


SOURCES: Mapping[RecordKind, Source] = {
    RecordKind.PERSON: Source(PERSON_KEYS, whole_people, _people),
    RecordKind.ORGANISATION: Source(ORGANISATION_KEYS, whole_organisations, _organisations),
    RecordKind.INTERACTION: Source(INTERACTION_KEYS, whole_interactions, _work(interaction_values)),
    RecordKind.FOLLOW_UP: Source(FOLLOW_UP_KEYS, follow_up_rows, _work(follow_up_values)),
}
