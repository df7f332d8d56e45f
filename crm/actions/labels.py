"""Change what users sort and weigh their records by: tags, own fields, assessments, documents."""

import re
from collections.abc import Iterable
from typing import TypeVar

from sqlmodel import Session, col, select

from crm.actions.fields import add_field, edit_field, remove_field, set_custom
from crm.actions.versions import touch, touch_owner
from crm.errors import Invalid, NotFound
from crm.i18n import _
from crm.inputs import AssessmentIn, DocumentIn
from crm.matching import nearest
from crm.models import Assessment, Document, Tag, Tagging
from crm.models.base import NAME_LENGTH, Record
from crm.queries.kinds import get_record, is_id, owner_column
from crm.queries.labels import tags_of
from crm.text import clean_line, fold
from crm.vocabulary import RecordKind, Stance

Owned = TypeVar("Owned", Assessment, Document)

LOCATION_LENGTH = 2000
_SHA256 = re.compile(r"[0-9a-f]{64}")

__all__ = [
    "add_assessment",
    "add_document",
    "add_field",
    "attach_tags",
    "edit_field",
    "find_or_add_tag",
    "remove_assessment",
    "remove_document",
    "remove_field",
    "set_custom",
    "tag",
    "untag",
]


def tag(session: Session, kind: RecordKind | str, identity: int, names: Iterable[str]) -> Record:
    """Put tags on a record, making those that do not exist, and return the record.

    Errors: `NotFound`, `Invalid` for an empty or over-long name.
    """
    record = get_record(session, kind, identity)
    if attach_tags(session, kind, identity, names):
        touch(session, record)
        session.flush()
    return record


def attach_tags(
    session: Session, kind: RecordKind | str, identity: int, names: Iterable[str]
) -> list[Tagging]:
    """Put tags on a record without noting the change; return those that are new on it."""
    owner = owner_column(Tagging, kind)
    taggings = []
    for name in names:
        label = find_or_add_tag(session, name)
        carried = select(Tagging).where(Tagging.tag_id == label.id, owner == identity)
        if session.exec(carried).first() is None:
            tagging = Tagging(tag_id=label.id or 0)
            setattr(tagging, owner.key, identity)
            session.add(tagging)
            session.flush()
            taggings.append(tagging)
    return taggings


def find_or_add_tag(session: Session, name: str) -> Tag:
    """Return the tag of a name, case and accents apart, or a new one; errors: `Invalid`."""
    text = clean_line(name)
    if not fold(text).strip() or len(text) > NAME_LENGTH:
        message = _("A tag must be between 1 and {limit} characters.")
        raise Invalid.field("tags", message.format(limit=NAME_LENGTH), text[:60])
    label = session.exec(select(Tag).where(Tag.folded_name == fold(text))).first()
    if label is None:
        label = Tag(name=text)
        session.add(label)
        session.flush()
    return label


def untag(session: Session, kind: RecordKind | str, identity: int, names: Iterable[str]) -> Record:
    """Take tags off a record and return it; a tag that nothing carries any more is forgotten.

    Errors: `NotFound` for a tag the record does not carry.
    """
    record = get_record(session, kind, identity)
    owner = owner_column(Tagging, kind)
    for name in names:
        statement = (
            select(Tagging, Tag)
            .join(Tag, col(Tagging.tag_id) == col(Tag.id))
            .where(owner == identity, Tag.folded_name == fold(clean_line(name)))
        )
        found = session.exec(statement).first()
        if found is None:
            message = _("The tag “{name}” is not there to be taken off.")
            close = nearest(name, tags_of(session, kind, identity))
            raise NotFound(message.format(name=clean_line(name)), close)
        _take_off(session, *found)
    touch(session, record)
    session.flush()
    return record


def _take_off(session: Session, tagging: Tagging, label: Tag) -> None:
    session.delete(tagging)
    session.flush()
    if session.exec(select(Tagging).where(Tagging.tag_id == label.id)).first() is None:
        session.delete(label)
        session.flush()


def add_assessment(
    session: Session, kind: RecordKind | str, identity: int, data: AssessmentIn
) -> Assessment:
    """Weigh a person or organisation on a date: influence and interest 1 to 5, and stance.

    Errors: `NotFound`, `Invalid` when nothing is said or the stance is unknown.
    """
    get_record(session, kind, identity)
    if data.stance is not None and data.stance not in set(Stance):
        message = _("This must be one of: {words}.")
        raise Invalid.field("stance", message.format(words=", ".join(Stance)), data.stance)
    if data.influence is None and data.interest is None and not data.stance and not data.reason:
        raise Invalid.field("influence", _("Give influence, interest, stance or a reason."))
    assessment = Assessment(**data.model_dump())
    return _own(session, assessment, kind, identity)


def remove_assessment(session: Session, identity: int) -> Assessment:
    """Forget an assessment; errors: `NotFound`."""
    return _remove(session, Assessment, identity)


def add_document(
    session: Session, kind: RecordKind | str, identity: int, data: DocumentIn
) -> Document:
    """Keep the path or address of a document with an interaction, organisation or collaboration.

    Errors: `NotFound`, `Invalid`.
    """
    get_record(session, kind, identity)
    location = clean_line(data.location)
    if len(location) > LOCATION_LENGTH:
        message = _("The text is {count} characters long; at most {limit} fit here.")
        sentence = message.format(count=len(location), limit=LOCATION_LENGTH)
        raise Invalid.field("location", sentence)
    document = Document(title=data.title, location=location, sha256=_checked_hash(data.sha256))
    return _own(session, document, kind, identity)


def _checked_hash(sha256: str | None) -> str | None:
    if sha256 is None or _SHA256.fullmatch(sha256.lower()):
        return sha256 and sha256.lower()
    raise Invalid.field("sha256", _("A SHA-256 is 64 characters, 0 to 9 and a to f."), sha256)


def remove_document(session: Session, identity: int) -> Document:
    """Forget where a document is; errors: `NotFound`."""
    return _remove(session, Document, identity)


def _own(session: Session, row: Owned, kind: RecordKind | str, identity: int) -> Owned:
    setattr(row, owner_column(type(row), kind).key, identity)
    session.add(row)
    session.flush()
    touch_owner(session, row)
    session.flush()
    return row


def _remove(session: Session, model: type[Owned], identity: int) -> Owned:
    row = session.get(model, identity) if is_id(identity) else None
    if row is None:
        raise NotFound(_("It is not there; it may have been deleted."))
    touch_owner(session, row)
    session.delete(row)
    session.flush()
    return row
