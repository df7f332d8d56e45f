"""Change the user's own fields, and the values that records hold in them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from crm.actions.field_values import field_value
from crm.actions.versions import check_version, touch
from crm.errors import Invalid, NotFound, Problem
from crm.i18n import _, ngettext
from crm.inputs import CustomFieldIn
from crm.matching import nearest
from crm.models import CustomField
from crm.models.base import Record
from crm.queries.kinds import MODELS, kind_of
from crm.queries.labels import get_fields_for
from crm.queries.records import (
    CollaborationRecord,
    FollowUpRecord,
    InteractionRecord,
    OrganisationRecord,
    PersonRecord,
)
from crm.text import fold
from crm.titles import told_problem
from crm.vocabulary import FieldType, RecordKind

RECORDS: dict[RecordKind, type[Any]] = {
    RecordKind.PERSON: PersonRecord,
    RecordKind.ORGANISATION: OrganisationRecord,
    RecordKind.INTERACTION: InteractionRecord,
    RecordKind.FOLLOW_UP: FollowUpRecord,
    RecordKind.COLLABORATION: CollaborationRecord,
}
"""The nouns that can have fields of the user's own, and the fields they have anyway."""
_KEY = re.compile(r"[^\W\d_][\w-]{0,59}")


def add_field(session: Session, data: CustomFieldIn) -> CustomField:
    """Define a field; the key stands in columns and in `--set KEY=VALUE`.

    Errors: `Invalid` for a key that is taken or no single word, a choice without choices, or a
    noun that cannot have fields.
    """
    key = _checked_key(session, data.key)
    last = session.exec(select(func.max(CustomField.position))).one()
    field = CustomField(
        key=key,
        label=data.label or data.key,
        type=data.type,
        choices=_checked_choices(data.type, data.choices),
        applies_to=_checked_nouns(data.applies_to),
        position=0 if last is None else last + 1,
    )
    session.add(field)
    session.flush()
    return field


def _checked_key(session: Session, text: str) -> str:
    key = text.casefold()
    if not _KEY.fullmatch(key):
        message = _("A key is one word of letters, digits, - and _, and begins with a letter.")
        raise Invalid.field("key", message, text)
    if any(key in record.__annotations__ for record in RECORDS.values()):
        message = _("Every record has “{key}” already; choose another key.")
        raise Invalid.field("key", message.format(key=key), text)
    if session.exec(select(CustomField).where(CustomField.key == key)).first():
        message = _("There is a field “{key}” already.")
        raise Invalid.field("key", message.format(key=key), text)
    return key


def _checked_choices(kind: str, choices: Sequence[str]) -> list[str]:
    unique = list({fold(choice): choice for choice in reversed(choices) if choice}.values())[::-1]
    if kind == FieldType.CHOICE and not unique:
        raise Invalid.field("choices", _("A field of type choice needs at least one choice."))
    if kind != FieldType.CHOICE and unique:
        raise Invalid.field("choices", _("Only a field of type choice has choices."))
    return unique


def _checked_nouns(nouns: Iterable[str]) -> list[str]:
    unique = list(dict.fromkeys(nouns))
    unknown = [noun for noun in unique if noun not in RECORDS]
    if unknown or not unique:
        message = _("A field applies to one or more of: {nouns}.")
        known = ", ".join(RECORDS)
        raise Invalid.field("applies_to", message.format(nouns=known), ", ".join(unknown))
    return unique


def require_field(session: Session, key: str | int) -> CustomField:
    """Return the field with this key, label or id; errors: `NotFound` with the nearest keys."""
    fields = session.exec(select(CustomField).order_by(col(CustomField.position))).all()
    for field in fields:
        if key in (field.id, field.key) or fold(str(key)) in (fold(field.key), fold(field.label)):
            return field
    message = _("There is no field “{key}”; look at which there are.")
    raise NotFound(message.format(key=key), nearest(str(key), [field.key for field in fields]))


