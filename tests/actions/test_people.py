from typing import Any

import pytest
from sqlmodel import Session, select

from crm.actions.contacts import add_contact_detail
from crm.actions.labels import add_assessment, add_field
from crm.actions.people import add_person, delete_person, edit_person
from crm.actions.relationships import link
from crm.errors import Ambiguous, Conflict, Invalid, NotFound
from crm.inputs import (
    AssessmentIn,
    PersonEdit,
    PersonIn,
    RelationshipIn,
)
from crm.models import (
    ContactDetail,
    ContactList,
    ContactListMember,
    DistinctPair,
    FollowUp,
    Membership,
    OtherName,
    Participant,
    Person,
    Relationship,
    Statement,
    Tagging,
)
from crm.queries.people import get_person
from tests.people import attend, contact, custom_field, key, meeting, organisation, person


def test_a_person_is_stored_whole(session: Session) -> None:
    organisation(session, "ALMI")
    row = person(
        session,
        "  Göran\tLundwall ",
        uid="urn:goran",
        honorific_prefix="Dr",
        language="sv",
        note="Talar gärna om tillväxt.",
        emails=["Goran@ALMI.se"],
        phones=["070-123 45 67"],
        contact_details=[{"type": "address", "value": "Box 1\n111 11 Stockholm"}],
        other_names=[{"name": "Göran Lund", "end_date": "2001"}],
        memberships=[{"organisation": "almi", "role": "VD", "start_date": "2013-04"}],
        tags=["Tillväxt", "vip"],
    )
    record = get_person(session, key(row))
    assert record["name"] == "Göran Lundwall"
    assert record["uid"] == "urn:goran"
    assert (record["given_name"], record["family_name"]) == ("Göran", "Lundwall")
    assert [detail["value"] for detail in record["contact_details"]] == [
        "Goran@almi.se",
        "+46701234567",
        "Box 1\n111 11 Stockholm",
    ]
    assert [name["name"] for name in record["other_names"]] == ["Göran Lund"]
    assert record["memberships"][0]["organisation"]["name"] == "ALMI"
    assert record["memberships"][0]["primary"]
    assert record["tags"] == ["Tillväxt", "vip"]
    assert record["version"] == 1


def test_given_names_are_kept_as_they_are_given(session: Session) -> None:
    row = person(session, "Maria Anna Berg", family_name="Anna Berg")
    assert (row.given_name, row.family_name) == (None, "Anna Berg")


@pytest.mark.parametrize("name", ["", "   ", "\x00", None, 7])
def test_a_person_needs_a_name(session: Session, name: Any) -> None:
    with pytest.raises(Invalid):
        add_person(session, PersonIn(name=name))


def test_control_characters_and_lone_surrogates_do_not_reach_the_book(session: Session) -> None:
    row = person(session, "An\x00na\ud800 \x1b[31mBerg", note="rad\x07 ett\udfff")
    assert row.name == "Anna [31mBerg"
    assert row.note == "rad ett"


def test_a_uid_belongs_to_one_person(session: Session) -> None:
    first = person(session, "Anna Berg", uid="urn:1")
    with pytest.raises(Invalid, match=f"p{first.id}") as refusal:
        person(session, "Beata Berg", uid="urn:1")
    assert refusal.value.problems[0].field == "uid"


def test_a_contact_detail_given_twice_is_kept_once(session: Session) -> None:
    row = person(
        session,
        "Anna Berg",
        emails=["anna@berg.se", "ANNA@berg.se"],
        contact_details=[{"type": "email", "value": "anna@berg.se", "label": "hem"}],
    )
    details = get_person(session, key(row))["contact_details"]
    assert [(detail["value"], detail["label"]) for detail in details] == [("anna@berg.se", "hem")]


def test_a_membership_of_an_unknown_organisation_is_refused(session: Session) -> None:
    with pytest.raises(NotFound):
        person(session, "Anna Berg", memberships=[{"organisation": "Ingenstans"}])


def test_a_membership_of_one_of_two_organisations_is_no_guess(session: Session) -> None:
    organisation(session, "ALMI")
    organisation(session, "Almi")
    with pytest.raises(Ambiguous):
        person(session, "Anna Berg", memberships=[{"organisation": "almi"}])


