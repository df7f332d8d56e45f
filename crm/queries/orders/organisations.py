"""What lists of organisations can be sorted by: what their rows show."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from crm.models import ContactDetail, Membership, Organisation, Participant
from crm.queries.kinds import in_force_on, membership_in_force
from crm.queries.orders.people import last_interaction
from crm.queries.orders.sorting import Sorting, counted, dated, keyed, plain, ranked, written
from crm.vocabulary import Classification, ContactType


def organisation_orders(day: date) -> dict[str, Sorting]:
    """Return what organisations can be sorted by; who works there is asked of a day."""
    return {
        "name": keyed(col(Organisation.sort_key), is_filled=True),
        "classification": ranked(col(Organisation.classification), Classification),
        "area": written(col(Organisation.area)),
        "parent": keyed(_parent()),
        "people": counted(_people(day)),
        "email": plain(_reached(ContactType.EMAIL, day)),
        "phone": plain(_reached(ContactType.PHONE, day)),
        "website": plain(func.nullif(col(Organisation.website), "")),
        "founding_date": dated(col(Organisation.founding_date)),
        "dissolution_date": dated(col(Organisation.dissolution_date)),
        "last_interaction": dated(last_interaction(Participant.organisation_id, Organisation)),
        "created_at": dated(col(Organisation.created_at)),
        "updated_at": dated(col(Organisation.updated_at)),
    }


def _parent() -> ColumnElement[Any]:
    parent = aliased(Organisation)
    statement = select(col(parent.sort_key)).where(col(parent.id) == col(Organisation.parent_id))
    return statement.correlate(Organisation).scalar_subquery()


def _people(day: date) -> ColumnElement[Any]:
    statement = select(func.count(col(Membership.person_id).distinct())).where(
        col(Membership.organisation_id) == col(Organisation.id), membership_in_force(day)
    )
    return statement.correlate(Organisation).scalar_subquery()


def _reached(kind: ContactType, day: date) -> ColumnElement[Any]:
    statement = (
        select(col(ContactDetail.value))
        .where(
            col(ContactDetail.organisation_id) == col(Organisation.id),
            col(ContactDetail.type).concat("") == kind,
            in_force_on(ContactDetail.valid_from, ContactDetail.valid_until, day),
        )
        .order_by(col(ContactDetail.id))
        .limit(1)
    )
    return statement.correlate(Organisation).scalar_subquery()
