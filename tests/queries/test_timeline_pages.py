"""A timeline read a page at a time, and one that takes the parts of an organisation in."""

import pytest
from sqlmodel import Session, select

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import add_follow_up, complete_follow_up
from crm.actions.interactions import log_interaction
from crm.actions.organisations import add_organisation
from crm.book import Book
from crm.inputs import CollaborationIn, FollowUpIn, InteractionIn, OrganisationIn, ParticipantIn
from crm.models import Organisation
from crm.queries.organisation_tree import organisation_tree
from crm.queries.timeline import timeline, timeline_page
from crm.vocabulary import RecordKind
from tests.counting import count_queries
from tests.network import membership, organisation, person
from tests.queries.stories import fill

DAY = "2019-04-11"


@pytest.fixture
def busy_day(session: Session) -> tuple[int, int]:
    """Return a person and their organisation, with something of every sort on one day."""
    lender = organisation(session, "Lender")
    anna = person(session, "Anna")
    for start, end in (("2015", DAY), (DAY, None)):
        membership(session, anna, lender, "VD", start=start, end=end)
    for number in range(3):
        met = log_interaction(
            session,
            InteractionIn(
                kind="meeting",
                subject=f"Meeting {number}",
                starts_at=DAY,
                participants=[ParticipantIn(person=anna)],
            ),
        )
        promise = add_follow_up(
            session,
            FollowUpIn(title=str(number), person=anna, organisation=lender, interaction=met.id),
        )
        assert promise.id is not None
        complete_follow_up(session, promise.id, DAY)
    add_collaboration(
        session, CollaborationIn(title="Together", organisations=[lender], agreed_on=DAY)
    )
    return anna, lender


@pytest.mark.parametrize("limit", [1, 2, 5, 50])
@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_pages_make_up_the_whole_in_order(
    session: Session, busy_day: tuple[int, int], kind: str, limit: int
) -> None:
    record = busy_day[kind == "organisation"]
    found = []
    page = timeline_page(session, RecordKind(kind), record, limit=limit)
    while page.older is not None:
        assert len(page.entries) == limit
        found += page.entries
        page = timeline_page(session, RecordKind(kind), record, limit=limit, before=page.older)
    assert [*found, *page.entries] == timeline(session, kind, record)


def test_a_page_reads_no_more_than_itself(book: Book) -> None:
    with book.write("fill") as session:
        lender, anna = organisation(session, "Lender"), person(session, "Anna")
        fill(session, lender, anna, 5_000)
    with book.read() as session, count_queries(session) as first:
        page = timeline_page(session, RecordKind.PERSON, anna, limit=40)
    with book.read() as session, count_queries(session) as second:
        timeline_page(session, RecordKind.PERSON, anna, limit=40, before=page.older)
    assert first.count == second.count
    assert second.chosen == 41


@pytest.fixture
def tree(session: Session) -> dict[str, int]:
    """Return a ministry under a government, with an agency that has an office."""
    parents = {"Ministry": "Government", "Agency": "Ministry", "Office": "Agency"}
    for name in ("Government", "Ministry", "Agency", "Office", "Archive"):
        parent = parents.get(name, "Ministry" if name == "Archive" else None)
        add_organisation(session, OrganisationIn(name=name, parent=parent))
    names = session.exec(select(Organisation.name, Organisation.id)).all()
    return {name: identity for name, identity in names if identity is not None}


def test_a_tree_stands_in_the_order_it_is_drawn(session: Session, tree: dict[str, int]) -> None:
    found = organisation_tree(session, tree["Ministry"])
    assert [above["name"] for above in found.above] == ["Government"]
    assert [(one.organisation["name"], one.depth) for one in found.below] == [
        ("Agency", 1),
        ("Office", 2),
        ("Archive", 1),
    ]
    assert found.is_whole


def test_a_timeline_takes_the_parts_in_and_says_for_whom(
    session: Session, tree: dict[str, int]
) -> None:
    clerk = person(session, "Clerk")
    membership(session, clerk, tree["Office"], "clerk")
    log_interaction(
        session,
        InteractionIn(
            kind="call", subject="Call", starts_at=DAY, participants=[ParticipantIn(person=clerk)]
        ),
    )
    kind, ministry = RecordKind.ORGANISATION, tree["Ministry"]
    assert timeline_page(session, kind, ministry, limit=5).entries == []
    (entry,) = timeline_page(session, kind, ministry, limit=5, with_parts=True).entries
    assert (entry["title"], entry["detail"]) == ("Call", "Clerk (clerk, Office)")
