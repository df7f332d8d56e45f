from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.memberships import add_post
from crm.errors import NotFound
from crm.inputs import PostIn
from crm.models import ContactList, ContactListMember, InteractionTopic, Statement, Topic
from crm.queries.people import (
    count_people,
    current_memberships,
    get_person,
    list_people,
    person_ids,
    person_rows,
)
from crm.settings import today
from tests.conftest import OpenFilled
from tests.people import attend, key, meeting, organisation, person
from tests.plans import noting_statements


@pytest.fixture
def network(open_filled: OpenFilled) -> Iterator[Session]:
    with open_filled(fill) as book, book.write("a test") as session:
        yield session


def fill(session: Session) -> None:
    almi = organisation(session, "ALMI", classification="state_company")
    organisation(session, "Näringsdepartementet", classification="ministry")
    add_post(session, PostIn(label="Statssekreterare", organisation="Näringsdepartementet"))
    mail = {"type": "email", "value": "goran@almi.se"}
    phone = {"type": "phone", "value": "08-123 45 67"}
    goran = person(
        session, "Göran Lundwall", emails=["goran@hem.se"], tags=["Vip"],
        memberships=[{"organisation": "ALMI", "role": "VD", "contact_details": [mail, phone]}],
    )  # fmt: skip
    person(
        session, "Emil Högberg", phones=["070-123 45 67"],
        memberships=[
            {"organisation": "Näringsdepartementet", "post": "Statssekreterare"},
            {"organisation": "ALMI", "role": "Ledamot", "end_date": "2019-04"},
        ],
    )  # fmt: skip
    person(session, "Åsa Ek", contact_details=[{**mail, "valid_until": "2018"}])
    past, latest = meeting(session, "2019-03"), meeting(session, "2019-04-11T09:30")
    planned = meeting(session, "2019-06-01", status="planned")
    for held in (past, latest, planned):
        attend(session, held, goran, almi)


def test_rows_show_what_is_primary_now(network: Session) -> None:
    assert list_people(network) == [
        {
            "id": 2, "name": "Emil Högberg", "organisation": "Näringsdepartementet",
            "organisation_id": 2, "role": "Statssekreterare", "email": None,
            "phone": "+46701234567", "last_interaction": None,
        },
        {
            "id": 1, "name": "Göran Lundwall", "organisation": "ALMI", "organisation_id": 1,
            "role": "VD", "email": "goran@almi.se", "phone": "+4681234567",
            "last_interaction": "2019-04-11",
        },
        {
            "id": 3, "name": "Åsa Ek", "organisation": None, "organisation_id": None,
            "role": None, "email": None, "phone": None, "last_interaction": None,
        },
    ]  # fmt: skip


def test_people_sort_as_swedish_sorts(session: Session) -> None:
    for name in ("Östen Ö", "Wilma W", "Åke Å", "Ärla Ä", "Vera V", "Zara Z", "Éva E", "Fia F"):
        person(session, name)
    names = [row["name"] for row in list_people(session)]
    assert names == [
        "Éva E", "Fia F", "Vera V", "Wilma W", "Zara Z", "Åke Å", "Ärla Ä", "Östen Ö",
    ]  # fmt: skip


def test_the_number_of_statements_does_not_grow(session: Session) -> None:
    organisation(session, "ALMI")
    for number in range(30):
        person(session, f"P{number}", memberships=[{"organisation": "ALMI", "role": "VD"}])
    with noting_statements(session) as few:
        person_rows(session, [1, 2])
    with noting_statements(session) as many:
        person_rows(session, list(range(1, 31)))
    assert 0 < len(few) == len(many) < 8


def test_rows_come_in_the_order_asked_for_without_the_gone(network: Session) -> None:
    assert [row["id"] for row in person_rows(network, [3, 99, 1, 3])] == [3, 1, 3]
    assert person_rows(network, []) == []


