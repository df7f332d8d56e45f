"""Many interactions or collaborations whole are what each is, at a fixed number of queries."""

from sqlmodel import Session

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import add_follow_up
from crm.actions.interactions import log_interaction
from crm.inputs import CollaborationIn, FollowUpIn, InteractionIn
from crm.queries.collaborations import get_collaboration
from crm.queries.interactions import get_interaction
from crm.queries.whole_work import whole_collaborations, whole_interactions
from tests.counting import count_queries
from tests.people import key, meeting, organisation, person


def two_meetings(session: Session) -> list[int]:
    organisation(session, "ALMI")
    person(session, "Göran Lundwall", memberships=[{"organisation": "ALMI", "role": "VD"}])
    talk = log_interaction(
        session,
        InteractionIn.model_validate(
            {
                "kind": "meeting",
                "subject": "Lån",
                "starts_at": "2019-04-11",
                "topics": ["tillväxtkapital", "export"],
                "participants": [{"person": "Göran Lundwall"}, {"organisation": "ALMI"}],
                "statements": [{"speaker": "Göran Lundwall", "topic": "export", "text": "Ja."}],
                "follow_ups": [
                    {"title": "Done", "due_date": "2019-04-12", "status": "done"},
                    {"title": "Later", "due_date": "2019-06"},
                    {"title": "Sooner", "due_date": "2019-05-20"},
                ],
                "tags": ["viktigt"],
            }
        ),
    )
    return [key(meeting(session, "2018")), key(talk)]


def test_many_are_what_each_is(session: Session) -> None:
    identities = two_meetings(session)
    assert whole_interactions(session, [*identities, 999]) == [
        get_interaction(session, one) for one in identities
    ]
    assert whole_interactions(session, []) == []


def two_collaborations(session: Session) -> list[int]:
    for name in ("Örnalp", "ALMI"):
        organisation(session, name)
    first = add_collaboration(session, CollaborationIn(title="Lån", tags=["stat"], lead="Kim"))
    other = add_collaboration(session, CollaborationIn(title="A", organisations=["Örnalp", "ALMI"]))
    for title, due, status in (
        ("Done", "2019", "done"),
        ("Late", "2019-06", "open"),
        ("B", None, "open"),
    ):
        add_follow_up(
            session, FollowUpIn(title=title, due_date=due, status=status, collaboration="A")
        )
    return [key(first), key(other)]


def test_many_collaborations_are_what_each_is(session: Session) -> None:
    identities = two_collaborations(session)
    assert whole_collaborations(session, [*identities, 999]) == [
        get_collaboration(session, one) for one in identities
    ]
    with count_queries(session) as one:
        whole_collaborations(session, identities[1:])
    with count_queries(session) as many:
        whole_collaborations(session, identities)
    assert one.count == many.count


def test_the_number_of_queries_does_not_grow(session: Session) -> None:
    identities = two_meetings(session)
    with count_queries(session) as one:
        whole_interactions(session, identities[1:])
    with count_queries(session) as many:
        whole_interactions(session, identities)
    assert one.count == many.count
