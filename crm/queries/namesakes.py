"""Whom somebody new may be: what is near in the indexes, in a time that no book makes longer."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from crm.matching import (
    Candidate,
    Frequencies,
    also_called,
    comparable,
    spelling_of,
)
from crm.models import ContactDetail, Identifier, Membership, Organisation, OtherName, Person
from crm.queries.compared import TELLING
from crm.queries.kinds import owner_column
from crm.search import count_with, with_words
from crm.text import fold, words
from crm.vocabulary import RecordKind

NEAR = 50
"""How many are looked at of those who have one thing in common with somebody new."""
COUNTED = 2000
"""How far namesakes are counted: so many bear a common name in any book."""
BEGINNING = 3

Words = tuple[str, ...]
Ways = Sequence[Sequence[str]]


def near_ids(session: Session, new: Candidate) -> set[int]:
    """Return the ids of what shares an address, a number or much of the name with a candidate."""
    kind = RecordKind(new.kind)
    statements = [*_same_contact(kind, new), *_same_name(kind, new)]
    if new.identifiers:
        statements.append(_same_number(new))
    near = {
        identity
        for statement in statements
        for identity in session.scalars(statement.limit(NEAR))
        if identity is not None
    }
    connection = _connection(session)
    for ways, anywhere in _ways(new):
        near.update(with_words(connection, kind, ways, NEAR, anywhere=anywhere))
    return near


def frequencies_near(session: Session, new: Candidate, names: Iterable[str]) -> Frequencies:
    """Say how common the words of a name are in the book; `names` are those it is held against."""
    kind, spell = RecordKind(new.kind), spelling_of(new.kind)
    connection = _connection(session)
    written: dict[str, set[str]] = {}
    for name in (new.name, *names):
        for word in words(name):
            written.setdefault(spell(word), set()).add(word)

    @cache
    def count_word(word: str) -> int:
        return sum(count_with(connection, kind, [way], COUNTED) for way in written.get(word, ()))

    @cache
    def count_name(name: Words) -> int:
        return count_with(
            connection, kind, [min(written.get(word, {word})) for word in name], COUNTED
        )

    return Frequencies(count_word, count_name, _highest_id(session, kind), spell)


def _connection(session: Session) -> Any:
    return session.connection().connection.driver_connection


def _highest_id(session: Session, kind: RecordKind) -> int:
    model: Any = Person if kind == RecordKind.PERSON else Organisation
    return session.scalar(select(func.max(model.id))) or 0


def _ways(new: Candidate) -> Iterator[tuple[Ways, bool]]:
    """Yield words and beginnings of words of which all must be there, and whether anywhere."""
    name = comparable(tuple(words(new.name)), new.kind)
    if not name:
        return
    yield [[word] for word in name], False
    if new.kind == RecordKind.PERSON:
        yield from _ways_of_person(name, new)
    else:
        yield from _ways_of_organisation(name)


def _ways_of_person(name: Words, new: Candidate) -> Iterator[tuple[Ways, bool]]:
    """Yield a slip in either name, an initial, short forms, and either name at an employer."""
    first, last = name[0], name[-1]
    yield [[first], [last[:BEGINNING]]], False
    yield [[first[:BEGINNING]], [last]], False
    yield [[first[:1]], [last]], False
    for given, family in ((first, last), (last, first)):
        if others := sorted(also_called(given)):
            yield [others, [family]], False
    for organisation in new.organisations:
        place = [[word] for word in words(organisation)]
        yield from (([[word], *place], True) for word in (first, last) if place)


def _ways_of_organisation(name: Words) -> Iterator[tuple[Ways, bool]]:
    """Yield the name with any one word of it written otherwise."""
    if len(name) == 1:
        yield [[name[0][: max(BEGINNING, len(name[0]) - 2)]]], False
        return
    for place in range(len(name)):
        rest = [[word.removesuffix("s")] for at, word in enumerate(name) if at != place]
        if len(name) == 2:
            rest.append([name[place][:BEGINNING]])
        yield rest, False


def _same_contact(kind: RecordKind, new: Candidate) -> Iterator[Any]:
    owner = owner_column(ContactDetail, kind)
    for value in dict.fromkeys((*new.emails, *new.phones, *new.addresses)):
        same = (col(ContactDetail.type).in_(TELLING)) & (col(ContactDetail.match_key) == value)
        yield select(owner).where(same, owner.is_not(None))
        if kind == RecordKind.PERSON:
            yield (
                select(col(Membership.person_id))
                .join(ContactDetail, col(ContactDetail.membership_id) == col(Membership.id))
                .where(same)
            )


def _same_number(new: Candidate) -> Any:
    plain = [number.partition(":")[2] for number in new.identifiers]
    return select(col(Identifier.organisation_id)).where(col(Identifier.identifier).in_(plain))


def _same_name(kind: RecordKind, new: Candidate) -> Iterator[Any]:
    """Find the name also where the index of words has not read it yet."""
    model: Any = Person if kind == RecordKind.PERSON else Organisation
    owner = owner_column(OtherName, kind)
    name = fold(new.name)
    yield select(model.id).where(model.folded_name == name)
    yield select(owner).where(col(OtherName.folded_name) == name, owner.is_not(None))
