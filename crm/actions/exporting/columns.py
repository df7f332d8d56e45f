"""Which columns a table has, and which keys a record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_type_hints

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session, col

from crm.actions.exporting.values import (
    ORGANISATION_EXTRA_COLUMNS,
    ORGNR,
    PERSON_EXTRA_COLUMNS,
    REACHED_BY,
)
from crm.actions.exporting.work_values import (
    COLLABORATION_COLUMNS,
    FOLLOW_UP_COLUMNS,
    INTERACTION_COLUMNS,
    WORK_EXTRA_COLUMNS,
)
from crm.errors import UsageError
from crm.formats.columns import recognise
from crm.formats.csv_writer import ORGANISATION_COLUMNS, PERSON_COLUMNS
from crm.i18n import _
from crm.models import ContactDetail, Identifier
from crm.queries.labels import get_fields_for
from crm.queries.records import (
    CollaborationRecord,
    FollowUpRecord,
    InteractionRecord,
    OrganisationRecord,
    PersonRecord,
)
from crm.vocabulary import RecordKind

USUAL = {
    RecordKind.PERSON: PERSON_COLUMNS,
    RecordKind.ORGANISATION: ORGANISATION_COLUMNS,
    RecordKind.INTERACTION: INTERACTION_COLUMNS,
    RecordKind.FOLLOW_UP: FOLLOW_UP_COLUMNS,
    RecordKind.COLLABORATION: COLLABORATION_COLUMNS,
}
EXTRA: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.PERSON: PERSON_EXTRA_COLUMNS,
    RecordKind.ORGANISATION: ORGANISATION_EXTRA_COLUMNS,
}
JSON_KEYS = {
    RecordKind.PERSON: tuple(get_type_hints(PersonRecord)),
    RecordKind.ORGANISATION: tuple(get_type_hints(OrganisationRecord)),
    RecordKind.INTERACTION: tuple(get_type_hints(InteractionRecord)),
    RecordKind.FOLLOW_UP: tuple(get_type_hints(FollowUpRecord)),
    RecordKind.COLLABORATION: tuple(get_type_hints(CollaborationRecord)),
}
MOST_LABELS = 20
"""Beyond so many labels, values stand in the column without one."""


def table_columns(
    session: Session, kind: RecordKind, wanted: Sequence[str] | None
) -> Sequence[str]:
    """Return the columns of a table: those wanted, else all that are read back by an import.

    Values with a label have columns of their own (`phone:mobile`), with a scheme too. Errors:
    `UsageError` for a column that there is not, with those that there are.
    """
    own = [f"custom:{field['key']}" for field in get_fields_for(session, kind)]
    usual = [*USUAL[kind], *own]
    if kind == RecordKind.ORGANISATION:
        usual = [*USUAL[kind], *_schemes(session), *own]
    if kind in EXTRA:
        usual = _with_labels(usual, _labelled(session, kind))
    known = [*usual, *EXTRA.get(kind, WORK_EXTRA_COLUMNS)]
    if wanted and kind in EXTRA:
        # A script may ask for a label that nobody has yet.
        known += [column for column in wanted if _is_labelled(column)]
    return _checked(wanted, known) if wanted else usual


def json_keys(kind: RecordKind, wanted: Sequence[str] | None) -> Sequence[str]:
    """Return the keys of a record that are wanted, or none for all; errors: `UsageError`."""
    return _checked(wanted, JSON_KEYS[kind]) if wanted else ()


def _schemes(session: Session) -> list[str]:
    schemes = session.scalars(select(col(Identifier.scheme)).distinct())
    return [f"identifier:{scheme}" for scheme in sorted(schemes) if scheme != ORGNR]


def _labelled(session: Session, kind: RecordKind) -> list[str]:
    """Return the columns of the most usual labels that an import would read as what they are."""
    owned: ColumnElement[bool] = col(ContactDetail.organisation_id).is_not(None)
    if kind == RecordKind.PERSON:
        person, membership = ContactDetail.person_id, ContactDetail.membership_id
        owned = or_(col(person).is_not(None), col(membership).is_not(None))
    statement = (
        select(col(ContactDetail.type), col(ContactDetail.label))
        .where(owned, col(ContactDetail.label).is_not(None))
        .group_by(col(ContactDetail.type), col(ContactDetail.label))
        .order_by(func.count().desc(), col(ContactDetail.type), col(ContactDetail.label))
        .limit(MOST_LABELS)
    )
    names = [f"{REACHED_BY[way]}:{label}" for way, label in session.execute(statement)]
    return sorted(name for name in names if recognise(name) == name)


def _is_labelled(column: str) -> bool:
    base, _colon, label = column.partition(":")
    return base in REACHED_BY.values() and bool(label.strip())


def _with_labels(columns: Sequence[str], labelled: Sequence[str]) -> list[str]:
    """Put each labelled column behind the one without a label."""
    return [
        name
        for column in columns
        for name in (column, *(one for one in labelled if one.startswith(f"{column}:")))
    ]


def _checked(wanted: Sequence[str], known: Iterable[str]) -> Sequence[str]:
    names = list(dict.fromkeys(known))
    unknown = [name for name in wanted if name not in names]
    if unknown:
        message = _("There is no column {unknown}; choose from: {known}.")
        raise UsageError(message.format(unknown=", ".join(unknown), known=", ".join(names)))
    return wanted
