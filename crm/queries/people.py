"""People: one whole, or many as the lines of a list."""

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session, col

from crm.models import (
    InteractionTopic,
    Membership,
    Organisation,
    Participant,
    Person,
    Post,
    Statement,
)
from crm.queries.conditions import fitting
from crm.queries.contacts import (
    list_contact_details,
    list_other_names,
    list_relationships,
)
from crm.queries.kinds import get_record, is_id, membership_in_force
from crm.queries.labels import tagged, tags_of
from crm.queries.lists import on_list
from crm.queries.memberships import current_memberships, list_memberships
from crm.queries.orders import Order, ids_in_order, order_by
from crm.queries.people_rows import last_interactions, person_rows
from crm.queries.records import PersonRecord, PersonRow
from crm.settings import today
from crm.text import fold
from crm.vocabulary import RecordKind

__all__ = [
    "PersonFilters",
    "count_people",
    "current_memberships",
    "get_person",
    "list_people",
    "person_ids",
    "person_rows",
]

KIND = RecordKind.PERSON


class PersonFilters(TypedDict, total=False):
    """What people can be chosen by; several must all hold.

    `organisation`, `topic` and `contact_list` are ids, `tag` is a name, `role` a part of a role,
    `where` a condition as in `crm.where`. Past memberships count only where `current_only` is
    False.
    """

    organisation: int | None
    classification: str | None
    tag: str | None
    role: str | None
    topic: int | None
    contact_list: int | None
    where: str | None
    current_only: bool


def get_person(session: Session, identity: int) -> PersonRecord:
    """Return a person with everything that belongs to them; errors: `NotFound`."""
    person = get_record(session, RecordKind.PERSON, identity)
    assert isinstance(person, Person)
    return PersonRecord(
        id=identity,
        uid=person.uid,
        name=person.name,
        given_name=person.given_name,
        family_name=person.family_name,
        honorific_prefix=person.honorific_prefix,
        other_names=list_other_names(session, RecordKind.PERSON, identity),
        language=person.language,
        note=person.note,
        memberships=list_memberships(session, person=identity),
        contact_details=list_contact_details(session, RecordKind.PERSON, identity),
        tags=tags_of(session, RecordKind.PERSON, identity),
        custom=dict(person.custom),
        relationships=list_relationships(session, RecordKind.PERSON, identity),
        last_interaction=last_interactions(session, Participant.person_id, [identity]).get(
            identity
        ),
        created_at=person.created_at,
        updated_at=person.updated_at,
        version=person.version,
    )


def list_people(
    session: Session,
    *,
    after: int | None = None,
    limit: int | None = None,
    **filters: Unpack[PersonFilters],
) -> list[PersonRow]:
    """Return people as lines in Swedish order; `after` is the last id of the page before."""
    return person_rows(session, person_ids(session, after=after, limit=limit, **filters))


def person_ids(
    session: Session,
    *,
    after: int | None = None,
    limit: int | None = None,
    order: Order | None = None,
    **filters: Unpack[PersonFilters],
) -> Sequence[int]:
    """Return the ids of people in Swedish order of their names, or in another `order`.

    Errors: `UsageError` where `where` is no condition, `NotFound` for the list, `Invalid` where
    its own condition is wrong by now.
    """
    found_first = bool(filters.get("where")) and limit is None
    ordered = order_by(KIND, order) if order else by_name(Person, found_first=found_first)
    statement = (
        select(col(Person.id))
        .where(*_conditions(session, filters), *following(Person, after))
        .order_by(*ordered)
        .limit(limit)
    )
    return ids_in_order(session, statement)


def count_people(session: Session, **filters: Unpack[PersonFilters]) -> int:
    """Return how many people there are, or how many fit the filters."""
    statement = select(func.count(col(Person.id))).where(*_conditions(session, filters))
    return session.scalars(statement).one()


def by_name(model: type[Person] | type[Organisation], *, found_first: bool) -> list[Any]:
    """Order by name in Swedish; with `found_first` only once all that fit are found.

    Else SQLite goes through everybody in the order of the index and looks each up, which for a
    few of a million takes six times as long. Taking only the first of many is quicker that way.
    """
    key = col(model.sort_key)
    return [key.concat("") if found_first else key, col(model.id)]


def following(model: type[Person] | type[Organisation], after: int | None) -> list[Any]:
    """Restrict to the rows that sort after the row with this id."""
    if after is None or not is_id(after):
        return []
    key = select(col(model.sort_key)).where(col(model.id) == after).scalar_subquery()
    return [col(model.sort_key) >= key, or_(col(model.sort_key) > key, col(model.id) > after)]


def _conditions(session: Session, filters: PersonFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    work = _work_conditions(session, filters)
    if work:
        conditions.append(col(Person.id).in_(_people_with(*work)))
    tag = filters.get("tag")
    if tag is not None:
        conditions.append(col(Person.id).in_(tagged(RecordKind.PERSON, tag)))
    topic, contact_list = filters.get("topic"), filters.get("contact_list")
    if topic is not None:
        conditions.append(_speaks_of(topic))
    if contact_list is not None:
        conditions.append(on_list(session, RecordKind.PERSON, contact_list))
    if where := filters.get("where"):
        conditions.append(fitting(session, RecordKind.PERSON, where))
    return conditions


def _work_conditions(session: Session, filters: PersonFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    organisation = filters.get("organisation")
    if organisation is not None:
        conditions.append(col(Membership.organisation_id) == organisation)
    classification = filters.get("classification")
    if classification is not None:
        conditions.append(col(Organisation.classification) == classification)
    role = filters.get("role")
    if role is not None:
        conditions.append(_role_like(session, role, organisation))
    if conditions and filters.get("current_only", True):
        conditions.append(membership_in_force(today()))
    return conditions


def _people_with(*conditions: ColumnElement[bool]) -> Any:
    return (
        select(col(Membership.person_id))
        .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        .outerjoin(Post, col(Membership.post_id) == col(Post.id))
        .where(*conditions)
    )


def _role_like(session: Session, role: str, organisation: int | None) -> ColumnElement[bool]:
    # SQLite folds ASCII only; the different roles are few, so they are folded here.
    wanted = fold(role)
    roles: list[str | None] = []
    for model in (Membership, Post):
        statement = select(col(model.role)).distinct()
        if organisation is not None:
            statement = statement.where(col(model.organisation_id) == organisation)
        roles += session.scalars(statement)
    fitting = {name for name in roles if name and wanted in fold(name)}
    return or_(
        col(Membership.role).in_(fitting),
        col(Post.role).in_(fitting),
        col(Post.folded_name).contains(wanted, autoescape=True),
    )


def _speaks_of(topic: int) -> ColumnElement[bool]:
    took_part = (
        select(col(Participant.person_id))
        .join(
            InteractionTopic,
            col(InteractionTopic.interaction_id) == col(Participant.interaction_id),
        )
        .where(col(InteractionTopic.topic_id) == topic)
    )
    spoke = select(col(Statement.person_id)).where(col(Statement.topic_id) == topic)
    return or_(col(Person.id).in_(took_part), col(Person.id).in_(spoke))
