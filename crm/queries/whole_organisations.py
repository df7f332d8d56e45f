"""Many organisations, each whole, with a fixed number of queries for all of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from crm.dates import in_force
from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    Identifier,
    Membership,
    Organisation,
    Participant,
    Person,
    Post,
)
from crm.queries.belongings import (
    columns_of,
    contacts_of,
    gathered,
    other_names_of,
    relationships_of,
    tags_by_owner,
)
from crm.queries.fetching import Ids, chosen, fetched
from crm.queries.lines.shapes import in_order, link
from crm.queries.memberships import posts_of
from crm.queries.people_rows import last_interactions
from crm.queries.records import (
    IdentifierRecord,
    Link,
    OrganisationPersonRecord,
    OrganisationRecord,
    PostRecord,
)
from crm.settings import today
from crm.vocabulary import RecordKind

ORGANISATION_FIELDS = (
    *("id", "uid", "name", "classification", "area", "website", "founding_date"),
    *("dissolution_date", "note", "custom", "created_at", "updated_at", "version"),
)
_PARENT = aliased(Organisation)
_ORGANISATIONS = (
    select(
        *columns_of(Organisation, ORGANISATION_FIELDS),
        col(_PARENT.id).label("parent_id"),
        col(_PARENT.name).label("parent"),
    )
    .outerjoin(_PARENT, col(Organisation.parent_id) == col(_PARENT.id))
    .where(chosen(col(Organisation.id)))
)
_CHILDREN = (
    select(col(Organisation.parent_id), col(Organisation.id), col(Organisation.name))
    .where(chosen(col(Organisation.parent_id)))
    .order_by(col(Organisation.sort_key), col(Organisation.id))
)
_IDENTIFIERS = (
    select(*columns_of(Identifier, ("organisation_id", "scheme", "identifier")))
    .where(chosen(col(Identifier.organisation_id)))
    .order_by(col(Identifier.id))
)
_PEOPLE = (
    select(
        *columns_of(Membership, ("organisation_id", "person_id")),
        *(col(Person.name), col(Membership.role), col(Post.role), col(Post.name)),
        *columns_of(Membership, ("start_date", "end_date", "id")),
    )
    .join(Person, col(Membership.person_id) == col(Person.id))
    .outerjoin(Post, col(Membership.post_id) == col(Post.id))
    .where(chosen(col(Membership.organisation_id)))
    .order_by(col(Person.sort_key), col(Membership.id))
)
_COLLABORATIONS = (
    select(
        col(CollaborationOrganisation.organisation_id),
        *(col(Collaboration.id), col(Collaboration.title)),
    )
    .join(Collaboration, col(CollaborationOrganisation.collaboration_id) == col(Collaboration.id))
    .where(chosen(col(CollaborationOrganisation.organisation_id)))
    .order_by(col(Collaboration.title), col(Collaboration.id))
)


def whole_organisations(session: Session, identities: Ids) -> list[OrganisationRecord]:
    """Return organisations as `get_organisation` does, in the order of the ids."""
    kind = RecordKind.ORGANISATION
    found = {row.id: row for row in fetched(session, _ORGANISATIONS, identities)}
    other_names = other_names_of(session, kind, identities)
    children = _links(session, _CHILDREN, identities)
    identifiers = _identifiers(session, identities)
    contacts = contacts_of(session, kind, identities)
    people = people_by_organisation(session, identities)
    posts = _posts(session, identities)
    collaborations = _links(session, _COLLABORATIONS, identities)
    tags = tags_by_owner(session, kind, identities)
    relationships = relationships_of(session, kind, identities)
    latest = last_interactions(session, Participant.organisation_id, identities)
    return [
        OrganisationRecord(
            id=row.id,
            uid=row.uid,
            name=row.name,
            other_names=other_names[row.id],
            classification=row.classification,
            parent=link(row.parent_id, row.parent),
            children=children[row.id],
            identifiers=identifiers[row.id],
            area=row.area,
            website=row.website,
            founding_date=row.founding_date,
            dissolution_date=row.dissolution_date,
            note=row.note,
            contact_details=contacts[row.id],
            people=people[row.id],
            posts=posts[row.id],
            collaborations=collaborations[row.id],
            tags=tags[row.id],
            custom=row.custom,
            relationships=relationships[row.id],
            last_interaction=latest.get(row.id),
            created_at=row.created_at,
            updated_at=row.updated_at,
            version=row.version,
        )
        for row in in_order(identities, found)
    ]


def _links(
    session: Session, statement: Select[*tuple[Any, ...]], organisations: Ids
) -> dict[int, list[Link]]:
    rows = fetched(session, statement, organisations)
    return gathered((owner, Link(id=identity, name=name)) for owner, identity, name in rows)


def _identifiers(session: Session, organisations: Ids) -> dict[int, list[IdentifierRecord]]:
    return gathered(
        (owner, IdentifierRecord(scheme=scheme, identifier=number))
        for owner, scheme, number in fetched(session, _IDENTIFIERS, organisations)
    )


def people_by_organisation(
    session: Session, organisations: Ids
) -> dict[int, list[OrganisationPersonRecord]]:
    """Return who is in each organisation: by name now, then who was, the latest to leave first."""
    day = today()
    rows = fetched(session, _PEOPLE, organisations)
    found = gathered((row[0], _person_there(row, day)) for row in rows)
    for identity, people in found.items():
        past = [person for person in people if not person["current"]]
        past.sort(key=lambda person: person["end_date"] or "", reverse=True)
        found[identity] = [person for person in people if person["current"]] + past
    return found


def _person_there(row: Sequence[Any], day: date) -> OrganisationPersonRecord:
    _organisation, person, name, role, post_role, label, start, end, membership = row
    return {
        "id": person,
        "name": name,
        "role": role or post_role or label,
        "start_date": start,
        "end_date": end,
        "membership_id": membership,
        "current": in_force(start, end, day),
    }


def _posts(session: Session, organisations: Ids) -> dict[int, list[PostRecord]]:
    return gathered((post["organisation"]["id"], post) for post in posts_of(session, organisations))
