"""Organisations: one whole, or many as the lines of a list; posts and memberships with them."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    Identifier,
    Organisation,
    Participant,
)
from crm.queries.conditions import fitting
from crm.queries.contacts import (
    list_contact_details,
    list_other_names,
    list_relationships,
)
from crm.queries.fetching import beneath
from crm.queries.kinds import get_record
from crm.queries.labels import tagged, tags_of
from crm.queries.lines.organisations import organisation_lines
from crm.queries.lists import on_list
from crm.queries.memberships import (
    get_membership,
    get_post,
    link,
    list_memberships,
    list_posts,
)
from crm.queries.orders import Order, each_id, order_by
from crm.queries.people import by_name, following
from crm.queries.people_rows import last_interactions
from crm.queries.records import (
    IdentifierRecord,
    Link,
    OrganisationRecord,
    OrganisationRow,
)
from crm.queries.whole_organisations import people_by_organisation
from crm.text import fold
from crm.vocabulary import RecordKind

__all__ = [
    "OrganisationFilters",
    "count_organisations",
    "get_membership",
    "get_organisation",
    "get_post",
    "list_memberships",
    "list_organisations",
    "list_posts",
    "organisation_ids",
    "organisation_rows",
]


class OrganisationFilters(TypedDict, total=False):
    """What organisations can be chosen by; several must all hold.

    `parent` is the id of the organisation right above, `tag` a name, `area` a place, `where` a
    condition as in `crm.where`, `contact_list` the id of a list.
    """

    classification: str | None
    parent: int | None
    tag: str | None
    area: str | None
    contact_list: int | None
    where: str | None


def get_organisation(session: Session, identity: int) -> OrganisationRecord:
    """Return an organisation with everything that belongs to it; errors: `NotFound`."""
    row = get_record(session, RecordKind.ORGANISATION, identity)
    assert isinstance(row, Organisation)
    kind = RecordKind.ORGANISATION
    latest = last_interactions(session, Participant.organisation_id, [identity])
    return OrganisationRecord(
        id=identity,
        uid=row.uid,
        name=row.name,
        other_names=list_other_names(session, kind, identity),
        classification=str(row.classification),
        parent=_parent(session, row),
        children=_children(session, identity),
        identifiers=_identifiers(session, identity),
        area=row.area,
        website=row.website,
        founding_date=row.founding_date,
        dissolution_date=row.dissolution_date,
        note=row.note,
        contact_details=list_contact_details(session, kind, identity),
        people=people_by_organisation(session, [identity])[identity],
        posts=list_posts(session, organisation=identity),
        collaborations=_collaborations(session, identity),
        tags=tags_of(session, kind, identity),
        custom=dict(row.custom),
        relationships=list_relationships(session, kind, identity),
        last_interaction=latest.get(identity),
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )


def list_organisations(
    session: Session,
    *,
    after: int | None = None,
    limit: int | None = None,
    **filters: Unpack[OrganisationFilters],
) -> list[OrganisationRow]:
    """Return organisations as lines in Swedish order; `after` is the last id of the page before."""
    identities = organisation_ids(session, after=after, limit=limit, **filters)
    return organisation_rows(session, identities)


def organisation_ids(
    session: Session,
    *,
    after: int | None = None,
    limit: int | None = None,
    order: Order | None = None,
    **filters: Unpack[OrganisationFilters],
) -> list[int]:
    """Return the ids of organisations in Swedish order of their names, or in another `order`.

    Errors: `UsageError` where `where` is no condition, `NotFound` for the list, `Invalid` where
    its own condition is wrong by now.
    """
    found_first = bool(filters.get("where")) and limit is None
    by_names = by_name(Organisation, found_first=found_first)
    statement = (
        select(col(Organisation.id))
        .where(*_conditions(session, filters), *following(Organisation, after))
        .order_by(*(order_by(RecordKind.ORGANISATION, order) if order else by_names))
        .limit(limit)
    )
    return list(each_id(session, statement))


def count_organisations(session: Session, **filters: Unpack[OrganisationFilters]) -> int:
    """Return how many organisations there are, or how many fit the filters."""
    statement = select(func.count(col(Organisation.id))).where(*_conditions(session, filters))
    return session.scalars(statement).one()


def organisation_rows(session: Session, identities: Sequence[int]) -> list[OrganisationRow]:
    """Return organisations as lines in the order of `identities`; those gone are left out."""
    return organisation_lines(beneath(session), identities)


def _conditions(session: Session, filters: OrganisationFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    classification, parent = filters.get("classification"), filters.get("parent")
    if classification is not None:
        conditions.append(col(Organisation.classification) == classification)
    if parent is not None:
        conditions.append(col(Organisation.parent_id) == parent)
    tag, area = filters.get("tag"), filters.get("area")
    if tag is not None:
        conditions.append(col(Organisation.id).in_(tagged(RecordKind.ORGANISATION, tag)))
    if area is not None:
        # SQLite folds ASCII only; the different areas are few, so they are folded here.
        areas = session.scalars(select(col(Organisation.area)).distinct())
        alike = [name for name in areas if name and fold(name) == fold(area)]
        conditions.append(col(Organisation.area).in_(alike))
    if (contact_list := filters.get("contact_list")) is not None:
        conditions.append(on_list(session, RecordKind.ORGANISATION, contact_list))
    if where := filters.get("where"):
        conditions.append(fitting(session, RecordKind.ORGANISATION, where))
    return conditions


def _parent(session: Session, organisation: Organisation) -> Link | None:
    if organisation.parent_id is None:
        return None
    parent = session.get_one(Organisation, organisation.parent_id)
    return link(parent.id, parent.name)


def _children(session: Session, identity: int) -> list[Link]:
    statement = (
        select(col(Organisation.id), col(Organisation.name))
        .where(col(Organisation.parent_id) == identity)
        .order_by(col(Organisation.sort_key), col(Organisation.id))
    )
    return [link(child, name) for child, name in session.execute(statement)]


def _identifiers(session: Session, identity: int) -> list[IdentifierRecord]:
    statement = (
        select(col(Identifier.scheme), col(Identifier.identifier))
        .where(col(Identifier.organisation_id) == identity)
        .order_by(col(Identifier.id))
    )
    return [
        IdentifierRecord(scheme=scheme, identifier=number)
        for scheme, number in session.execute(statement)
    ]


def _collaborations(session: Session, identity: int) -> list[Link]:
    statement = (
        select(col(Collaboration.id), col(Collaboration.title))
        .join(
            CollaborationOrganisation,
            col(CollaborationOrganisation.collaboration_id) == col(Collaboration.id),
        )
        .where(col(CollaborationOrganisation.organisation_id) == identity)
        .order_by(col(Collaboration.title), col(Collaboration.id))
    )
    return [link(collaboration, title) for collaboration, title in session.execute(statement)]
