"""One record of any kind: fetched whole, shown whole, or answered with after a change."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from crm.cli.invocation import current, looking
from crm.cli.output import (
    Listing,
    paged,
    print_json,
    print_lines,
    print_rows,
    print_separated,
)
from crm.cli.sheets import (
    Record,
    Sheet,
    lines_of,
    membership_sheet,
    organisation_sheet,
    person_sheet,
    post_sheet,
)
from crm.cli.tables import terminal_width
from crm.cli.work_sheets import (
    collaboration_sheet,
    follow_up_sheet,
    interaction_sheet,
    list_sheet,
    topic_sheet,
)
from crm.vocabulary import RecordKind, reference

if TYPE_CHECKING:
    from crm.book import Session
    from crm.driver import Connection

Reader = Callable[[Sequence[int]], Sequence[Any]]
"""Reads the records with some ids, in that order."""

_SHEETS: dict[RecordKind, Callable[[Record], Sheet]] = {
    RecordKind.PERSON: person_sheet,
    RecordKind.ORGANISATION: organisation_sheet,
    RecordKind.POST: post_sheet,
    RecordKind.MEMBERSHIP: membership_sheet,
    RecordKind.INTERACTION: interaction_sheet,
    RecordKind.FOLLOW_UP: follow_up_sheet,
    RecordKind.COLLABORATION: collaboration_sheet,
    RecordKind.TOPIC: topic_sheet,
    RecordKind.LIST: list_sheet,
}


class Answer(NamedTuple):
    """What a command answers with: a reference, and the record where more than that is asked."""

    kind: RecordKind
    id: int
    record: Record | None


def get_record(session: "Session", kind: RecordKind, identity: int) -> Record:
    """Return a record whole; errors: `NotFound`."""
    from crm.queries.collaborations import get_collaboration
    from crm.queries.follow_ups import get_follow_up
    from crm.queries.interactions import get_interaction
    from crm.queries.lists import get_list
    from crm.queries.memberships import get_membership, get_post
    from crm.queries.organisations import get_organisation
    from crm.queries.people import get_person
    from crm.queries.topics import get_topic

    getters: dict[RecordKind, Callable[[Session, int], Any]] = {
        RecordKind.PERSON: get_person,
        RecordKind.ORGANISATION: get_organisation,
        RecordKind.POST: get_post,
        RecordKind.MEMBERSHIP: get_membership,
        RecordKind.INTERACTION: get_interaction,
        RecordKind.FOLLOW_UP: get_follow_up,
        RecordKind.COLLABORATION: get_collaboration,
        RecordKind.TOPIC: get_topic,
        RecordKind.LIST: get_list,
    }
    record: Record = getters[kind](session, identity)
    return record


def print_records(
    ids: Iterable[int], listing: Listing, rows: Reader, whole: Reader | None = None
) -> None:
    """Print the records with these ids, read a page at a time by `rows`, for JSON by `whole`."""

    def read(reader: Reader) -> Iterator[Record]:
        return chain.from_iterable(map(reader, paged(ids)))

    if current().format == "ids":
        print_rows(({"id": identity} for identity in ids), listing)
    else:
        print_rows(read(rows), listing, whole=lambda: read(whole or rows))


def are_all_meant(filters: Mapping[str, object]) -> bool:
    """Tell whether a list shows all there are, as lines: no filter is given, nor JSON asked for."""
    chosen = [value for value in filters.values() if value not in (None, False)]
    return not chosen and current().format != "json"


def print_all(
    listing: Listing,
    by_name: "Callable[[Connection, int | None], Iterable[int]]",
    lines: "Callable[[Connection, Sequence[int]], Sequence[Any]]",
    limit: int | None,
) -> None:
    """Print all records of a kind by name, straight through the driver, so that it starts at once.

    As many as `limit` at most.
    """
    with looking() as connection:
        print_records(by_name(connection, limit), listing, partial(lines, connection))


def whole_records(session: "Session", kind: RecordKind) -> Reader:
    """Return what reads the records of a list whole, as JSON shows them."""

    def read(ids: Sequence[int]) -> Sequence[Any]:
        from crm.queries.whole_organisations import whole_organisations
        from crm.queries.whole_people import whole_people
        from crm.queries.whole_work import whole_collaborations, whole_interactions

        readers: dict[RecordKind, Callable[[Session, Sequence[int]], Sequence[Any]]] = {
            RecordKind.PERSON: whole_people,
            RecordKind.ORGANISATION: whole_organisations,
            RecordKind.INTERACTION: whole_interactions,
            RecordKind.COLLABORATION: whole_collaborations,
        }
        return readers[kind](session, ids)

    return read


def answer(session: "Session", kind: RecordKind, identity: int) -> Answer:
    """Make the answer of a command that changed a record, fetched within its own session."""
    wanted = current().format not in (None, "ids")
    return Answer(kind, identity, get_record(session, kind, identity) if wanted else None)


def print_answer(given: Answer) -> None:
    """Print the reference of what was changed, or the record where a format is asked for."""
    if given.record is None:
        print_lines([reference(given.kind, given.id)])
    else:
        print_record(given.kind, given.record)


def print_record(
    kind: RecordKind, record: Record, more: Callable[[Sheet], None] | None = None
) -> None:
    """Print one record in the format asked for; `more` adds to the sheet that a person reads."""
    chosen = current().format or "table"
    if chosen == "json":
        print_json(record)
    elif chosen == "ids":
        print_lines([reference(kind, record["id"])])
    elif chosen == "table":
        sheet = _SHEETS[kind](record)
        if more:
            more(sheet)
        print_lines(lines_of(sheet, reference(kind, record["id"]), terminal_width()))
    else:
        row = {"reference": reference(kind, record["id"])} | dict(record)
        print_separated([row], list(row), chosen)
