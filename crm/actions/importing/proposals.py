"""What a file suggests about people and nobody has asked for: reported, never applied silently."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.importing.attendees import PERSON, Attendees, Who, described, email_key
from crm.actions.importing.plan import Proposal
from crm.errors import CrmError
from crm.formats.records import ParticipantRecord, ProposalRecord
from crm.models import ContactDetail, Membership, Organisation, Post
from crm.queries.kinds import batched
from crm.queries.matches import match_key
from crm.text import clean_line, fold
from crm.validation import normalise_phone
from crm.vocabulary import ContactType, reference

MOST = 1000
SHORTEST_NAME = 2
PUBLIC_HOSTS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "live.se"),
        *("hotmail.se", "outlook.se", "msn.com", "yahoo.com", "yahoo.se", "icloud.com", "me.com"),
        *("mac.com", "telia.com", "bredband.net", "spray.se", "proton.me", "protonmail.com"),
    }
)
"""Where addresses tell nothing of an organisation."""


class Proposals:
    """Gathers what a file suggests, each thing once, without what the book has already."""

    def __init__(self, session: Session, found: list[Proposal]) -> None:
        self._session = session
        self._found = found
        self._seen: set[tuple[str, str, str, str]] = set()
        self._hosts: dict[str, set[tuple[int, str]]] | None = None
        self._reached: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
        self._placed: defaultdict[int, set[str]] = defaultdict(set)

    @property
    def is_full(self) -> bool:
        """Tell whether no more is suggested."""
        return len(self._found) >= MOST

    def load(self, people: Collection[int]) -> None:
        """Read how these people are reached and where they are, with a fixed number of queries."""
        self._reached.clear()
        self._placed.clear()
        for some in batched(sorted(people)):
            self._load_reached(some)
            self._load_placed(some)

    def somebody_new(
        self, line: int, one: ParticipantRecord, attendees: Attendees, added: Who | None
    ) -> None:
        """Suggest somebody whom the book does not know, and where they may work."""
        if self.is_full:
            return
        if one.name and not added:
            for who in attendees.namesakes(one.name):
                self._add(line, _reference(who), one.name, one.email, "email", one.email)
        known = _reference(added) if added else None
        text = described(one)
        self._add(line, known, one.name, one.email, "person", text, added=added is not None)
        host = one.email.rpartition("@")[2].casefold()
        employers = self._organisations_at(host) if host not in PUBLIC_HOSTS else set()
        if len(employers) == 1:
            ((_key, name),) = employers
            self._add(line, known, one.name, one.email, "organisation", name)

    def of_signature(self, line: int, said: ProposalRecord, attendees: Attendees) -> None:
        """Suggest what stands below a letter, unless the book says so of its writer."""
        if self.is_full:
            return
        who = attendees.find(ParticipantRecord(name=said.name, email=said.email))
        if who and who.kind == PERSON and self._is_known(who, said):
            return
        known = _reference(who) if who else None
        self._add(line, known, who.name if who else said.name, said.email, said.field, said.value)

    def _add(
        self,
        line: int,
        known: str | None,
        name: str,
        email: str,
        field: str,
        value: str,
        *,
        added: bool = False,
    ) -> None:
        told = (known or email_key(email), fold(name), field, fold(value))
        if told in self._seen or self.is_full:
            return
        self._seen.add(told)
        self._found.append(
            Proposal(
                line=line,
                reference=known,
                name=clean_line(name),
                email=clean_line(email),
                field=field,
                value=clean_line(value),
                added=added,
            )
        )

    def _is_known(self, who: Who, said: ProposalRecord) -> bool:
        # A label may follow, as in the columns of tables: phone:mobile.
        kind = said.field.partition(":")[0]
        if kind in set(ContactType):
            return self._has_detail(who, kind, said.value)
        return fold(clean_line(said.value)) in self._placed[who.id]

    def _has_detail(self, who: Who, kind: str, value: str) -> bool:
        try:
            value = normalise_phone(value) if kind == ContactType.PHONE else value
        except CrmError:
            return False
        return (kind, match_key(kind, value)) in self._reached[who.id]

    def _load_reached(self, people: Sequence[int]) -> None:
        detail = (col(ContactDetail.type), col(ContactDetail.match_key))
        own = select(col(ContactDetail.person_id), *detail).where(
            col(ContactDetail.person_id).in_(people)
        )
        at_work = (
            select(col(Membership.person_id), *detail)
            .join(ContactDetail, col(ContactDetail.membership_id) == col(Membership.id))
            .where(col(Membership.person_id).in_(people))
        )
        for statement in (own, at_work):
            for person, kind, key in self._session.execute(statement):
                self._reached[person or 0].add((kind, key))

    def _load_placed(self, people: Sequence[int]) -> None:
        places = (
            select(
                col(Membership.person_id), col(Membership.role), col(Post.name),
                col(Organisation.name),
            )
            .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
            .outerjoin(Post, col(Post.id) == col(Membership.post_id))
            .where(col(Membership.person_id).in_(people))
        )  # fmt: skip
        for person, *names in self._session.execute(places):
            self._placed[person].update(fold(name) for name in names if name)

    def _organisations_at(self, host: str) -> set[tuple[int, str]]:
        """Return the organisations with an address or page at a host."""
        if self._hosts is None:
            self._hosts = self._load_hosts()
        return self._hosts.get(host, set())

    def _load_hosts(self) -> dict[str, set[tuple[int, str]]]:
        found: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)
        addresses = (
            select(col(ContactDetail.value), col(Organisation.id), col(Organisation.name))
            .join(Organisation, col(Organisation.id) == col(ContactDetail.organisation_id))
            .where(col(ContactDetail.type).in_((ContactType.EMAIL, ContactType.LINK)))
        )
        pages = select(
            col(Organisation.website), col(Organisation.id), col(Organisation.name)
        ).where(col(Organisation.website).is_not(None))
        for statement in (addresses, pages):
            for value, key, name in self._session.execute(statement):
                found[host_of(value)].add((key, name))
        return found


def host_of(value: str) -> str:
    """Return the host of an e-mail address or of a page, without `www.`."""
    rest = value.rpartition("@")[2].casefold()
    rest = rest.partition("://")[2] or rest
    return rest.partition("/")[0].partition(":")[0].removeprefix("www.")


def has_real_name(one: ParticipantRecord) -> bool:
    """Tell whether a participant can be added as a person: a full name and an address."""
    return len(clean_line(one.name).split()) >= SHORTEST_NAME and bool(email_key(one.email))


def _reference(who: Who) -> str:
    return reference(who.kind, who.id)
