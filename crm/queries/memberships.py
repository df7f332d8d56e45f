"""Who is in which organisation, in which role and since when; posts and who held them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select
from sqlmodel import Session, col

from crm.dates import in_force
from crm.models import Membership, Organisation, Person, Post
from crm.queries.kinds import get_record, membership_in_force
from crm.queries.records import HolderRecord, Link, MembershipRecord, PostRecord
from crm.settings import today
from crm.vocabulary import RecordKind


def link(identity: int | None, name: str) -> Link:
    """Shape a pointer to another record; the row it comes from is stored, so it has an id."""
    assert identity is not None
    return Link(id=identity, name=name)


def is_current(membership: Membership, day: date) -> bool:
    """Tell whether a membership is in force on a day."""
    return in_force(membership.start_date, membership.end_date, day)


def _standing_order(record: MembershipRecord) -> tuple[bool, bool, bool]:
    return (not record["current"], not record["primary"], record["end_date"] is not None)


def list_memberships(
    session: Session,
    person: int | None = None,
    organisation: int | None = None,
    current_only: bool = False,
) -> list[MembershipRecord]:
    """Return memberships: current before past, a person's primary first, then the latest begun."""
    day = today()
    statement = _memberships()
    if person is not None:
        statement = statement.where(col(Membership.person_id) == person)
    if organisation is not None:
        statement = statement.where(col(Membership.organisation_id) == organisation)
    if current_only:
        statement = statement.where(membership_in_force(day))
    records = [_membership_record(row, day) for row in session.execute(statement)]
    if person is None:
        return sorted(records, key=lambda record: not record["current"])
    return sorted(records, key=_standing_order)


def current_memberships(session: Session, person_id: int, day: date) -> list[MembershipRecord]:
    """Return the memberships of a person that are in force on a day, the primary first."""
    statement = _memberships().where(
        col(Membership.person_id) == person_id, membership_in_force(day)
    )
    records = [_membership_record(row, day) for row in session.execute(statement)]
    return sorted(records, key=_standing_order)


def get_membership(session: Session, identity: int) -> MembershipRecord:
    """Return one membership; errors: `NotFound`."""
    get_record(session, RecordKind.MEMBERSHIP, identity)
    statement = _memberships().where(col(Membership.id) == identity)
    return _membership_record(session.execute(statement).one(), today())


def _memberships() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Membership,
            col(Person.name),
            col(Organisation.name),
            col(Post.name),
        )
        .join(Person, col(Membership.person_id) == col(Person.id))
        .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        .outerjoin(Post, col(Membership.post_id) == col(Post.id))
        .order_by(col(Membership.start_date).desc(), col(Person.sort_key), col(Membership.id))
    )


def _membership_record(row: Row[*tuple[Any, ...]], day: date) -> MembershipRecord:
    membership, person_name, organisation_name, post_name = row
    return MembershipRecord(
        id=membership.id,
        person=link(membership.person_id, person_name),
        organisation=link(membership.organisation_id, organisation_name),
        post=link(membership.post_id, post_name) if membership.post_id else None,
        role=membership.role,
        start_date=membership.start_date,
        end_date=membership.end_date,
        primary=membership.primary,
        current=is_current(membership, day),
    )


def get_post(session: Session, identity: int) -> PostRecord:
    """Return a post with everyone who holds or held it, the latest first; errors: `NotFound`."""
    get_record(session, RecordKind.POST, identity)
    return _post_records(session, _posts().where(col(Post.id) == identity))[0]


def list_posts(
    session: Session, organisation: int | None = None, vacant: bool | None = None
) -> list[PostRecord]:
    """Return posts by organisation and label; `vacant` leaves only those nobody holds, or some."""
    statement = _posts()
    if organisation is not None:
        statement = statement.where(col(Post.organisation_id) == organisation)
    posts = _post_records(session, statement)
    return [post for post in posts if vacant is None or post["vacant"] == vacant]


def posts_of(session: Session, organisations: Sequence[int]) -> list[PostRecord]:
    """Return the posts of some organisations, by organisation and label."""
    return _post_records(session, _posts().where(col(Post.organisation_id).in_(organisations)))


def _posts() -> Select[*tuple[Any, ...]]:
    return (
        select(Post, col(Organisation.name))
        .join(Organisation, col(Post.organisation_id) == col(Organisation.id))
        .order_by(
            col(Organisation.sort_key), col(Organisation.id), col(Post.sort_key), col(Post.id)
        )
    )


def _post_records(session: Session, statement: Select[*tuple[Any, ...]]) -> list[PostRecord]:
    rows = session.execute(statement).all()
    holders = _holders(session, statement.with_only_columns(col(Post.id)).order_by(None))
    return [_post_record(post, name, holders.get(post.id, [])) for post, name in rows]


def _post_record(post: Post, organisation: str, holders: list[HolderRecord]) -> PostRecord:
    assert post.id is not None
    return PostRecord(
        id=post.id,
        uid=post.uid,
        label=post.name,
        role=post.role,
        organisation=link(post.organisation_id, organisation),
        holders=holders,
        vacant=not any(holder["current"] for holder in holders),
        note=post.note,
        version=post.version,
    )


def _holders(session: Session, posts: Select[*tuple[Any, ...]]) -> dict[int, list[HolderRecord]]:
    day = today()
    statement = (
        select(Membership, col(Person.name))
        .join(Person, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.post_id).in_(posts))
        .order_by(col(Membership.start_date).desc(), col(Membership.id).desc())
    )
    return _by_post(session.execute(statement), day)


def _by_post(rows: Iterable[Row[*tuple[Any, ...]]], day: date) -> dict[int, list[HolderRecord]]:
    holders: dict[int, list[HolderRecord]] = {}
    for membership, name in rows:
        record = HolderRecord(
            person=link(membership.person_id, name),
            membership_id=membership.id,
            start_date=membership.start_date,
            end_date=membership.end_date,
            current=is_current(membership, day),
        )
        holders.setdefault(membership.post_id, []).append(record)
    return holders
