from collections.abc import Iterator

import pytest
from sqlmodel import Session

from crm.actions.duplicates import mark_distinct
from crm.errors import Invalid
from crm.inputs import ContactDetailIn, MembershipIn, OrganisationIn, PersonIn
from crm.queries.duplicates import find_duplicates, possible_duplicates_of
from crm.vocabulary import ContactType
from tests.conftest import OpenFilled
from tests.people import organisation, person


@pytest.fixture
def network(session: Session) -> Session:
    mail = {"type": "email", "value": "goran@almi.se"}
    organisation(session, "ALMI AB", orgnr="556481-6204", phones=["0771-55 85 00"])
    organisation(session, "Almi", orgnr="556481-6204", emails=["info@almi.se"])
    organisation(session, "Vinnova", parent="Almi")
    person(
        session, "Göran Lundwall",
        memberships=[{"organisation": "Almi", "role": "VD", "contact_details": [mail]}],
    )  # fmt: skip
    person(session, "Goran Lundvall", emails=["goran@almi.se"], phones=["070-123 45 67"])
    person(session, "Emil Högberg")
    return session


def test_likely_pairs_come_with_reasons(network: Session) -> None:
    [pair] = find_duplicates(network, "person")
    assert {pair["first"]["name"], pair["second"]["name"]} == {"Göran Lundwall", "Goran Lundvall"}
    assert pair["kind"] == "person"
    assert 0.75 <= pair["score"] <= 1
    assert "same e-mail address" in pair["reasons"]


def test_organisations_are_compared_by_number(network: Session) -> None:
    [pair] = find_duplicates(network, "organisation")
    assert {pair["first"]["id"], pair["second"]["id"]} == {1, 2}


def test_pairs_found_to_differ_are_left_out(network: Session) -> None:
    mark_distinct(network, "person", 2, 1)
    assert find_duplicates(network, "person") == []
    assert len(find_duplicates(network, "organisation")) == 1


def test_topics_are_not_compared(network: Session) -> None:
    with pytest.raises(Invalid):
        find_duplicates(network, "topic")


@pytest.fixture
def known(open_filled: OpenFilled) -> Iterator[Session]:
    with open_filled(fill_with_known) as book, book.write("a test") as session:
        yield session


def fill_with_known(session: Session) -> None:
    mail = {"type": "email", "value": "goran@almi.se"}
    organisation(session, "Vinnova")
    organisation(session, "ALMI AB", orgnr="556481-6204", emails=["info@almi.se"])
    person(
        session, "Göran Lundwall", phones=["070-123 45 67"],
        memberships=[{"organisation": "ALMI AB", "role": "VD", "contact_details": [mail]}],
    )  # fmt: skip
    person(session, "Emil Högberg")


EMAIL = ContactDetailIn(type=ContactType.EMAIL, value="GORAN@almi.se")


@pytest.mark.parametrize(
    "data",
    [
        PersonIn(name="Göran Lundwall", memberships=[MembershipIn(organisation="almi ab")]),
        PersonIn(name="Lundwall Göran", memberships=[MembershipIn(organisation=2)]),
        PersonIn(name="G Lundwall", emails=["Goran@almi.se"]),
        PersonIn(name="G. Lundwall", contact_details=[EMAIL]),
        PersonIn(
            name="G. Lundwall",
            memberships=[MembershipIn(organisation=99, contact_details=[EMAIL])],
        ),
    ],
)
def test_a_new_person_is_held_against_those_there_are(known: Session, data: PersonIn) -> None:
    found = possible_duplicates_of(known, data)
    assert [(pair["first"], pair["second"]["name"]) for pair in found] == [
        ({"id": 0, "name": data.name}, "Göran Lundwall")
    ]


def test_a_phone_in_another_spelling_is_the_same(known: Session) -> None:
    [pair] = possible_duplicates_of(
        known, PersonIn(name="Göran Lundwal", phones=["+46 70 123 45 67"])
    )
    assert pair["second"]["name"] == "Göran Lundwall"


@pytest.mark.parametrize(
    "data",
    [
        OrganisationIn(name="Almi AB"),
        OrganisationIn(name="Almi Företagspartner", orgnr="5564816204"),
        OrganisationIn(name="ALMI", emails=["info@almi.se"]),
    ],
)
def test_a_new_organisation_is_held_against_those_there_are(
    known: Session, data: OrganisationIn
) -> None:
    assert [pair["second"]["name"] for pair in possible_duplicates_of(known, data)] == ["ALMI AB"]


@pytest.mark.parametrize(
    "data", [PersonIn(name="Kristina Nordh"), PersonIn(name="?"), OrganisationIn(name="Umeå")]
)
def test_somebody_new_is_like_nobody(known: Session, data: PersonIn | OrganisationIn) -> None:
    assert possible_duplicates_of(known, data) == []