def test_pages_follow_one_another(network: Session) -> None:
    person(network, "Emil Högberg")
    ids = list(person_ids(network))
    assert ids == [2, 4, 1, 3]
    assert list(person_ids(network, limit=2)) == ids[:2]
    assert list(person_ids(network, after=2)) == ids[1:]
    assert list(person_ids(network, after=4, limit=1)) == ids[2:3]
    assert not person_ids(network, after=3)
    assert list(person_ids(network, after=2**70)) == ids


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"organisation": 1}, [1]),
        ({"organisation": 1, "current_only": False}, [2, 1]),
        ({"organisation": 99}, []),
        ({"classification": "ministry"}, [2]),
        ({"tag": "VIP"}, [1]),
        ({"tag": "okänd"}, []),
        ({"role": "vd"}, [1]),
        ({"role": "sekreterare"}, [2]),
        ({"role": "ledamot"}, []),
        ({"role": "LEDAMOT", "current_only": False}, [2]),
        ({"role": "ledamot", "organisation": 2, "current_only": False}, []),
        ({"role": "%"}, []),
        ({"tag": "vip", "organisation": 1}, [1]),
        ({"tag": "vip", "organisation": 2}, []),
        ({}, [2, 1, 3]),
    ],
)
def test_people_are_chosen(network: Session, filters: Any, ids: list[int]) -> None:
    assert list(person_ids(network, **filters)) == ids
    assert count_people(network, **filters) == len(ids)


def test_people_are_chosen_by_topic_and_list(network: Session) -> None:
    network.add_all([Topic(name="Kapital"), Topic(name="Infrastruktur")])
    network.add_all([ContactList(name="Julkort"), ContactList(name="Tom")])
    network.flush()
    network.add(InteractionTopic(interaction_id=1, topic_id=1))
    network.add(Statement(interaction_id=2, person_id=3, topic_id=1, text="Ja"))
    network.add(ContactListMember(contact_list_id=1, person_id=2))
    network.flush()
    assert list(person_ids(network, topic=1)) == [1, 3]
    assert not person_ids(network, topic=2)
    assert list(person_ids(network, contact_list=1)) == [2]
    assert not person_ids(network, contact_list=2)


def test_a_person_is_answered_whole(network: Session) -> None:
    record = get_person(network, 1)
    assert record["last_interaction"] == "2019-04-11"
    assert [detail["membership_id"] for detail in record["contact_details"]] == [None, 1, 1]
    assert record["memberships"][0]["post"] is None
    assert record["custom"] == {}


@pytest.mark.parametrize("identity", [99, 0, -5, 2**64])
def test_nobody_is_not_found(network: Session, identity: int) -> None:
    with pytest.raises(NotFound, match="There is no p"):
        get_person(network, identity)


def test_memberships_in_force_count_whole_months_and_years(session: Session) -> None:
    organisation(session, "ALMI")
    anna = key(person(session, "Anna Berg"))
    for number, (start, end) in enumerate(
        [
            ("2019", "2019"), ("2019-05", None), ("2019-05-02", "2019-05-02"), (None, "2019-05"),
            ("2019-06", None), ("2020", None), (None, "2019-04"), (None, "2018"),
            ("2019-05-03", None), (None, "2019-05-01"), (None, None),
        ]
    ):  # fmt: skip
        work = {"organisation": "ALMI", "role": f"r{number:02}", "start_date": start}
        person(session, f"P{number:02}", memberships=[{**work, "end_date": end}])
    current = [row["name"] for row in list_people(session, organisation=1)]
    assert current == ["P00", "P01", "P02", "P03", "P10"]
    for number in range(11):
        shown = get_person(session, anna + 1 + number)["memberships"][0]
        assert shown["current"] == (f"P{number:02}" in current)
        memberships = current_memberships(session, anna + 1 + number, today())
        assert bool(memberships) == shown["current"]


def test_a_stale_primary_does_not_hide_where_somebody_is_now(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation(session, "ALMI")
    organisation(session, "Vinnova")
    person(
        session, "Anna Berg",
        memberships=[
            {"organisation": "ALMI", "end_date": "2019-12"}, {"organisation": "Vinnova"},
        ],
    )  # fmt: skip
    assert list_people(session)[0]["organisation"] == "ALMI"
    monkeypatch.setenv("CRM_TODAY", "2020-01-01")
    assert list_people(session)[0]["organisation"] == "Vinnova"
