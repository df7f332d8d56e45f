"""Agreed ways of working together: one, and lists of them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    Organisation,
    Tagging,
)
from crm.queries.conditions import fitting
from crm.queries.fetching import beneath
from crm.queries.follow_ups import list_follow_ups
from crm.queries.lines.collaborations import collaboration_lines
from crm.queries.orders import Order, each_id, order_by
from crm.queries.records import CollaborationRecord, CollaborationRow, Link
from crm.queries.rows import key_of, require, tags_of
from crm.text import clean_line
from crm.vocabulary import RecordKind

BY_TITLE = Order("title")


def collaboration_ids(
    session: Session,
    *,
    status: str | None = None,
    organisation: int | None = None,
    where: str | None = None,
    order: Order | None = None,
    limit: int | None = None,
) -> list[int]:
    """Return the ids of the collaborations that fit, by title in Swedish order or another `order`.

    `where` is a condition as in `crm.where`. Errors: `UsageError` where it is none.
    """
    conditions: list[ColumnElement[bool]] = []
    if status is not None:
        conditions.append(col(Collaboration.status) == clean_line(status))
    if organisation is not None:
        conditions.append(with_organisation(organisation))
    if where:
        conditions.append(fitting(session, RecordKind.COLLABORATION, where))
    ordered = order_by(RecordKind.COLLABORATION, order or BY_TITLE)
    statement = select(Collaboration.id).where(*conditions).order_by(*ordered).limit(limit)
    return list(each_id(session, statement))


def list_collaborations(
    session: Session,
    *,
    status: str | None = None,
    organisation: int | None = None,
    where: str | None = None,
) -> list[CollaborationRow]:
    """Return the collaborations that fit, as `collaboration_ids` orders them."""
    ids = collaboration_ids(session, status=status, organisation=organisation, where=where)
    return collaboration_rows(session, ids)


def collaboration_rows(session: Session, ids: Sequence[int]) -> list[CollaborationRow]:
    """Return the collaborations with these ids in the same order, without those that have gone."""
    return collaboration_lines(beneath(session), ids)


def get_collaboration(session: Session, collaboration_id: int) -> CollaborationRecord:
    """Return a collaboration with all its promises; errors: `NotFound`."""
    collaboration = require(session, Collaboration, collaboration_id)
    return CollaborationRecord(
        id=collaboration_id,
        uid=collaboration.uid,
        title=collaboration.title,
        purpose=collaboration.purpose,
        organisations=_organisations(session, collaboration_id),
        lead=collaboration.lead,
        status=collaboration.status,
        agreed_on=collaboration.agreed_on,
        review_on=collaboration.review_on,
        follow_ups=list_follow_ups(session, collaboration=collaboration_id),
        tags=tags_of(session, col(Tagging.collaboration_id), collaboration_id),
        custom=dict(collaboration.custom),
        created_at=collaboration.created_at,
        updated_at=collaboration.updated_at,
        version=collaboration.version,
    )


def with_organisation(organisation_id: int) -> ColumnElement[bool]:
    """Ask for collaborations that an organisation takes part in."""
    return collaborating(col(CollaborationOrganisation.organisation_id) == organisation_id)


def collaborating(organisation: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask for collaborations of which an organisation fits."""
    return col(Collaboration.id).in_(
        select(CollaborationOrganisation.collaboration_id).where(organisation)
    )


def _organisations(session: Session, collaboration_id: int) -> list[Link]:
    statement = (
        select(Organisation)
        .join(
            CollaborationOrganisation,
            col(CollaborationOrganisation.organisation_id) == col(Organisation.id),
        )
        .where(col(CollaborationOrganisation.collaboration_id) == collaboration_id)
        .order_by(col(Organisation.sort_key), col(Organisation.id))
    )
    return [Link(id=key_of(row), name=row.name) for row in session.exec(statement)]
