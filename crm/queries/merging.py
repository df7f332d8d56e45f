"""What two records will have once they are one, field by field, before anything is done."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypedDict

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from crm.errors import Invalid
from crm.i18n import N_, _
from crm.labels import label
from crm.models import (
    Assessment,
    CollaborationOrganisation,
    ContactListMember,
    Document,
    FollowUp,
    ImportDecision,
    Organisation,
    Participant,
    Post,
    PreservedProperty,
    RecordSource,
    Relationship,
    Statement,
)
from crm.queries.kinds import owner_column
from crm.queries.organisations import get_organisation
from crm.queries.people import get_person
from crm.queries.records import Link
from crm.validation import format_phone
from crm.vocabulary import Classification, ContactType, MergeOutcome, RecordKind

SINGLE: dict[RecordKind, dict[str, str]] = {
    RecordKind.PERSON: {
        "name": N_("Name"),
        "given_name": N_("Given name"),
        "family_name": N_("Family name"),
        "honorific_prefix": N_("Title"),
        "language": N_("Language"),
    },
    RecordKind.ORGANISATION: {
        "name": N_("Name"),
        "classification": N_("Kind"),
        "parent": N_("Part of"),
        "area": N_("Place"),
        "website": N_("Website"),
        "founding_date": N_("Founded"),
        "dissolution_date": N_("Dissolved"),
    },
}
"""The fields that hold one value, which one of the two must give."""
CUSTOM = "custom."
SEVERAL = {
    "other_names": N_("Also called"),
    "contact_details": N_("Reach"),
    "identifiers": N_("Numbers"),
    "memberships": N_("Roles"),
    "people": N_("People"),
    "tags": N_("Tags"),
    "note": N_("Note"),
}
"""The fields of which both are kept."""
COUNTED: tuple[tuple[type[Any], str], ...] = (
    (Organisation, N_("Organisations below")),
    (Post, N_("Posts")),
    (Participant, N_("Interactions")),
    (Statement, N_("Statements")),
    (FollowUp, N_("Follow-ups")),
    (CollaborationOrganisation, N_("Collaborations")),
    (Relationship, N_("Links")),
    (ContactListMember, N_("Lists")),
    (Assessment, N_("Assessments")),
    (Document, N_("Documents")),
    (RecordSource, N_("Files it came from")),
    (PreservedProperty, N_("Other properties of its cards")),
    (ImportDecision, N_("Decisions about imports")),
)
"""What goes over whole, of which the number tells enough."""


class MergedField(TypedDict):
    """One field of two records: what each says, what will be, and how that came about.

    `field` is what `prefer` takes; only those in conflict can be chosen.
    """

    field: str
    label: str
    kept: str
    other: str
    result: str
    outcome: MergeOutcome


class MergePreview(TypedDict):
    """Two records side by side; `keep` stays, `other` goes into it."""

    kind: str
    keep: Link
    other: Link
    fields: list[MergedField]


def preview_merge(
    session: Session,
    kind: RecordKind | str,
    keep_id: int,
    other_id: int,
    prefer: Collection[str] = (),
) -> MergePreview:
    """Say what the record that stays will have; `prefer` names fields the other one decides.

    Errors: `NotFound`, `Invalid` for another kind or a field that cannot be chosen.
    """
    noun = RecordKind(kind)
    check_preferred(noun, prefer)
    get: Any = get_person if noun == RecordKind.PERSON else get_organisation
    keep, other = get(session, keep_id), get(session, other_id)
    fields = [
        *_single_fields(noun, keep, other, prefer),
        *_several_fields(keep, other),
        *_counted_fields(session, noun, keep_id, other_id),
    ]
    return MergePreview(
        kind=str(noun),
        keep=Link(id=keep_id, name=keep["name"]),
        other=Link(id=other_id, name=other["name"]),
        fields=fields,
    )


def check_preferred(kind: RecordKind, prefer: Collection[str]) -> None:
    """Refuse fields of which nobody can choose one value; errors: `Invalid`."""
    if kind not in SINGLE:
        raise Invalid.field("kind", _("Only people and organisations are compared."), str(kind))
    known = SINGLE[kind]
    for field in prefer:
        if field not in known and not field.startswith(CUSTOM):
            message = _("No value of “{field}” can be chosen; choose of: {fields}.")
            fields = ", ".join((*known, f"{CUSTOM}…"))
            raise Invalid.field("prefer", message.format(field=field, fields=fields), field)


def _single_fields(
    kind: RecordKind, keep: Mapping[str, Any], other: Mapping[str, Any], prefer: Collection[str]
) -> Iterator[MergedField]:
    for field, title in SINGLE[kind].items():
        chosen = field in prefer or (field in NAME_PARTS and "name" in prefer)
        first, second = (_single(one, field, (keep["id"], other["id"])) for one in (keep, other))
        yield _one(field, _(title), first, second, chosen)
    for key in dict.fromkeys((*keep["custom"], *other["custom"])):
        field = CUSTOM + key
        first, second = (_shown(record["custom"].get(key)) for record in (keep, other))
        yield _one(field, key, first, second, field in prefer)


NAME_PARTS = ("given_name", "family_name")
"""What follows the name where that is chosen."""


def _one(field: str, title: str, kept: str, other: str, chosen: bool) -> MergedField:
    # An organisation of no kind in particular says nothing of its kind.
    unsaid = ("", label(Classification.OTHER) if field == "classification" else "")
    if kept == other:
        outcome = MergeOutcome.SAME
    elif other in unsaid:
        outcome = MergeOutcome.KEPT
    elif kept in unsaid:
        outcome = MergeOutcome.TAKEN
    else:
        outcome = MergeOutcome.TAKEN_IN_CONFLICT if chosen else MergeOutcome.KEPT_IN_CONFLICT
    taken = outcome in (MergeOutcome.TAKEN, MergeOutcome.TAKEN_IN_CONFLICT)
    result = other if taken else kept
    return MergedField(
        field=field, label=title, kept=kept, other=other, result=result, outcome=outcome
    )


def _several_fields(keep: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[MergedField]:
    for field, title in SEVERAL.items():
        if field in keep:
            first, second = _listed(keep[field]), _listed(other[field])
            yield _all(field, _(title), first, second)


def _all(field: str, title: str, first: list[str], second: list[str]) -> MergedField:
    more = [text for text in second if text not in first]
    return MergedField(
        field=field,
        label=title,
        kept="; ".join(first),
        other="; ".join(second),
        result="; ".join((*first, *more)),
        outcome=MergeOutcome.SAME if first == second else _gathered(first, more),
    )


def _gathered(first: object, more: object) -> MergeOutcome:
    """Return what becomes of a field of which all is kept."""
    if not more:
        return MergeOutcome.KEPT
    return MergeOutcome.BOTH if first else MergeOutcome.TAKEN


def _counted_fields(
    session: Session, kind: RecordKind, keep_id: int, other_id: int
) -> Iterator[MergedField]:
    for model, title in COUNTED:
        owned = _owned(model, kind)
        if owned is None:
            continue
        count: Any = select(func.count()).select_from(model)
        first, second = (
            session.scalar(count.where(owned(identity))) or 0 for identity in (keep_id, other_id)
        )
        if first or second:
            outcome = _gathered(first, second)
            yield MergedField(
                field=model.__tablename__,
                label=_(title),
                kept=str(first),
                other=str(second),
                result=f"{first} + {second}" if first and second else str(first or second),
                outcome=outcome,
            )


def _owned(model: type[Any], kind: RecordKind) -> Any:
    """Return the condition under which a row belongs to a record, None where none ever does."""
    if model is Organisation:
        is_above = kind == RecordKind.ORGANISATION
        return (lambda identity: col(Organisation.parent_id) == identity) if is_above else None
    if model is Relationship:
        ends = [getattr(Relationship, f"{end}_{kind}_id") for end in ("from", "to")]
        return lambda identity: or_(*(end == identity for end in ends))
    if not hasattr(model, f"{kind}_id"):
        return None
    return lambda identity: owner_column(model, kind) == identity


def _single(record: Mapping[str, Any], field: str, both: tuple[int, int]) -> str:
    """Return a value as text; a parent that is one of the two is none any more."""
    value = record[field]
    if field == "parent" and value and value["id"] in both:
        return ""
    return label(value) if field == "classification" else _shown(value)


def _shown(value: Any) -> str:
    """Return a value as text; a link by its name."""
    if isinstance(value, Mapping):
        return str(value["name"])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def _listed(value: Any) -> list[str]:
    """Return the parts of a field as texts, each once."""
    if not isinstance(value, list):
        return [value] if value else []
    return list(dict.fromkeys(_part(part) for part in value))


def _part(part: Any) -> str:
    if not isinstance(part, Mapping):
        return str(part)
    if "organisation" in part:
        parts = (part["role"], part["organisation"]["name"], _period(part))
        return ", ".join(filter(None, parts))
    if "identifier" in part:
        return f"{label(part['scheme'])} {part['identifier']}"
    if part.get("type") == ContactType.PHONE:
        return format_phone(part["value"])
    return str(part.get("value") or part["name"]).replace("\n", ", ")


def _period(part: Mapping[str, Any]) -> str:
    start, end = part["start_date"], part["end_date"]
    return f"{start or ''}–{end or ''}" if start or end else ""
