from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.memberships import add_post
from crm.errors import NotFound
from crm.inputs import PostIn
from crm.models import Collaboration, CollaborationOrganisation
from crm.queries.organisations import (
    count_organisations,
    get_membership,
    get_organisation,
    get_post,
    list_memberships,
    list_organisations,
    list_posts,
    organisation_ids,
    organisation_rows,
)
from tests.conftest import OpenFilled
from tests.people import attend, meeting, organisation, person


@pytest.fixture
def network(open_filled: OpenFilled) -> Iterator[Session]:
    with open_filled(fill) as book, book.write("a test") as session:
        yield session


def fill(session: Session) -> None:
    almi = organisation(
        session, "ALMI", classification="state_company", area="Stockholm", tags=["kapital"],
        emails=["info@almi.se"], phones=["0771-55 85 00"],
    )  # fmt: skip
    organisation(session, "ALMI Invest", parent="ALMI")
    organisation(
        session, "Örnsköldsviks kommun", classification="municipality", area="Örnsköldsvik"
    )
    add_post(session, PostIn(label="VD", organisation="ALMI"))
    add_post(session, PostIn(label="Ordförande", organisation="ALMI"))
    person(session, "Göran Lundwall", memberships=[{"organisation": "ALMI", "post": "VD"}])
    old, older = {"end_date": "2012"}, {"end_date": "2009-03"}
    for name, times in (("Anna Ek", old), ("Bo Ek", older)):
        person(session, name, memberships=[{"organisation": "ALMI", "role": "Ledamot", **times}])
    person(session, "Åsa Ek", memberships=[{"organisation": "ALMI", "role": "Controller"}])
    attend(session, meeting(session, "2019-04-11"), where=almi)


def test_rows_show_what_counts_now(network: Session) -> None:
    assert list_organisations(network)[:2] == [
        {
            "id": 1, "name": "ALMI", "classification": "state_company", "parent": None,
            "area": "Stockholm", "email": "info@almi.se", "phone": "+46771558500", "people": 2,
            "last_interaction": "2019-04-11",
        },
        {
            "id": 2, "name": "ALMI Invest", "classification": "other", "parent": "ALMI",
            "area": None, "email": None, "phone": None, "people": 0, "last_interaction": None,
        },
    ]  # fmt: skip
    assert [row["id"] for row in organisation_rows(network, [3, 99, 1])] == [3, 1]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, [1, 2, 3]),
        ({"classification": "municipality"}, [3]),
        ({"parent": 1}, [2]),
        ({"tag": "KAPITAL"}, [1]),
        ({"area": "ornskoldsvik"}, [3]),
        ({"area": "örn"}, []),
        ({"area": "Stockholm", "classification": "ministry"}, []),
    ],
)
def test_organisations_are_chosen(network: Session, filters: Any, ids: list[int]) -> None:
    assert organisation_ids(network, **filters) == ids
    assert count_organisations(network, **filters) == len(ids)


def test_pages_follow_one_another(network: Session) -> None:
    assert organisation_ids(network, limit=2) == [1, 2]
    assert organisation_ids(network, after=2) == [3]
    assert [row["id"] for row in list_organisations(network, after=1, limit=1)] == [2]


def test_people_there_now_come_before_those_who_left(network: Session) -> None:
    people = get_organisation(network, 1)["people"]
    assert [(each["name"], each["role"], each["current"]) for each in people] == [
        ("Göran Lundwall", "VD", True),
        ("Åsa Ek", "Controller", True),
        ("Anna Ek", "Ledamot", False),
        ("Bo Ek", "Ledamot", False),
    ]


def test_an_organisation_is_answered_whole(network: Session) -> None:
    network.add(Collaboration(title="Dialog"))
    network.flush()
    network.add(CollaborationOrganisation(collaboration_id=1, organisation_id=1))
    network.flush()
    record = get_organisation(network, 1)
    assert record["children"] == [{"id": 2, "name": "ALMI Invest"}]
    assert record["collaborations"] == [{"id": 1, "name": "Dialog"}]
    assert [post["label"] for post in record["posts"]] == ["Ordförande", "VD"]
    assert record["last_interaction"] == "2019-04-11"
    assert get_organisation(network, 2)["parent"] == {"id": 1, "name": "ALMI"}


def test_vacant_posts_are_told_from_those_held(network: Session) -> None:
    add_post(network, PostIn(label="Kommundirektör", organisation="Örnsköldsviks kommun"))
    assert [post["label"] for post in list_posts(network)] == [
        "Ordförande", "VD", "Kommundirektör",
    ]  # fmt: skip
    assert [post["id"] for post in list_posts(network, vacant=True)] == [2, 3]
    assert [post["id"] for post in list_posts(network, organisation=1, vacant=False)] == [1]
    assert get_post(network, 1)["organisation"] == {"id": 1, "name": "ALMI"}


def test_memberships_are_listed_by_either_side(network: Session) -> None:
    of_almi = list_memberships(network, organisation=1)
    assert [each["current"] for each in of_almi] == [True, True, False, False]
    assert len(list_memberships(network, organisation=1, current_only=True)) == 2
    assert [each["person"]["name"] for each in list_memberships(network, person=1)] == [
        "Göran Lundwall"
    ]
    assert get_membership(network, 1)["post"] == {"id": 1, "name": "VD"}


@pytest.mark.parametrize("query", [get_organisation, get_post, get_membership])
@pytest.mark.parametrize("identity", [99, 0, 2**64])
def test_nothing_is_not_found(network: Session, query: Any, identity: int) -> None:
    with pytest.raises(NotFound):
        query(network, identity)
