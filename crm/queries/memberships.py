"""Who is in which organisation, in which role and since when; posts and who held them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from crm.dates import in_force
from crm.models import Membership, Organisation, Person, Post
from crm.queries.belongings import columns_of, gathered
from crm.queries.fetching import chosen, fetched
from crm.queries.kinds import batched, get_record, membership_in_force
from crm.queries.lines.shapes import in_order
from crm.queries.orders import each_id
from crm.queries.records import HolderRecord, Link, MembershipRecord, PostRecord
from crm.queries.rows import rows_in_order
from crm.settings import today
from crm.vocabulary import RecordKind

MEMBERSHIPS = (
    select(
        *columns_of(Membership, ("id", "person_id", "organisation_id")),
        *(col(Organisation.name), col(Membership.post_id), col(Post.name)),
        *columns_of(Membership, ("role", "start_date", "end_date", "primary")),
    )
    .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
    .outerjoin(Post, col(Membership.post_id) == col(Post.id))
)
"""What `membership_record` makes a record of, with the name of the person."""
_CHOSEN = (
    MEMBERSHIPS.add_columns(col(Person.name))
    .join(Person, col(Membership.person_id) == col(Person.id))
    .where(chosen(col(Membership.id)))
)
_LATEST_BEGUN = (*(col(Membership.start_date).desc(), col(Person.sort_key), col(Membership.id)),)
_POSTS = (
    select(
        *columns_of(Post, ("id", "uid", "name", "role", "organisation_id", "note", "version")),
        col(Organisation.name).label("organisation"),
    )
    .join(Organisation, col(Post.organisation_id) == col(Organisation.id))
    .where(chosen(col(Post.id)))
)
_POST_ORDER = (
    *(col(Organisation.sort_key), col(Organisation.id), col(Post.sort_key), col(Post.id)),
)
_POSTS_OF = (
    select(col(Post.id))
    .join(Organisation, col(Post.organisation_id) == col(Organisation.id))
    .where(chosen(col(Post.organisation_id)))
    .order_by(*_POST_ORDER)
)
_HOLDERS = (
    select(
        *(col(Membership.post_id), col(Membership.id), col(Membership.person_id)),
        *(col(Person.name), col(Membership.start_date), col(Membership.end_date)),
    )
    .join(Person, col(Membership.person_id) == col(Person.id))
    .where(chosen(col(Membership.post_id)))
    .order_by(col(Membership.start_date).desc(), col(Membership.id).desc())
)


def link(identity: int | None, name: str) -> Link:
    """Shape a pointer to another record; the row it comes from is stored, so it has an id."""
    assert identity is not None
    return Link(id=identity, name=name)


def is_current(membership: Membership, day: date) -> bool:
    """Tell whether a membership is in force on a day."""
    return in_force(membership.start_date, membership.end_date, day)


def list_memberships(
    session: Session,
    person: int | None = None,
    organisation: int | None = None,
    current_only: bool = False,
) -> list[MembershipRecord]:
    """Return memberships, as `membership_ids` orders them."""
    ids = membership_ids(session, person, organisation, current_only)
    return membership_rows(session, ids)


def current_memberships(session: Session, person_id: int, day: date) -> list[MembershipRecord]:
    """Return the memberships of a person that are in force on a day, the primary first."""
    ids = membership_ids(session, person_id, current_only=True, day=day)
    return membership_rows(session, ids, day)


def membership_ids(
    session: Session,
    person: int | None = None,
    organisation: int | None = None,
    current_only: bool = False,
    day: date | None = None,
) -> list[int]:
    """Return the ids of memberships: current before past, then the latest begun.

    Of a person's, the primary one comes first. What is current is asked of a day, today if none.
    """
    now = membership_in_force(day or today())
    conditions = [now] if current_only else []
    order: list[ColumnElement[Any]] = [now.desc()]
    if organisation is not None:
        conditions.append(col(Membership.organisation_id) == organisation)
    if person is not None:
        conditions.append(col(Membership.person_id) == person)
        order += [col(Membership.primary).desc(), col(Membership.end_date).is_not(None)]
    statement = (
        select(col(Membership.id))
        .join(Person, col(Membership.person_id) == col(Person.id))
        .where(*conditions)
        .order_by(*order, *_LATEST_BEGUN)
    )
    return list(each_id(session, statement))


def membership_rows(
    session: Session, ids: Sequence[int], day: date | None = None
) -> list[MembershipRecord]:
    """Return memberships in the order of the ids, those that have gone left out.

    What is current is asked of a day, today if none.
    """
    day = day or today()
    found = {
        row[0]: membership_record(row, name, day)
        for piece in batched(ids)
        for *row, name in fetched(session, _CHOSEN, piece)
    }
    return in_order(ids, found)


def get_membership(session: Session, identity: int) -> MembershipRecord:
    """Return one membership; errors: `NotFound`."""
    get_record(session, RecordKind.MEMBERSHIP, identity)
    return membership_rows(session, [identity])[0]


def membership_record(row: Sequence[Any], name: str, day: date) -> MembershipRecord:
    """Shape a row of `MEMBERSHIPS` and a person's name; what is current is asked of a day."""
    key, person, organisation, called, post, label, role, start, end, primary = row
    return {
        "id": key,
        "person": {"id": person, "name": name},
        "organisation": {"id": organisation, "name": called},
        "post": {"id": post, "name": label} if post else None,
        "role": role,
        "start_date": start,
        "end_date": end,
        "primary": primary,
        "current": in_force(start, end, day),
    }


