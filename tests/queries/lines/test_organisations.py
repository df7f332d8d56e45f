from collections.abc import Iterator

import pytest
from sqlmodel import Session

from crm.driver import Connection
from crm.queries.lines.organisations import organisation_lines, organisations_by_name
from crm.store import driver_connection
from tests.conftest import OpenFilled
from tests.people import contact, organisation, person


def fill(session: Session) -> None:
    organisation(session, "Regeringskansliet", classification="ministry")
    organisation(
        session, "Åre kommun", classification="municipality", area="Åre",
        parent="Regeringskansliet", contact_details=[contact("phone", "0647-161 00")],
    )  # fmt: skip
    role = {"organisation": "Åre kommun", "role": "Strateg"}
    person(session, "Eva Ek", memberships=[role, role | {"role": "Ledamot"}])
    person(session, "Åke Öhman", memberships=[role | {"end_date": "2018"}])


@pytest.fixture
def connection(open_filled: OpenFilled) -> Iterator[Connection]:
    with open_filled(fill) as book, book.read() as session:
        yield driver_connection(session)


def test_names_come_as_swedish_sorts_them(connection: Connection) -> None:
    assert list(organisations_by_name(connection)) == [1, 2]
    assert list(organisations_by_name(connection, 1)) == [1]


def test_a_line_counts_each_who_is_there_today_once(connection: Connection) -> None:
    (line,) = organisation_lines(connection, [2, 99])
    assert line == {
        "id": 2,
        "name": "Åre kommun",
        "classification": "municipality",
        "parent": "Regeringskansliet",
        "area": "Åre",
        "email": None,
        "phone": "+4664716100",
        "people": 1,
        "last_interaction": None,
    }
