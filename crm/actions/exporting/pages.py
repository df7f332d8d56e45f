"""The records of one kind, page by page: as rows of a table, or whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from sqlmodel import Session

from crm.actions.exporting.options import Progress
from crm.actions.exporting.values import Values, organisation_values, person_values
from crm.actions.exporting.work_values import (
    collaboration_values,
    follow_up_values,
    interaction_values,
)
from crm.queries.fetching import Ids
from crm.queries.follow_ups import follow_up_rows
from crm.queries.whole_organisations import whole_organisations
from crm.queries.whole_people import whole_people
from crm.queries.whole_work import whole_collaborations, whole_interactions
from crm.settings import today
from crm.vocabulary import RecordKind

PAGE_LENGTH = 1000

Record = Mapping[str, Any]


class Source(NamedTuple):
    """Where the records of a kind come from, and how one becomes the row of a table on a day."""

    whole: Callable[[Session, Ids], Sequence[Any]]
    values: Callable[[Any, date], Values]


@dataclass(frozen=True, slots=True)
class Selection:
    """Records of one kind that were chosen."""

    kind: RecordKind
    identities: Sequence[int]
    progress: Progress | None


def rows_of(session: Session, chosen: Selection) -> Iterator[Values]:
    """Give records as rows, fetched a page at a time."""
    values, day = SOURCES[chosen.kind].values, today()
    return (values(record, day) for record in records_of(session, chosen))


def records_of(session: Session, chosen: Selection) -> Iterator[Record]:
    """Give records whole, fetched a page at a time."""
    return chain.from_iterable(pages_of(session, chosen))


def pages_of(session: Session, chosen: Selection) -> Iterator[Sequence[Record]]:
    """Give records whole, the pages one after another."""
    whole, total = SOURCES[chosen.kind].whole, len(chosen.identities)
    for start in range(0, total, PAGE_LENGTH):
        yield whole(session, chosen.identities[start : start + PAGE_LENGTH])
        session.expunge_all()
        if chosen.progress:
            chosen.progress(min(start + PAGE_LENGTH, total), total)


SOURCES: Mapping[RecordKind, Source] = {
    RecordKind.PERSON: Source(whole_people, person_values),
    RecordKind.ORGANISATION: Source(whole_organisations, organisation_values),
    RecordKind.INTERACTION: Source(
        whole_interactions, lambda record, _day: interaction_values(record)
    ),
    RecordKind.FOLLOW_UP: Source(follow_up_rows, lambda record, _day: follow_up_values(record)),
    RecordKind.COLLABORATION: Source(
        whole_collaborations, lambda record, _day: collaboration_values(record)
    ),
}
