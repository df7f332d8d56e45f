"""Many people or organisations, each whole, with a fixed number of queries for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    ContactDetail,
    Identifier,
    Membership,
    Organisation,
    OtherName,
    Participant,
    Person,
    Post,
    Relationship,
    Tag,
    Tagging,
)
from crm.queries.contacts import contact_record
from crm.queries.kinds import MODELS, owner_column
from crm.queries.memberships import is_current, link, list_posts
from crm.queries.people import last_interactions
from crm.queries.records import (
    ContactRecord,
    IdentifierRecord,
    Link,
    MembershipRecord,
    OrganisationPersonRecord,
    OrganisationRecord,
    OtherNameRecord,
    PersonRecord,
    PostRecord,
    RelationshipRecord,
)
from crm.settings import today
from crm.vocabulary import RecordKind

Value = TypeVar("Value")
Ids = Sequence[int]


def whole_people(session: Session, identities: Ids) -> list[PersonRecord]:
    """Return people as `get_person` does, in the order of the ids; those gone are left out."""
    kind = RecordKind.PERSON
    rows = select(Person).where(col(Person.id).in_(identities))
    found = {row.id: row for row in session.scalars(rows)}
    other_names = _other_names(session, kind, identities)
    memberships = _memberships(session, identities)
    contacts = _contacts_of_people(session, identities)
    tags = _tags(session, kind, identities)
    relationships = _relationships(session, kind, identities)
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
    other_names = _other_names(session, kind, identities)
    parents = _parents(session, identities)
    children = _children(session, identities)
    identifiers = _identifiers(session, identities)
    contacts = _contacts_of(session, kind, identities)
    people = _people(session, identities)
    posts = _posts(session, identities)
    collaborations = _collaborations(session, identities)
    tags = _tags(session, kind, identities)
    relationships = _relationships(session, kind, identities)
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


def _gathered(pairs: Iterable[tuple[int, Value]]) -> dict[int, list[Value]]:
    found: dict[int, list[Value]] = defaultdict(list)
    for owner, value in pairs:
        found[owner].append(value)
    return found


def _other_names(
    session: Session, kind: RecordKind, identities: Ids
) -> dict[int, list[OtherNameRecord]]:
    owner = owner_column(OtherName, kind)
    statement = (
        select(owner, OtherName)
        .where(owner.in_(identities))
        .order_by(col(OtherName.sort_key), col(OtherName.id))
    )
    return _gathered(
        (
            owner_id,
            OtherNameRecord(
                name=other.name,
                start_date=other.start_date,
                end_date=other.end_date,
                note=other.note,
            ),
        )
        for owner_id, other in session.execute(statement)
    )


def _tags(session: Session, kind: RecordKind, identities: Ids) -> dict[int, list[str]]:
    owner = owner_column(Tagging, kind)
    statement = (
        select(owner, col(Tag.name))
        .join(Tag, col(Tagging.tag_id) == col(Tag.id))
        .where(owner.in_(identities))
        .order_by(col(Tag.sort_key), col(Tag.id))
    )
    return _gathered((owner_id, name) for owner_id, name in session.execute(statement))


def _contacts_of(
    session: Session, kind: RecordKind, identities: Ids
) -> dict[int, list[ContactRecord]]:
    owner = owner_column(ContactDetail, kind)
    statement = (
        select(owner, ContactDetail).where(owner.in_(identities)).order_by(col(ContactDetail.id))
    )
    return _gathered(
        (owner_id, contact_record(detail)) for owner_id, detail in session.execute(statement)
    )


def _contacts_of_people(session: Session, people: Ids) -> dict[int, list[ContactRecord]]:
    """Return the contact details of people and of their memberships, as they were given."""
    found = _contacts_of(session, RecordKind.PERSON, people)
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
    found = _gathered(
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


def _relationships(
    session: Session, kind: RecordKind, identities: Ids
) -> dict[int, list[RelationshipRecord]]:
    """Return the links of records, each labelled as seen from the record."""
    start, end = f"from_{kind}_id", f"to_{kind}_id"
    from_column, to_column = getattr(Relationship, start), getattr(Relationship, end)
    statement = (
        select(Relationship)
        .where(or_(from_column.in_(identities), to_column.in_(identities)))
        .order_by(col(Relationship.id))
    )
    rows = session.scalars(statement).all()
    names = _names(session, kind, {getattr(row, side) for row in rows for side in (start, end)})
    wanted = set(identities)
    return _gathered(
        (getattr(row, here), _relationship(row, kind, here == start, getattr(row, there), names))
        for row in rows
        for here, there in ((start, end), (end, start))
        if getattr(row, here) in wanted
    )


def _relationship(
    row: Relationship, kind: RecordKind, forwards: bool, other: int, names: dict[int, str]
) -> RelationshipRecord:
    assert row.id is not None
    return RelationshipRecord(
        id=row.id,
        type=row.type if forwards else row.reverse_type,
        kind=str(kind),
        other=Link(id=other, name=names[other]),
        start_date=row.start_date,
        end_date=row.end_date,
        note=row.note,
    )


def _names(session: Session, kind: RecordKind, identities: Iterable[int]) -> dict[int, str]:
    model: Any = MODELS[kind]
    statement: Select[Any] = select(model.id, model.name).where(model.id.in_(set(identities)))
    return dict(session.execute(statement).all())


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
    return _gathered((parent, link(child, name)) for parent, child, name in rows if parent)


def _identifiers(session: Session, organisations: Ids) -> dict[int, list[IdentifierRecord]]:
    statement = (
        select(Identifier)
        .where(col(Identifier.organisation_id).in_(organisations))
        .order_by(col(Identifier.id))
    )
    return _gathered(
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
    found = _gathered(
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
    return _gathered(
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
    return _gathered((owner, link(identity, title)) for owner, identity, title in rows)
