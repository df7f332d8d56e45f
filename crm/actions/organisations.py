"""Change organisations: add, edit and delete them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from crm.actions.contacts import (
    contact_inputs,
    insert_contact_details,
    insert_other_names,
)
from crm.actions.fields import set_custom
from crm.actions.labels import attach_tags
from crm.actions.memberships import remove_memberships, settle_primary
from crm.actions.merging_organisations import ancestors, merge_organisations
from crm.actions.removal import forget_mentions, remove_belongings
from crm.actions.versions import (
    apply,
    changing,
    check_period,
    check_period_after,
    check_uid,
    check_version,
    touch,
)
from crm.errors import Invalid
from crm.i18n import _
from crm.inputs import IdentifierIn, OrganisationEdit, OrganisationIn
from crm.models import Identifier, Membership, Organisation, Person, Post
from crm.queries.references import resolve_organisation
from crm.queries.rows import key_of, require
from crm.vocabulary import RecordKind

__all__ = [
    "add_organisation",
    "delete_organisation",
    "edit_organisation",
    "merge_organisations",
]

ORGNR = "orgnr"
FIELDS = (
    "classification",
    "area",
    "website",
    "founding_date",
    "dissolution_date",
    "note",
)
KIND = RecordKind.ORGANISATION


def add_organisation(session: Session, data: OrganisationIn) -> Organisation:
    """Add an organisation with names, numbers, contact details, tags and fields of the user's own.

    Several organisations may share an organisation number, as Sweden's courts do.
    Errors: `Invalid` (a uid that is taken, a value that does not fit its field), `NotFound` and
    `Ambiguous` for the parent.
    """
    check_uid(session, Organisation, data.uid)
    check_period(data.founding_date, data.dissolution_date, "dissolution_date")
    organisation = Organisation(name=data.name)
    apply(organisation, {field: getattr(data, field) for field in FIELDS})
    if data.uid:
        organisation.uid = data.uid
    if data.parent is not None:
        organisation.parent_id = resolve_organisation(session, data.parent)
    set_custom(session, organisation, data.custom)
    session.add(organisation)
    session.flush()
    _insert_belongings(session, key_of(organisation), data)
    return organisation


def _insert_belongings(session: Session, identity: int, data: OrganisationIn) -> None:
    numbers = [IdentifierIn(scheme=ORGNR, identifier=data.orgnr)] if data.orgnr else []
    for number in dict.fromkeys(
        (entry.scheme, entry.identifier) for entry in [*numbers, *data.identifiers]
    ):
        session.add(Identifier(organisation_id=identity, scheme=number[0], identifier=number[1]))
    insert_other_names(session, KIND, identity, data.other_names)
    contacts = contact_inputs(data.emails, data.phones, data.contact_details)
    insert_contact_details(session, KIND, identity, contacts)
    attach_tags(session, KIND, identity, data.tags)
    session.flush()


def edit_organisation(
    session: Session, identity: int, data: OrganisationEdit, *, version: int | None = None
) -> Organisation:
    """Change the given fields of an organisation; `custom` changes only the fields it names.

    Errors: `NotFound`, `Ambiguous` (parent), `Invalid` also for a parent that lies below the
    organisation, `Conflict` when `version` is not the one that is stored.
    """
    organisation = require(session, Organisation, identity)
    check_version(organisation, version)
    values = data.given()
    check_period_after(organisation, values, "founding_date", "dissolution_date")
    if "parent" in values:
        values["parent_id"] = _parent_id(session, organisation, values.pop("parent"))
    with changing(session, organisation):
        set_custom(session, organisation, values.pop("custom", {}))
        if "orgnr" in values:
            _set_orgnr(session, identity, values.pop("orgnr"))
        apply(organisation, values)
    return organisation


def _parent_id(
    session: Session, organisation: Organisation, parent: str | int | None
) -> int | None:
    if parent is None:
        return None
    parent_id = resolve_organisation(session, parent)
    above = require(session, Organisation, parent_id)
    if organisation.id in (parent_id, *ancestors(session, above)):
        message = _("{parent} lies below {name} already, so it cannot lie above it.")
        sentence = message.format(parent=above.name, name=organisation.name)
        raise Invalid.field("parent", sentence, str(parent))
    return parent_id


def _set_orgnr(session: Session, identity: int, orgnr: str | None) -> None:
    statement = select(Identifier).where(
        Identifier.organisation_id == identity, Identifier.scheme == ORGNR
    )
    numbers = session.exec(statement).all()
    for number in numbers:
        if number.identifier != orgnr:
            session.delete(number)
    session.flush()
    if orgnr and orgnr not in [number.identifier for number in numbers]:
        session.add(Identifier(organisation_id=identity, scheme=ORGNR, identifier=orgnr))


def delete_organisation(
    session: Session, identity: int, *, force: bool = False, version: int | None = None
) -> Organisation:
    """Delete an organisation with all that is its alone.

    What was said and promised stays, without it; so does who took part in interactions, with its
    name as it was. With children or memberships it stays, unless `force`: then the memberships
    go with it, and the children come under its own parent.
    Errors: `NotFound`, `Conflict`, `Invalid` where it has children or memberships.
    """
    organisation = require(session, Organisation, identity)
    check_version(organisation, version)
    children = _below(session, identity)
    memberships = session.exec(
        select(Membership).where(col(Membership.organisation_id) == identity)
    ).all()
    if (children or memberships) and not force:
        raise Invalid(_refusal(organisation, len(children), len(memberships)))
    for child in children:
        child.parent_id = organisation.parent_id
        touch(session, child)
    _remove_members(session, memberships)
    for post in session.exec(select(Post).where(col(Post.organisation_id) == identity)):
        session.delete(post)
    session.flush()
    forget_mentions(session, KIND, [identity])
    remove_belongings(session, KIND, [identity])
    session.delete(organisation)
    session.flush()
    return organisation


def _below(session: Session, identity: int) -> Sequence[Organisation]:
    return session.exec(select(Organisation).where(col(Organisation.parent_id) == identity)).all()


def _refusal(organisation: Organisation, children: int, memberships: int) -> str:
    message = _(
        "{name} is not empty (organisations below it: {children}, memberships: {memberships}); "
        "merge it with another one, remove those first, or force it."
    )
    return message.format(name=organisation.name, children=children, memberships=memberships)


def _remove_members(session: Session, memberships: Sequence[Membership]) -> None:
    people = dict.fromkeys(membership.person_id for membership in memberships)
    remove_memberships(session, memberships)
    for person_id in people:
        settle_primary(session, person_id)
        touch(session, require(session, Person, person_id))
    session.flush()
