from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.labels import add_field
from crm.errors import Ambiguous, Invalid, NotFound
from crm.inputs import (
    CustomFieldIn,
    FollowUpIn,
    ParticipantIn,
    StatementIn,
)
from crm.models import (
    Topic,
)
from crm.vocabulary import Attendance, Direction, Stance
from tests.actions.meetings import logged
from tests.network import employed, organisation, person


def test_a_call_with_two_people_from_two_organisations_on_two_topics(session: Session) -> None:
    marder, foretagarna = employed(session, "Günther Mårder", "Företagarna", "VD")
    lundwall, almi = employed(session, "Göran Lundwall", "ALMI", "VD")
    call = logged(
        session,
        kind="call",
        participants=[
            ParticipantIn(person=marder, function="speaker"),
            ParticipantIn(person="Göran Lundwall"),
        ],
        topics=["growth capital"],
        statements=[
            StatementIn(
                speaker="gunther marder",
                topic="school",
                text="Attitude matters.",
                stance=Stance.ASKS,
            ),
            StatementIn(speaker=lundwall, topic="Growth capital", text="We lend more."),
        ],
    )
    assert call["participants"] == [
        {
            "person": {"id": marder, "name": "Günther Mårder"},
            "organisation": {"id": foretagarna, "name": "Företagarna"},
            "role": "VD",
            "attendance": "attended",
            "function": "speaker",
        },
        {
            "person": {"id": lundwall, "name": "Göran Lundwall"},
            "organisation": {"id": almi, "name": "ALMI"},
            "role": "VD",
            "attendance": "attended",
            "function": None,
        },
    ]
    assert [topic["name"] for topic in call["topics"]] == ["growth capital", "school"]
    said = [
        (one["speaker"], one["topic"] and one["topic"]["name"], one["stance"], one["text"])
        for one in call["statements"]
    ]
    assert said == [
        ({"id": marder, "name": "Günther Mårder"}, "school", "asks", "Attitude matters."),
        ({"id": lundwall, "name": "Göran Lundwall"}, "growth capital", None, "We lend more."),
    ]


def test_everything_told_is_kept(session: Session) -> None:
    add_field(session, CustomFieldIn(key="room", applies_to=["interaction"]))
    told = {
        "uid": "meeting-1",
        "ends_at": "2019-04-12T15:00",
        "starts_at": "2019-04-11T09:30",
        "place": "Örnsköldsvik",
        "details": "# Notes",
        "atmosphere": "open",
        "reference": "N2019/01",
        "source": "report",
        "custom": {"room": "A"},
        "tags": ["spring"],
    }
    meeting = logged(session, **told)
    assert {key: meeting[key] for key in told} == told  # type: ignore[literal-required]


@pytest.mark.parametrize(
    ("starts_at", "status", "attendance"),
    [
        ("2019-05-03", "planned", "invited"),
        ("2019-06", "planned", "invited"),
        ("2019-05-02T23:00", "held", "attended"),
        ("2019-05", "held", "attended"),
        ("2018", "held", "attended"),
    ],
)
def test_what_lies_ahead_is_planned_and_its_people_invited(
    session: Session, starts_at: str, status: str, attendance: str
) -> None:
    meeting = logged(
        session, starts_at=starts_at, participants=[ParticipantIn(person=person(session, "A"))]
    )
    assert meeting["status"] == status
    assert meeting["participants"][0]["attendance"] == attendance


def test_a_status_and_an_attendance_that_are_told_are_kept(session: Session) -> None:
    who = ParticipantIn(person=person(session, "A"), attendance=Attendance.DECLINED)
    meeting = logged(session, starts_at="2019-05-03", status="cancelled", participants=[who])
    assert meeting["status"] == "cancelled"
    assert meeting["participants"][0]["attendance"] == "declined"


def test_whoever_spoke_took_part(session: Session) -> None:
    marder, _ = employed(session, "Günther Mårder", "Företagarna", "VD")
    meeting = logged(session, statements=[StatementIn(speaker=marder, text="Yes.")])
    assert [one["role"] for one in meeting["participants"]] == ["VD"]


def test_an_organisation_may_speak_as_a_whole(session: Session) -> None:
    almi = organisation(session, "ALMI")
    meeting = logged(session, statements=[StatementIn(speaker="ALMI", text="We invest.")])
    assert meeting["statements"][0]["speaker"] == {"id": almi, "name": "ALMI"}
    assert meeting["participants"][0]["organisation"] == {"id": almi, "name": "ALMI"}
    assert meeting["participants"][0]["person"] is None


