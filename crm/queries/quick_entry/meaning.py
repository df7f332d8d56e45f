"""Whom a name means: the ways of `crm.queries.references`, then what is near, best first.

What a name may mean is asked of the indexes first, so that no book makes it longer; RapidFuzz
compares the few that are left. Nobody is guessed: what is only near is offered.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from crm.matching import Candidate as Compared
from crm.matching import nearest
from crm.models import Membership, Participant
from crm.queries.kinds import find_record, membership_in_force
from crm.queries.matches import (
    by_email,
    by_name,
    by_number,
    by_part_of_name,
    by_phone,
    by_short_reference,
    short_reference,
)
from crm.queries.namesakes import near_ids
from crm.queries.naming import Key, all_names_of, names_of
from crm.queries.people_rows import last_interactions
from crm.queries.quick_entry.plan import NEW, Candidate, Certainty, Decisions, Meant, decision_key
from crm.queries.topics import find_topic
from crm.quick import Knows, Name
from crm.search import count_with, with_words
from crm.search.posts import current_posts
from crm.text import fold, words
from crm.vocabulary import RecordKind

SHOWN = 9
"""How many candidates are offered: as many as a digit can choose."""
NEAR = 50
BEGINNING = 3
_PARTIES = (RecordKind.PERSON, RecordKind.ORGANISATION)
_EXACT_WAYS = (by_short_reference, by_email, by_phone, by_number, by_name)


def names_known(session: Session) -> Knows:
    """Return what tells whether a person has these whole words in a name, or another record just
    this name."""

    @cache
    def knows(kind: RecordKind, name: str) -> bool:
        if kind is RecordKind.PERSON:
            return count_with(_connection(session), kind, words(name), 1) > 0
        if kind is RecordKind.TOPIC:
            return find_topic(session, name) is not None
        return bool(by_name(session, name, (kind,)))

    return knows


class Decided(NamedTuple):
    """What has been said about names: whom they mean, and that all unknown ones are new."""

    decisions: Decisions
    create: bool = False


class Meanings:
    """Finds whom names mean in a book on a day, those decided already first."""

    def __init__(self, session: Session, day: date, decided: Decided) -> None:
        self._session = session
        self._day = day
        self._decided = decided

    def organisation(self, name: Name) -> Meant:
        """Find what is marked with `@`: an organisation, else a person, else a new organisation."""
        kind = RecordKind.ORGANISATION
        found = self._fitting(name.text, (kind,)) or self._fitting(name.text, (RecordKind.PERSON,))
        return self._meant(name, kind, found)

    def topic(self, name: Name) -> Meant:
        """Find what is marked with `#`: a topic, known or new."""
        return self._meant(name, RecordKind.TOPIC, self._fitting(name.text, (RecordKind.TOPIC,)))

    def person(self, name: Name, organisations: Collection[int]) -> Meant:
        """Find who took part: somebody, an organisation of just this name, or somebody new.

        Of several, those count who are in one of the organisations named; their ids are given.
        """
        text = name.text
        found = self._exactly(text, _PARTIES) or self._in_part(text, organisations)
        if len(found) > 1 and organisations:
            found = self._members(found, organisations) or found
        return self._meant(name, RecordKind.PERSON, found)

    def _fitting(self, text: str, kinds: tuple[RecordKind, ...]) -> list[Key]:
        return self._exactly(text, kinds) or by_part_of_name(self._session, text, kinds)

    def _exactly(self, text: str, kinds: tuple[RecordKind, ...]) -> list[Key]:
        ways = (way(self._session, text, kinds) for way in _EXACT_WAYS)
        return next(filter(None, ways), [])

    def _in_part(self, text: str, organisations: Collection[int]) -> list[Key]:
        kind = RecordKind.PERSON
        found = dict.fromkeys(by_part_of_name(self._session, text, (kind,)))
        # A common name fits more people than are read, so those in the organisations are asked for.
        keys = [(RecordKind.ORGANISATION, one) for one in organisations]
        for place in names_of(self._session, keys).values():
            ways = [[word] for word in (*words(text), *words(place))]
            there = with_words(_connection(self._session), kind, ways, NEAR, anywhere=True)
            named = all_names_of(self._session, [(kind, one) for one in there])
            found |= dict.fromkeys(key for key, known in named.items() if _has_words(text, known))
        return list(found)

    def _members(self, found: Iterable[Key], organisations: Collection[int]) -> list[Key]:
        people = [identity for kind, identity in found if kind is RecordKind.PERSON]
        statement = select(col(Membership.person_id)).where(
            col(Membership.person_id).in_(people),
            col(Membership.organisation_id).in_(organisations),
            membership_in_force(self._day),
        )
        inside = set(self._session.scalars(statement))
        return [(RecordKind.PERSON, one) for one in people if one in inside]

    def _meant(self, name: Name, kind: RecordKind, found: Sequence[Key]) -> Meant:
        decision = self._decided.decisions.get(decision_key(kind, name.text))
        if decision == NEW and may_be_added(name.text):
            return Meant(name, kind, Certainty.NEW)
        chosen = short_reference(decision) if decision else None
        if chosen and find_record(self._session, *chosen):
            found = [chosen]
        if len(found) == 1:
            return Meant(name, kind, Certainty.KNOWN, self._candidates(found))
        if found:
            return Meant(name, kind, Certainty.AMBIGUOUS, self._by_contact(found))
        if self._decided.create and may_be_added(name.text):
            return Meant(name, kind, Certainty.NEW)
        return Meant(name, kind, Certainty.UNKNOWN, self._near(name.text, kind))

    # Who is offered.

    def _by_contact(self, found: Sequence[Key]) -> list[Candidate]:
        """Return candidates, those met last first."""
        candidates = self._candidates(found)
        candidates.sort(key=lambda one: fold(one.name))
        candidates.sort(key=lambda one: one.latest, reverse=True)
        return candidates[:SHOWN]

    def _near(self, text: str, kind: RecordKind) -> list[Candidate]:
        """Return those with near names, the nearest first; of a person, organisations too."""
        kinds = _PARTIES if kind is RecordKind.PERSON else (kind,)
        keys = [key for one in kinds for key in self._neighbours(text, one)]
        names = all_names_of(self._session, dict.fromkeys(keys))
        by_called: dict[str, list[Key]] = {}
        for key, known in names.items():
            for called in known:
                by_called.setdefault(called, []).append(key)
        near = [key for called in nearest(text, by_called, SHOWN) for key in by_called[called]]
        return self._candidates(list(dict.fromkeys(near))[:SHOWN])

    def _neighbours(self, text: str, kind: RecordKind) -> list[Key]:
        ids: set[int] = set()
        if kind in _PARTIES:
            ids = near_ids(self._session, Compared(kind=kind.value, id=0, name=text))
        for word in words(text)[:BEGINNING]:
            ways = [[word[:BEGINNING]]]
            ids.update(with_words(_connection(self._session), kind, ways, NEAR))
        return [(kind, one) for one in sorted(ids)]

    def _candidates(self, found: Sequence[Key]) -> list[Candidate]:
        names = names_of(self._session, found)
        people = [one for kind, one in found if kind is RecordKind.PERSON]
        organisations = [one for kind, one in found if kind is RecordKind.ORGANISATION]
        posts = current_posts(_connection(self._session), people) if people else {}
        latest = {
            RecordKind.PERSON: last_interactions(self._session, Participant.person_id, people),
            RecordKind.ORGANISATION: last_interactions(
                self._session, Participant.organisation_id, organisations
            ),
        }
        return [
            Candidate(
                kind,
                one,
                names[kind, one],
                posts.get(one, "") if kind is RecordKind.PERSON else "",
                latest.get(kind, {}).get(one, ""),
            )
            for kind, one in found
            if (kind, one) in names
        ]


def may_be_added(text: str) -> bool:
    """Tell whether a text can be a new name: `p12`, an address or a number never is."""
    has_letter = any(letter.isalpha() for letter in text)
    return has_letter and "@" not in text and short_reference(text) is None


def _has_words(text: str, names: Iterable[str]) -> bool:
    typed = words(text)
    return any(
        all(any(word.startswith(part) for word in words(name)) for part in typed) for name in names
    )


def _connection(session: Session) -> Any:
    return session.connection().connection.driver_connection
