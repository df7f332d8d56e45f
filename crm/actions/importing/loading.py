"""Load who a part of a file may mean: a fixed number of queries, however many rows it has."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from crm.actions.importing.drafts import Draft
from crm.actions.importing.known import Directory, Known
from crm.models import (
    ContactDetail,
    Identifier,
    Membership,
    Organisation,
    OtherName,
    Person,
    Tag,
    Tagging,
)
from crm.queries.kinds import MODELS, batched, owner_column
from crm.text import fold
from crm.vocabulary import RecordKind

PERSON, ORGANISATION = RecordKind.PERSON, RecordKind.ORGANISATION


def load(session: Session, directory: Directory, drafts: Sequence[Draft]) -> None:
    """Bring everybody into the directory whom the drafts may mean, with what belongs to them."""
    people = [draft for draft in drafts if draft.kind == PERSON]
    organisations = [draft for draft in drafts if draft.kind == ORGANISATION]
    ids = _with_names(session, PERSON, {draft.folded_name for draft in people})
    ids |= _with_uids(session, PERSON, {draft.uid for draft in people})
    ids |= _reached_by(session, PERSON, people)
    _load_people(session, directory, ids)
    places = [place for draft in people for place in draft.places]
    names = {draft.folded_name for draft in organisations}
    names |= {fold(name) for draft in organisations for name in (draft.parent,) if name}
    names |= {fold(place.organisation) for place in places}
    uids = {draft.uid for draft in organisations} | {place.uid for place in places}
    ids = _with_names(session, ORGANISATION, names)
    ids |= _with_uids(session, ORGANISATION, uids | {draft.parent for draft in organisations})
    ids |= _reached_by(session, ORGANISATION, [*organisations, *people])
    ids |= _registered_as(session, organisations)
    _load_organisations(session, directory, ids)
    for draft in drafts:
        directory.expect(draft)


def _ids(session: Session, statement: Select[Any], column: Any, values: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for some in batched(sorted(value for value in values if value)):
        rows = session.execute(statement.where(column.in_(some)))
        found.update(identity for (identity,) in rows if identity is not None)
    return found


def _with_names(session: Session, kind: RecordKind, names: set[str]) -> set[int]:
    model: Any = MODELS[kind]
    owner = owner_column(OtherName, kind)
    own = _ids(session, select(model.id), model.folded_name, names)
    return own | _ids(session, select(owner), col(OtherName.folded_name), names)


def _with_uids(session: Session, kind: RecordKind, uids: set[str]) -> set[int]:
    model: Any = MODELS[kind]
    return _ids(session, select(model.id), model.uid, uids)


def _reached_by(session: Session, kind: RecordKind, drafts: Sequence[Draft]) -> set[int]:
    keys = {key for draft in drafts for scheme, key in draft.keys if scheme in ("email", "phone")}
    match_key = col(ContactDetail.match_key)
    found = _ids(session, select(owner_column(ContactDetail, kind)), match_key, keys)
    if kind == PERSON:
        at_work = select(col(Membership.person_id)).join(
            ContactDetail, col(ContactDetail.membership_id) == col(Membership.id)
        )
        found |= _ids(session, at_work, match_key, keys)
    return found


def _registered_as(session: Session, drafts: Sequence[Draft]) -> set[int]:
    numbers = {number for draft in drafts for _scheme, number in draft.identifiers}
    statement = select(col(Identifier.organisation_id))
    return _ids(session, statement, col(Identifier.identifier), numbers)


def _load_people(session: Session, directory: Directory, ids: set[int]) -> None:
    for some in batched(_missing(directory, PERSON, ids)):
        people = [
            Known(PERSON, row)
            for row in session.scalars(select(Person).where(col(Person.id).in_(some)))
        ]
        by_id = {known.id: known for known in people}
        memberships = session.scalars(
            select(Membership)
            .where(col(Membership.person_id).in_(some))
            .order_by(col(Membership.id))
        )
        for membership in memberships:
            by_id[membership.person_id].memberships.append(membership)
        _load_belongings(session, PERSON, by_id)
        _load_work_details(session, people)
        _add_in_order(directory, by_id)


def _load_organisations(session: Session, directory: Directory, ids: set[int]) -> None:
    for some in batched(_missing(directory, ORGANISATION, ids)):
        rows = session.scalars(select(Organisation).where(col(Organisation.id).in_(some)))
        by_id = {known.id: known for known in (Known(ORGANISATION, row) for row in rows)}
        numbers = select(Identifier).where(col(Identifier.organisation_id).in_(some))
        for number in session.scalars(numbers):
            key = (number.scheme, number.identifier)
            by_id[number.organisation_id].identifiers.add(key)
        _load_belongings(session, ORGANISATION, by_id)
        _add_in_order(directory, by_id)


def _missing(directory: Directory, kind: RecordKind, ids: set[int]) -> list[int]:
    return sorted(identity for identity in ids if (kind, identity) not in directory)


def _add_in_order(directory: Directory, by_id: dict[int, Known]) -> None:
    for identity in sorted(by_id):
        directory.add(by_id[identity])


def _load_belongings(session: Session, kind: RecordKind, by_id: dict[int, Known]) -> None:
    name_owner, detail_owner = owner_column(OtherName, kind), owner_column(ContactDetail, kind)
    tag_owner = owner_column(Tagging, kind)
    names = select(name_owner, col(OtherName.folded_name)).where(name_owner.in_(by_id))
    for owner, name in session.execute(names):
        by_id[owner].other_names.add(name)
    details = select(ContactDetail).where(detail_owner.in_(by_id))
    for detail in session.scalars(details):
        by_id[getattr(detail, detail_owner.key)].details.add(_detail_key(detail))
    tags = (
        select(tag_owner, col(Tag.folded_name))
        .join(Tag, col(Tagging.tag_id) == col(Tag.id))
        .where(tag_owner.in_(by_id))
    )
    for owner, tag in session.execute(tags):
        by_id[owner].tags.add(tag)


def _load_work_details(session: Session, people: Sequence[Known]) -> None:
    owners = {membership.id: known for known in people for membership in known.memberships}
    found: dict[Known, list[ContactDetail]] = defaultdict(list)
    for some in batched([identity for identity in owners if identity is not None]):
        statement = select(ContactDetail).where(col(ContactDetail.membership_id).in_(some))
        for detail in session.scalars(statement):
            found[owners[detail.membership_id]].append(detail)
    for known, details in found.items():
        known.details.update(map(_detail_key, details))


def _detail_key(detail: ContactDetail) -> tuple[str, str, str | None, str | None]:
    return (detail.type, detail.match_key, detail.valid_from, detail.valid_until)