def test_an_organisation_somebody_attended_for_is_there_already(session: Session) -> None:
    marder, foretagarna = employed(session, "Günther Mårder", "Företagarna", "VD")
    meeting = logged(
        session,
        participants=[ParticipantIn(person=marder)],
        statements=[StatementIn(speaker="Företagarna", text="We agree.")],
    )
    assert len(meeting["participants"]) == 1
    assert meeting["statements"][0]["speaker"] == {"id": foretagarna, "name": "Företagarna"}


def test_a_speaker_whose_name_fits_several_is_the_one_who_took_part(session: Session) -> None:
    person(session, "Anna Berg")
    present = person(session, "Anna Berg")
    meeting = logged(
        session,
        participants=[ParticipantIn(person=present)],
        statements=[StatementIn(speaker="Anna Berg", text="Here.")],
    )
    assert meeting["statements"][0]["speaker"] == {"id": present, "name": "Anna Berg"}


def test_a_speaker_who_could_be_two_is_not_guessed(session: Session) -> None:
    person(session, "Anna Berg")
    person(session, "Anna Berg")
    with pytest.raises(Ambiguous):
        logged(session, statements=[StatementIn(speaker="Anna Berg", text="Who?")])


def test_a_statement_may_have_neither_speaker_nor_topic(session: Session) -> None:
    meeting = logged(session, statements=[StatementIn(text="It was said.")])
    assert meeting["statements"] == [
        {"speaker": None, "topic": None, "stance": None, "text": "It was said."}
    ]


def test_an_unknown_topic_is_refused_where_none_are_to_be_added(session: Session) -> None:
    session.add(Topic(name="Riskkapital"))
    session.flush()
    assert logged(session, topics=["riskkapital"], create_topics=False)["topics"]
    with pytest.raises(NotFound):
        logged(session, topics=["skatter"], create_topics=False)
    with pytest.raises(NotFound):
        statement = StatementIn(text="x", topic="skatter")
        logged(session, statements=[statement], create_topics=False)


def test_a_topic_named_twice_is_one(session: Session) -> None:
    meeting = logged(session, topics=["Infrastruktur", "infrastruktur", "INFRASTRUKTUR"])
    assert len(meeting["topics"]) == 1


def test_a_promise_made_there_has_it_as_evidence_and_knows_whom_it_concerns(
    session: Session,
) -> None:
    marder, foretagarna = employed(session, "Günther Mårder", "Företagarna", "VD")
    meeting = logged(
        session,
        participants=[ParticipantIn(person=marder)],
        follow_ups=[
            FollowUpIn(title="send the figures", due_date="2019-07-02"),
            FollowUpIn(title="invite us to the reference group", direction=Direction.THEIRS),
        ],
    )
    ours, theirs = meeting["follow_ups"]
    assert (ours["title"], ours["status"]) == ("send the figures", "open")
    assert (theirs["direction"], theirs["status"]) == ("theirs", "waiting")
    for promise in (ours, theirs):
        assert promise["interaction"] == {"id": meeting["id"], "name": "Small industry"}
        assert promise["person"] == {"id": marder, "name": "Günther Mårder"}
        assert promise["organisation"] == {"id": foretagarna, "name": "Företagarna"}


@pytest.mark.parametrize(
    "values",
    [
        {"participants": [ParticipantIn(person="nobody")]},
        {"participants": [ParticipantIn(organisation="o99")]},
        {"statements": [StatementIn(speaker="p99", text="x")]},
        {"statements": [StatementIn(speaker=99, text="x")]},
        {"topics": ["t99"]},
        {"topics": [99]},
        {"follow_ups": [FollowUpIn(title="x", person="nobody")]},
    ],
)
def test_unknown_references_are_refused(session: Session, values: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        logged(session, **values)


@pytest.mark.parametrize("topic", ["", " ", "x" * 301, "19121212-1212"])
def test_topics_that_cannot_be_are_refused(session: Session, topic: str) -> None:
    with pytest.raises(Invalid):
        logged(session, topics=[topic])


def test_control_characters_in_a_topic_are_cleaned_away(session: Session) -> None:
    meeting = logged(session, topics=["infra\x00\x1b[31mstruktur\ud800"])
    assert meeting["topics"][0]["name"] == "infra[31mstruktur"


def test_a_uid_that_is_taken_is_refused(session: Session) -> None:
    logged(session, uid="meeting-1")
    with pytest.raises(Invalid):
        logged(session, uid="meeting-1")
