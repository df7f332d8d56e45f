"""What somebody was on a day: a role, in an organisation as it was called then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from crm.dates import first_day, in_force, last_day
from crm.models import Membership, Organisation, OtherName, Post
from crm.queries.rows import require

MAIN_FIRST = (
    col(Membership.primary).desc(),
    col(Membership.start_date).is_(None),
    col(Membership.start_date).desc(),
    col(Membership.id),
)
"""The order of somebody's memberships in which the first in force says what they are."""
OLDEST_NAME_FIRST = (col(OtherName.end_date), col(OtherName.id))

FormerName = tuple[str, str | None, str | None]
"""A name that is no longer in use, and its first and last day."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody was on a day: a role, in an organisation as it was called then."""

    role: str | None = None
    organisation_id: int | None = None
    organisation_name: str | None = None
    membership_id: int | None = None


def standing_on(
    session: Session, person_id: int, days: Sequence[date], organisation_id: int | None = None
) -> Standing:
    """Return what a person was on the first of these days on which they were anything.

    The primary membership counts first, then the one begun last; where an organisation is named,
    only memberships in it. Nobody's membership: only the organisation named.
    """
    found = memberships_on(session, person_id, days, organisation_id)
    if found:
        return standing_of(session, found[0], days[0])
    if organisation_id is None:
        return Standing()
    name = name_on(session, organisation_id, days[0])
    return Standing(organisation_id=organisation_id, organisation_name=name)


def sole_organisation_on(session: Session, person_id: int, day: date) -> int | None:
    """Return the organisation a person was in on a day, unless that could be several."""
    found = memberships_on(session, person_id, [day])
    primary = [membership for membership in found if membership.primary]
    organisations = {membership.organisation_id for membership in primary or found}
    return organisations.pop() if len(organisations) == 1 else None


def name_on(session: Session, organisation_id: int, day: date) -> str:
    """Return what an organisation was called on a day: a former name where one was in use."""
    organisation = require(session, Organisation, organisation_id)
    statement = (
        select(OtherName.name, OtherName.start_date, OtherName.end_date)
        .where(
            col(OtherName.organisation_id) == organisation_id, col(OtherName.end_date).is_not(None)
        )
        .order_by(*OLDEST_NAME_FIRST)
    )
    return name_in_use(session.exec(statement), day) or organisation.name


def name_in_use(former: Iterable[FormerName], day: date) -> str | None:
    """Return the first of some former names, in `OLDEST_NAME_FIRST`, that was in use on a day."""
    return next((name for name, start, end in former if in_force(start, end, day)), None)


def days_of(starts_at: str, ends_at: str | None) -> list[date]:
    """Return the days on which to look for memberships: the first, and the last if it differs."""
    first = first_day(starts_at)
    last = last_day(ends_at or starts_at)
    return [first] if first == last else [first, last]


def memberships_on(
    session: Session,
    person_id: int,
    days: Sequence[date],
    organisation_id: int | None = None,
) -> list[Membership]:
    """Return the memberships in force on the first of these days on which any is."""
    statement = (
        select(Membership).where(col(Membership.person_id) == person_id).order_by(*MAIN_FIRST)
    )
    if organisation_id is not None:
        statement = statement.where(col(Membership.organisation_id) == organisation_id)
    memberships = session.exec(statement).all()
    for day in days:
        found = [one for one in memberships if in_force(one.start_date, one.end_date, day)]
        if found:
            return found
    return []


def standing_of(session: Session, membership: Membership, day: date) -> Standing:
    """Return what a membership makes of somebody on a day."""
    post = session.get(Post, membership.post_id) if membership.post_id else None
    return Standing(
        role=membership.role or (post and (post.role or post.name)) or None,
        organisation_id=membership.organisation_id,
        organisation_name=name_on(session, membership.organisation_id, day),
        membership_id=membership.id,
    )
