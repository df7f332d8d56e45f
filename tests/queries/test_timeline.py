"""What happened with a person, an organisation, a topic or a collaboration, the latest first."""

from typing import Any

import pytest
from sqlmodel import Session, col, select

from crm.actions.follow_ups import add_follow_up, complete_follow_up
from crm.book import Book
from crm.errors import Invalid, NotFound
from crm.inputs import FollowUpIn, ParticipantIn
from crm.models import FollowUp, Membership
from crm.queries.timeline import timeline
from crm.vocabulary import FollowUpStatus
from tests.counting import count_queries
from tests.queries.stories import Story, fill


@pytest.fixture
def story(session: Session) -> Story:
    return Story(session)


def test_a_persons_timeline_has_roles_promises_and_what_they_said(story: Story) -> None:
    assert story.told("person", story.anna) == [
        ("2019-05-01", "membership", "VD, Lender", "ended"),
        ("2019-04-11T09:30", "meeting", "April", "VD, Lender"),
        ("2019-04-11", "ours", "send figures", "promised by 2 July 2019"),
        ("2019-03-01", "meeting", "March", "VD, Lender"),
        ("2015", "membership", "VD, Lender", "began"),
    ]
    assert story.said("person", story.anna) == ["We lend more.", "Bad roads."]


def test_entries_point_to_their_records(story: Story) -> None:
    entries = timeline(story.session, "person", story.anna)
    assert [entry["reference"] for entry in entries] == [
        "m1", f"i{story.april}", f"f{story.promise}", f"i{story.march}", "m1",
    ]  # fmt: skip
    assert entries[1]["topics"] == ["Growth capital", "Roads"]


def test_an_organisations_timeline_has_those_who_attended_for_it(story: Story) -> None:
    assert story.told("organisation", story.lender) == [
        ("2019-04-12", "collaboration", "Together", "agreed"),
        ("2019-04-11T09:30", "meeting", "April", "Anna (VD)"),
        ("2019-04-11", "ours", "send figures", "promised by 2 July 2019"),
        ("2019-03-01", "meeting", "March", "Anna (VD)"),
    ]
    assert story.said("organisation", story.lender) == [
        "We lend more.",
        "Bad roads.",
        "We are here.",
    ]


def test_what_the_lender_said_on_growth_capital(story: Story) -> None:
    for topic in ("Growth capital", "Capital"):
        wanted = story.topic(topic)
        assert story.said("organisation", story.lender, topic=wanted) == ["We lend more."]
        assert [row[2] for row in story.told("organisation", story.lender, topic=wanted)] == [
            "April",
            "send figures",
        ]


def test_who_moved_on_is_still_on_the_timeline_of_the_old_organisation(story: Story) -> None:
    held = story.session.exec(
        select(Membership).where(col(Membership.person_id) == story.anna)
    ).one()
    held.organisation_id, held.post_id = story.club, None
    story.session.flush()
    assert ("2019-03-01", "meeting", "March", "Anna (VD)") in story.told(
        "organisation", story.lender
    )


def test_a_topics_timeline_has_all_who_spoke_on_it(story: Story) -> None:
    assert story.told("topic", story.topic("Capital")) == [
        ("2019-04-11T09:30", "meeting", "April", "Anna (VD), Bo (chair)"),
        ("2019-04-11", "ours", "send figures", "promised by 2 July 2019"),
    ]
    assert story.said("topic", story.topic("Capital")) == ["We lend more.", "Too little."]
    roads = story.topic("Roads")
    assert story.said("topic", story.topic("Capital"), topic=roads) == []


def test_a_collaborations_timeline_has_its_promises_and_their_evidence(story: Story) -> None:
    assert story.told("collaboration", story.agreed) == [
        ("2019-04-12", "collaboration", "Together", "agreed"),
        ("2019-04-11T09:30", "meeting", "April", "Anna (VD), Bo (chair)"),
        ("2019-04-11", "ours", "send figures", "promised by 2 July 2019"),
    ]


def test_a_whole_organisation_and_nobody_in_particular_are_shown_too(story: Story) -> None:
    story._log("Fair", "2019-02-01", participants=[ParticipantIn(organisation=story.club)])
    assert story.told("organisation", story.club, end="2019-02") == [
        ("2019-02-01", "meeting", "Fair", "Club")
    ]


def test_a_promise_stands_there_when_made_and_when_done(story: Story) -> None:
    session = story.session
    complete_follow_up(session, story.promise, "2019-05-01")
    called_off = FollowUpIn(title="visit", organisation=story.club, status=FollowUpStatus.CANCELLED)
    undated = FollowUpIn(title="call", organisation=story.club)
    for entry in (called_off, undated):
        row = add_follow_up(session, entry)
        row.created_at = "2019-05-02T08:00:00Z"
    session.flush()
    assert story.told("person", story.anna)[0] == ("2019-05-01", "ours", "send figures", "done")
    assert story.told("organisation", story.club, start="2019-05") == [
        ("2019-05-02", "ours", "call", "promised"),
        ("2019-05-02", "ours", "visit", "promised, and called off"),
    ]


@pytest.mark.parametrize(
    ("values", "titles"),
    [
        ({"start": "2019-04"}, ["VD, Lender", "April", "send figures"]),
        ({"end": "2019-03"}, ["March", "VD, Lender"]),
        ({"start": "2019-03", "end": "2019-03"}, ["March"]),
        ({"limit": 2}, ["VD, Lender", "April"]),
        ({"limit": 0}, []),
    ],
)
def test_it_is_narrowed_by_time_and_number(
    story: Story, values: dict[str, Any], titles: list[str]
) -> None:
    assert [row[2] for row in story.told("person", story.anna, **values)] == titles


def test_only_some_records_have_a_timeline(story: Story) -> None:
    for kind in ("follow-up", "list", "nonsense"):
        with pytest.raises(Invalid):
            story.told(kind, 1)
    with pytest.raises(NotFound):
        story.told("person", 99)
    with pytest.raises(Invalid):
        story.told("person", story.anna, start="soon")


@pytest.mark.parametrize("kind", ["organisation", "person"])
def test_a_busy_organisation_is_not_read_whole(book: Book, kind: str) -> None:
    with book.write("story") as session:
        story = Story(session)
        record = story.lender if kind == "organisation" else story.anna
    with book.read() as session, count_queries(session) as few:
        timeline(session, kind, record)
    with book.write("fill") as session:
        fill(session, story.lender, story.anna, 1_000)
    with book.read() as session, count_queries(session) as many:
        entries = timeline(session, kind, record, limit=20)
    assert len(entries) == 20
    assert few.count == many.count
    assert many.chosen == 20


def test_no_promise_is_lost_between_the_sorts(story: Story) -> None:
    assert story.session.exec(select(FollowUp)).one().title in {
        row[2] for row in story.told("person", story.anna, limit=3)
    }