def edit_field(
    session: Session,
    key: str | int,
    *,
    new_key: str | None = None,
    label: str | None = None,
    choices: Sequence[str] | None = None,
    applies_to: Sequence[str] | None = None,
    version: int | None = None,
) -> CustomField:
    """Change key, label, choices or nouns of a field; its values go with it.

    Errors: `NotFound`, `Conflict`, `Invalid` also for a choice or noun that is dropped while
    records hold values that need it.
    """
    field = require_field(session, key)
    check_version(field, version)
    data = CustomFieldIn(
        key=new_key or field.key,
        label=field.label if label is None else label,
        type=FieldType(field.type),
        choices=list(field.choices if choices is None else choices),
        applies_to=list(field.applies_to if applies_to is None else applies_to),
    )
    wanted_key = field.key if fold(data.key) == fold(field.key) else _checked_key(session, data.key)
    wanted_choices = _checked_choices(data.type, data.choices)
    wanted_nouns = _checked_nouns(data.applies_to)
    holders = list(_holders(session, field))
    _refuse_loss(field, holders, wanted_choices, wanted_nouns)
    for record in holders:
        _replace(session, record, field.key, wanted_key)
    field.key, field.label = wanted_key, data.label or wanted_key
    field.choices, field.applies_to = wanted_choices, wanted_nouns
    touch(session, field)
    session.flush()
    return field


def _refuse_loss(
    field: CustomField, holders: Iterable[Any], choices: Sequence[str], nouns: Sequence[str]
) -> None:
    lost = [
        record
        for record in holders
        if kind_of(record) not in nouns
        or (field.type == FieldType.CHOICE and record.custom[field.key] not in choices)
    ]
    if lost:
        message = ngettext(
            "{count} record holds a value that would no longer fit; change it first.",
            "{count} records hold values that would no longer fit; change them first.",
            len(lost),
        )
        raise Invalid.field("choices", message.format(count=len(lost)))


def _holders(session: Session, field: CustomField) -> Iterable[Any]:
    """Return the records that hold a value in a field."""
    path = f'$."{field.key}"'
    for noun in RECORDS:
        model: Any = MODELS[noun]
        yield from session.exec(
            select(model).where(func.json_type(model.custom, path).is_not(None))
        )


def _replace(session: Session, record: Any, old_key: str, new_key: str | None) -> None:
    if old_key == new_key:
        return
    values = dict(record.custom)
    value = values.pop(old_key)
    record.custom = values if new_key is None else values | {new_key: value}
    touch(session, record)


def remove_field(session: Session, key: str | int) -> CustomField:
    """Remove a field with its values on all records; errors: `NotFound`."""
    field = require_field(session, key)
    for record in list(_holders(session, field)):
        _replace(session, record, field.key, None)
    session.flush()
    session.delete(field)
    session.flush()
    return field


def set_custom(session: Session, record: Record, values: Mapping[str, object]) -> None:
    """Set fields of the user's own on a record; None or empty text empties one.

    Each value is read by the type of its field. Errors: `Invalid` with a problem per field, also
    for a field that is not defined for this noun.
    """
    if not values:
        return
    holder: Any = record
    kind = kind_of(record) or ""
    fields = {field["key"]: field for field in get_fields_for(session, kind)}
    custom, problems = dict(holder.custom), []
    for given, value in values.items():
        key = given.casefold()
        try:
            if key not in fields:
                raise Invalid(_unknown_field(given, fields))
            custom[key] = field_value(fields[key], value)
        except Invalid as error:
            shown = "" if value is None else str(value)
            problems.append(Problem(f"custom.{given}", error.message, shown))
    if problems:
        raise Invalid(" ".join(map(told_problem, problems)), problems)
    holder.custom = {key: value for key, value in custom.items() if value is not None}


def _unknown_field(key: str, fields: Iterable[str]) -> str:
    known = ", ".join(fields)
    if not known:
        return _("There is no field “{key}”; add it first.").format(key=key)
    return _("There is no field “{key}” here, only: {known}.").format(key=key, known=known)
