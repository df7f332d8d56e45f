"""Change who is in which organisation, in which role and for how long."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from sqlmodel import Session, col, select

from crm.actions.contacts import insert_contact_details, remove_all_of
from crm.actions.posts import add_post, delete_post, edit_post, find_post
from crm.actions.versions import (
    apply,
    changing,
    check_period,
    check_period_after,
    check_version,
    touch,
    touch_owner,
)
from crm.dates import first_day, in_force, last_day, parse_partial
from crm.errors import Invalid
from crm.i18n import _
from crm.inputs import MembershipEdit, MembershipIn
from crm.models import Membership, Organisation, Participant, Person, Post
from crm.queries.memberships import is_current
from crm.queries.references import resolve_organisation
from crm.queries.rows import key_of, require
from crm.settings import today
from crm.text import clean_line, fold
from crm.vocabulary import RecordKind, reference

__all__ = [
    "add_membership",
    "add_post",
    "delete_membership",
    "delete_post",
    "edit_membership",
    "edit_post",
    "end_membership",
    "insert_membership",
    "primary_among",
    "remove_memberships",
    "settle_primary",
    "succeed",
]


class Period(Protocol):
    """Whatever is a membership for as long as it lasts."""

    id: int | None
    start_date: str | None
    end_date: str | None
    primary: bool


Holding = TypeVar("Holding", bound=Period)


def add_membership(session: Session, person_id: int, data: MembershipIn) -> Membership:
    """Put a person into an organisation.

    The first membership becomes the primary one; `primary=True` takes that over from another.
    Errors: `NotFound`, `Ambiguous` (organisation, post), `Invalid` (a post of another
    organisation, or a membership that is there already).
    """
    person = require(session, Person, person_id)
    membership = insert_membership(session, person_id, data)
    touch(session, person)
    session.flush()
    return membership


def insert_membership(session: Session, person_id: int, data: MembershipIn) -> Membership:
    """Store a membership without noting the change at the person; errors: as `add_membership`."""
    organisation_id = resolve_organisation(session, data.organisation)
    check_period(data.start_date, data.end_date)
    membership = Membership(
        person_id=person_id,
        organisation_id=organisation_id,
        post_id=_post_id(session, data.post, organisation_id),
        role=data.role,
        start_date=data.start_date,
        end_date=data.end_date,
        note=data.note,
    )
    _refuse_repetition(session, membership)
    session.add(membership)
    session.flush()
    insert_contact_details(session, RecordKind.MEMBERSHIP, key_of(membership), data.contact_details)
    settle_primary(session, person_id, membership if data.primary else None)
    return membership


def _post_id(session: Session, post: str | int | None, organisation_id: int) -> int | None:
    return None if post is None else key_of(find_post(session, post, organisation_id))


def same_membership(first: Membership, second: Membership) -> bool:
    """Tell whether two memberships of one person say the same: where, as what, and when."""
    return (
        first.organisation_id == second.organisation_id
        and first.post_id == second.post_id
        and fold(first.role or "") == fold(second.role or "")
        and first.start_date == second.start_date
        and first.end_date == second.end_date
    )


def _refuse_repetition(session: Session, new: Membership) -> None:
    for membership in _memberships_of(session, new.person_id):
        if same_membership(membership, new):
            message = _("This membership is there already: {reference}.")
            known = reference(RecordKind.MEMBERSHIP, key_of(membership))
            raise Invalid.field("organisation", message.format(reference=known))


def _memberships_of(session: Session, person_id: int) -> list[Membership]:
    statement = select(Membership).where(Membership.person_id == person_id)
    return list(session.exec(statement.order_by(col(Membership.id))))


def settle_primary(
    session: Session,
    person_id: int,
    wanted: Membership | None = None,
    unwanted: Membership | None = None,
) -> None:
    """See to it that one membership of a person is primary, among those that are not past.

    The one that is wanted, else the one that was primary, else the first to begin; one that ends
    today at the latest gives way to one that goes on.
    """
    memberships = _memberships_of(session, person_id)
    chosen = primary_among(memberships, wanted, unwanted)
    for membership in memberships:
        if membership.primary != (membership is chosen):
            membership.primary = membership is chosen
            session.add(membership)
    session.flush()


def primary_among(
    memberships: Sequence[Holding], wanted: Holding | None = None, unwanted: Holding | None = None
) -> Holding | None:
    """Return the membership of a person that is to be primary, by the rule of `settle_primary`."""
    day = today()

    def order(membership: Holding) -> tuple[bool | str | int, ...]:
        return (
            membership is not wanted,
            membership is unwanted,
            not in_force(membership.start_date, membership.end_date, day),
            _ends_by(membership, day),
            not membership.primary,
            membership.start_date or "",
            membership.id or 0,
        )

    present = [membership for membership in memberships if not _is_past(membership, day)]
    return min(present, key=order, default=None)


def _is_past(membership: Period, day: date) -> bool:
    return membership.end_date is not None and last_day(membership.end_date) < day


def _ends_by(membership: Period, day: date) -> bool:
    return membership.end_date is not None and last_day(membership.end_date) <= day


def edit_membership(
    session: Session, identity: int, data: MembershipEdit, *, version: int | None = None
) -> Membership:
    """Change the given fields of a membership.

    Errors: `NotFound`, `Invalid`, `Conflict` when `version` is not the one that is stored.
    """
    membership = require(session, Membership, identity)
    check_version(membership, version)
    values = data.given()
    check_period_after(membership, values)
    if "post" in values:
        values["post_id"] = _post_id(session, values.pop("post"), membership.organisation_id)
    wanted = values.pop("primary", None)
    before = membership.version
    with changing(session, membership):
        apply(membership, values)
        settle_primary(
            session,
            membership.person_id,
            wanted=membership if wanted else None,
            unwanted=membership if wanted is False else None,
        )
    if membership.version != before:
        touch_owner(session, membership)
        session.flush()
    return membership


def _note_change(session: Session, membership: Membership) -> None:
    touch(session, membership)
    touch_owner(session, membership)
    session.flush()


def end_membership(session: Session, identity: int, on: str) -> Membership:
    """Let a membership end on a day, month or year, its last; errors: `NotFound`, `Invalid`."""
    membership = require(session, Membership, identity)
    end = parse_partial(clean_line(on))
    check_period(membership.start_date, end)
    membership.end_date = end
    _note_change(session, membership)
    settle_primary(session, membership.person_id)
    return membership


def delete_membership(session: Session, identity: int, *, version: int | None = None) -> Membership:
    """Delete a membership that never was; one that is over is ended instead.

    What was said and done in it keeps the role and organisation of that day.
    Errors: `NotFound`, `Conflict`.
    """
    membership = require(session, Membership, identity)
    check_version(membership, version)
    touch_owner(session, membership)
    remove_memberships(session, [membership])
    settle_primary(session, membership.person_id)
    return membership


def remove_memberships(session: Session, memberships: Iterable[Membership]) -> None:
    """Delete memberships with what is theirs, letting go of them where they are mentioned."""
    gone = list(memberships)
    identities = [key_of(membership) for membership in gone]
    remove_all_of(session, RecordKind.MEMBERSHIP, identities)
    mentions = select(Participant).where(col(Participant.membership_id).in_(identities))
    for participant in session.exec(mentions):
        participant.membership_id = None
        session.add(participant)
    session.flush()
    for membership in gone:
        session.delete(membership)
    session.flush()


def succeed(session: Session, post_id: int, person_id: int, on: str) -> Membership:
    """Let a person take over a post on a day, month or year.

    Whoever holds it then ends the day, month or year before. Errors: `NotFound`, `Invalid`.
    """
    post = require(session, Post, post_id)
    require(session, Person, person_id)
    start = parse_partial(clean_line(on))
    for holder in _holders_at(session, post_id, start):
        if holder.person_id == person_id:
            message = _("{name} holds this post already.")
            name = require(session, Person, person_id).name
            raise Invalid.field("person", message.format(name=name))
        end_membership(session, key_of(holder), before(start))
    organisation = require(session, Organisation, post.organisation_id)
    data = MembershipIn(organisation=key_of(organisation), post=post_id, start_date=start)
    return add_membership(session, person_id, data)


def _holders_at(session: Session, post_id: int, start: str) -> list[Membership]:
    statement = select(Membership).where(Membership.post_id == post_id)
    return [
        holder
        for holder in session.exec(statement)
        if is_current(holder, first_day(start)) or is_current(holder, last_day(start))
    ]


def before(partial: str) -> str:
    """Return the day, month or year before a partial date, as exact as it is."""
    earlier = date.fromordinal(first_day(partial).toordinal() - 1)
    return earlier.isoformat()[: len(partial)]