def get_post(session: Session, identity: int) -> PostRecord:
    """Return a post with everyone who holds or held it, the latest first; errors: `NotFound`."""
    get_record(session, RecordKind.POST, identity)
    return post_rows(session, [identity])[0]


def list_posts(
    session: Session, organisation: int | None = None, vacant: bool | None = None
) -> list[PostRecord]:
    """Return posts, as `post_ids` orders them."""
    return post_rows(session, post_ids(session, organisation, vacant))


def post_ids(
    session: Session, organisation: int | None = None, vacant: bool | None = None
) -> list[int]:
    """Return the ids of posts, by organisation and label.

    `vacant` leaves only those that nobody holds today, or only those that somebody does.
    """
    conditions: list[ColumnElement[bool]] = []
    if organisation is not None:
        conditions.append(col(Post.organisation_id) == organisation)
    if vacant is not None:
        of_post = col(Membership.post_id) == col(Post.id)
        held = select(col(Membership.id)).where(of_post, membership_in_force(today())).exists()
        conditions.append(~held if vacant else held)
    statement = (
        select(col(Post.id))
        .join(Organisation, col(Post.organisation_id) == col(Organisation.id))
        .where(*conditions)
        .order_by(*_POST_ORDER)
    )
    return list(each_id(session, statement))


def post_rows(session: Session, ids: Sequence[int]) -> list[PostRecord]:
    """Return posts in the order of the ids, those that have gone left out."""
    return rows_in_order(session, ids, _load_posts)


def posts_of(session: Session, organisations: Sequence[int]) -> list[PostRecord]:
    """Return the posts of some organisations, by organisation and label."""
    return post_rows(session, [row[0] for row in fetched(session, _POSTS_OF, organisations)])


def _load_posts(session: Session, ids: Sequence[int]) -> list[PostRecord]:
    holders = _holders(session, ids)
    return [_post_record(row, holders.get(row.id, [])) for row in fetched(session, _POSTS, ids)]


def _post_record(post: Any, holders: list[HolderRecord]) -> PostRecord:
    return PostRecord(
        id=post.id,
        uid=post.uid,
        label=post.name,
        role=post.role,
        organisation=Link(id=post.organisation_id, name=post.organisation),
        holders=holders,
        vacant=not any(holder["current"] for holder in holders),
        note=post.note,
        version=post.version,
    )


def _holders(session: Session, posts: Sequence[int]) -> dict[int, list[HolderRecord]]:
    """Return who holds or held each post, the latest first."""
    day = today()
    return gathered(
        (
            post,
            HolderRecord(
                person=Link(id=person, name=name),
                membership_id=membership,
                start_date=start,
                end_date=end,
                current=in_force(start, end, day),
            ),
        )
        for post, membership, person, name, start, end in fetched(session, _HOLDERS, posts)
    )
