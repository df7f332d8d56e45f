"""What happened with a person, an organisation, a topic or a collaboration, newest first."""

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from crm.dates import format_date
from crm.errors import Invalid
from crm.i18n import _
from crm.models import Collaboration, FollowUp, Interaction, Membership, Organisation, Post
from crm.queries.kinds import get_record
from crm.queries.organisation_tree import part_ids
from crm.queries.periods import TextColumn, overlaps
from crm.queries.records import TimelineEntry
from crm.queries.rows import key_of
from crm.queries.timeline_interactions import interaction_entries
from crm.queries.timeline_scope import (
    SCOPED_KINDS,
    Placed,
    Position,
    Scope,
    Strand,
    collaborations_in,
    promises_in,
)
from crm.vocabulary import FollowUpStatus, RecordKind, reference


class TimelinePage(NamedTuple):
    """Some of a timeline, newest first, and where to go on; None where there is no more."""

    placed: list[Placed]
    older: Position | None

    @property
    def entries(self) -> list[TimelineEntry]:
        """The entries alone."""
        return [one.entry for one in self.placed]


class _Promise(NamedTuple):
    """What a timeline shows of a promise, and the day that it stands on."""

    id: int
    direction: str
    title: str
    status: str
    due_date: str | None
    date: str


def timeline(
    session: Session,
    kind: RecordKind | str,
    record_id: int,
    *,
    start: str | None = None,
    end: str | None = None,
    topic: int | None = None,
    limit: int | None = None,
) -> list[TimelineEntry]:
    """Return the timeline of a person, organisation, topic or collaboration, newest first.

    An organisation's holds every interaction where somebody attended for it, and what those people
    said; a person's what that person said, in the role held that day. The `kind` of an entry is
    that of the interaction (meeting, call …), the direction of a promise (ours, theirs, joint),
    `membership` or `collaboration`; a promise stands there when made and when done. `start` and
    `end` are partial dates; `topic` takes narrower topics too. The number of database queries does
    not depend on what there is, and no more than `limit` rows of each sort are read. Errors:
    `NotFound`; `Invalid` for other kinds of record and for dates that cannot be.
    """
    _check(session, kind, record_id)
    scope = Scope(RecordKind(kind), record_id, start, end, topic, limit)
    return [one.entry for one in _placed(session, scope)]


def timeline_page(
    session: Session,
    kind: RecordKind,
    record_id: int,
    *,
    limit: int,
    before: Position | None = None,
    with_parts: bool = False,
) -> TimelinePage:
    """Return the newest entries of a timeline, or the newest of those older than `before`.

    With `with_parts` an organisation's timeline has those of all organisations under it in it, and
    says for whom people took part. Errors: `NotFound`; `Invalid` for other kinds of record.
    """
    _check(session, kind, record_id)
    take_in = with_parts and kind is RecordKind.ORGANISATION
    parts = part_ids(session, record_id) if take_in else ()
    scope = Scope(kind, record_id, limit=limit + 1, before=before, parts=parts)
    placed = _placed(session, scope)
    older = placed[limit - 1].position if len(placed) > limit else None
    return TimelinePage(placed[:limit], older)


def _check(session: Session, kind: RecordKind | str, record_id: int) -> None:
    if kind not in SCOPED_KINDS:
        message = _("Only people, organisations, topics and collaborations have a timeline.")
        raise Invalid.field("reference", message)
    get_record(session, kind, record_id)


def _placed(session: Session, scope: Scope) -> list[Placed]:
    found = [*interaction_entries(session, scope), *_promises(session, scope)]
    if scope.topic is None:
        found += [*_memberships(session, scope), *_collaborations(session, scope)]
    return sorted(found, key=itemgetter(0), reverse=True)[: scope.limit]


def _entry(
    record: tuple[RecordKind, int], kind: str, date: str, title: str, detail: str
) -> TimelineEntry:
    return TimelineEntry(
        kind=kind,
        id=record[1],
        reference=reference(*record),
        date=date,
        title=title,
        detail=detail,
        topics=[],
        statements=[],
    )


