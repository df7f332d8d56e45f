from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.follow_ups import add_follow_up
from crm.actions.interactions import log_interaction
from crm.actions.memberships import end_membership
from crm.actions.organisations import add_organisation
from crm.actions.people import add_person
from crm.errors import Invalid, NotFound
from crm.inputs import (
    FollowUpIn,
    InteractionIn,
    MembershipIn,
    OrganisationIn,
    ParticipantIn,
    PersonIn,
    StatementIn,
)
from crm.queries.briefing import brief
from crm.vocabulary import RecordKind

MEETING: dict[str, Any] = {"kind": "meeting", "participants": [ParticipantIn(person="Göran")]}


@pytest.fixture
def ahead(session: Session) -> int:
    """Three meetings with Göran of ALMI, the last of them ahead, and three promises."""
    add_organisation(session, OrganisationIn(name="ALMI"))
    role = MembershipIn(organisation="ALMI", role="VD")
    add_person(session, PersonIn(name="Göran", memberships=[role]))
    add_person(session, PersonIn(name="Utan roll"))
    for day, topic, text in (
        ("2018-01-10", "kapital", "Det räcker."),
        ("2019-04-11", "kapital", "Det räcker inte."),
        ("2019-04-12", "export", "Vi kan hjälpa."),
    ):
        said = StatementIn(speaker="Göran", topic=topic, text=text)
        log_interaction(
            session,
            InteractionIn(**MEETING, subject=day, starts_at=day, topics=[topic], statements=[said]),
        )
    planned = log_interaction(
        session,
        InteractionIn(
            **MEETING, subject="Nytt", starts_at="2019-05-20", status="planned", topics=["kapital"]
        ),
    )
    add_follow_up(session, FollowUpIn(title="Vi ringer", person="Göran", due_date="2019-05-10"))
    add_follow_up(session, FollowUpIn(title="De svarar", organisation="ALMI", direction="theirs"))
    add_follow_up(session, FollowUpIn(title="Annat", person="Utan roll"))
    assert planned.id is not None
    return planned.id


def test_what_to_know_before_a_meeting(session: Session, ahead: int) -> None:
    found = brief(session, RecordKind.INTERACTION, ahead)
    (party,) = found["parties"]
    assert party["person"] and party["person"]["name"] == "Göran"
    assert party["role"] == "VD"
    assert party["last_contact"] and party["last_contact"]["subject"] == "2019-04-12"
    assert [one["title"] for one in found["promises"]] == ["Vi ringer", "De svarar"]
    said = [(one["topic"] and one["topic"]["name"], one["text"]) for one in found["said"]]
    assert said == [("kapital", "Det räcker inte."), ("export", "Vi kan hjälpa.")]


def test_the_role_is_the_one_of_that_day(session: Session, ahead: int) -> None:
    end_membership(session, 1, "2019-05-01")
    (party,) = brief(session, RecordKind.INTERACTION, ahead)["parties"]
    assert party["role"] == "VD"
    (party,) = brief(session, RecordKind.PERSON, 1)["parties"]
    assert party["role"] is None


@pytest.mark.usefixtures("ahead")
def test_an_organisation_comes_with_those_who_are_there(session: Session) -> None:
    found = brief(session, RecordKind.ORGANISATION, 1)
    whole, person = found["parties"]
    assert whole["person"] is None
    assert person["person"] and person["person"]["name"] == "Göran"
    assert found["interaction"] is None
    assert len(found["promises"]) == 2


@pytest.mark.usefixtures("ahead")
def test_nobody_is_met_without_a_record(session: Session) -> None:
    with pytest.raises(NotFound):
        brief(session, RecordKind.PERSON, 99)
    with pytest.raises(Invalid, match="prepare"):
        brief(session, RecordKind.TOPIC, 1)
