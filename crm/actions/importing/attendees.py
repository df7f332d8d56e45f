"""Whom a calendar or a letter names: found by uid, by e-mail address, or by a name alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from crm.actions.importing.checking import REMEMBERED
from crm.errors import Invalid
from crm.formats.records import ParticipantRecord
from crm.models import ContactDetail, Membership, Organisation, Person
from crm.queries.kinds import batched
from crm.queries.matches import match_key
from crm.text import clean_line, fold
from crm.validation import normalise_email
from crm.vocabulary import ContactType, RecordKind

PERSON, ORGANISATION = RecordKind.PERSON, RecordKind.ORGANISATION


class Who(NamedTuple):
    """Somebody of the book, and what they are called."""

    kind: RecordKind
    id: int
    name: str


class Attendees:
    """Those of the book whom some records name.

    An address decides where one person has it, or where the name tells which of several has it; a
    name decides only where no address is given and one person alone has it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_uid: dict[str, Who] = {}
        self._by_email: defaultdict[str, dict[Who, None]] = defaultdict(dict)
        self._by_name: defaultdict[str, dict[Who, None]] = defaultdict(dict)

    def load(self, named: Iterable[ParticipantRecord]) -> None:
        """Find those who may be meant, with a fixed number of queries; others are forgotten."""
        named = list(named)
        for known in (self._by_uid, self._by_email, self._by_name):
            known.clear()
        self._load_uids({one.uid for one in named if one.uid})
        self._load_emails({key for one in named if (key := email_key(one.email))})
        names = {fold(clean_line(one.name)) for one in named if one.name and not one.email}
        self._load_names(PERSON, names)
        whole = {fold(clean_line(one.organisation)) for one in named if is_whole(one)}
        self._load_names(ORGANISATION, whole)

    def find(self, one: ParticipantRecord) -> Who | None:
        """Return who is meant, None where nobody or several may be."""
        if one.uid in self._by_uid:
            return self._by_uid[one.uid]
        if one.email:
            return self._holder(one)
        name = one.organisation if is_whole(one) else one.name
        kind = ORGANISATION if is_whole(one) else PERSON
        return _only(who for who in self._by_name[fold(clean_line(name))] if who.kind == kind)

    def load_namesakes(self, named: Iterable[ParticipantRecord]) -> None:
        """Find the namesakes of those whose address nobody has, with a fixed number of queries."""
        unknown = [one for one in named if one.email and not self._by_email[email_key(one.email)]]
        self._load_names(PERSON, {fold(clean_line(one.name)) for one in unknown})

    def namesakes(self, name: str) -> list[Who]:
        """Return the people of this name, whom somebody with an unknown address may be."""
        return [who for who in self._by_name[fold(clean_line(name))] if who.kind == PERSON]

    def add(self, who: Who, email: str) -> None:
        """Let somebody new be found by their address."""
        self._by_email[email_key(email)][who] = None

    def _holder(self, one: ParticipantRecord) -> Who | None:
        holders = list(self._by_email[email_key(one.email)])
        people = [who for who in holders if who.kind == PERSON]
        named = [who for who in people if fold(who.name) == fold(clean_line(one.name))]
        return _only(named) or _only(people) or (_only(holders) if not people else None)

    def _load_uids(self, uids: set[str]) -> None:
        for kind, model in ((PERSON, Person), (ORGANISATION, Organisation)):
            for some in batched(sorted(uids)):
                statement = select(model.uid, model.id, model.name).where(col(model.uid).in_(some))  # type: ignore[call-overload]
                for uid, key, name in self._session.execute(statement):
                    self._by_uid[uid] = Who(kind, key, name)

    def _load_emails(self, keys: set[str]) -> None:
        whose = func.coalesce(col(ContactDetail.person_id), col(Membership.person_id))
        of_whom: Any = (
            select(
                col(ContactDetail.match_key), col(Person.id), col(Person.name),
                col(Organisation.id), col(Organisation.name),
            )
            .outerjoin(Membership, col(ContactDetail.membership_id) == col(Membership.id))
            .outerjoin(Person, col(Person.id) == whose)
            .outerjoin(Organisation, col(Organisation.id) == col(ContactDetail.organisation_id))
            .where(col(ContactDetail.type) == ContactType.EMAIL)
        )  # fmt: skip
        for some in batched(sorted(keys)):
            found = self._session.execute(of_whom.where(col(ContactDetail.match_key).in_(some)))
            for key, person, name, organisation, title in found:
                who = (
                    Who(PERSON, person, name) if person else Who(ORGANISATION, organisation, title)
                )
                self._by_email[key][who] = None

    def _load_names(self, kind: RecordKind, names: set[str]) -> None:
        model: Any = Person if kind == PERSON else Organisation
        for some in batched(sorted(names - {""})):
            statement = select(model.folded_name, model.id, model.name)
            for folded, key, name in self._session.execute(
                statement.where(model.folded_name.in_(some))
            ):
                self._by_name[folded][Who(kind, key, name)] = None


def is_whole(one: ParticipantRecord) -> bool:
    """Tell whether an organisation takes part as a whole."""
    return bool(one.organisation) and not one.name and not one.email


@lru_cache(maxsize=REMEMBERED)
def email_key(text: str) -> str:
    """Return what the spellings of an e-mail address share, nothing for what is none."""
    with suppress(Invalid):
        return match_key(ContactType.EMAIL, normalise_email(text)) if text else ""
    return ""


def described(one: ParticipantRecord) -> str:
    """Return how a participant stands in the file: `Anna Ek <anna@example.com>`."""
    name = clean_line(one.name or one.organisation)
    email = clean_line(one.email)
    return f"{name} <{email}>" if name and email else name or email


def _only(found: Iterable[Who]) -> Who | None:
    return _first_of_one(iter(found))


def _first_of_one(found: Iterator[Who]) -> Who | None:
    first = next(found, None)
    return None if next(found, None) else first
