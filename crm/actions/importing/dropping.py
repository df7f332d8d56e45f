"""Who no longer takes part: those whom an earlier version of a file named and a later one drops."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.participants import participants_of
from crm.formats.records import InteractionRecord
from crm.history import origins_of
from crm.inputs import ParticipantIn
from crm.models import ImportedFile, Interaction, Participant, Person, Statement
from crm.queries.rows import key_of
from crm.text import fold
from crm.vocabulary import RecordKind, reference


def dropped(
    session: Session,
    interaction: Interaction,
    record: InteractionRecord,
    present: Sequence[ParticipantIn],
) -> Iterator[Participant]:
    """Give the participants whom a later version of a meeting no longer names.

    Whoever a person added or changed stays, and whoever said something; so does everybody where
    the file names nobody, as many calendars keep to themselves who is invited.
    """
    if not record.participants:
        return
    people = {one.person for one in present if one.person}
    whole = {one.organisation for one in present if one.organisation and not one.person}
    # Somebody may be named under an address that the book does not know.
    names = {fold(one.name) for one in record.participants}
    for row in participants_of(session, interaction):
        is_named = row.person_id in people if row.person_id else row.organisation_id in whole
        if is_named or _name(session, row) in names or _spoke(session, row):
            continue
        if _is_of_files(session, row):
            yield row


def who(row: Participant) -> str:
    """Return the reference of a participant."""
    kind = RecordKind.PERSON if row.person_id else RecordKind.ORGANISATION
    return reference(kind, row.person_id or row.organisation_id or 0)


def _name(session: Session, row: Participant) -> str:
    if row.person_id is None:
        return fold(row.organisation_name or "")
    return fold(session.get_one(Person, row.person_id).name)


def _spoke(session: Session, row: Participant) -> bool:
    said = select(col(Statement.id)).where(col(Statement.interaction_id) == row.interaction_id)
    if row.person_id is None:
        said = said.where(col(Statement.organisation_id) == row.organisation_id)
    else:
        said = said.where(col(Statement.person_id) == row.person_id)
    return session.scalars(said).first() is not None


def _is_of_files(session: Session, row: Participant) -> bool:
    """Tell whether nothing about a participant comes from anywhere but files."""
    connection: Any = session.connection().connection.driver_connection
    batches = set(origins_of(connection, "participant", key_of(row)).values())
    known = select(col(ImportedFile.batch_id)).where(col(ImportedFile.batch_id).in_(batches))
    return bool(batches) and batches == set(session.scalars(known))
