"""Many organisations, each whole, with a fixed number of queries for all of them."""

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

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
    contacts_of,
    fields_of,
    gathered,
    in_order,
    other_names_of,
    relationships_of,
    tags_by_owner,
)
from crm.queries.fetching import Ids
from crm.queries.memberships import is_current, link, posts_of
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
    *("uid", "name", "classification", "area", "website", "founding_date", "dissolution_date"),
    *("note", "custom", "created_at", "updated_at", "version"),
)


def whole_organisations(session: Session, identities: Ids) -> list[OrganisationRecord]:
    """Return organisations as `get_organisation` does, in the order of the ids."""
    kind = RecordKind.ORGANISATION
    found = fields_of(session, Organisation, ORGANISATION_FIELDS, identities)
    other_names = other_names_of(session, kind, identities)
    parents = _parents(session, identities)
    children = _children(session, identities)
    identifiers = _identifiers(session, identities)
    contacts = contacts_of(session, kind, identities)
    people = people_by_organisation(session, identities)
    posts = _posts(session, identities)
    collaborations = _collaborations(session, identities)
    tags = tags_by_owner(session, kind, identities)
    relationships = relationships_of(session, kind, identities)
    latest = last_interactions(session, Participant.organisation_id, identities)
    return [
        OrganisationRecord(
            id=identity,
            uid=row["uid"],
            name=row["name"],
            other_names=other_names[identity],
            classification=row["classification"],
            parent=parents.get(identity),
            children=children[identity],
            identifiers=identifiers[identity],
            area=row["area"],
            website=row["website"],
            founding_date=row["founding_date"],
            dissolution_date=row["dissolution_date"],
            note=row["note"],
            contact_details=contacts[identity],
            people=people[identity],
            posts=posts[identity],
            collaborations=collaborations[identity],
            tags=tags[identity],
            custom=row["custom"],
            relationships=relationships[identity],
            last_interaction=latest.get(identity),
            created_at=row["created_at"],
            updated_at=row["updated_at"],
            version=row["version"],
        )
        for identity, row in in_order(identities, found)
    ]


def _parents(session: Session, organisations: Ids) -> dict[int, Link]:
    parent = aliased(Organisation)
    statement = (
        select(col(Organisation.id), col(parent.id), col(parent.name))
        .join(parent, col(Organisation.parent_id) == col(parent.id))
        .where(col(Organisation.id).in_(organisations))
    )
    rows = session.execute(statement)
    return {identity: link(parent_id, name) for identity, parent_id, name in rows if identity}


def _children(session: Session, organisations: Ids) -> dict[int, list[Link]]:
    statement = (
        select(col(Organisation.parent_id), col(Organisation.id), col(Organisation.name))
        .where(col(Organisation.parent_id).in_(organisations))
        .order_by(col(Organisation.sort_key), col(Organisation.id))
    )
    rows = session.execute(statement)
    return gathered((parent, link(child, name)) for parent, child, name in rows if parent)


def _identifiers(session: Session, organisations: Ids) -> dict[int, list[IdentifierRecord]]:
    statement = (
        select(Identifier)
        .where(col(Identifier.organisation_id).in_(organisations))
        .order_by(col(Identifier.id))
    )
    return gathered(
        (row.organisation_id, IdentifierRecord(scheme=row.scheme, identifier=row.identifier))
        for row in session.scalars(statement)
    )


def people_by_organisation(
    session: Session, organisations: Ids
) -> dict[int, list[OrganisationPersonRecord]]:
    """Return who is in each organisation: by name now, then who was, the latest to leave first."""
    day = today()
    statement = (
        select(Membership, col(Person.name), Post)
        .join(Person, col(Membership.person_id) == col(Person.id))
        .outerjoin(Post, col(Membership.post_id) == col(Post.id))
        .where(col(Membership.organisation_id).in_(organisations))
        .order_by(col(Person.sort_key), col(Membership.id))
    )
    found = gathered(
        (
            membership.organisation_id,
            OrganisationPersonRecord(
                id=membership.person_id,
                name=name,
                role=membership.role or (post and (post.role or post.name)),
                start_date=membership.start_date,
                end_date=membership.end_date,
                membership_id=link(membership.id, name)["id"],
                current=is_current(membership, day),
            ),
        )
        for membership, name, post in session.execute(statement)
    )
    for identity, people in found.items():
        past = [person for person in people if not person["current"]]
        past.sort(key=lambda person: person["end_date"] or "", reverse=True)
        found[identity] = [person for person in people if person["current"]] + past
    return found


def _posts(session: Session, organisations: Ids) -> dict[int, list[PostRecord]]:
    return gathered((post["organisation"]["id"], post) for post in posts_of(session, organisations))


def _collaborations(session: Session, organisations: Ids) -> dict[int, list[Link]]:
    statement = (
        select(
            col(CollaborationOrganisation.organisation_id),
            col(Collaboration.id),
            col(Collaboration.title),
        )
        .join(
            Collaboration,
            col(CollaborationOrganisation.collaboration_id) == col(Collaboration.id),
        )
        .where(col(CollaborationOrganisation.organisation_id).in_(organisations))
        .order_by(col(Collaboration.title), col(Collaboration.id))
    )
    rows = session.execute(statement)
    return gathered((owner, link(identity, title)) for owner, identity, title in rows)
