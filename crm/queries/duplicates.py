"""Which people, and which organisations, may be one and the same."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from crm.errors import Invalid
from crm.i18n import _
from crm.inputs import OrganisationIn, PersonIn
from crm.inputs.people import Reference
from crm.matching import Candidate, Pair, compare_one, search
from crm.models import DistinctPair, Organisation
from crm.queries.candidates import candidates
from crm.queries.compared import ComparedRecords
from crm.queries.kinds import MODELS, batched
from crm.queries.matches import match_key
from crm.queries.namesakes import frequencies_near, near_ids
from crm.queries.records import DuplicateRecord, Link
from crm.text import fold
from crm.vocabulary import ContactType, RecordKind

NEW = 0
"""Stands for the id of a record that is not stored yet."""
COMPARED = (RecordKind.PERSON, RecordKind.ORGANISATION)


class Duplicates(NamedTuple):
    """The pairs that may be one, best first.

    `passed_over` is how many values and names are held by too many to compare all of those.
    """

    pairs: list[DuplicateRecord]
    passed_over: int


def _go_on() -> None:
    """Let nothing stop the search."""


def search_duplicates(
    session: Session, kind: RecordKind | str, *, check: Callable[[], None] = _go_on
) -> Duplicates:
    """Find the pairs that may be one, without those found to be different.

    `kind` is `person` or `organisation`. Time grows with the number of records; `check` is called
    now and then and may raise to stop. Errors: `Invalid` for another kind.
    """
    noun = RecordKind(kind)
    if noun not in COMPARED:
        raise Invalid.field("kind", _("Only people and organisations are compared."), str(kind))
    distinct = _distinct_pairs(session, noun)
    found = search(ComparedRecords(session, noun), check=check)
    pairs = [_duplicate(pair) for pair in found.pairs if _ids(pair) not in distinct]
    return Duplicates(pairs, found.passed_over)


def find_duplicates(session: Session, kind: RecordKind | str) -> list[DuplicateRecord]:
    """Return the pairs that may be one, best first; see `search_duplicates`."""
    return search_duplicates(session, kind).pairs


def still_open(session: Session, pairs: Sequence[DuplicateRecord]) -> list[DuplicateRecord]:
    """Return those of the pairs of which both are there and that nobody has decided about."""
    kept = list(pairs)
    for kind in COMPARED:
        ids = {side["id"] for pair in kept if pair["kind"] == kind for side in _sides(pair)}
        there = _existing(session, kind, sorted(ids))
        distinct = _distinct_pairs(session, kind) if ids else set()
        kept = [
            pair
            for pair in kept
            if pair["kind"] != kind
            or (
                there.issuperset(side["id"] for side in _sides(pair)) and _key(pair) not in distinct
            )
        ]
    return kept


def _sides(pair: DuplicateRecord) -> tuple[Link, Link]:
    return pair["first"], pair["second"]


def _key(pair: DuplicateRecord) -> tuple[int, int]:
    first, second = sorted(side["id"] for side in _sides(pair))
    return first, second


def _existing(session: Session, kind: RecordKind, ids: Sequence[int]) -> set[int]:
    identity: Any = MODELS[kind].id
    return {
        found
        for piece in batched(ids)
        for found in session.scalars(select(identity).where(identity.in_(piece)))
    }


def possible_duplicates_of(
    session: Session, data: PersonIn | OrganisationIn
) -> list[DuplicateRecord]:
    """Return what is stored already and may be what is about to be added, best first.

    The first of each pair is the new one and has the id 0. Only records that share an address, a
    number or much of the name are looked at, so that this can be asked at every entry.
    """
    new = _new_person(session, data) if isinstance(data, PersonIn) else _new_organisation(data)
    near = candidates(session, RecordKind(new.kind), sorted(near_ids(session, new)))
    frequencies = frequencies_near(session, new, (other.name for other in near))
    return [_duplicate(pair) for pair in compare_one(new, near, frequencies=frequencies)]


def _duplicate(pair: Pair) -> DuplicateRecord:
    return DuplicateRecord(
        kind=pair.first.kind,
        first=Link(id=pair.first.id, name=pair.first.name),
        second=Link(id=pair.second.id, name=pair.second.name),
        score=pair.score,
        reasons=list(pair.reasons),
    )


def _ids(pair: Pair) -> tuple[int, int]:
    return min(pair.first.id, pair.second.id), max(pair.first.id, pair.second.id)


def _distinct_pairs(session: Session, kind: RecordKind) -> set[tuple[int, int]]:
    statement = select(col(DistinctPair.first_id), col(DistinctPair.second_id)).where(
        col(DistinctPair.kind) == kind
    )
    return {(first, second) for first, second in session.execute(statement)}


def _new_person(session: Session, data: PersonIn) -> Candidate:
    employers = [membership.organisation for membership in data.memberships]
    return Candidate(
        kind=RecordKind.PERSON.value,
        id=NEW,
        name=data.name,
        given_name=data.given_name or "",
        family_name=data.family_name or "",
        emails=_given(data, ContactType.EMAIL, data.emails),
        phones=_given(data, ContactType.PHONE, data.phones),
        addresses=_given(data, ContactType.ADDRESS, ()),
        organisations=tuple(_employer(session, employer) for employer in employers),
    )


def _employer(session: Session, reference: Reference) -> str:
    if isinstance(reference, int):
        organisation = session.get(Organisation, reference)
        return organisation.folded_name if organisation else ""
    return fold(reference)


def _new_organisation(data: OrganisationIn) -> Candidate:
    numbers = [f"orgnr:{data.orgnr}"] if data.orgnr else []
    numbers += [f"{number.scheme}:{number.identifier}" for number in data.identifiers]
    return Candidate(
        kind=RecordKind.ORGANISATION.value,
        id=NEW,
        name=data.name,
        emails=_given(data, ContactType.EMAIL, data.emails),
        phones=_given(data, ContactType.PHONE, data.phones),
        addresses=_given(data, ContactType.ADDRESS, ()),
        identifiers=tuple(numbers),
        area=fold(data.area or ""),
    )


def _given(
    data: PersonIn | OrganisationIn, kind: ContactType, values: Collection[str]
) -> tuple[str, ...]:
    details = list(data.contact_details)
    if isinstance(data, PersonIn):
        details += [each for membership in data.memberships for each in membership.contact_details]
    found = [detail.value for detail in details if detail.type == kind]
    return tuple(match_key(kind, value) for value in [*values, *found])
