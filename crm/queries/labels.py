"""Tags, the user's own fields, assessments and documents."""

from collections.abc import Sequence
from typing import Any, TypedDict

from sqlalchemy import func, select
from sqlmodel import Session, col

from crm.models import Assessment, CustomField, Document, Tag, Tagging
from crm.queries.kinds import batched, owner_column
from crm.queries.records import AssessmentRecord, CustomFieldRecord, DocumentRecord
from crm.text import fold
from crm.vocabulary import RecordKind


class TagRecord(TypedDict):
    """A tag, and how many records carry it."""

    id: int
    name: str
    count: int


def list_tags(session: Session) -> list[TagRecord]:
    """Return all tags in Swedish order."""
    statement = (
        select(col(Tag.id), col(Tag.name), func.count(col(Tagging.id)))
        .outerjoin(Tagging, col(Tagging.tag_id) == col(Tag.id))
        .group_by(col(Tag.id))
        .order_by(col(Tag.sort_key), col(Tag.id))
    )
    return [
        TagRecord(id=identity, name=name, count=count)
        for identity, name, count in session.execute(statement)
        if identity is not None
    ]


def tags_of(session: Session, kind: RecordKind | str, identity: int) -> list[str]:
    """Return the names of the tags on a record, in Swedish order."""
    statement = (
        select(col(Tag.name))
        .join(Tagging, col(Tagging.tag_id) == col(Tag.id))
        .where(owner_column(Tagging, kind) == identity)
        .order_by(col(Tag.sort_key), col(Tag.id))
    )
    return list(session.scalars(statement))


def tags_on(session: Session, kind: RecordKind | str, identities: Sequence[int]) -> set[str]:
    """Return the names of the tags that any of some records carries."""
    owner = owner_column(Tagging, kind)
    statement = select(col(Tag.name)).join(Tagging, col(Tagging.tag_id) == col(Tag.id)).distinct()
    return {
        name
        for piece in batched(identities)
        for name in session.scalars(statement.where(owner.in_(piece)))
    }


def tagged(kind: RecordKind | str, tag: str) -> Any:
    """Return a selection of the ids of the records of a noun that carry a tag."""
    return (
        select(owner_column(Tagging, kind))
        .join(Tag, col(Tagging.tag_id) == col(Tag.id))
        .where(col(Tag.folded_name) == fold(tag))
    )


def list_fields(session: Session) -> list[CustomFieldRecord]:
    """Return the user's own fields in the order they were given."""
    statement = select(CustomField).order_by(col(CustomField.position), col(CustomField.id))
    return [_field_record(field) for field in session.scalars(statement)]


def get_fields_for(session: Session, kind: RecordKind | str) -> list[CustomFieldRecord]:
    """Return the fields that records of a noun can hold."""
    return [field for field in list_fields(session) if str(kind) in field["applies_to"]]


def _field_record(field: CustomField) -> CustomFieldRecord:
    assert field.id is not None
    return CustomFieldRecord(
        id=field.id,
        key=field.key,
        label=field.label,
        type=field.type,
        choices=list(field.choices),
        applies_to=list(field.applies_to),
    )


def list_assessments(
    session: Session, kind: RecordKind | str, identity: int
) -> list[AssessmentRecord]:
    """Return the assessments of a person or organisation, the latest first."""
    statement = (
        select(Assessment)
        .where(owner_column(Assessment, kind) == identity)
        .order_by(col(Assessment.date).desc(), col(Assessment.id).desc())
    )
    return [_assessment_record(assessment) for assessment in session.scalars(statement)]


def _assessment_record(assessment: Assessment) -> AssessmentRecord:
    assert assessment.id is not None
    return AssessmentRecord(
        id=assessment.id,
        date=assessment.date,
        influence=assessment.influence,
        interest=assessment.interest,
        stance=assessment.stance,
        reason=assessment.reason,
    )


def list_documents(session: Session, kind: RecordKind | str, identity: int) -> list[DocumentRecord]:
    """Return the documents of an interaction, organisation or collaboration, as they were added."""
    statement = (
        select(Document).where(owner_column(Document, kind) == identity).order_by(col(Document.id))
    )
    return [_document_record(document) for document in session.scalars(statement)]


def _document_record(document: Document) -> DocumentRecord:
    assert document.id is not None
    return DocumentRecord(
        id=document.id,
        title=document.title,
        location=document.location,
        sha256=document.sha256,
    )
