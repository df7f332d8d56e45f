"""What lists of people can be sorted by: what their rows show."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlmodel import col

from crm.models import (
    ContactDetail,
    Interaction,
    Membership,
    Organisation,
    Participant,
    Person,
    Post,
)
from crm.queries.kinds import in_force_on, membership_in_force
from crm.queries.orders.sorting import Sorting, dated, keyed, plain, written
from crm.vocabulary import ContactType, InteractionStatus

DAY_LENGTH = len("2019-05-02")


def person_orders(day: date) -> dict[str, Sorting]:
    """Return what people can be sorted by; where they work is asked of a day."""
    role = func.coalesce(
        func.nullif(col(Membership.role), ""), func.nullif(col(Post.role), ""), col(Post.name)
    )
    return {
        "name": keyed(col(Person.sort_key), is_filled=True),
        "given_name": written(col(Person.given_name)),
        "family_name": written(col(Person.family_name)),
        "role": written(_at_work(role, day)),
        "organisation": keyed(_at_work(col(Organisation.sort_key), day)),
        "email": plain(_reached(ContactType.EMAIL, day)),
        "phone": plain(_reached(ContactType.PHONE, day)),
        "language": written(col(Person.language)),
        "last_interaction": dated(last_interaction(Participant.person_id, Person)),
        "created_at": dated(col(Person.created_at)),
        "updated_at": dated(col(Person.updated_at)),
    }


def last_interaction(participant: Any, owner: Any) -> ColumnElement[Any]:
    """Select the day of the latest held interaction of each owner."""
    # Chosen by status, SQLite would walk through all held interactions of the book.
    held = case((col(Interaction.status) == InteractionStatus.HELD, col(Interaction.starts_at)))
    latest = func.max(func.substr(held, 1, DAY_LENGTH))
    return (
        select(latest)
        .join(Participant, col(Participant.interaction_id) == col(Interaction.id))
        .where(participant == owner.id)
        .correlate(owner)
        .scalar_subquery()
    )


def _first(statement: Select[Any], *order: Any) -> ColumnElement[Any]:
    ordered = statement.order_by(*order).limit(1)
    return ordered.correlate(Person).scalar_subquery()


def _at_work(value: Any, day: date) -> ColumnElement[Any]:
    """Select something of the membership that a row shows: the primary one, else the latest."""
    statement = (
        select(value)
        .select_from(Membership)
        .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        .outerjoin(Post, col(Membership.post_id) == col(Post.id))
        .where(col(Membership.person_id) == col(Person.id), membership_in_force(day))
    )
    return _first(
        statement,
        col(Membership.primary).desc(),
        col(Membership.start_date).desc(),
        col(Membership.id),
    )


def _reached(kind: ContactType, day: date) -> ColumnElement[Any]:
    """Select the address or number that a row shows, chosen as `best_contacts_of_people` does."""
    at_work = select(col(Membership.id)).where(
        col(Membership.person_id) == col(Person.id), membership_in_force(day)
    )
    own = col(ContactDetail.person_id) == col(Person.id)
    primary = col(Membership.primary)
    preference = case((primary, 0), (own, 1), else_=2)
    statement = (
        select(col(ContactDetail.value))
        .outerjoin(Membership, col(Membership.id) == col(ContactDetail.membership_id))
        .where(
            or_(own, col(ContactDetail.membership_id).in_(at_work.correlate(Person))),
            col(ContactDetail.type).concat("") == kind,
            in_force_on(ContactDetail.valid_from, ContactDetail.valid_until, day),
        )
    )
    return _first(statement, preference, col(ContactDetail.id))
