"""The book as a source for the search for duplicates: few columns of all, all columns of few."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import func, select, union_all
from sqlmodel import Session, col

from crm.matching import Candidate, plain_phone
from crm.models import ContactDetail, Identifier, Membership, Organisation, OtherName, Person
from crm.queries.candidates import candidates
from crm.queries.kinds import batched, owner_column
from crm.text import words
from crm.vocabulary import ContactType, RecordKind

TELLING = (ContactType.EMAIL, ContactType.PHONE, ContactType.ADDRESS)
"""The sorts of contact details by which somebody may be known."""

Words = tuple[str, ...]


class ComparedRecords:
    """All people or all organisations of a book; a `crm.matching.Source`."""

    def __init__(self, session: Session, kind: RecordKind) -> None:
        self.kind = kind.value
        self._session = session
        self._kind = kind
        self._model: Any = Person if kind == RecordKind.PERSON else Organisation

    def names(self) -> Iterator[tuple[int, Words]]:
        """Return the id and the folded words of the name of each record."""
        statement = select(self._model.id, self._model.folded_name)
        return ((identity, tuple(words(name))) for identity, name in self._rows(statement))

    def bare(self) -> Collection[int]:
        """Return the people who are in no organisation and cannot be reached."""
        reached = select(col(ContactDetail.id)).where(
            col(ContactDetail.person_id) == col(Person.id)
        )
        works = select(col(Membership.id)).where(col(Membership.person_id) == col(Person.id))
        statement = select(col(Person.id)).where(~reached.exists(), ~works.exists())
        return {identity for (identity,) in self._rows(statement)}

    def values(self) -> Iterator[tuple[str, Collection[int]]]:
        """Return each address, phone and number that stands with several, with their ids."""
        for value, holders in _held(self._rows(self._contacts())):
            yield plain_phone(value), holders
        if self._kind == RecordKind.ORGANISATION:
            yield from _held(self._rows(self._numbers()))

    def _contacts(self) -> Any:
        sort, value = col(ContactDetail.type), col(ContactDetail.match_key)
        several = (
            select(sort, value)
            .where(sort.in_(TELLING))
            .group_by(sort, value)
            .having(func.count() > 1)
            .subquery()
        )
        shared = (several.c.type == sort) & (several.c.match_key == value)
        owner = owner_column(ContactDetail, self._kind)
        held: Any = (
            select(sort, value, owner.label("holder"))
            .join(several, shared)
            .where(owner.is_not(None))
        )
        if self._kind == RecordKind.ORGANISATION:
            return held.order_by(sort, value)
        at_work: Any = (
            select(sort, value, col(Membership.person_id).label("holder"))
            .join(several, shared)
            .join(Membership, col(ContactDetail.membership_id) == col(Membership.id))
        )
        both = union_all(held, at_work).subquery()
        return select(both).order_by(both.c.type, both.c.match_key)

    def _numbers(self) -> Any:
        number = col(Identifier.identifier)
        several = select(number).group_by(number).having(func.count() > 1).subquery()
        scheme = col(Identifier.scheme)
        return (
            select(scheme, scheme + ":" + number, col(Identifier.organisation_id))
            .join(several, several.c.identifier == number)
            .order_by(scheme, number)
        )

    def colleagues(self) -> Iterator[Sequence[int]]:
        """Return the people of each organisation."""
        statement = select(col(Membership.organisation_id), col(Membership.person_id))
        ordered = statement.order_by(col(Membership.organisation_id))
        for _organisation, rows in groupby(self._rows(ordered), itemgetter(0)):
            yield list(dict.fromkeys(person for _organisation, person in rows))

    def former_names(self) -> Iterator[tuple[int, Words]]:
        """Return the id and the folded words of each other name."""
        owner = owner_column(OtherName, self._kind)
        statement = select(owner, col(OtherName.folded_name)).where(owner.is_not(None))
        return ((identity, tuple(words(name))) for identity, name in self._rows(statement))

    def candidates(self, ids: Sequence[int]) -> Iterator[Candidate]:
        """Return the records with these ids, whole, in that order."""
        for piece in batched(ids):
            yield from candidates(self._session, self._kind, piece)

    def _rows(self, statement: Any) -> Iterable[Any]:
        # Rows of columns need nothing of the mapping of classes, which would take half the time.
        return self._session.connection().execute(statement.execution_options(yield_per=5000))


def _held(rows: Iterable[Any]) -> Iterator[tuple[str, Collection[int]]]:
    """Yield each value that more than one holds, from rows in the order of the values."""
    for (_sort, value), held_by in groupby(rows, itemgetter(0, 1)):
        holders = {holder for _sort, _value, holder in held_by}
        if len(holders) > 1:
            yield value, holders
