"""Which people or organisations are exported, and as which columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_type_hints

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.exporting.values import ORGANISATION_EXTRA_COLUMNS, ORGNR, PERSON_EXTRA_COLUMNS
from crm.errors import UsageError
from crm.formats.csv_writer import ORGANISATION_COLUMNS, PERSON_COLUMNS
from crm.i18n import _
from crm.models import Identifier
from crm.queries.labels import get_fields_for
from crm.queries.lists import get_list
from crm.queries.organisations import organisation_ids
from crm.queries.people import person_ids
from crm.queries.records import OrganisationRecord, PersonRecord
from crm.queries.references import Reference, resolve_list, resolve_organisation
from crm.vocabulary import Classification, RecordKind

KINDS: Mapping[str, RecordKind] = {
    "people": RecordKind.PERSON,
    "organisations": RecordKind.ORGANISATION,
}
JSON_KEYS = {
    RecordKind.PERSON: tuple(get_type_hints(PersonRecord)),
    RecordKind.ORGANISATION: tuple(get_type_hints(OrganisationRecord)),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What an export is restricted to; several restrictions must all hold."""

    contact_list: Reference | None = None
    organisation: Reference | None = None
    classification: str | None = None
    tag: str | None = None
    ids: Sequence[int] | None = None


def noun(kind: str) -> RecordKind:
    """Return the noun that a kind of export is about; errors: `UsageError`."""
    if kind not in KINDS:
        message = _("Only these can be exported: {kinds}.")
        raise UsageError(message.format(kinds=", ".join(KINDS)))
    return KINDS[kind]


def chosen_ids(session: Session, kind: RecordKind, choice: Choice) -> list[int]:
    """Return the ids of those chosen, by name in Swedish order; `ids` keep their own order.

    For people, `organisation` and `classification` are where they are now; of organisations,
    `organisation` chooses it and what lies right below it.
    Errors: `NotFound`, `Ambiguous`, `UsageError` for an unknown classification.
    """
    if choice.classification and choice.classification not in set(Classification):
        message = _("There is no classification {word}; known are: {words}.")
        words = ", ".join(Classification)
        raise UsageError(message.format(word=choice.classification, words=words))
    within = None
    if choice.organisation is not None:
        within = resolve_organisation(session, choice.organisation)
    found = _matching(session, kind, choice, within)
    if choice.contact_list is not None:
        members = get_list(session, resolve_list(session, choice.contact_list))["members"]
        on_list = {member["id"] for member in members if member["kind"] == kind}
        found = [identity for identity in found if identity in on_list]
    if choice.ids is not None:
        fitting = set(found)
        return [identity for identity in dict.fromkeys(choice.ids) if identity in fitting]
    return found


def _matching(session: Session, kind: RecordKind, choice: Choice, within: int | None) -> list[int]:
    classification, tag = choice.classification, choice.tag
    if kind == RecordKind.PERSON:
        return person_ids(session, organisation=within, classification=classification, tag=tag)
    found = organisation_ids(session, classification=classification, tag=tag)
    if within is None:
        return found
    family = {within, *organisation_ids(session, parent=within)}
    return [identity for identity in found if identity in family]


def table_columns(
    session: Session, kind: RecordKind, wanted: Sequence[str] | None
) -> Sequence[str]:
    """Return the columns of a table: those wanted, else all that are read back by an import.

    Errors: `UsageError` for one that there is not, with those that there are.
    """
    own = [f"custom:{field['key']}" for field in get_fields_for(session, kind)]
    if kind == RecordKind.PERSON:
        usual: list[str] = [*PERSON_COLUMNS, *own]
        known = [*usual, *PERSON_EXTRA_COLUMNS]
    else:
        usual = [*ORGANISATION_COLUMNS, *_schemes(session), *own]
        known = [*usual, *ORGANISATION_EXTRA_COLUMNS]
    return _checked(wanted, known) if wanted else usual


def json_keys(kind: RecordKind, wanted: Sequence[str] | None) -> Sequence[str] | None:
    """Return the keys of a record that are wanted, None for all; errors: `UsageError`."""
    return _checked(wanted, JSON_KEYS[kind]) if wanted else None


def _schemes(session: Session) -> list[str]:
    schemes = session.scalars(select(col(Identifier.scheme)).distinct())
    return [f"identifier:{scheme}" for scheme in sorted(schemes) if scheme != ORGNR]


def _checked(wanted: Sequence[str], known: Iterable[str]) -> Sequence[str]:
    names = list(dict.fromkeys(known))
    unknown = [name for name in wanted if name not in names]
    if unknown:
        message = _("There is no column {unknown}; choose from: {known}.")
        raise UsageError(message.format(unknown=", ".join(unknown), known=", ".join(names)))
    return wanted
