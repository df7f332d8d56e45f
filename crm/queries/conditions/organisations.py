"""What conditions may ask about organisations, and where it is kept."""

from datetime import date

from sqlalchemy.orm import aliased, join, outerjoin
from sqlmodel import col

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
)
from crm.queries.conditions.people import (
    CONTACT_KEYS,
    contact_details,
    held_role,
    last_interaction,
    usable,
)
from crm.queries.conditions.source import (
    Source,
    dated,
    named,
    of_every_record,
    tags,
    text,
    worded,
)
from crm.queries.kinds import membership_in_force
from crm.vocabulary import Classification, RecordKind

ORGNR = "orgnr"


def organisation_sources(day: date) -> dict[str, Source]:
    """Return the sources by key; who works there is asked of a day."""
    parent, child = aliased(Organisation), aliased(Organisation)
    reached = col(ContactDetail.organisation_id)
    return {
        "name": named(Organisation),
        "classification": worded(col(Organisation.classification), Classification),
        "parent": named(parent).among(parent, parent.id, link=col(Organisation.parent_id)),
        "children": named(child).among(child, child.parent_id),
        **_identifiers(),
        "area": text(col(Organisation.area)),
        **_ways_to_reach(day),
        "alias": named(OtherName).among(OtherName, col(OtherName.organisation_id)),
        "founding_date": dated(col(Organisation.founding_date)),
        "dissolution_date": dated(col(Organisation.dissolution_date)),
        **_people(day),
        "posts": named(Post).among(Post, col(Post.organisation_id)),
        "collaborations": _collaborations(),
        "tags": tags(RecordKind.ORGANISATION),
        "note": text(col(Organisation.note)),
        "last_interaction": last_interaction(Participant.organisation_id),
        **contact_details(ContactDetail, reached),
        **of_every_record(Organisation),
    }


def _identifiers() -> dict[str, Source]:
    owner = col(Identifier.organisation_id)
    numbers = text(col(Identifier.identifier))
    return {
        "orgnr": numbers.among(Identifier, owner, col(Identifier.scheme) == ORGNR),
        "identifiers": numbers.among(Identifier, owner),
        "identifiers.scheme": text(col(Identifier.scheme)).among(Identifier, owner),
    }


def _ways_to_reach(day: date) -> dict[str, Source]:
    reached = col(ContactDetail.organisation_id)
    details = {
        key: text(col(ContactDetail.value)).among(ContactDetail, reached, *usable(kind, day))
        for key, kind in CONTACT_KEYS.items()
        if key != "website"
    }
    return details | {"website": text(col(Organisation.website))}


def _people(day: date) -> dict[str, Source]:
    """Return who works there on a day, and who ever did."""
    owner, now = col(Membership.organisation_id), membership_in_force(day)
    people = join(Membership, Person, col(Membership.person_id) == col(Person.id))
    posts = outerjoin(Membership, Post, col(Membership.post_id) == col(Post.id))
    return {
        "people": named(Person).among(people, owner, now),
        "role": held_role().among(posts, owner, now),
        "people.name": named(Person).among(people, owner),
        "people.role": held_role().among(posts, owner),
        "people.start_date": dated(col(Membership.start_date)).among(Membership, owner),
        "people.end_date": dated(col(Membership.end_date)).among(Membership, owner),
    }


def _collaborations() -> Source:
    taking_part = join(
        CollaborationOrganisation,
        Collaboration,
        col(CollaborationOrganisation.collaboration_id) == col(Collaboration.id),
    )
    owner = col(CollaborationOrganisation.organisation_id)
    return text(col(Collaboration.title)).among(taking_part, owner)
