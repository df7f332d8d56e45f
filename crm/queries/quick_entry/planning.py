"""From a line to all that saving it would do."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlmodel import Session

from crm.i18n import _
from crm.labels import label
from crm.queries.naming import names_of
from crm.queries.quick_entry.meaning import Decided, Meanings, names_known
from crm.queries.quick_entry.plan import (
    AtHand,
    Attending,
    Certainty,
    Decisions,
    Meant,
    Party,
    Plan,
    Promised,
)
from crm.queries.standing import days_of, memberships_on, standing_of, standing_on
from crm.quick import Line, Mistake, Name, Promise, read_line
from crm.settings import today
from crm.text import clean_line, sentence_case
from crm.vocabulary import InteractionKind, InteractionStatus, RecordKind

NOTHING_AT_HAND = AtHand()
NOTHING_DECIDED: Decisions = {}


def plan_line(
    session: Session,
    text: str,
    *,
    decisions: Decisions = NOTHING_DECIDED,
    at_hand: AtHand = NOTHING_AT_HAND,
    create: bool = False,
) -> Plan:
    """Return what saving a line would do.

    `decisions` say whom names mean that fit several or nobody; `at_hand` fills in who took part,
    or the topics, where the line names none. With `create` whoever is unknown is new.
    Errors: `Invalid` for a line that is too long.
    """
    line = read_line(text, knows=names_known(session))
    return _Planning(session, line, at_hand, Decided(decisions, create)).plan()


class _Planning:
    def __init__(self, session: Session, line: Line, at_hand: AtHand, decided: Decided) -> None:
        self._session = session
        self._line = line
        self._at_hand = at_hand
        self._starts_at = line.when.starts_at if line.when else today().isoformat()
        self._ends_at = line.when.ends_at if line.when else None
        self._days = days_of(self._starts_at, self._ends_at)
        self._meanings = Meanings(session, self._days[0], decided)

    def plan(self) -> Plan:
        """Find whom every name means, and what follows."""
        line = self._line
        marked = [self._meanings.organisation(name) for name in line.organisations]
        places = [one.party.id for one in marked if one.party.kind is RecordKind.ORGANISATION]
        known = [one for one in places if one is not None]
        people = [self._meanings.person(name, known) for name in line.people]
        topics = [self._meanings.topic(name) for name in line.topics]
        parties = [
            [self._meanings.organisation(name) for name in promise.parties]
            for promise in line.promises
        ]
        attending = self._attending(people, marked)
        on_topics = _distinct(one.party for one in topics) or self._topics_at_hand()
        subject = line.subject or _usual_subject(line, attending, on_topics)
        named = [*marked, *people, *topics, *(one for each in parties for one in each)]
        return Plan(
            line,
            kind=line.kind or _usual_kind(attending),
            status=_status(self._days[0]),
            subject=subject,
            starts_at=self._starts_at,
            ends_at=self._ends_at,
            place=line.place,
            names=sorted(named, key=lambda one: one.name.start),
            attending=attending,
            topics=on_topics,
            promises=[
                self._promised(promise, whom, attending)
                for promise, whom in zip(line.promises, parties, strict=True)
            ],
            mistakes=[*line.mistakes, *_nothing_said(line, subject)],
        )

    # Who takes part.

    def _attending(self, people: Sequence[Meant], marked: Sequence[Meant]) -> list[Attending]:
        everybody = [*people, *marked]
        if not everybody:
            return list(self._who_is_at_hand())
        organisations = [one for one in everybody if one.party.kind is RecordKind.ORGANISATION]
        attending: dict[object, Attending] = {}
        for meant in sorted(everybody, key=lambda one: one.name.start):
            if meant.party.kind is RecordKind.PERSON:
                found = self._person(meant, organisations)
                attending.setdefault(meant.party.key, found)
        attended_for = {one.organisation.key for one in attending.values() if one.organisation}
        for meant in organisations:
            if meant.party.key not in attended_for:
                attending.setdefault(meant.party.key, Attending(None, meant.party))
        return list(attending.values())

    def _person(self, meant: Meant, organisations: Sequence[Meant]) -> Attending:
        """Say in which role and for which organisation a person takes part.

        Of the organisations named, one that they are in counts; who is in none of them and in no
        other takes part for the one named next to them.
        """
        party = meant.party
        beside = _beside(meant.name, organisations)
        if party.certainty is Certainty.AMBIGUOUS:
            return Attending(party, None)
        if party.id is None:
            return Attending(party, beside, told=beside is not None)
        for place in (one.party for one in organisations):
            found = place.id and memberships_on(self._session, party.id, self._days, place.id)
            if found:
                standing = standing_of(self._session, found[0], self._days[0])
                return Attending(party, place, standing.role, told=True)
        own = self._standing(party.id)
        if own.organisation is None and beside:
            return Attending(party, beside, told=True)
        return Attending(party, own.organisation, own.role)

    def _standing(self, person_id: int) -> Attending:
        standing = standing_on(self._session, person_id, self._days)
        if standing.organisation_id is None:
            return Attending(None, None)
        name = standing.organisation_name or ""
        place = Party(RecordKind.ORGANISATION, name, standing.organisation_id)
        return Attending(None, place, standing.role)

    def _who_is_at_hand(self) -> Iterator[Attending]:
        for party in self._known(RecordKind.PERSON, self._at_hand.people):
            own = self._standing(party.id or 0)
            yield Attending(party, own.organisation, own.role, at_hand=True)
        for party in self._known(RecordKind.ORGANISATION, self._at_hand.organisations):
            yield Attending(None, party, at_hand=True)

    def _topics_at_hand(self) -> list[Party]:
        return self._known(RecordKind.TOPIC, self._at_hand.topics)

    def _known(self, kind: RecordKind, ids: Iterable[int]) -> list[Party]:
        names = names_of(self._session, [(kind, one) for one in ids])
        return [Party(kind, name, identity) for (_kind, identity), name in names.items()]

    # What is promised.

    def _promised(
        self, promise: Promise, named: Sequence[Meant], attending: Sequence[Attending]
    ) -> Promised:
        """Say whom a promise concerns: whom it names, else who alone takes part."""
        parties = [one.party for one in named]
        people = [one for one in parties if one.kind is RecordKind.PERSON]
        places = [one for one in parties if one.kind is RecordKind.ORGANISATION]
        if not parties:
            people = [one.person for one in attending if one.person]
            places = [one.organisation for one in attending if one.organisation]
        elif len(people) == 1 and not places and people[0].id is not None:
            own = self._standing(people[0].id).organisation
            places = [own] if own else []
        return Promised(
            promise.title,
            promise.direction,
            promise.due_date,
            promise.due_phrase,
            _only(people),
            _only(places),
        )


def _only(parties: Iterable[Party]) -> Party | None:
    found = _distinct(parties)
    return found[0] if len(found) == 1 else None


def _distinct(parties: Iterable[Party]) -> list[Party]:
    return list({party.key: party for party in parties}.values())


def _beside(name: Name, organisations: Sequence[Meant]) -> Party | None:
    """Return the organisation named next after a name, or the last one before it."""
    after = [one for one in organisations if one.name.start >= name.end]
    before = [one for one in organisations if one.name.end <= name.start]
    nearest = after[:1] or before[-1:]
    return nearest[0].party if nearest else None


def _usual_kind(attending: Sequence[Attending]) -> InteractionKind:
    return InteractionKind.MEETING if attending else InteractionKind.NOTE


def _status(day: date) -> InteractionStatus:
    return InteractionStatus.PLANNED if day > today() else InteractionStatus.HELD


def _usual_subject(line: Line, attending: Sequence[Attending], topics: Sequence[Party]) -> str:
    """Return what it was about where the line does not say: the topics, else who took part."""
    if topics:
        return sentence_case(", ".join(topic.name for topic in topics))
    who = [one.person or one.organisation for one in attending]
    if not who:
        return ""
    kind = label(line.kind or _usual_kind(attending))
    names = ", ".join(party.name for party in who if party)
    return clean_line(sentence_case(_("{kind} with {names}").format(kind=kind, names=names)))


def _nothing_said(line: Line, subject: str) -> Iterator[Mistake]:
    if not subject:
        sentence = _("Say what it was about, who took part (with …) or a topic (#…).")
        yield Mistake(0, len(line.text), sentence)
