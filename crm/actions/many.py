"""The same change to many records, which is one batch and so one thing to take back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlmodel import Session, col, delete, select, update

from crm.actions.collaborations import delete_collaboration, edit_collaboration
from crm.actions.follow_ups import complete_follow_up, delete_follow_up, edit_follow_up
from crm.actions.interactions import delete_interaction, edit_interaction
from crm.actions.labels import find_or_add_tag
from crm.actions.lists import delete_list, fixed_list
from crm.actions.organisations import delete_organisation, edit_organisation
from crm.actions.people import delete_people, delete_person, edit_person
from crm.actions.posts import delete_post
from crm.actions.topics import delete_topic, find_or_add_topic
from crm.actions.versions import touch
from crm.inputs import (
    CollaborationEdit,
    FollowUpEdit,
    Input,
    InteractionEdit,
    OrganisationEdit,
    PersonEdit,
    Reference,
)
from crm.models import ContactListMember, InteractionTopic, Tag, Tagging
from crm.models.base import Row
from crm.queries.kinds import MODELS, batched, owner_column
from crm.queries.rows import key_of
from crm.settings import now_utc
from crm.text import clean_line, fold
from crm.vocabulary import RecordKind


class Editing(NamedTuple):
    """How a noun is edited, and which of its fields many records may share."""

    edit: Callable[..., Any]
    changes: type[Input]
    fields: tuple[str, ...]


EDITING: Mapping[RecordKind, Editing] = {
    RecordKind.PERSON: Editing(edit_person, PersonEdit, ("language", "honorific_prefix", "note")),
    RecordKind.ORGANISATION: Editing(
        edit_organisation,
        OrganisationEdit,
        ("classification", "parent", "area", "website", "dissolution_date", "note"),
    ),
    RecordKind.INTERACTION: Editing(
        edit_interaction, InteractionEdit, ("kind", "status", "place", "atmosphere")
    ),
    RecordKind.FOLLOW_UP: Editing(
        edit_follow_up,
        FollowUpEdit,
        (
            "owner",
            "due_date",
            "status",
            "direction",
            "priority",
            "organisation",
            "person",
            "collaboration",
        ),
    ),
    RecordKind.COLLABORATION: Editing(
        edit_collaboration, CollaborationEdit, ("status", "lead", "agreed_on", "review_on")
    ),
}
CUSTOM = "custom."
DELETED_AT_ONCE = 500

DELETING: Mapping[RecordKind, Callable[..., Any]] = {
    RecordKind.PERSON: delete_person,
    RecordKind.ORGANISATION: delete_organisation,
    RecordKind.INTERACTION: delete_interaction,
    RecordKind.FOLLOW_UP: delete_follow_up,
    RecordKind.COLLABORATION: delete_collaboration,
    RecordKind.TOPIC: delete_topic,
    RecordKind.LIST: delete_list,
    RecordKind.POST: delete_post,
}


def set_field(
    session: Session, kind: RecordKind | str, ids: Iterable[int], field: str, value: object
) -> None:
    """Set one field of many records; `custom.key` is a field of the user's own.

    The field is one of `EDITING`. Errors: `NotFound`, `Ambiguous` (a reference), `Invalid`.
    """
    editing = EDITING[RecordKind(kind)]
    given: dict[str, Any] = {field: value}
    if field.startswith(CUSTOM):
        given = {"custom": {field.removeprefix(CUSTOM): value}}
    changes = editing.changes(**given)
    for identity in ids:
        editing.edit(session, identity, changes)


def delete_many(session: Session, kind: RecordKind | str, ids: Iterable[int]) -> None:
    """Delete many records; errors: `NotFound`, and what deleting one of them raises."""
    noun, gone = RecordKind(kind), list(dict.fromkeys(ids))
    if noun is RecordKind.PERSON:
        for start in range(0, len(gone), DELETED_AT_ONCE):
            delete_people(session, gone[start : start + DELETED_AT_ONCE])
        return
    for identity in gone:
        DELETING[noun](session, identity)


def complete_many(session: Session, ids: Iterable[int]) -> None:
    """Mark many promises as kept today; errors: `NotFound`."""
    for identity in ids:
        complete_follow_up(session, identity)


def tag_many(
    session: Session,
    kind: RecordKind | str,
    ids: Sequence[int],
    put: Iterable[str],
    off: Iterable[str] = (),
) -> None:
    """Put tags on many records and take others off; what is so already stays.

    A tag that nothing carries any more is forgotten. Errors: `Invalid` for a name that no tag can
    have.
    """
    noun = RecordKind(kind)
    owner = owner_column(Tagging, noun)
    changed: set[int] = set()
    for name in put:
        tag_id = key_of(find_or_add_tag(session, name))
        changed |= _add_missing(session, Tagging, owner, ids, {"tag_id": tag_id})
    for name in off:
        changed |= _take_off(session, owner, ids, name)
    _note(session, noun, changed)


def _take_off(session: Session, owner: Any, ids: Sequence[int], name: str) -> set[int]:
    tag = session.exec(select(Tag).where(Tag.folded_name == fold(clean_line(name)))).first()
    if tag is None:
        return set()
    changed: set[int] = set()
    for piece in batched(ids):
        on_them = (col(Tagging.tag_id) == tag.id) & owner.in_(piece)
        changed.update(session.exec(select(owner).where(on_them)))
        session.exec(delete(Tagging).where(on_them))
    if session.exec(select(Tagging.id).where(Tagging.tag_id == tag.id).limit(1)).first() is None:
        session.delete(tag)
        session.flush()
    return changed


def list_many(session: Session, list_id: int, kind: RecordKind | str, ids: Sequence[int]) -> None:
    """Put many people or organisations on a fixed list.

    Errors: `NotFound`; `Invalid` for a saved search and for other kinds of record.
    """
    contact_list = fixed_list(session, list_id, kind)
    owner = owner_column(ContactListMember, kind)
    if _add_missing(session, ContactListMember, owner, ids, {"contact_list_id": list_id}):
        touch(session, contact_list)
        session.flush()


def add_topics(session: Session, ids: Sequence[int], topics: Iterable[Reference]) -> None:
    """Say of many interactions that they are on some topics too, new ones are made.

    Errors: `NotFound` for a reference that fits no topic, `Invalid` for a name that cannot be.
    """
    changed: set[int] = set()
    owner = col(InteractionTopic.interaction_id)
    for topic in topics:
        topic_id = key_of(find_or_add_topic(session, topic))
        changed |= _add_missing(session, InteractionTopic, owner, ids, {"topic_id": topic_id})
    _note(session, RecordKind.INTERACTION, changed)


def _add_missing(
    session: Session, model: type[Row], owner: Any, ids: Sequence[int], values: dict[str, int]
) -> set[int]:
    """Add a row to each record that has none with these values yet; return which they are."""
    same = [getattr(model, name) == value for name, value in values.items()]
    missing = set(ids)
    for piece in batched(ids):
        missing.difference_update(session.exec(select(owner).where(*same, owner.in_(piece))))
    for identity in sorted(missing):
        session.add(model(**values, **{owner.key: identity}))
    session.flush()
    return missing


def _note(session: Session, kind: RecordKind, ids: Iterable[int]) -> None:
    """Note of many records that they, or something that belongs to them, have changed."""
    model: Any = MODELS[kind]
    for piece in batched(sorted(ids)):
        changed = update(model).where(col(model.id).in_(piece))
        session.exec(changed.values(version=model.version + 1, updated_at=now_utc()))
