"""What each page says, read without a screen."""

from collections.abc import Iterator

import pytest

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import add_follow_up
from crm.actions.interactions import log_interaction
from crm.actions.lists import add_list, add_member
from crm.actions.organisations import add_organisation
from crm.actions.people import add_person
from crm.actions.posts import add_post
from crm.book import Book, Session, open_book
from crm.inputs import (
    CollaborationIn,
    ContactDetailIn,
    ContactListIn,
    FollowUpIn,
    InteractionIn,
    MembershipIn,
    OrganisationIn,
    ParticipantIn,
    PersonIn,
    PostIn,
    StatementIn,
)
from crm.vocabulary import RecordKind
from tui.pages import Page, Reading, Rest, read_page, read_rest, work
from tui.pages.said import FIRST_SAID
from tui.widgets.record_items import Anchor, Entry, Item, Line, Words

SAID = 6


def fill(session: Session) -> None:
    """A ministry with an agency; Anna, once of the agency and now of the ministry, and Bo."""
    add_organisation(session, OrganisationIn(name="Ministry", website="https://ministry.example"))
    add_organisation(session, OrganisationIn(name="Agency", parent="Ministry"))
    for label in ("Secretary", "Minister"):
        add_post(session, PostIn(label=label, organisation="Ministry"))
    anna = PersonIn(
        name="Anna",
        memberships=[
            MembershipIn(organisation="Agency", role="clerk", start_date="2010", end_date="2018"),
            MembershipIn(organisation="Ministry", post="Secretary", start_date="2018-06"),
        ],
        contact_details=[
            ContactDetailIn(type="phone", value="070-174 06 05", valid_until="2018"),
            ContactDetailIn(type="email", value="anna@ministry.example"),
        ],
    )
    add_person(session, anna)
    add_person(session, PersonIn(name="Bo", memberships=[MembershipIn(organisation="Agency")]))
    add_collaboration(
        session,
        CollaborationIn(
            title="Dialogue",
            organisations=["Ministry"],
            status="active",
            agreed_on="2019-01",
            review_on="2019-04-30",
        ),
    )
    for number in range(SAID):
        log_interaction(session, meeting(number))
    invited = add_list(session, ContactListIn(name="Invited"))
    for person in (1, 2):
        add_member(session, invited.id or 0, RecordKind.PERSON, person)
    for title, direction in (("Write", "ours"), ("Answer", "theirs"), ("Meet", "joint")):
        add_follow_up(
            session,
            FollowUpIn(
                title=title,
                direction=direction,
                person="Anna",
                organisation="Ministry",
                collaboration="Dialogue",
            ),
        )


def meeting(number: int) -> InteractionIn:
    return InteractionIn(
        kind="meeting",
        subject=f"Meeting {number}",
        starts_at=f"2019-04-{number + 1:02}",
        participants=[ParticipantIn(person="Anna"), ParticipantIn(person="Bo")],
        statements=[
            StatementIn(speaker="Anna", topic="roads", stance="asks", text=f"Road {number}"),
            StatementIn(speaker="Bo", topic="rails", text=f"Rail {number}"),
        ],
    )


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_TODAY", "2019-05-02")
        with open_book(tmp_path_factory.mktemp("pages") / "book.db", actor="Anna") as book:
            book.tell("Fill the book", fill)
            yield book


def page_of(book: Book, kind: RecordKind, identity: int, reading: Reading | None = None) -> Page:
    return book.ask(read_page, (kind, identity), reading)


def items(page: Page, title: str) -> list[Item]:
    return [item for one in page.sections if one.title == title for item in one.items]


def lines(page: Page, title: str) -> list[str]:
    """The lines of a section: label, value and what each leads to."""
    return [
        " | ".join(part for part in (one.label, one.value, told(one.detail), one.reference) if part)
        for one in items(page, title)
        if isinstance(one, Line)
    ]


def titles(page: Page, title: str) -> list[str]:
    return [one.title for one in items(page, title) if isinstance(one, Entry)]


def told(words: str | Words) -> str:
    parts = [words] if isinstance(words, str) else words
    return ", ".join(one.text if isinstance(one, Anchor) else one for one in parts)


def test_a_person_is_told_by_roles_ways_promises_and_words(known: Book) -> None:
    page = page_of(known, RecordKind.PERSON, 1)
    assert page.subtitle == "Secretary, Ministry"
    assert lines(page, "Roles") == [
        "2018-06 – | Secretary, Ministry | the post | o1",
        "2010 – 2018 | clerk, Agency | o2",
    ]
    serving, past = items(page, "Reach")
    assert isinstance(serving, Line)
    assert (serving.address, serving.role) == ("mailto:anna@ministry.example", "")
    assert (past.text, past.role) == ("070-174 06 05", "muted")
    for title, promised in (
        ("We have promised", "Write"),
        ("They have promised", "Answer"),
        ("Promised together", "Meet"),
    ):
        assert titles(page, title) == [promised]
    assert lines(page, "Said, by topic") == [
        "#roads",
        "2019-04-06 | Road 5 | asks",
        "2019-04-05 | Road 4 | asks",
        "2019-04-04 | Road 3 | asks",
        "3 earlier",
    ]


