import pytest
from sqlmodel import Session, select

from crm.actions.labels import add_document
from crm.actions.memberships import add_post
from crm.actions.organisations import delete_organisation, edit_organisation
from crm.errors import Conflict, Invalid, NotFound
from crm.inputs import DocumentIn, OrganisationEdit, PostIn
from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    ContactDetail,
    Document,
    FollowUp,
    Identifier,
    Membership,
    Organisation,
    Participant,
    Post,
    Statement,
)
from crm.queries.organisations import get_organisation
from crm.vocabulary import Classification
from tests.people import attend, key, meeting, organisation, person


def test_an_organisation_is_stored_whole(session: Session) -> None:
    almi = organisation(session, "ALMI", classification="state_company")
    row = organisation(
        session,
        "ALMI Invest",
        uid="urn:invest",
        parent="almi",
        orgnr="5560160680",
        identifiers=[
            {"scheme": "lei", "identifier": "549300"},
            {"scheme": "lei", "identifier": "549300"},
        ],
        other_names=[{"name": "Almi Företagspartner", "end_date": "2010"}],
        area="Stockholm",
        website="https://www.almi.se",
        founding_date="2009",
        emails=["info@almi.se"],
        phones=["0771-55 85 00"],
        tags=["kapital"],
        note="Riskkapital",
    )
    record = get_organisation(session, key(row))
    assert record["uid"] == "urn:invest"
    assert record["parent"] == {"id": almi.id, "name": "ALMI"}
    assert record["identifiers"] == [
        {"scheme": "orgnr", "identifier": "556016-0680"},
        {"scheme": "lei", "identifier": "549300"},
    ]
    assert [name["name"] for name in record["other_names"]] == ["Almi Företagspartner"]
    assert [detail["value"] for detail in record["contact_details"]] == [
        "info@almi.se",
        "+46771558500",
    ]
    assert (record["area"], record["founding_date"]) == ("Stockholm", "2009")
    assert record["tags"] == ["kapital"]
    assert record["classification"] == "other"
    children = get_organisation(session, key(almi))["children"]
    assert children == [{"id": row.id, "name": "ALMI Invest"}]


def test_courts_may_share_an_organisation_number(session: Session) -> None:
    organisation(session, "Umeå tingsrätt", orgnr="202100-2742")
    organisation(session, "Sveriges domstolar", orgnr="202100-2742")
    assert len(session.exec(select(Identifier)).all()) == 2


