"""What belongs together: the letters of one exchange, the meetings of one series."""

from collections import defaultdict

from sqlalchemy import select
from sqlmodel import Session, col

from crm.models import Interaction
from crm.queries.fetching import Ids
from crm.queries.records import ThreadEntry

EACH_WAY = 20
"""How many before and after an interaction are told of: a series may have hundreds."""


def threads_of(session: Session, interactions: Ids) -> dict[int, list[ThreadEntry]]:
    """Return, for each of some interactions, those of its thread before and after it, in order."""
    own = select(col(Interaction.thread)).where(
        col(Interaction.id).in_(interactions), col(Interaction.thread).is_not(None)
    )
    statement = (
        select(Interaction)
        .where(col(Interaction.thread).in_(own))
        .order_by(col(Interaction.starts_at), col(Interaction.id))
    )
    threads: defaultdict[str | None, list[ThreadEntry]] = defaultdict(list)
    places: dict[int, tuple[str | None, int]] = {}
    for row in session.scalars(statement):
        entry = _entry(row)
        places[entry["id"]] = (row.thread, len(threads[row.thread]))
        threads[row.thread].append(entry)
    found: dict[int, list[ThreadEntry]] = {identity: [] for identity in interactions}
    for identity in found.keys() & places.keys():
        thread, place = places[identity]
        entries = threads[thread]
        before = entries[max(0, place - EACH_WAY) : place]
        found[identity] = [*before, *entries[place + 1 : place + 1 + EACH_WAY]]
    return found


def _entry(row: Interaction) -> ThreadEntry:
    assert row.id is not None
    return ThreadEntry(
        id=row.id,
        kind=row.kind,
        status=row.status,
        subject=row.subject,
        starts_at=row.starts_at,
    )
