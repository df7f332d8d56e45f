from typing import Any

from sqlmodel import Session

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import add_follow_up, complete_follow_up
from crm.inputs import CollaborationIn, FollowUpIn
from crm.queries.collaborations import (
    collaboration_ids,
    collaboration_rows,
    get_collaboration,
    list_collaborations,
)
from tests.counting import count_queries
from tests.network import organisation


def added(session: Session, title: str, **values: Any) -> int:
    row = add_collaboration(session, CollaborationIn(**{"title": title} | values))
    assert row.id is not None
    return row.id


def test_they_come_by_title_in_swedish_order(session: Session) -> None:
    for title in ("Öppet", "ängar", "Ånga", "vatten", "Wind", "arbete"):
        added(session, title)
    titles = [row["title"] for row in list_collaborations(session)]
    assert titles == ["arbete", "vatten", "Wind", "Ånga", "ängar", "Öppet"]


def test_they_are_narrowed_by_status_and_organisation(session: Session) -> None:
    almi = organisation(session, "ALMI")
    one = added(session, "one", organisations=[almi], status="active")
    two = added(session, "two", organisations=[almi], status="ended")
    three = added(session, "three", status="active")
    assert collaboration_ids(session, organisation=almi) == [one, two]
    assert collaboration_ids(session, status="active") == [one, three]
    assert collaboration_ids(session, status="active", organisation=almi) == [one]


def test_a_line_has_the_organisations_and_the_open_promises(session: Session) -> None:
    organisation(session, "Ånge")
    organisation(session, "ALMI")
    one = added(session, "one", organisations=["Ånge", "ALMI"], lead="Kim", agreed_on="2019-04")
    first = add_follow_up(session, FollowUpIn(title="a", collaboration=one))
    add_follow_up(session, FollowUpIn(title="b", collaboration=one))
    assert first.id is not None
    complete_follow_up(session, first.id)
    assert list_collaborations(session) == [
        {
            "id": one,
            "title": "one",
            "status": "agreed",
            "organisations": "ALMI, Ånge",
            "lead": "Kim",
            "agreed_on": "2019-04",
            "review_on": None,
            "open_follow_ups": 1,
        }
    ]
    promises = get_collaboration(session, one)["follow_ups"]
    assert [promise["title"] for promise in promises] == ["b", "a"]


def test_rows_come_in_the_order_of_their_ids_in_as_many_queries_as_one(session: Session) -> None:
    ids = [added(session, str(number)) for number in range(4)]
    wanted = [ids[2], 999, ids[0]]
    assert [row["id"] for row in collaboration_rows(session, wanted)] == [ids[2], ids[0]]
    with count_queries(session) as one:
        collaboration_rows(session, ids[:1])
    with count_queries(session) as four:
        collaboration_rows(session, ids)
    assert one.count == four.count == 3
