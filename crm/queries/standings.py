"""What many people were, day by day: read at once, then told for each meeting or letter."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from crm.dates import in_force
from crm.models import Membership, Organisation, OtherName, Post
from crm.queries.kinds import batched
from crm.queries.standing import (
    MAIN_FIRST,
    OLDEST_NAME_FIRST,
    FormerName,
    Standing,
    name_in_use,
)


class _Held(NamedTuple):
    """A membership, and the role that it gives."""

    id: int
    organisation_id: int
    role: str | None
    start_date: str | None
    end_date: str | None


class Standings:
    """What some people were and some organisations were called, as `standings_of` read it."""

    def __init__(self) -> None:
        self.held: defaultdict[int, list[_Held]] = defaultdict(list)
        self.names: dict[int, str] = {}
        self.former: defaultdict[int, list[FormerName]] = defaultdict(list)

    def of_person(self, person_id: int, days: Sequence[date]) -> Standing:
        """Return what a person was on the first of these days, as `standing_on` does."""
        held = self.held.get(person_id, ())
        for day in days:
            for one in held:
                if in_force(one.start_date, one.end_date, day):
                    name = self._name_on(one.organisation_id, days[0])
                    return Standing(one.role, one.organisation_id, name, one.id)
        return Standing()

    def of_organisation(self, organisation_id: int, days: Sequence[date]) -> Standing:
        """Return what an organisation was called that takes part as a whole."""
        name = self._name_on(organisation_id, days[0])
        return Standing(organisation_id=organisation_id, organisation_name=name)

    def _name_on(self, organisation_id: int, day: date) -> str:
        former = self.former.get(organisation_id, ())
        return name_in_use(former, day) or self.names[organisation_id]


def standings_of(
    session: Session, people: Collection[int], organisations: Collection[int]
) -> Standings:
    """Read what some people were at any time, and what they and some organisations belong to."""
    found = Standings()
    _load_held(session, found, people)
    places = {one.organisation_id for held in found.held.values() for one in held}
    _load_names(session, found, places.union(organisations))
    return found


def _load_held(session: Session, found: Standings, people: Iterable[int]) -> None:
    for some in batched(sorted(people)):
        statement = (
            select(
                col(Membership.person_id), col(Membership.id), col(Membership.organisation_id),
                col(Membership.role), col(Membership.start_date), col(Membership.end_date),
                col(Post.role), col(Post.name),
            )
            .outerjoin(Post, col(Post.id) == col(Membership.post_id))
            .where(col(Membership.person_id).in_(some))
            .order_by(*MAIN_FIRST)
        )  # fmt: skip
        for person, key, place, role, start, end, *post in session.execute(statement):
            own = role or post[0] or post[1] or None
            found.held[person].append(_Held(key, place, own, start, end))


def _load_names(session: Session, found: Standings, organisations: Iterable[int]) -> None:
    for some in batched(sorted(organisations)):
        named = select(col(Organisation.id), col(Organisation.name))
        for key, name in session.execute(named.where(col(Organisation.id).in_(some))):
            found.names[key] = name
        former = (
            select(
                col(OtherName.organisation_id), col(OtherName.name),
                col(OtherName.start_date), col(OtherName.end_date),
            )
            .where(col(OtherName.organisation_id).in_(some), col(OtherName.end_date).is_not(None))
            .order_by(*OLDEST_NAME_FIRST)
        )  # fmt: skip
        for key, name, start, end in session.execute(former):
            found.former[key].append((name, start, end))