def test_a_uid_belongs_to_one_organisation(session: Session) -> None:
    organisation(session, "ALMI", uid="urn:1")
    with pytest.raises(Invalid):
        organisation(session, "Vinnova", uid="urn:1")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "X", "orgnr": "556016-0681"},
        {"name": "X", "classification": "sekt"},
        {"name": "X", "founding_date": "2019", "dissolution_date": "2018"},
        {"name": "X" * 301},
    ],
)
def test_what_cannot_be_is_refused(session: Session, fields: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        organisation(session, **fields)


def test_an_unknown_parent_is_refused(session: Session) -> None:
    with pytest.raises(NotFound):
        organisation(session, "ALMI Invest", parent="ALMI")


class TestEditing:
    def test_only_given_fields_change(self, session: Session) -> None:
        row = organisation(session, "ALMI", area="Stockholm", note="stat")
        edit_organisation(
            session,
            key(row),
            OrganisationEdit(area=None, classification=Classification.STATE_COMPANY),
        )
        assert (row.area, row.note, row.classification) == (None, "stat", "state_company")
        assert row.version == 2

    def test_the_organisation_number_is_replaced(self, session: Session) -> None:
        row = organisation(session, "ALMI", orgnr="556016-0680")
        identity = key(row)
        edit_organisation(session, identity, OrganisationEdit(orgnr="202100-2742"))
        edit_organisation(session, identity, OrganisationEdit(orgnr="202100-2742"))
        assert get_organisation(session, identity)["identifiers"] == [
            {"scheme": "orgnr", "identifier": "202100-2742"}
        ]
        edit_organisation(session, identity, OrganisationEdit(orgnr=None))
        assert get_organisation(session, identity)["identifiers"] == []

    def test_a_name_cannot_be_emptied(self, session: Session) -> None:
        row = organisation(session, "ALMI")
        with pytest.raises(Invalid):
            edit_organisation(session, key(row), OrganisationEdit(name=" "))

    def test_it_cannot_end_before_it_began(self, session: Session) -> None:
        row = organisation(session, "ALMI", founding_date="1994")
        with pytest.raises(Invalid):
            edit_organisation(session, key(row), OrganisationEdit(dissolution_date="1993"))

    def test_nobody_is_their_own_ancestor(self, session: Session) -> None:
        top = organisation(session, "Näringsdepartementet")
        middle = organisation(session, "ALMI", parent=top.id)
        leaf = organisation(session, "ALMI Invest", parent=middle.id)
        for parent in (top, middle, leaf):
            with pytest.raises(Invalid, match="lies below"):
                edit_organisation(session, key(top), OrganisationEdit(parent=parent.id))
        edit_organisation(session, key(leaf), OrganisationEdit(parent="näringsdepartementet"))
        edit_organisation(session, key(middle), OrganisationEdit(parent=None))
        assert (middle.parent_id, leaf.parent_id) == (None, top.id)

    def test_a_stale_edit_is_a_conflict(self, session: Session) -> None:
        row = organisation(session, "ALMI")
        edit_organisation(session, key(row), OrganisationEdit(note="först"), version=1)
        with pytest.raises(Conflict):
            edit_organisation(session, key(row), OrganisationEdit(note="sist"), version=1)


class TestDeleting:
    def test_one_with_people_or_children_stays(self, session: Session) -> None:
        almi = organisation(session, "ALMI")
        invest = organisation(session, "ALMI Invest", parent=almi.id)
        person(session, "Göran Lundwall", memberships=[{"organisation": invest.id}])
        for row in (almi, invest):
            with pytest.raises(Invalid, match="is not empty"):
                delete_organisation(session, key(row))
        assert session.get(Organisation, almi.id) is almi

    def test_an_empty_one_goes_with_all_that_is_its_alone(self, session: Session) -> None:
        row = organisation(session, "ALMI", orgnr="556016-0680", emails=["info@almi.se"])
        add_document(
            session, "organisation", key(row), DocumentIn(title="Avtal", location="avtal.pdf")
        )
        add_post(session, PostIn(label="VD", organisation=key(row)))
        delete_organisation(session, key(row))
        for model in (Organisation, Identifier, ContactDetail, Document, Post):
            assert session.exec(select(model)).all() == []

    def test_force_takes_memberships_and_hands_children_up(self, session: Session) -> None:
        top = organisation(session, "Näringsdepartementet")
        almi = organisation(session, "ALMI", parent=top.id)
        invest = organisation(session, "ALMI Invest", parent=almi.id)
        goran = person(
            session,
            "Göran Lundwall",
            memberships=[{"organisation": almi.id, "role": "VD"}, {"organisation": invest.id}],
        )
        held = meeting(session, "2019-04-11")
        alone = attend(session, held, where=almi)
        spoke = attend(session, held, goran, almi, organisation_name="ALMI")
        said = Statement(interaction_id=key(held), organisation_id=almi.id, text="Ja")
        promised = FollowUp(title="Svara", organisation_id=almi.id)
        session.add(together := Collaboration(title="Dialog"))
        session.flush()
        joined = CollaborationOrganisation(
            collaboration_id=key(together), organisation_id=key(almi)
        )
        session.add_all([said, promised, joined])
        session.flush()

        delete_organisation(session, key(almi), force=True, version=1)

        assert invest.parent_id == top.id
        [left] = session.exec(select(Membership)).all()
        assert (left.organisation_id, left.primary) == (invest.id, True)
        assert session.exec(select(Participant)).all() == [spoke]
        assert alone not in session
        assert (spoke.organisation_id, spoke.organisation_name) == (None, "ALMI")
        assert (said.organisation_id, promised.organisation_id) == (None, None)
        assert session.exec(select(CollaborationOrganisation)).all() == []
        assert goran.version == 2

    def test_a_stale_delete_is_a_conflict(self, session: Session) -> None:
        row = organisation(session, "ALMI")
        with pytest.raises(Conflict):
            delete_organisation(session, key(row), version=7)


def test_an_unknown_field_is_refused(session: Session) -> None:
    with pytest.raises(Invalid):
        organisation(session, "ALMI", colour="blå")
