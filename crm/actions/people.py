"""Change people: add, edit and delete them."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from crm.actions.contacts import (
    contact_inputs,
    insert_contact_details,
    insert_other_names,
)
from crm.actions.fields import set_custom
from crm.actions.labels import attach_tags
from crm.actions.memberships import insert_membership, remove_memberships
from crm.actions.merging_people import merge_people
from crm.actions.names import split_name
from crm.actions.removal import forget_mentions, remove_belongings
from crm.actions.versions import apply, changing, check_uid, check_version
from crm.inputs import PersonEdit, PersonIn
from crm.models import Membership, Person
from crm.queries.rows import key_of, require
from crm.text import fold
from crm.vocabulary import RecordKind

__all__ = ["add_person", "delete_person", "edit_person", "merge_people", "split_name"]

FIELDS = ("honorific_prefix", "language", "note")


def add_person(session: Session, data: PersonIn) -> Person:
    """Add a person with names, contact details, memberships, tags and fields of the user's own.

    Without given and family name, the name is parted. Tags are made as needed.
    Errors: `Invalid` (a uid that is taken, a value that does not fit its field), `NotFound` and
    `Ambiguous` for the organisations and posts of memberships.
    """
    check_uid(session, Person, data.uid)
    given, family = data.given_name, data.family_name
    if given is None and family is None:
        given, family = split_name(data.name)
    person = Person(name=data.name, given_name=given, family_name=family)
    apply(person, {field: getattr(data, field) for field in FIELDS})
    if data.uid:
        person.uid = data.uid
    set_custom(session, person, data.custom)
    session.add(person)
    session.flush()
    _insert_belongings(session, key_of(person), data)
    return person


def _insert_belongings(session: Session, identity: int, data: PersonIn) -> None:
    kind = RecordKind.PERSON
    insert_other_names(session, kind, identity, data.other_names)
    contacts = contact_inputs(data.emails, data.phones, data.contact_details)
    insert_contact_details(session, kind, identity, contacts)
    for membership in data.memberships:
        insert_membership(session, identity, membership)
    attach_tags(session, kind, identity, data.tags)


def edit_person(
    session: Session, identity: int, data: PersonEdit, *, version: int | None = None
) -> Person:
    """Change the given fields of a person; `custom` changes only the fields it names.

    A new name is parted anew where the given and family name no longer make it up. What is there
    already changes nothing, here and wherever something is edited: neither version nor history.
    Errors: `NotFound`, `Invalid`, `Conflict` when `version` is not the one that is stored.
    """
    person = require(session, Person, identity)
    check_version(person, version)
    values = data.given()
    with changing(session, person):
        set_custom(session, person, values.pop("custom", {}))
        apply(person, values | _parted(person, values))
    return person


def _parted(person: Person, values: dict[str, Any]) -> dict[str, str | None]:
    if "name" not in values or "given_name" in values or "family_name" in values:
        return {}
    parts = [part for part in (person.given_name, person.family_name) if part]
    if fold(" ".join(parts)) == fold(values["name"]):
        return {}
    given, family = split_name(values["name"])
    return {"given_name": given, "family_name": family}


def delete_person(session: Session, identity: int, *, version: int | None = None) -> Person:
    """Delete a person with all that is theirs alone.

    What they said and what was promised stays, without them. Errors: `NotFound`, `Conflict`.
    """
    person = require(session, Person, identity)
    check_version(person, version)
    delete_people(session, [identity])
    return person


def delete_people(session: Session, identities: Sequence[int]) -> None:
    """Delete people as `delete_person` does, many at once; errors: `NotFound`."""
    known = session.exec(select(Person).where(col(Person.id).in_(identities)))
    found = {key_of(person): person for person in known}
    people = [found.get(one) or require(session, Person, one) for one in identities]
    memberships = session.exec(select(Membership).where(col(Membership.person_id).in_(identities)))
    remove_memberships(session, memberships)
    forget_mentions(session, RecordKind.PERSON, identities)
    remove_belongings(session, RecordKind.PERSON, identities)
    for person in people:
        session.delete(person)
    session.flush()