def _promises(session: Session, scope: Scope) -> Iterator[Placed]:
    made = func.coalesce(
        func.substr(col(Interaction.starts_at), 1, 10),
        func.substr(col(FollowUp.created_at), 1, 10),
    )
    for promise in _promises_by(session, scope, Strand.PROMISED, made):
        yield _placed_promise(promise, Strand.PROMISED, _promised(promise))
    for promise in _promises_by(session, scope, Strand.KEPT, col(FollowUp.done_on)):
        yield _placed_promise(promise, Strand.KEPT, _("done"))


def _promises_by(
    session: Session, scope: Scope, strand: Strand, date: TextColumn
) -> Iterator[_Promise]:
    statement = (
        select(
            *(col(FollowUp.id), col(FollowUp.direction), col(FollowUp.title)),
            *(col(FollowUp.status), col(FollowUp.due_date), date),
        )
        .outerjoin(Interaction, col(Interaction.id) == col(FollowUp.interaction_id))
        .where(
            *promises_in(scope),
            date.is_not(None),
            *overlaps(date, None, scope.start, scope.end),
            *scope.older(strand, date, col(FollowUp.id)),
        )
        .order_by(date.desc(), col(FollowUp.id).desc())
        .limit(scope.limit)
    )
    return map(_Promise._make, session.execute(statement))


def _placed_promise(promise: _Promise, strand: Strand, detail: str) -> Placed:
    record = (RecordKind.FOLLOW_UP, promise.id)
    entry = _entry(record, promise.direction, promise.date, promise.title, detail)
    return Placed(Position(promise.date, strand, promise.id), entry)


def _promised(promise: _Promise) -> str:
    if promise.status == FollowUpStatus.CANCELLED:
        return _("promised, and called off")
    if promise.due_date is None:
        return _("promised")
    return _("promised by {date}").format(date=format_date(promise.due_date))


def _memberships(session: Session, scope: Scope) -> Iterator[Placed]:
    if scope.kind is not RecordKind.PERSON:
        return
    for strand, date, detail in (
        (Strand.ROLE_BEGAN, col(Membership.start_date), _("began")),
        (Strand.ROLE_ENDED, col(Membership.end_date), _("ended")),
    ):
        statement = (
            select(Membership, date, col(Organisation.name), col(Post.name))
            .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
            .outerjoin(Post, col(Post.id) == col(Membership.post_id))
            .where(
                col(Membership.person_id) == scope.id,
                date.is_not(None),
                *overlaps(date, None, scope.start, scope.end),
                *scope.older(strand, date, col(Membership.id)),
            )
            .order_by(date.desc(), col(Membership.id).desc())
            .limit(scope.limit)
        )
        for membership, moment, organisation, post in session.execute(statement):
            record = (RecordKind.MEMBERSHIP, key_of(membership))
            title = ", ".join(filter(None, [membership.role or post, organisation]))
            entry = _entry(record, "membership", moment or "", title, detail)
            yield Placed(Position(moment or "", strand, record[1]), entry)


def _collaborations(session: Session, scope: Scope) -> Iterator[Placed]:
    conditions = collaborations_in(scope)
    if conditions is None:
        return
    agreed = col(Collaboration.agreed_on)
    statement = (
        select(col(Collaboration.id), col(Collaboration.title), agreed)
        .where(
            conditions,
            agreed.is_not(None),
            *overlaps(agreed, None, scope.start, scope.end),
            *scope.older(Strand.AGREED, agreed, col(Collaboration.id)),
        )
        .order_by(agreed.desc(), col(Collaboration.id).desc())
        .limit(scope.limit)
    )
    for key, title, agreed_on in session.execute(statement):
        record = (RecordKind.COLLABORATION, key)
        entry = _entry(record, "collaboration", agreed_on, title, _("agreed"))
        yield Placed(Position(agreed_on, Strand.AGREED, key), entry)
