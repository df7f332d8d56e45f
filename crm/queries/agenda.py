"""What a day asks for, for whoever has a session."""

from sqlmodel import Session

from crm.queries.fetching import beneath
from crm.queries.lines import agenda as lines
from crm.queries.records import AgendaRecord


def agenda(session: Session, *, days: int = 14, most: int | None = None) -> AgendaRecord:
    """Return what needs doing today and within some days, every promise in one list only.

    overdue: whatever is past, both ways. due_today: both ways. coming: ours and joint, due within
    the days. later: the next of them after that. waiting: theirs that are not yet due, at any
    distance, undated last. undated: ours and joint without a date. meetings: planned, within the
    days or under way. reviews: of collaborations, whose day has come. A due date known to the
    month falls on its last day. `most` is how many promises are read for each list, if not all.
    Errors: `Invalid` for days below 0 or above ten years.
    """
    return lines.agenda(beneath(session), days=days, most=most)
