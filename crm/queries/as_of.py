"""A record as it was on some day, with what belonged to it then."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from sqlmodel import Session

from crm.dates import DateSpan, last_day
from crm.errors import NotFound
from crm.history import keys_pointing
from crm.i18n import _
from crm.models.sections import DERIVED
from crm.queries.history import TABLES, driver_connection, row_as_of
from crm.queries.records import AsOfRecord, OwnedRow, ToldChange
from crm.queries.telling import CUSTOM, LoggedRow, Teller, own_values
from crm.queries.told_changes import compare
from crm.titles import noun
from crm.vocabulary import RecordKind, reference

MOST_PARTS = 200
"""How many rows of each sort are told of."""
LINKS = (("relationship", "from_{}_id"), ("relationship", "to_{}_id"))
NAMED_AND_REACHED = ("other_name", "contact_detail", "membership", "tagging")
PARTS: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.PERSON: NAMED_AND_REACHED,
    RecordKind.ORGANISATION: (*NAMED_AND_REACHED, "identifier", "post"),
    RecordKind.POST: ("membership",),
    RecordKind.MEMBERSHIP: ("contact_detail",),
    RecordKind.INTERACTION: (
        *("participant", "statement", "interaction_topic", "follow_up", "tagging"),
    ),
    RecordKind.COLLABORATION: ("collaboration_organisation", "follow_up", "tagging"),
    RecordKind.TOPIC: ("other_name",),
    RecordKind.LIST: ("contact_list_member",),
}
"""The tables whose rows belong to a record, in the order in which they are told."""


def moment_of(span: DateSpan) -> str:
    """Return the moment that a date phrase stands for, as the history keeps moments (UTC).

    That is the time of day where one was said, else the end of the last day.
    """
    day = last_day(span.end or span.start)
    of_day = time.fromisoformat(span.time) if span.time else time(23, 59, 59)
    return datetime.combine(day, of_day).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record_as_of(
    session: Session, kind: RecordKind | str, identity: int, moment: str
) -> AsOfRecord:
    """Return a record as it was at a moment (ISO 8601, UTC), with what belonged to it.

    At most `MOST_PARTS` rows of each sort. Errors: `NotFound` where it did not exist then.
    """
    known = RecordKind(kind)
    table = TABLES[known]
    row = row_as_of(session, table, identity, moment)
    if row is None:
        message = _("{reference} was not in the book then; choose a later day.")
        raise NotFound(message.format(reference=reference(known, identity)))
    parts = _together(_parts(session, known, identity, moment))
    teller = Teller(session, [(table, row), *parts])
    return AsOfRecord(
        kind=known,
        id=identity,
        reference=reference(known, identity),
        name=teller.title(table, row),
        moment=moment,
        columns=_columns(row),
        rows=[OwnedRow(table=part, columns=_columns(found)) for part, found in parts],
        fields=compare(teller, table, {}, row),
        parts=[_part(teller, part, found, (known, identity)) for part, found in parts],
    )


def _parts(
    session: Session, kind: RecordKind, identity: int, moment: str
) -> list[tuple[str, LoggedRow]]:
    owner = TABLES[kind]
    columns = [(table, f"{owner}_id") for table in PARTS.get(kind, ())]
    if kind in (RecordKind.PERSON, RecordKind.ORGANISATION):
        columns += [(table, column.format(owner)) for table, column in LINKS]
    found: list[tuple[str, LoggedRow]] = []
    for table, column in columns:
        keys = keys_pointing(driver_connection(session), table, column, identity)
        rows = (row_as_of(session, table, key, moment) for key in sorted(keys)[:MOST_PARTS])
        there = [row for row in rows if row is not None and row[column] == identity]
        found += [(table, row) for row in there]
        if table == "membership" and kind is RecordKind.PERSON:
            for row in there:
                found += _parts(session, RecordKind.MEMBERSHIP, row["id"], moment)
    return found


def _together(parts: list[tuple[str, LoggedRow]]) -> list[tuple[str, LoggedRow]]:
    """Return the rows of a table after each other, the tables in the order of the first of each."""
    tables = list(dict.fromkeys(table for table, _row in parts))
    return sorted(parts, key=lambda part: tables.index(part[0]))


def _columns(row: LoggedRow) -> dict[str, object]:
    """Return the columns that say something; the user's own fields as values, not as text."""
    own = {CUSTOM: own_values(row)} if CUSTOM in row else {}
    return {name: value for name, value in row.items() if name not in DERIVED} | own


def _part(teller: Teller, table: str, row: LoggedRow, owner: tuple[RecordKind, int]) -> ToldChange:
    return ToldChange(
        operation="insert",
        noun=noun(table),
        title=teller.title(table, row, owner),
        reference=None,
        rows=1,
        fields=compare(teller, table, {}, row, owner),
    )
