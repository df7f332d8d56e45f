"""Many people, each whole, with a fixed number of queries for all of them."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import Session, col

from crm.models import ContactDetail, Membership, Participant, Person
from crm.queries.belongings import (
    CONTACT_FIELDS,
    columns_of,
    contacts_by_owner,
    contacts_of,
    other_names_of,
    relationships_of,
    tags_by_owner,
)
from crm.queries.fetching import Ids, chosen, ever_filled, fetched, fetched_values
from crm.queries.lines.shapes import in_order
from crm.queries.memberships import MEMBERSHIPS, membership_record
from crm.queries.people_rows import last_interactions
from crm.queries.records import ContactRecord, MembershipRecord, PersonRecord
from crm.settings import today
from crm.vocabulary import RecordKind

PERSON_FIELDS = (
    *("id", "uid", "name", "given_name", "family_name", "honorific_prefix", "language", "note"),
    *("custom", "created_at", "updated_at", "version"),
)
_PEOPLE = select(*columns_of(Person, PERSON_FIELDS)).where(chosen(col(Person.id)))
_MEMBERSHIPS = MEMBERSHIPS.where(chosen(col(Membership.person_id))).order_by(
    col(Membership.start_date).desc(), col(Membership.id)
)
_AT_WORK = (
    select(*columns_of(ContactDetail, CONTACT_FIELDS), col(Membership.person_id))
    .join(Membership, col(ContactDetail.membership_id) == col(Membership.id))
    .where(ever_filled(col(ContactDetail.membership_id)), chosen(col(Membership.person_id)))
)


def whole_people(session: Session, identities: Ids) -> list[PersonRecord]:
    """Return people as `get_person` does, in the order of the ids; those gone are left out."""
    kind = RecordKind.PERSON
    found = {row.id: row for row in fetched(session, _PEOPLE, identities)}
    other_names = other_names_of(session, kind, identities)
    memberships = _memberships(session, identities, {row.id: row.name for row in found.values()})
    contacts = _contacts_of_people(session, identities)
    tags = tags_by_owner(session, kind, identities)
    relationships = relationships_of(session, kind, identities)
    latest = last_interactions(session, Participant.person_id, identities)
    return [
        {
            "id": row.id,
            "uid": row.uid,
            "name": row.name,
            "given_name": row.given_name,
            "family_name": row.family_name,
            "honorific_prefix": row.honorific_prefix,
            "other_names": other_names[row.id],
            "language": row.language,
            "note": row.note,
            "memberships": memberships[row.id],
            "contact_details": contacts[row.id],
            "tags": tags[row.id],
            "custom": row.custom,
            "relationships": relationships[row.id],
            "last_interaction": latest.get(row.id),
            "created_at": row.created_at,
            "updated_at": row.updated_at,
            "version": row.version,
        }
        for row in in_order(identities, found)
    ]


def _contacts_of_people(session: Session, people: Ids) -> dict[int, list[ContactRecord]]:
    """Return the contact details of people and of their memberships, as they were given."""
    found = contacts_of(session, RecordKind.PERSON, people)
    for person, details in contacts_by_owner(fetched_values(session, _AT_WORK, people)).items():
        found[person] = sorted([*found[person], *details], key=lambda detail: detail["id"])
    return found


def _memberships(
    session: Session, people: Ids, names: Mapping[int, str]
) -> dict[int, list[MembershipRecord]]:
    day = today()
    found: dict[int, list[MembershipRecord]] = defaultdict(list)
    for row in fetched_values(session, _MEMBERSHIPS, people):
        person = row[1]
        found[person].append(membership_record(row, names[person], day))
    for records in found.values():
        if len(records) > 1:
            records.sort(key=_standing_order)
    return found


def _standing_order(record: MembershipRecord) -> tuple[bool, bool, bool]:
    return (not record["current"], not record["primary"], record["end_date"] is not None)
