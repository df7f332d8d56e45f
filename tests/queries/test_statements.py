from sqlmodel import Session

from crm.inputs import ParticipantIn, StatementIn
from crm.queries.statements import LastSaid, said_by_topic, said_on, voices_on
from crm.vocabulary import RecordKind
from tests.queries.stories import Story


def test_what_somebody_said_stands_under_its_topics_newest_first(session: Session) -> None:
    story = Story(session)
    story._log(
        "May",
        "2019-05-01",
        participants=[ParticipantIn(person=story.anna)],
        statements=[StatementIn(speaker=story.anna, topic="Roads", text="Better roads.")],
    )
    found = said_by_topic(session, RecordKind.PERSON, [story.anna], each=1, topics=9)
    assert [
        (one["topic"] and one["topic"]["name"], one["count"], one["statements"][0]["text"])
        for one in found
    ] == [("Roads", 2, "Better roads."), ("Growth capital", 1, "We lend more.")]
    newest = found[0]["statements"][0]
    assert (newest["date"], newest["interaction"]["name"]) == ("2019-05-01", "May")
    (older,) = said_on(
        session,
        RecordKind.PERSON,
        [story.anna],
        story.topic("Roads"),
        after=LastSaid(newest["date"], newest["id"]),
        limit=5,
    )
    assert older["text"] == "Bad roads."


def test_an_organisation_said_what_those_said_who_attended_for_it(session: Session) -> None:
    story = Story(session)
    found = said_by_topic(session, RecordKind.ORGANISATION, [story.lender], each=5, topics=9)
    assert [said["text"] for one in found for said in one["statements"]] == [
        "Bad roads.",
        "We lend more.",
        "We are here.",
    ]
    assert found[-1]["topic"] is None


def test_those_who_spoke_on_a_topic_are_told_with_what_they_said_last(session: Session) -> None:
    story = Story(session)
    voices = voices_on(session, story.topic("Capital"), limit=9)
    assert [
        (voice["speaker"]["name"], voice["organisation"] and voice["organisation"]["name"])
        for voice in voices
    ] == [("Bo", "Club"), ("Anna", "Lender")]
    assert [voice["text"] for voice in voices] == ["Too little.", "We lend more."]
