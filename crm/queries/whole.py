"""Many people or organisations, each whole, with a fixed number of queries for all of them."""

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    ContactDetail,
    Identifier,
    Membership,
    Organisation,
    Participant,
    Person,
    Post,
)
from crm.queries.belongings import (
    Ids,
    contacts_of,
    gathered,
    other_names_of,
    relationships_of,
    tags_by_owner,
)
from crm.queries.contacts import contact_record
from crm.queries.memberships import is_current, link, list_posts
from crm.queries.people import last_interactions
from crm.queries.records import (
    ContactRecord,
    IdentifierRecord,
    Link,
    MembershipRecord,
    OrganisationPersonRecord,
    OrganisationRecord,
    PersonRecord,
    PostRecord,
)
from crm.settings import today
from crm.vocabulary import RecordKind


def whole_people(session: Session, identities: Ids) -> list[PersonRecord]:
    """Return people as `get_person` does, in the order of the ids; those gone are left out."""
    kind = RecordKind.PERSON
    rows = select(Person).where(col(Person.id).in_(identities))
    found = {row.id: row for row in session.scalars(rows)}
    other_names = other_names_of(session, kind, identities)
    memberships = _memberships(session, identities)
    contacts = _contacts_of_people(session, identities)
    tags = tags_by_owner(session, kind, identities)
    relationships = relationships_of(session, kind, identities)
    latest = last_interactions(session, Participant.person_id, identities)
    return [
        PersonRecord(
            id=identity,
            uid=found[identity].uid,
            name=found[identity].name,
            given_name=found[identity].given_name,
            family_name=found[identity].family_name,
            honorific_prefix=found[identity].honorific_prefix,
            other_names=other_names[identity],
            language=found[identity].language,
            note=found[identity].note,
            memberships=memberships[identity],
            contact_details=contacts[identity],
            tags=tags[identity],
            custom=dict(found[identity].custom),
            relationships=relationships[identity],
            last_interaction=latest.get(identity),
            created_at=found[identity].created_at,
            updated_at=found[identity].updated_at,
            version=found[identity].version,
        )
        for identity in identities
        if identity in found
    ]


def whole_organisations(session: Session, identities: Ids) -> list[OrganisationRecord]:
    """Return organisations as `get_organisation` does, in the order of the ids."""
    kind = RecordKind.ORGANISATION
    rows = select(Organisation).where(col(Organisation.id).in_(identities))
    found = {row.id: row for row in session.scalars(rows)}
    other_names = other_names_of(session, kind, identities)
    parents = _parents(session, identities)
    children = _children(session, identities)
    identifiers = _identifiers(session, identities)
    contacts = contacts_of(session, kind, identities)
    people = _people(session, identities)
    posts = _posts(session, identities)
    collaborations = _collaborations(session, identities)
    tags = tags_by_owner(session, kind, identities)
    relationships = relationships_of(session, kind, identities)
    latest = last_interactions(session, Participant.organisation_id, identities)
    return [
        OrganisationRecord(
            id=identity,
            uid=found[identity].uid,
            name=found[identity].name,
            other_names=other_names[identity],
            classification=str(found[identity].classification),
            parent=parents.get(identity),
            children=children[identity],
            identifiers=identifiers[identity],
            area=found[identity].area,
            website=found[identity].website,
            founding_date=found[identity].founding_date,
            dissolution_date=found[identity].dissolution_date,
            note=found[identity].note,
            contact_details=contacts[identity],
            people=people[identity],
            posts=posts[identity],
            collaborations=collaborations[identity],
            tags=tags[identity],
            custom=dict(found[identity].custom),
            relationships=relationships[identity],
            last_interaction=latest.get(identity),
            created_at=found[identity].created_at,
            updated_at=found[identity].updated_at,
            version=found[identity].version,
        )
        for identity in identities
        if identity in found
    ]


def _contacts_of_people(session: Session, people: Ids) -> dict[int, list[ContactRecord]]:
    """Return the contact details of people and of their memberships, as they were given."""
    found = contacts_of(session, RecordKind.PERSON, people)
    at_work = (
        select(col(Membership.person_id), ContactDetail)
        .join(Membership, col(ContactDetail.membership_id) == col(Membership.id))
        .where(col(Membership.person_id).in_(people))
    )
    for person, detail in session.execute(at_work):
        found[person].append(contact_record(detail))
    for details in found.values():
        details.sort(key=lambda detail: detail["id"])
    return found


def _memberships(session: Session, people: Ids) -> dict[int, list[MembershipRecord]]:
    day = today()
    statement = (
        select(Membership, col(Person.name), col(Organisation.name), col(Post.name))
        .join(Person, col(Membership.person_id) == col(Person.id))
        .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        .outerjoin(Post, col(Membership.post_id) == col(Post.id))
        .where(col(Membership.person_id).in_(people))
        .order_by(col(Membership.start_date).desc(), col(Membership.id))
    )
    found = gathered(
        (
            membership.person_id,
            MembershipRecord(
                id=membership.id,
                person=link(membership.person_id, person),
                organisation=link(membership.organisation_id, organisation),
                post=link(membership.post_id, post) if membership.post_id else None,
                role=membership.role,
                start_date=membership.start_date,
                end_date=membership.end_date,
                primary=membership.primary,
                current=is_current(membership, day),
            ),
        )
        for membership, person, organisation, post in session.execute(statement)
    )
    for records in found.values():
        records.sort(key=_standing_order)
    return found


def _standing_order(record: MembershipRecord) -> tuple[bool, bool, bool]:
    return (not record["current"], not record["primary"], record["end_date"] is not None)


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


def _people(session: Session, organisations: Ids) -> dict[int, list[OrganisationPersonRecord]]:
    """Return those who are there now by name, then those who were, the latest to leave first."""
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
    """Return the posts of organisations; all posts are read, as only few organisations have any."""
    wanted = set(organisations)
    return gathered(
        (post["organisation"]["id"], post)
        for post in list_posts(session)
        if post["organisation"]["id"] in wanted
    )


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
