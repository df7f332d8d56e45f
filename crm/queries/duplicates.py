"""Which people, and which organisations, may be one and the same."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from crm.errors import Invalid
from crm.i18n import _
from crm.inputs import OrganisationIn, PersonIn
from crm.inputs.people import Reference
from crm.matching import Candidate, Pair, compare_one
from crm.matching import find_duplicates as find_pairs
from crm.models import (
    ContactDetail,
    DistinctPair,
    Identifier,
    Membership,
    Organisation,
    OtherName,
    Person,
)
from crm.queries.kinds import owner_column
from crm.queries.matches import match_key, searched
from crm.queries.records import DuplicateRecord, Link
from crm.text import fold, words
from crm.vocabulary import ContactType, RecordKind

NEW = 0
"""Stands for the id of a record that is not stored yet."""
CHOSEN = 200
FIRST_LETTERS = 3
_LAST_LETTER = "\U0010ffff"

Values = dict[int, list[str]]


def find_duplicates(session: Session, kind: RecordKind | str) -> list[DuplicateRecord]:
    """Return the pairs that may be one, best first, without those found to be different.

    `kind` is `person` or `organisation`. Time and memory grow with the number of records.
    """
    noun = RecordKind(kind)
    distinct = _distinct_pairs(session, noun)
    pairs = find_pairs(_candidates(session, noun, true()))
    return [_duplicate(pair) for pair in pairs if _ids(pair) not in distinct]


def possible_duplicates_of(
    session: Session, data: PersonIn | OrganisationIn
) -> list[DuplicateRecord]:
    """Return what is stored already and may be what is about to be added, best first.

    The first of each pair is the new one and has the id 0. Only records that share an address, a
    number or a beginning of the name are looked at, so that this can be asked at every entry.
    """
    new = _new_person(session, data) if isinstance(data, PersonIn) else _new_organisation(data)
    noun = RecordKind(new.kind)
    model: Any = Person if noun == RecordKind.PERSON else Organisation
    near = _near(session, noun, new)
    known = _candidates(session, noun, col(model.id).in_(near))
    return [_duplicate(pair) for pair in compare_one(new, known)]


def _duplicate(pair: Pair) -> DuplicateRecord:
    return DuplicateRecord(
        kind=pair.first.kind,
        first=Link(id=pair.first.id, name=pair.first.name),
        second=Link(id=pair.second.id, name=pair.second.name),
        score=pair.score,
        reasons=list(pair.reasons),
    )


def _ids(pair: Pair) -> tuple[int, int]:
    return min(pair.first.id, pair.second.id), max(pair.first.id, pair.second.id)


def _distinct_pairs(session: Session, kind: RecordKind) -> set[tuple[int, int]]:
    statement = select(col(DistinctPair.first_id), col(DistinctPair.second_id)).where(
        col(DistinctPair.kind) == kind
    )
    return {(first, second) for first, second in session.execute(statement)}


def _candidates(session: Session, kind: RecordKind, chosen: ColumnElement[bool]) -> list[Candidate]:
    if kind == RecordKind.PERSON:
        return _people(session, chosen)
    if kind == RecordKind.ORGANISATION:
        return _organisations(session, chosen)
    raise Invalid.field("kind", _("Only people and organisations are compared."), str(kind))


def _people(session: Session, chosen: ColumnElement[bool]) -> list[Candidate]:
    emails, phones = _contacts_of_people(session, chosen)
    employers = _gather(
        session.execute(
            select(col(Membership.person_id), col(Organisation.folded_name))
            .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
            .join(Person, col(Membership.person_id) == col(Person.id))
            .where(chosen)
            .distinct()
        )
    )
    statement = select(
        col(Person.id), col(Person.name), col(Person.given_name), col(Person.family_name)
    ).where(chosen)
    return [
        Candidate(
            kind=RecordKind.PERSON.value,
            id=identity,
            name=name,
            given_name=given or "",
            family_name=family or "",
            emails=tuple(emails.get(identity, ())),
            phones=tuple(phones.get(identity, ())),
            organisations=tuple(employers.get(identity, ())),
        )
        for identity, name, given, family in session.execute(statement.order_by(col(Person.id)))
        if identity is not None
    ]


def _contacts_of_people(session: Session, chosen: ColumnElement[bool]) -> tuple[Values, Values]:
    columns = (col(ContactDetail.type), col(ContactDetail.match_key))
    own = (
        select(col(Person.id), *columns)
        .join(ContactDetail, col(ContactDetail.person_id) == col(Person.id))
        .where(chosen)
    )
    at_work = (
        select(col(Person.id), *columns)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .join(ContactDetail, col(ContactDetail.membership_id) == col(Membership.id))
        .where(chosen)
    )
    rows = [*session.execute(own), *session.execute(at_work)]
    return _by_type(rows, ContactType.EMAIL), _by_type(rows, ContactType.PHONE)


def _by_type(rows: Iterable[Any], kind: ContactType) -> Values:
    return _gather((identity, key) for identity, type_, key in rows if type_ == kind)


def _gather(rows: Iterable[Any]) -> Values:
    values: Values = {}
    for identity, value in rows:
        values.setdefault(identity, []).append(value)
    return values


def _organisations(session: Session, chosen: ColumnElement[bool]) -> list[Candidate]:
    contacts = session.execute(
        select(col(Organisation.id), col(ContactDetail.type), col(ContactDetail.match_key))
        .join(ContactDetail, col(ContactDetail.organisation_id) == col(Organisation.id))
        .where(chosen)
    ).all()
    emails = _by_type(contacts, ContactType.EMAIL)
    phones = _by_type(contacts, ContactType.PHONE)
    numbers = _gather(
        session.execute(
            select(
                col(Identifier.organisation_id),
                col(Identifier.scheme) + ":" + col(Identifier.identifier),
            )
            .join(Organisation, col(Identifier.organisation_id) == col(Organisation.id))
            .where(chosen)
        )
    )
    parent = aliased(Organisation)
    statement = (
        select(col(Organisation.id), col(Organisation.name), col(parent.folded_name))
        .outerjoin(parent, col(Organisation.parent_id) == col(parent.id))
        .where(chosen)
        .order_by(col(Organisation.id))
    )
    return [
        Candidate(
            kind=RecordKind.ORGANISATION.value,
            id=identity,
            name=name,
            emails=tuple(emails.get(identity, ())),
            phones=tuple(phones.get(identity, ())),
            organisations=(above,) if above else (),
            identifiers=tuple(numbers.get(identity, ())),
        )
        for identity, name, above in session.execute(statement)
        if identity is not None
    ]


def _new_person(session: Session, data: PersonIn) -> Candidate:
    employers = [membership.organisation for membership in data.memberships]
    return Candidate(
        kind=RecordKind.PERSON.value,
        id=NEW,
        name=data.name,
        given_name=data.given_name or "",
        family_name=data.family_name or "",
        emails=_given(data, ContactType.EMAIL, data.emails),
        phones=_given(data, ContactType.PHONE, data.phones),
        organisations=tuple(_employer(session, employer) for employer in employers),
    )


def _employer(session: Session, reference: Reference) -> str:
    if isinstance(reference, int):
        organisation = session.get(Organisation, reference)
        return organisation.folded_name if organisation else ""
    return fold(reference)


def _new_organisation(data: OrganisationIn) -> Candidate:
    numbers = [f"orgnr:{data.orgnr}"] if data.orgnr else []
    numbers += [f"{number.scheme}:{number.identifier}" for number in data.identifiers]
    return Candidate(
        kind=RecordKind.ORGANISATION.value,
        id=NEW,
        name=data.name,
        emails=_given(data, ContactType.EMAIL, data.emails),
        phones=_given(data, ContactType.PHONE, data.phones),
        identifiers=tuple(numbers),
    )


def _given(
    data: PersonIn | OrganisationIn, kind: ContactType, values: Collection[str]
) -> tuple[str, ...]:
    details = list(data.contact_details)
    if isinstance(data, PersonIn):
        details += [each for membership in data.memberships for each in membership.contact_details]
    found = [detail.value for detail in details if detail.type == kind]
    return tuple(match_key(kind, value) for value in [*values, *found])


def _near(session: Session, kind: RecordKind, new: Candidate) -> set[int]:
    """Return the ids of what shares an address, a number or a beginning of a name."""
    near = {key[1] for word in words(new.name)[-2:] for key in searched(session, word, (kind,))}
    for statement in (*_same_contact(kind, new), _same_number(new), *_alike_named(kind, new)):
        near.update(identity for identity in session.scalars(statement) if identity is not None)
    return near


def _same_contact(kind: RecordKind, new: Candidate) -> list[Any]:
    owner = owner_column(ContactDetail, kind)
    same = col(ContactDetail.type).in_([ContactType.EMAIL, ContactType.PHONE]) & col(
        ContactDetail.match_key
    ).in_([*new.emails, *new.phones])
    statements: list[Any] = [select(owner).where(same)]
    if kind == RecordKind.PERSON:
        statements.append(
            select(col(Membership.person_id))
            .join(ContactDetail, col(ContactDetail.membership_id) == col(Membership.id))
            .where(same)
        )
    return statements


def _same_number(new: Candidate) -> Any:
    plain = [number.partition(":")[2] for number in new.identifiers]
    return select(col(Identifier.organisation_id)).where(col(Identifier.identifier).in_(plain))


def _alike_named(kind: RecordKind, new: Candidate) -> list[Any]:
    model: Any = Person if kind == RecordKind.PERSON else Organisation
    typed = words(new.name) or [fold(new.name)]
    first, last = typed[0][:FIRST_LETTERS], typed[-1][:FIRST_LETTERS]
    alike = or_(
        *(
            (model.folded_name >= start)
            & (model.folded_name < start + _LAST_LETTER)
            & model.folded_name.contains(rest, autoescape=True)
            for start, rest in ((first, last), (last, first))
        )
    )
    other = select(owner_column(OtherName, kind)).where(
        col(OtherName.folded_name) == fold(new.name)
    )
    exact = select(model.id).where(model.folded_name == fold(new.name))
    return [exact.limit(CHOSEN), other, select(model.id).where(alike).limit(CHOSEN)]
