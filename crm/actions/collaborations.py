"""Agreed ways of working together: registering, changing and deleting them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, delete, select

from crm.actions.labels import attach_tags, set_custom
from crm.actions.versions import apply, changing, check_uid, check_version, touch
from crm.inputs import CollaborationEdit, CollaborationIn, Reference
from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    Document,
    FollowUp,
    Tagging,
)
from crm.models.base import Row
from crm.queries.kinds import owner_column
from crm.queries.references import resolve_organisation
from crm.queries.rows import key_of, require
from crm.vocabulary import RecordKind

NOT_COLUMNS = {"uid", "custom", "organisations", "tags"}
OWNED: tuple[type[Row], ...] = (CollaborationOrganisation, Tagging, Document)


def add_collaboration(session: Session, entry: CollaborationIn) -> Collaboration:
    """Register a collaboration with its organisations, and return its row.

    Errors: `NotFound` and `Ambiguous` for the organisations; `Invalid`.
    """
    check_uid(session, Collaboration, entry.uid)
    collaboration = Collaboration(**_columns(entry.given()))
    collaboration.uid = entry.uid or collaboration.uid
    set_custom(session, collaboration, entry.custom)
    session.add(collaboration)
    session.flush()
    _set_organisations(session, collaboration, entry.organisations)
    attach_tags(session, RecordKind.COLLABORATION, key_of(collaboration), entry.tags)
    return collaboration


def edit_collaboration(
    session: Session,
    collaboration_id: int,
    changes: CollaborationEdit,
    *,
    version: int | None = None,
) -> Collaboration:
    """Change what is named of a collaboration; `organisations` replaces the list.

    Errors: `NotFound`, `Ambiguous`, `Invalid`; `Conflict` where `version` is not the stored one.
    """
    collaboration = require(session, Collaboration, collaboration_id)
    check_version(collaboration, version)
    given = changes.given()
    with changing(session, collaboration):
        apply(collaboration, _columns(given))
        if "custom" in given:
            set_custom(session, collaboration, changes.custom)
        if "organisations" in given:
            _set_organisations(session, collaboration, changes.organisations)
    return collaboration


def delete_collaboration(
    session: Session, collaboration_id: int, *, version: int | None = None
) -> None:
    """Delete a collaboration; promises made under it stay. Errors: `NotFound`, `Conflict`."""
    collaboration = require(session, Collaboration, collaboration_id)
    check_version(collaboration, version)
    for model in OWNED:
        owner = owner_column(model, RecordKind.COLLABORATION)
        session.exec(delete(model).where(owner == collaboration_id))
    promises = select(FollowUp).where(col(FollowUp.collaboration_id) == collaboration_id)
    for follow_up in session.exec(promises):
        follow_up.collaboration_id = None
        touch(session, follow_up)
    session.flush()
    session.delete(collaboration)
    session.flush()


def _columns(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in NOT_COLUMNS}


def _set_organisations(
    session: Session, collaboration: Collaboration, organisations: Iterable[Reference]
) -> None:
    wanted = dict.fromkeys(resolve_organisation(session, named) for named in organisations)
    statement = select(CollaborationOrganisation).where(
        col(CollaborationOrganisation.collaboration_id) == key_of(collaboration)
    )
    for row in session.exec(statement):
        if row.organisation_id in wanted:
            del wanted[row.organisation_id]
        else:
            session.delete(row)
    for organisation_id in wanted:
        session.add(
            CollaborationOrganisation(
                collaboration_id=key_of(collaboration), organisation_id=organisation_id
            )
        )
    session.flush()
