"""Who spoke with whom, on what and when: small, and then very much of it."""

from typing import Any

from sqlmodel import Session, insert

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import add_follow_up
from crm.actions.interactions import log_interaction
from crm.actions.topics import add_topic
from crm.inputs import (
    CollaborationIn,
    FollowUpIn,
    InteractionIn,
    ParticipantIn,
    StatementIn,
    TopicIn,
)
from crm.models import Interaction, Participant
from crm.queries.timeline import timeline
from crm.queries.topics import find_topic
from tests.network import membership, organisation, person, post
from tests.people import key


class Story:
    """Anna leads the lender until May; she and Bo speak in April, she alone in March."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.lender = organisation(session, "Lender")
        self.club = organisation(session, "Club")
        self.anna, self.bo = person(session, "Anna"), person(session, "Bo")
        seat = post(session, "VD", self.lender)
        membership(session, self.anna, self.lender, start="2015", end="2019-05-01", post_id=seat)
        membership(session, self.bo, self.club, "chair")
        add_topic(session, TopicIn(name="Capital"))
        add_topic(session, TopicIn(name="Growth capital", parent="Capital"))
        self.agreed = key(
            add_collaboration(
                session,
                CollaborationIn(
                    title="Together", organisations=[self.lender], agreed_on="2019-04-12"
                ),
            )
        )
        self.march = self._log(
            "March", "2019-03-01", topics=["Roads"], participants=[ParticipantIn(person=self.anna)]
        )
        self.april = self._log(
            "April",
            "2019-04-11T09:30",
            participants=[ParticipantIn(person=self.anna), ParticipantIn(person=self.bo)],
            statements=[
                StatementIn(speaker=self.anna, topic="Growth capital", text="We lend more."),
                StatementIn(speaker=self.bo, topic="Growth capital", text="Too little."),
                StatementIn(speaker=self.anna, topic="Roads", text="Bad roads."),
                StatementIn(speaker="Lender", text="We are here."),
            ],
        )
        self.promise = key(
            add_follow_up(
                session,
                FollowUpIn(
                    title="send figures",
                    person=self.anna,
                    due_date="2019-07-02",
                    interaction=self.april,
                    collaboration=self.agreed,
                ),
            )
        )

    def _log(self, subject: str, on: str, **values: Any) -> int:
        usual = {"kind": "meeting", "subject": subject, "starts_at": on}
        return key(log_interaction(self.session, InteractionIn(**usual | values)))

    def told(self, kind: str, record: int, **values: Any) -> list[tuple[str, str, str, str]]:
        """Return what a timeline shows in one line each."""
        return [
            (entry["date"], entry["kind"], entry["title"], entry["detail"])
            for entry in timeline(self.session, kind, record, **values)
        ]

    def said(self, kind: str, record: int, **values: Any) -> list[str]:
        """Return what is quoted on a timeline."""
        entries = timeline(self.session, kind, record, **values)
        return [said["text"] for entry in entries for said in entry["statements"]]

    def topic(self, name: str) -> int:
        """Return the id of a topic."""
        found = find_topic(self.session, name)
        assert found is not None
        return found


def fill(session: Session, organisation_id: int, person_id: int, count: int) -> None:
    """Add so many notes with a person at an organisation, past the ORM."""
    ids = range(1000, 1000 + count)
    rows = [
        {
            "id": number,
            "uid": f"u{number}",
            "kind": "note",
            "status": "held",
            "subject": str(number),
            "starts_at": f"2018-{number % 12 + 1:02}-{number % 28 + 1:02}",
            "custom": {},
        }
        for number in ids
    ]
    session.exec(insert(Interaction), params=rows)
    taking_part = [
        {
            "interaction_id": number,
            "organisation_id": organisation_id,
            "person_id": person_id,
            "attendance": "attended",
        }
        for number in ids
    ]
    session.exec(insert(Participant), params=taking_part)
