"""People and organisations as they are compared with each other."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from crm.errors import Invalid
from crm.i18n import _
from crm.matching import Candidate
from crm.models import ContactDetail, Identifier, Membership, Organisation, OtherName, Person
from crm.queries.kinds import owner_column
from crm.text import fold
from crm.vocabulary import ContactType, RecordKind

Values = dict[int, list[str]]


def candidates(session: Session, kind: RecordKind, ids: Iterable[int]) -> list[Candidate]:
    """Return those of some people, or of some organisations, that exist, in the order of their ids.

    Errors: `Invalid` for another kind.
    """
    chosen = list(ids)
    if kind == RecordKind.PERSON:
        return _people(session, chosen)
    if kind == RecordKind.ORGANISATION:
        return _organisations(session, chosen)
    raise Invalid.field("kind", _("Only people and organisations are compared."), str(kind))


def _people(session: Session, ids: Sequence[int]) -> list[Candidate]:
    own = _details(col(ContactDetail.person_id), ids)
    at_work = (
        select(col(Membership.person_id), col(ContactDetail.type), col(ContactDetail.match_key))
        .join(ContactDetail, col(ContactDetail.membership_id) == col(Membership.id))
        .where(col(Membership.person_id).in_(ids))
    )
    details = [*session.connection().execute(own), *session.connection().execute(at_work)]
    reached = {each: _by_type(details, each) for each in ContactType}
    employers = _gather(
        session.connection().execute(
            select(col(Membership.person_id), col(Organisation.folded_name))
            .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
            .where(col(Membership.person_id).in_(ids))
            .distinct()
        )
    )
    former = _other_names(session, RecordKind.PERSON, ids)
    statement = select(
        col(Person.id), col(Person.name), col(Person.given_name), col(Person.family_name)
    ).where(col(Person.id).in_(ids))
    return [
        Candidate(
            kind=RecordKind.PERSON.value,
            id=identity,
            name=name,
            given_name=given or "",
            family_name=family or "",
            emails=tuple(reached[ContactType.EMAIL].get(identity, ())),
            phones=tuple(reached[ContactType.PHONE].get(identity, ())),
            addresses=tuple(reached[ContactType.ADDRESS].get(identity, ())),
            organisations=tuple(employers.get(identity, ())),
            other_names=tuple(former.get(identity, ())),
        )
        for identity, name, given, family in session.connection().execute(
            statement.order_by(col(Person.id))
        )
        if identity is not None
    ]


def _organisations(session: Session, ids: Sequence[int]) -> list[Candidate]:
    details = session.connection().execute(_details(col(ContactDetail.organisation_id), ids)).all()
    reached = {each: _by_type(details, each) for each in ContactType}
    numbers = _gather(
        session.connection().execute(
            select(
                col(Identifier.organisation_id),
                col(Identifier.scheme) + ":" + col(Identifier.identifier),
            ).where(col(Identifier.organisation_id).in_(ids))
        )
    )
    former = _other_names(session, RecordKind.ORGANISATION, ids)
    parent = aliased(Organisation)
    statement = (
        select(
            col(Organisation.id),
            col(Organisation.name),
            col(Organisation.area),
            col(parent.folded_name),
        )
        .outerjoin(parent, col(Organisation.parent_id) == col(parent.id))
        .where(col(Organisation.id).in_(ids))
        .order_by(col(Organisation.id))
    )
    return [
        Candidate(
            kind=RecordKind.ORGANISATION.value,
            id=identity,
            name=name,
            emails=tuple(reached[ContactType.EMAIL].get(identity, ())),
            phones=tuple(reached[ContactType.PHONE].get(identity, ())),
            addresses=tuple(reached[ContactType.ADDRESS].get(identity, ())),
            organisations=(above,) if above else (),
            identifiers=tuple(numbers.get(identity, ())),
            other_names=tuple(former.get(identity, ())),
            area=fold(area or ""),
        )
        for identity, name, area, above in session.connection().execute(statement)
        if identity is not None
    ]


def _details(owner: Any, ids: Sequence[int]) -> Any:
    return select(owner, col(ContactDetail.type), col(ContactDetail.match_key)).where(
        owner.in_(ids)
    )


def _by_type(rows: Iterable[Any], kind: ContactType) -> Values:
    return _gather((identity, key) for identity, type_, key in rows if type_ == kind)


def _other_names(session: Session, kind: RecordKind, ids: Sequence[int]) -> Values:
    owner = owner_column(OtherName, kind)
    statement = select(owner, col(OtherName.name)).where(owner.in_(ids))
    return _gather(session.connection().execute(statement))


def _gather(rows: Iterable[Any]) -> Values:
    values: Values = {}
    for identity, value in rows:
        values.setdefault(identity, []).append(value)
    return values
