"""One undo takes back a merge or a delete whole, whatever it touched."""

from typing import Any

import pytest
from sqlmodel import Session, select

from crm.actions.labels import add_field, remove_field
from crm.actions.memberships import add_post
from crm.actions.organisations import delete_organisation, merge_organisations
from crm.actions.people import delete_person, merge_people
from crm.actions.relationships import link
from crm.book import Book
from crm.inputs import PostIn, RelationshipIn
from crm.models import FollowUp, Participant, Statement
from crm.models.base import Row
from crm.queries.organisations import get_organisation
from crm.queries.people import get_person
from tests.people import attend, custom_field, key, meeting, organisation, person

MODELS: tuple[type[Row], ...] = (Participant, Statement, FollowUp)


@pytest.fixture
def told(book: Book) -> Book:
    """A book with two people and two organisations that share much."""
    with book.write("set out") as session:
        _fill(session)
    return book


def _fill(session: Session) -> None:
    add_field(session, custom_field("shoe", type="number"))
    almi = organisation(session, "ALMI", orgnr="556481-6204", tags=["kapital"])
    invest = organisation(session, "ALMI Invest", parent=key(almi), orgnr="556481-6204")
    for where in (almi, invest):
        add_post(session, PostIn(label="VD", organisation=key(where)))
    work = [
        {"organisation": key(almi), "post": "VD", "start_date": "2013"},
        {"organisation": key(invest), "post": "VD", "start_date": "2013"},
    ]
    mail = "goran@almi.se"
    goran = person(
        session, "Göran Lundwall", emails=[mail], memberships=work, tags=["vip"],
        custom={"shoe": 42},
    )  # fmt: skip
    again = person(
        session, "G Lundwall", emails=[mail, "g@hem.se"], memberships=work[:1], tags=["vip"],
        other_names=[{"name": "Göran L"}], note="Dubblett?",
    )  # fmt: skip
    link(session, "person", key(goran), RelationshipIn(type="same as"), "person", key(again))
    held = meeting(session, "2019-04-11")
    for who, where in ((goran, almi), (again, invest), (None, almi), (None, invest)):
        attend(session, held, who, where)
    session.add(
        Statement(interaction_id=key(held), person_id=again.id, organisation_id=almi.id, text="Ja")
    )
    session.add(FollowUp(title="Svara", person_id=again.id, organisation_id=invest.id))
    session.flush()


def lasting(value: Any) -> Any:
    """Leave out versions: undoing is a change too, which an older copy must not overwrite."""
    if isinstance(value, dict):
        names = value.keys() - {"version", "updated_at"}
        return {name: lasting(value[name]) for name in names}
    return [lasting(each) for each in value] if isinstance(value, list) else value


def state(book: Book) -> Any:
    """Return all that the book says of them."""
    with book.read() as session:
        rows = [
            row.model_dump()
            for model in MODELS
            for row in session.exec(select(model).order_by("id")).all()
        ]
        people = [get_person(session, identity) for identity in (1, 2)]
        organisations = [get_organisation(session, identity) for identity in (1, 2)]
    return lasting([people, organisations, rows])


CHANGES: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = [
    (merge_people, (1, 2), {}),
    (merge_people, (2, 1), {}),
    (merge_organisations, (1, 2), {}),
    (merge_organisations, (2, 1), {}),
    (delete_person, (1,), {}),
    (delete_person, (2,), {}),
    (delete_organisation, (1,), {"force": True}),
    (delete_organisation, (2,), {"force": True}),
    (remove_field, ("shoe",), {}),
]


@pytest.mark.parametrize(("action", "arguments", "options"), CHANGES)
def test_undo_brings_everything_back(
    told: Book, action: Any, arguments: tuple[Any, ...], options: dict[str, Any]
) -> None:
    before = state(told)
    with told.write("change") as session:
        action(session, *arguments, **options)
    told.undo()
    assert state(told) == before
