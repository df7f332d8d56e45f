"""What many people were is what each of them was."""

from datetime import date, timedelta
from random import Random

from sqlmodel import Session

from crm.models import Membership, OtherName, Post
from crm.queries.standing import Standing, name_on, standing_on
from crm.queries.standings import standings_of
from tests.people import key, organisation, person

BOUNDS = (None, None, "2017", "2018-03", "2018-03-15", "2019", "2019-05-02")
DAYS = [date(2017, 1, 1) + timedelta(days=29 * step) for step in range(36)]


def test_what_many_were_on_any_day_is_what_each_was(session: Session) -> None:
    chance = Random(3)
    places = [key(organisation(session, name)) for name in ("ALMI", "Unizon", "Örnalp")]
    post = Post(name="Statssekreterare", organisation_id=places[0])
    session.add(post)
    for place in places:
        spans = [sorted(chance.sample([2016, 2017, 2018, 2019], 2)) for _ in range(2)]
        for start, end in spans:
            name = f"{place} till {end}"
            former = OtherName(organisation_id=place, name=name, start_date=str(start))
            former.end_date = str(end) if chance.random() < 0.8 else None
            session.add(former)
    session.flush()
    people = [key(person(session, f"Person {number}")) for number in range(12)]
    for who in people:
        for _ in range(chance.randint(0, 3)):
            row = Membership(
                person_id=who,
                organisation_id=chance.choice(places),
                role=chance.choice([None, "VD"]),
                start_date=chance.choice(BOUNDS),
                end_date=chance.choice(BOUNDS),
                primary=chance.random() < 0.5,
            )
            row.post_id = post.id if row.organisation_id == places[0] else None
            session.add(row)
    session.flush()
    found = standings_of(session, people, places)
    for first in DAYS[::3]:
        days = [first, first + timedelta(days=200)]
        for who in people:
            assert found.of_person(who, days) == standing_on(session, who, days)
        for place in places:
            name = name_on(session, place, first)
            known = Standing(organisation_id=place, organisation_name=name)
            assert found.of_organisation(place, days) == known