class TestEditing:
    def test_only_given_fields_change(self, session: Session) -> None:
        row = person(session, "Anna Berg", note="Minns mig", language="sv")
        edited = edit_person(session, key(row), PersonEdit(language=None), version=1)
        assert (edited.language, edited.note, edited.version) == (None, "Minns mig", 2)

    @pytest.mark.parametrize("empty", [None, "", " \n"])
    def test_empty_text_empties_a_field(self, session: Session, empty: str | None) -> None:
        row = person(session, "Anna Berg", note="Minns mig", family_name="Berg")
        edit_person(session, key(row), PersonEdit(note=empty, family_name=empty))
        assert (row.note, row.family_name) == (None, None)

    def test_a_new_name_is_parted_anew(self, session: Session) -> None:
        row = person(session, "Anna Berg")
        edit_person(session, key(row), PersonEdit(name="Anna Ek Lund"))
        assert (row.given_name, row.family_name) == ("Anna Ek", "Lund")
        assert row.folded_name == "anna ek lund"

    def test_a_name_spelled_anew_keeps_its_parts(self, session: Session) -> None:
        row = person(session, "Anna Ek Lund", given_name="Anna", family_name="Ek Lund")
        edit_person(session, key(row), PersonEdit(name="ANNA EK LUND"))
        assert row.family_name == "Ek Lund"

    def test_given_parts_win_over_the_name(self, session: Session) -> None:
        row = person(session, "Anna Berg")
        edit_person(session, key(row), PersonEdit(name="Anna Ek Lund", family_name="Ek Lund"))
        assert row.family_name == "Ek Lund"

    def test_a_name_cannot_be_emptied(self, session: Session) -> None:
        row = person(session, "Anna Berg")
        with pytest.raises(Invalid):
            edit_person(session, key(row), PersonEdit(name=""))
        assert row.name == "Anna Berg"

    def test_a_stale_edit_is_a_conflict(self, session: Session) -> None:
        row = person(session, "Anna Berg")
        edit_person(session, key(row), PersonEdit(note="först"), version=1)
        with pytest.raises(Conflict, match=f"p{row.id} was changed"):
            edit_person(session, key(row), PersonEdit(note="sist"), version=1)
        assert row.note == "först"

    def test_what_belongs_to_a_person_counts_as_a_change(self, session: Session) -> None:
        row = person(session, "Anna Berg")
        detail = contact("email", "anna@berg.se")
        add_contact_detail(session, "person", key(row), detail)
        with pytest.raises(Conflict):
            edit_person(session, key(row), PersonEdit(note="sist"), version=1)

    def test_custom_fields_are_set_and_emptied(self, session: Session) -> None:
        add_field(session, custom_field("shoe", type="number"))
        row = person(session, "Anna Berg", custom={"shoe": "42"})
        assert row.custom == {"shoe": 42}
        edit_person(session, key(row), PersonEdit(custom={"shoe": None}))
        assert row.custom == {}

    @pytest.mark.parametrize("identity", [99, 0, -1, 2**63, 10**40])
    def test_nobody_cannot_be_edited(self, session: Session, identity: int) -> None:
        with pytest.raises(NotFound):
            edit_person(session, identity, PersonEdit(note="x"))


def test_deleting_a_person_leaves_what_was_said_and_promised(session: Session) -> None:
    almi = organisation(session, "ALMI")
    contact = {"type": "phone", "value": "08-123 45 67"}
    work = {"organisation": almi.id, "contact_details": [contact]}
    row = person(
        session,
        "Göran Lundwall",
        emails=["goran@almi.se"],
        other_names=[{"name": "Göran Lund"}],
        memberships=[work],
        tags=["vip"],
    )
    identity = key(row)
    other = person(session, "Anna Berg")
    link(session, "person", key(other), RelationshipIn(type="assistant of"), "person", identity)
    add_assessment(session, "person", identity, AssessmentIn(date="2019", influence=5))
    session.add(fixed := ContactList(name="Julkort"))
    session.flush()
    held = meeting(session, "2019-04-11")
    membership = session.exec(select(Membership)).one()
    attend(session, held, row, almi, membership, role="VD")
    session.add(ContactListMember(contact_list_id=key(fixed), person_id=identity))
    session.add(DistinctPair(kind="person", first_id=identity, second_id=key(other)))
    said = Statement(interaction_id=key(held), person_id=identity, text="Kapital behövs.")
    promised = FollowUp(title="Återkomma", person_id=identity)
    session.add_all([said, promised])
    session.flush()

    delete_person(session, identity)

    session.expire_all()
    for model in (
        ContactDetail, OtherName, Membership, Tagging, Relationship, ContactListMember,
        Participant, DistinctPair,
    ):  # fmt: skip
        assert session.exec(select(model)).all() == []
    assert session.get(Person, identity) is None
    assert (said.person_id, said.text) == (None, "Kapital behövs.")
    assert (promised.person_id, promised.version) == (None, 2)
    with pytest.raises(NotFound):
        get_person(session, identity)


def test_a_stale_delete_is_a_conflict(session: Session) -> None:
    row = person(session, "Anna Berg")
    edit_person(session, key(row), PersonEdit(note="ny"))
    with pytest.raises(Conflict):
        delete_person(session, key(row), version=1)
