"""Remember which records are alike but not the same."""

from sqlmodel import Session, select

from crm.errors import Invalid
from crm.i18n import _
from crm.models import DistinctPair
from crm.queries.kinds import get_record
from crm.vocabulary import RecordKind

COMPARED = (RecordKind.PERSON, RecordKind.ORGANISATION)


def mark_distinct(
    session: Session, kind: RecordKind | str, first: int, second: int
) -> DistinctPair:
    """Note that two people, or two organisations, are not the same, so that nobody asks again.

    Errors: `NotFound`, `Invalid` for a record and itself, or another kind.
    """
    noun = RecordKind(kind)
    if noun not in COMPARED:
        raise Invalid.field("kind", _("Only people and organisations are compared."), str(kind))
    get_record(session, noun, first)
    get_record(session, noun, second)
    if first == second:
        raise Invalid(_("A record is no other than itself; name two."))
    low, high = sorted((first, second))
    statement = select(DistinctPair).where(
        DistinctPair.kind == noun,
        DistinctPair.first_id == low,
        DistinctPair.second_id == high,
    )
    pair = session.exec(statement).first()
    if pair is None:
        pair = DistinctPair(kind=noun, first_id=low, second_id=high)
        session.add(pair)
        session.flush()
    return pair
