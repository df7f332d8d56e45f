from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.collaborations import add_collaboration
from crm.actions.interactions import log_interaction
from crm.actions.lists import add_list, add_member
from crm.actions.organisations import add_organisation
from crm.actions.people import add_person
from crm.inputs import (
    CollaborationIn,
    ContactListIn,
    InteractionIn,
    MembershipIn,
    OrganisationIn,
    ParticipantIn,
    PersonIn,
)
from crm.queries.references import resolve_organisation, resolve_person
from crm.queries.silence import long_silent
from crm.vocabulary import RecordKind


def person(session: Session, name: str, **membership: Any) -> None:
    at = [MembershipIn(**membership)] if membership else []
    add_person(session, PersonIn(name=name, memberships=at))


def met(session: Session, on: str, *people: str, **values: Any) -> None:
    participants = [ParticipantIn(person=name) for name in people]
    log_interaction(
        session,
        InteractionIn(
            kind="meeting", subject=on, starts_at=on, participants=participants, **values
        ),
    )


def silent(session: Session, kind: RecordKind = RecordKind.PERSON, **how: Any) -> list[str]:
    return [one["name"] for one in long_silent(session, kind, **how)]


def test_the_latest_to_fall_silent_come_first(session: Session) -> None:
    for name in ("Anna", "Bo", "Cilla"):
        person(session, name)
    met(session, "2017-03-01", "Anna")
    met(session, "2018-10-31", "Bo")
    met(session, "2018-11-01", "Cilla")
    assert silent(session) == ["Bo", "Anna"]
    assert silent(session, months=12) == ["Anna"]
    assert silent(session, limit=1) == ["Bo"]


def test_whom_one_is_to_meet_or_who_has_left_is_not_told_of(session: Session) -> None:
    add_organisation(session, OrganisationIn(name="ALMI"))
    person(session, "Anna")
    person(session, "Bo", organisation="ALMI", end_date="2018-12")
    person(session, "Cilla", organisation="ALMI", role="VD")
    met(session, "2018-03-01", "Anna", "Bo", "Cilla")
    met(session, "2019-05-20", "Anna", status="planned")
    (found,) = long_silent(session, RecordKind.PERSON)
    assert (found["name"], found["role"], found["organisation"]) == ("Cilla", "VD", "ALMI")
    assert found["last_interaction"] == "2018-03-01"


def test_whoever_is_on_a_list_and_was_never_spoken_to_comes_last(session: Session) -> None:
    person(session, "Anna")
    person(session, "Bo")
    met(session, "2018-03-01", "Bo")
    invited = add_list(session, ContactListIn(name="Inbjudna"))
    assert invited.id is not None
    add_member(session, invited.id, RecordKind.PERSON, resolve_person(session, "Anna"))
    assert silent(session) == ["Bo", "Anna"]
    never = long_silent(session, RecordKind.PERSON)[-1]
    assert (never["last_interaction"], never["through"]) == (None, "Inbjudna")


@pytest.fixture
def partners(session: Session) -> None:
    for name in ("Vi", "ALMI", "Företagarna", "Vinnova"):
        add_organisation(session, OrganisationIn(name=name))
    person(session, "Göran", organisation="ALMI")
    person(session, "Vera", organisation="Vinnova")
    met(session, "2018-03-01", "Göran")
    met(session, "2018-08-01", "Vera")
    for title, other in (("Kapital", "ALMI"), ("Råd", "Företagarna")):
        names: list[str | int] = ["Vi", other]
        add_collaboration(session, CollaborationIn(title=title, organisations=names))


@pytest.mark.usefixtures("partners")
def test_partners_come_first_the_longest_silent_at_the_top(session: Session) -> None:
    found = long_silent(session, RecordKind.ORGANISATION)
    assert [one["name"] for one in found] == ["Företagarna", "ALMI", "Vinnova"]
    assert [one["through"] for one in found] == ["Råd", "Kapital", None]


@pytest.mark.usefixtures("partners")
def test_a_collaboration_that_ended_binds_nobody(session: Session) -> None:
    add_collaboration(
        session, CollaborationIn(title="Förr", organisations=["Vinnova"], status="ended")
    )
    assert silent(session, RecordKind.ORGANISATION) == ["Företagarna", "ALMI", "Vinnova"]


@pytest.mark.usefixtures("partners")
def test_an_organisation_that_is_dissolved_is_not_told_of(session: Session) -> None:
    add_organisation(session, OrganisationIn(name="Nutek", dissolution_date="2009"))
    invited = add_list(session, ContactListIn(name="Inbjudna"))
    assert invited.id is not None
    nutek = resolve_organisation(session, "Nutek")
    add_member(session, invited.id, RecordKind.ORGANISATION, nutek)
    assert "Nutek" not in silent(session, RecordKind.ORGANISATION)
