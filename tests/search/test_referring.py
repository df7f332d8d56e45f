"""References that begin as typed."""

import pytest

from crm.driver import Connection
from crm.search.referring import begun
from tests.search.conftest import Ledger


@pytest.fixture
def twelve(ledger: Ledger) -> Connection:
    """A book of twelve people and a topic."""
    ledger.begin()
    for number in range(12):
        ledger.add("person", name=f"Person {number}")
    ledger.add("topic", name="Kapital")
    ledger.commit()
    connection: Connection = ledger.connection
    return connection


@pytest.mark.parametrize(
    ("text", "kinds", "found"),
    [
        ("p1", (), ["p1", "p12", "p11", "p10"]),
        ("P12", (), ["p12"]),
        ("p", ("person",), [f"p{number}" for number in range(12, 0, -1)]),
        ("t", (), ["t1"]),
        ("", ("topic",), ["t1"]),
        ("p1", ("topic",), []),
        ("p0", (), []),
        ("p99", (), []),
        ("1", (), []),
        ("person", (), []),
        ("p9999999999999999999999", (), []),
        ("%", (), []),
    ],
)
def test_references_that_begin_so(
    twelve: Connection, text: str, kinds: tuple[str, ...], found: list[str]
) -> None:
    assert [hit.reference for hit in begun(twelve, text, kinds)] == found


def test_no_more_than_asked_for(twelve: Connection) -> None:
    assert [hit.reference for hit in begun(twelve, "", (), 3)] == ["p12", "p11", "p10"]
