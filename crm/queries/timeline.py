"""What happened with a person, an organisation, a topic or a collaboration, newest first."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from crm.dates import format_date
from crm.errors import Invalid
from crm.i18n import _
from crm.models import Collaboration, FollowUp, Interaction, Membership, Organisation, Post
from crm.queries.kinds import get_record
from crm.queries.periods import TextColumn, overlaps
from crm.queries.records import TimelineEntry
from crm.queries.rows import identity
from crm.queries.timeline_interactions import interaction_entries
from crm.queries.timeline_scope import (
    SCOPED_KINDS,
    Scope,
    collaborations_in,
    promises_in,
)
from crm.vocabulary import FollowUpStatus, RecordKind, reference


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
    if kind not in SCOPED_KINDS:
        message = _("Only people, organisations, topics and collaborations have a timeline.")
        raise Invalid.field("reference", message)
    get_record(session, kind, record_id)
    scope = Scope(RecordKind(kind), record_id, start, end, topic, limit)
    entries = [*interaction_entries(session, scope), *_promises(session, scope)]
    if topic is None:
        entries += [*_memberships(session, scope), *_collaborations(session, scope)]
    return sorted(entries, key=_newest_last, reverse=True)[:limit]


def _newest_last(entry: TimelineEntry) -> tuple[str, bool, int]:
    """Sort by date; among those of one day the interaction counts as the latest."""
    interaction_letter = reference(RecordKind.INTERACTION, entry["id"])
    return entry["date"], entry["reference"] == interaction_letter, entry["id"]


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


def _promises(session: Session, scope: Scope) -> Iterator[TimelineEntry]:
    made = func.coalesce(
        func.substr(col(Interaction.starts_at), 1, 10),
        func.substr(col(FollowUp.created_at), 1, 10),
    )
    for follow_up, date in _promises_by(session, scope, made):
        yield _promise(follow_up, date, _promised(follow_up))
    done = col(FollowUp.done_on)
    for follow_up, date in _promises_by(session, scope, done, done.is_not(None)):
        yield _promise(follow_up, date, _("done"))


def _promises_by(
    session: Session, scope: Scope, date: TextColumn, *conditions: ColumnElement[bool]
) -> list[tuple[FollowUp, str]]:
    statement = (
        select(FollowUp, date)
        .outerjoin(Interaction, col(Interaction.id) == col(FollowUp.interaction_id))
        .where(*promises_in(scope), *conditions, *overlaps(date, None, scope.start, scope.end))
        .order_by(date.desc(), col(FollowUp.id).desc())
        .limit(scope.limit)
    )
    return [(follow_up, moment or "") for follow_up, moment in session.exec(statement)]


def _promise(follow_up: FollowUp, date: str, detail: str) -> TimelineEntry:
    record = (RecordKind.FOLLOW_UP, identity(follow_up))
    return _entry(record, follow_up.direction, date, follow_up.title, detail)


def _promised(follow_up: FollowUp) -> str:
    if follow_up.status == FollowUpStatus.CANCELLED:
        return _("promised, and called off")
    if follow_up.due_date is None:
        return _("promised")
    return _("promised by {date}").format(date=format_date(follow_up.due_date))


def _memberships(session: Session, scope: Scope) -> Iterator[TimelineEntry]:
    if scope.kind is not RecordKind.PERSON:
        return
    columns = ((col(Membership.start_date), _("began")), (col(Membership.end_date), _("ended")))
    for date, detail in columns:
        statement = (
            select(Membership, date, col(Organisation.name), col(Post.name))
            .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
            .outerjoin(Post, col(Post.id) == col(Membership.post_id))
            .where(
                col(Membership.person_id) == scope.id,
                date.is_not(None),
                *overlaps(date, None, scope.start, scope.end),
            )
            .order_by(date.desc(), col(Membership.id).desc())
            .limit(scope.limit)
        )
        for membership, moment, organisation, post in session.exec(statement):
            record = (RecordKind.MEMBERSHIP, identity(membership))
            title = ", ".join(filter(None, [membership.role or post, organisation]))
            yield _entry(record, "membership", moment or "", title, detail)


def _collaborations(session: Session, scope: Scope) -> Iterator[TimelineEntry]:
    conditions = collaborations_in(scope)
    if conditions is None:
        return
    agreed = col(Collaboration.agreed_on)
    statement = (
        select(Collaboration)
        .where(conditions, agreed.is_not(None), *overlaps(agreed, None, scope.start, scope.end))
        .order_by(agreed.desc(), col(Collaboration.id).desc())
        .limit(scope.limit)
    )
    for found in session.exec(statement):
        record = (RecordKind.COLLABORATION, identity(found))
        yield _entry(record, "collaboration", found.agreed_on or "", found.title, _("agreed"))
