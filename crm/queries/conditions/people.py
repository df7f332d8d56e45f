"""What conditions may ask about people, and where it is kept."""

from datetime import date

from sqlalchemy import case, func, or_
from sqlalchemy.orm import join, outerjoin
from sqlmodel import col

from crm.models import (
    ContactDetail,
    Interaction,
    Membership,
    Organisation,
    OtherName,
    Participant,
    Person,
    Post,
)
from crm.queries.conditions.source import (
    Source,
    dated,
    named,
    number,
    of_every_record,
    tags,
    text,
    worded,
)
from crm.queries.kinds import in_force_on, membership_in_force
from crm.vocabulary import Classification, ContactType, InteractionStatus, RecordKind
from crm.where.keys import FLAG_WORDS

DAY_LENGTH = len("2019-05-02")


def person_sources(day: date) -> dict[str, Source]:
    """Return the sources by key; where somebody works is asked of a day."""
    return {
        "name": named(Person),
        "given_name": text(col(Person.given_name)),
        "family_name": text(col(Person.family_name)),
        "honorific_prefix": text(col(Person.honorific_prefix)),
        **_at_work(day),
        **_ways_to_reach(day),
        "language": text(col(Person.language)),
        "tags": tags(RecordKind.PERSON),
        "note": text(col(Person.note)),
        "alias": named(OtherName).among(OtherName, col(OtherName.person_id)),
        "last_interaction": last_interaction(Participant.person_id),
        **_memberships(day),
        **contact_details(_DETAILS, _REACHED),
        **of_every_record(Person),
    }


def last_interaction(participant: object) -> Source:
    """Return the day of the latest held interaction for a column of Participant."""
    took_part = join(
        Participant, Interaction, col(Participant.interaction_id) == col(Interaction.id)
    )
    held = col(Interaction.status) == InteractionStatus.HELD
    latest = dated(func.substr(col(Interaction.starts_at), 1, DAY_LENGTH))
    return Source(latest.value, latest.sort, latest=True).among(took_part, participant, held)


def contact_details(rows: object, owner: object) -> dict[str, Source]:
    """Return the ways to reach somebody, whether they still hold or not."""
    return {
        "contact_details.type": worded(col(ContactDetail.type), ContactType).among(rows, owner),
        "contact_details.value": text(col(ContactDetail.value)).among(rows, owner),
        "contact_details.label": text(col(ContactDetail.label)).among(rows, owner),
        "contact_details.note": text(col(ContactDetail.note)).among(rows, owner),
        "contact_details.valid_from": dated(col(ContactDetail.valid_from)).among(rows, owner),
        "contact_details.valid_until": dated(col(ContactDetail.valid_until)).among(rows, owner),
    }


def usable(kind: ContactType, day: date) -> list[object]:
    """Return what restricts contact details to those of a type that hold on a day."""
    holds = in_force_on(ContactDetail.valid_from, ContactDetail.valid_until, day)
    return [col(ContactDetail.type) == kind, holds]


def held_role() -> Source:
    """Return the role of a membership, else that of its post."""
    return text(
        func.coalesce(
            func.nullif(col(Membership.role), ""),
            func.nullif(col(Post.role), ""),
            col(Post.name),
        )
    )


_DETAILS = outerjoin(
    ContactDetail, Membership, col(ContactDetail.membership_id) == col(Membership.id)
)
_REACHED = func.coalesce(col(ContactDetail.person_id), col(Membership.person_id))
_POSTS = outerjoin(Membership, Post, col(Membership.post_id) == col(Post.id))


def _at_work(day: date) -> dict[str, Source]:
    """Return what holds for the memberships that are in force on a day."""
    owner, now = col(Membership.person_id), membership_in_force(day)
    classification = _of_workplaces(worded(col(Organisation.classification), Classification), now)
    area = _of_workplaces(text(col(Organisation.area)), now)
    return {
        "organisation": _of_workplaces(named(Organisation), now),
        "role": held_role().among(_POSTS, owner, now),
        "post": named(Post, optional=True).among(_POSTS, owner, now),
        "start_date": dated(col(Membership.start_date)).among(Membership, owner, now),
        "end_date": dated(col(Membership.end_date)).among(Membership, owner, now),
        "classification": classification,
        "organisation.classification": classification,
        "area": area,
        "organisation.area": area,
    }


def _of_workplaces(source: Source, *where: object) -> Source:
    there = source.among(Membership, col(Membership.person_id), *where)
    return there.through(col(Membership.organisation_id), col(Organisation.id))


def _ways_to_reach(day: date) -> dict[str, Source]:
    at_present = or_(col(ContactDetail.membership_id).is_(None), membership_in_force(day))
    return {
        key: text(col(ContactDetail.value)).among(
            _DETAILS, _REACHED, *usable(kind, day), at_present
        )
        for key, kind in CONTACT_KEYS.items()
    }


CONTACT_KEYS = {
    "email": ContactType.EMAIL,
    "phone": ContactType.PHONE,
    "address": ContactType.ADDRESS,
    "website": ContactType.LINK,
}


def _memberships(day: date) -> dict[str, Source]:
    """Return what holds for all memberships, now or before."""
    owner = col(Membership.person_id)
    current = case((membership_in_force(day), "true"), else_="false")
    primary = case((col(Membership.primary), "true"), else_="false")
    return {
        "memberships.organisation": _of_workplaces(named(Organisation)),
        "memberships.post": named(Post, optional=True).among(_POSTS, owner),
        "memberships.role": text(col(Membership.role)).among(Membership, owner),
        "memberships.start_date": dated(col(Membership.start_date)).among(Membership, owner),
        "memberships.end_date": dated(col(Membership.end_date)).among(Membership, owner),
        "memberships.primary": worded(primary, FLAG_WORDS).among(Membership, owner),
        "memberships.current": worded(current, FLAG_WORDS).among(Membership, owner),
        "memberships.id": number(col(Membership.id)).among(Membership, owner),
    }
