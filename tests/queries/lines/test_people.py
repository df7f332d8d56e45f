from collections.abc import Iterator

import pytest
from sqlmodel import Session

from crm.actions.memberships import add_post
from crm.driver import Connection
from crm.inputs import PostIn
from crm.queries.lines.people import people_by_name, person_lines
from crm.store import driver_connection
from tests.conftest import OpenFilled
from tests.people import attend, meeting, organisation, person

ALMI, MINISTRY = 1, 2


def fill(session: Session) -> None:
    organisation(session, "ALMI")
    organisation(session, "Näringsdepartementet")
    add_post(session, PostIn(label="Statssekreterare", organisation="Näringsdepartementet"))
    mail = {"type": "email", "value": "goran@almi.se"}
    goran = person(
        session, "Göran Lundwall", emails=["goran@hem.se"], phones=["08-123 45 67"],
        memberships=[
            {"organisation": "Näringsdepartementet", "post": "Statssekreterare"},
            {"organisation": "ALMI", "role": "VD", "primary": True, "contact_details": [mail]},
        ],
    )  # fmt: skip
    former = {"type": "email", "value": "ake@almi.se", "valid_until": "2018"}
    person(
        session, "Åke Öhman", contact_details=[former],
        memberships=[
            {"organisation": "Näringsdepartementet", "post": "Statssekreterare"},
            {"organisation": "ALMI", "role": "Ledamot", "end_date": "2019-04"},
        ],
    )  # fmt: skip
    person(session, "Eva Ek")
    attend(session, meeting(session, "2019-05-02T10:00"), goran)
    attend(session, meeting(session, "2018-05-02T10:00"), goran)
    attend(session, meeting(session, "2040-05-02T10:00", status="planned"), goran)


@pytest.fixture
def connection(open_filled: OpenFilled) -> Iterator[Connection]:
    with open_filled(fill) as book, book.read() as session:
        yield driver_connection(session)


def test_names_come_as_swedish_sorts_them(connection: Connection) -> None:
    assert list(people_by_name(connection)) == [3, 1, 2]
    assert list(people_by_name(connection, 2)) == [3, 1]


def test_a_line_tells_what_holds_today(connection: Connection) -> None:
    goran, ake, eva = person_lines(connection, [1, 2, 3])
    assert goran == {
        "id": 1,
        "name": "Göran Lundwall",
        "organisation": "ALMI",
        "organisation_id": ALMI,
        "role": "VD",
        "email": "goran@almi.se",
        "phone": "+4681234567",
        "last_interaction": "2019-05-02",
    }
    assert (ake["organisation"], ake["role"]) == ("Näringsdepartementet", "Statssekreterare")
    assert (ake["organisation_id"], ake["email"]) == (MINISTRY, None)
    assert set(eva.values()) == {3, "Eva Ek", None}


def test_the_gone_are_left_out(connection: Connection) -> None:
    assert [line["id"] for line in person_lines(connection, [3, 99, 1, 3])] == [3, 1, 3]
    assert person_lines(connection, []) == []