def test_what_was_said_earlier_comes_when_it_is_wanted(known: Book) -> None:
    page = page_of(known, RecordKind.PERSON, 1)
    earlier = items(page, "Said, by topic")[-1]
    assert isinstance(earlier, Rest)
    page = page.continued(earlier, known.ask(read_rest, earlier))
    said = [one.value for one in items(page, "Said, by topic")[1:] if isinstance(one, Line)]
    assert said == [f"Road {number}" for number in reversed(range(SAID))]
    assert FIRST_SAID < SAID


def test_a_timeline_goes_on_where_it_stopped(known: Book) -> None:
    whole = page_of(known, RecordKind.PERSON, 1)
    page = page_of(known, RecordKind.PERSON, 1, Reading(entries=2))
    assert len(page.timeline) == 3
    older = page.timeline[-1]
    assert isinstance(older, Rest)
    assert older.eager
    page = page.continued(older, known.ask(read_rest, older))
    assert page.timeline == whole.timeline
    assert [section.title for section in page.story][-3:] == ["2019", "2018", "2010"]


def test_an_organisation_is_told_by_people_posts_and_its_place(known: Book) -> None:
    page = page_of(known, RecordKind.ORGANISATION, 1)
    assert lines(page, "People") == ["Secretary | Anna | 2018-06 – | p1"]
    assert lines(page, "Posts") == [
        "Minister | vacant | s2",
        "Secretary | Anna | 2018-06 – | p1",
    ]
    assert lines(page, "Parts") == ["Ministry", "Agency | o2"]
    agency = page_of(known, RecordKind.ORGANISATION, 2)
    assert lines(agency, "Belongs to") == ["Ministry | o1", "Agency"]
    assert lines(agency, "People before") == ["clerk | Anna | 2010 – 2018 | p1"]
    assert (page.parts, agency.parts) == (False, None)


def test_an_organisation_takes_its_parts_in(known: Book) -> None:
    page = page_of(known, RecordKind.ORGANISATION, 1)
    whole = page_of(known, RecordKind.ORGANISATION, 1, Reading(with_parts=True))
    assert whole.parts
    assert "#rails" not in lines(page, "Said, by topic")
    assert "#rails" in lines(whole, "Said, by topic")
    newest = next(one for one in whole.timeline if isinstance(one, Entry) and one.kind == "meeting")
    assert newest.who == [
        Anchor("Anna (Secretary, Ministry)", "p1"),
        Anchor("Bo (Agency)", "p2"),
    ]


def test_an_interaction_is_told_by_who_was_there_and_what_they_said(known: Book) -> None:
    page = page_of(known, RecordKind.INTERACTION, 1)
    assert lines(page, "Participants") == ["Anna | Secretary, Ministry | p1", "Bo | Agency | p2"]
    assert lines(page, "Topics") == ["#rails, #roads"]
    said = items(page, "Said")
    assert [one.label_reference for one in said if isinstance(one, Line)] == ["p1", "p2"]
    assert lines(page, "Said") == ["Anna | Road 0 | #roads, asks", "Bo | Rail 0 | #rails"]


def test_a_collaboration_is_told_by_members_and_milestones(known: Book) -> None:
    page = page_of(known, RecordKind.COLLABORATION, 1)
    assert page.badges == [("active", "success"), ("to review", "error")]
    assert lines(page, "Members") == ["Ministry | o1"]
    assert titles(page, "Milestones") == ["Agreed", "Review", "Meet"]
    assert titles(page, "We have promised") == ["Write"]
    assert titles(page, "Promised together") == []


def test_a_topic_is_told_by_who_spoke(known: Book) -> None:
    page = page_of(known, RecordKind.TOPIC, 1)
    assert lines(page, "Who has spoken") == ["Anna | Road 5 | Ministry, asks, 6 times, 2019-04-06"]
    entry = page.timeline[0]
    assert isinstance(entry, Entry)
    assert (told(entry.topics), told(entry.detail)) == ("rails", "Anna,  (, asks, ), : Road 5")


def test_a_long_list_is_read_in_parts(known: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "MEMBERS_AT_ONCE", 1)
    page = page_of(known, RecordKind.LIST, 1)
    assert lines(page, "Members") == ["Person | Anna | p1", "1 more"]
    more = items(page, "Members")[-1]
    assert isinstance(more, Rest)
    page = page.continued(more, known.ask(read_rest, more))
    assert lines(page, "Members") == ["Person | Anna | p1", "Person | Bo | p2"]


def test_a_promise_tells_how_to_reach_whom_it_concerns(known: Book) -> None:
    page = page_of(known, RecordKind.FOLLOW_UP, 1)
    assert [one.text for one in items(page, "Reach")] == ["anna@ministry.example", "070-174 06 05"]
    assert titles(page, "Also open with them") == ["Answer", "Meet"]
