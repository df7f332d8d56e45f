import pytest
from sqlmodel import Session

from crm.actions.contacts import (
    add_contact_detail,
    add_other_name,
    edit_contact_detail,
    remove_contact_detail,
    remove_other_name,
)
from crm.errors import Invalid, NotFound
from crm.inputs import OtherNameIn
from crm.queries.contacts import list_contact_details, list_other_names
from crm.queries.people import get_person
from tests.people import contact, key, organisation, person


def test_a_detail_is_normalised_and_compared_by_its_key(session: Session) -> None:
    anna = key(person(session, "Anna Berg"))
    email = add_contact_detail(session, "person", anna, contact("email", "Anna.Berg@Kommun.SE"))
    link = add_contact_detail(session, "person", anna, contact("link", "https://Örnsköldsvik.se/Å"))
    assert (email.value, email.match_key) == ("Anna.Berg@kommun.se", "anna.berg@kommun.se")
    assert link.match_key == link.match_key.casefold()


def test_the_same_value_is_kept_once_and_filled_in(session: Session) -> None:
    anna = key(person(session, "Anna Berg", phones=["070-123 45 67"]))
    again = add_contact_detail(
        session, "person", anna, contact("phone", "+46701234567", label="mobil")
    )
    [detail] = list_contact_details(session, "person", anna)
    assert (detail["id"], detail["label"]) == (again.id, "mobil")


def test_the_same_value_at_another_time_is_history(session: Session) -> None:
    anna = key(person(session, "Anna Berg", emails=["anna@berg.se"]))
    add_contact_detail(
        session,
        "person",
        anna,
        contact("email", "anna@berg.se", valid_until="2010"),
    )
    assert len(list_contact_details(session, "person", anna)) == 2


def test_a_detail_of_a_membership_changes_membership_and_person(session: Session) -> None:
    organisation(session, "ALMI")
    anna = person(session, "Anna Berg", memberships=[{"organisation": "ALMI"}])
    member = get_person(session, key(anna))["memberships"][0]["id"]
    add_contact_detail(session, "membership", member, contact("email", "anna@almi.se"))
    record = get_person(session, key(anna))
    assert record["contact_details"][0]["membership_id"] == member
    assert record["version"] == 2


def test_a_detail_is_edited_and_removed(session: Session) -> None:
    almi = key(organisation(session, "ALMI", emails=["info@almi.se"]))
    [detail] = list_contact_details(session, "organisation", almi)
    edited = edit_contact_detail(
        session, detail["id"], contact("email", "hej@almi.se", valid_from="2019")
    )
    assert (edited.match_key, edited.valid_from) == ("hej@almi.se", "2019")
    with pytest.raises(Invalid):
        edit_contact_detail(
            session,
            detail["id"],
            contact("email", "hej@almi.se", valid_until="2018"),
        )
    remove_contact_detail(session, detail["id"])
    assert list_contact_details(session, "organisation", almi) == []
    for identity in (detail["id"], 0, 2**70):
        with pytest.raises(NotFound):
            remove_contact_detail(session, identity)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "anna"),
        ("email", ""),
        ("phone", "123"),
        ("link", "javascript:alert(1)"),
        ("address", " "),
        ("fax", "08-1"),
    ],
)
def test_what_reaches_nobody_is_refused(kind: str, value: str) -> None:
    with pytest.raises(Invalid):
        contact(kind, value)


def test_topics_and_nobody_have_no_contact_details(session: Session) -> None:
    detail = contact("email", "anna@berg.se")
    with pytest.raises(NotFound):
        add_contact_detail(session, "person", 99, detail)
    with pytest.raises(NotFound):
        list_contact_details(session, "topic", 1)


def test_a_detail_cannot_end_before_it_starts(session: Session) -> None:
    anna = key(person(session, "Anna Berg"))
    detail = contact("email", "a@berg.se", valid_from="2019", valid_until="2018-12")
    with pytest.raises(Invalid) as refusal:
        add_contact_detail(session, "person", anna, detail)
    assert refusal.value.problems[0].field == "valid_until"


class TestOtherNames:
    def test_a_former_name_is_kept_with_its_time(self, session: Session) -> None:
        n = key(organisation(session, "Klimat- och näringslivsdepartementet"))
        other = OtherNameIn(name="Näringsdepartementet", start_date="1969", end_date="2022")
        add_other_name(session, "organisation", n, other)
        add_other_name(session, "organisation", n, OtherNameIn(name="N"))
        names = list_other_names(session, "organisation", n)
        assert [(name["name"], name["end_date"]) for name in names] == [
            ("N", None),
            ("Näringsdepartementet", "2022"),
        ]

    def test_the_same_name_is_filled_in(self, session: Session) -> None:
        anna = key(person(session, "Anna Berg", other_names=[{"name": "Anna Ek"}]))
        add_other_name(session, "person", anna, OtherNameIn(name="Anna Ek", end_date="2012"))
        add_other_name(session, "person", anna, OtherNameIn(name="Anna Ek", end_date="2016"))
        names = list_other_names(session, "person", anna)
        assert [name["end_date"] for name in names] == ["2012", "2016"]

    def test_a_name_is_forgotten_however_it_is_spelled(self, session: Session) -> None:
        anna = key(person(session, "Anna Berg", other_names=[{"name": "Anna Ekström"}]))
        with pytest.raises(NotFound) as refusal:
            remove_other_name(session, "person", anna, "Anna Eksträm")
        assert refusal.value.nearest == ("Anna Ekström",)
        remove_other_name(session, "person", anna, "anna ekstrom")
        assert list_other_names(session, "person", anna) == []

    def test_an_empty_name_is_refused(self, session: Session) -> None:
        anna = key(person(session, "Anna Berg"))
        with pytest.raises(Invalid):
            add_other_name(session, "person", anna, OtherNameIn(name=" "))
