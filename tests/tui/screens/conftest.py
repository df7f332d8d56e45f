"""A small book of our own, and the application over it."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

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
from tests.tui.screens.looking import settle
from tui.app import CrmApp

Shown = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


def fill(session: Session) -> None:
    """Add two organisations, three people, a meeting ahead and one held, and four promises."""
    add_organisation(session, OrganisationIn(name="ALMI", classification="state_company"))
    add_organisation(
        session, OrganisationIn(name="Sandvik [red]kommun[/]", classification="municipality")
    )
    add_post(session, PostIn(label="VD", organisation="ALMI"))
    add_person(
        session,
        PersonIn(
            name="Göran Lundwall",
            memberships=[MembershipIn(organisation="ALMI", role="VD", start_date="2008")],
            contact_details=[ContactDetailIn(type="phone", value="070-174 06 05")],
        ),
    )
    add_person(session, PersonIn(name="Åsa [@click=app.bell]Öberg[/]", tags=["styrelse"]))
    add_person(session, PersonIn(name="Mårten Ek"))
    log_interaction(
        session,
        InteractionIn(
            kind="meeting",
            subject="Tillväxtkapital",
            starts_at="2019-04-11",
            participants=[ParticipantIn(person="Göran Lundwall")],
            topics=["kapital"],
            statements=[StatementIn(speaker="Göran Lundwall", topic="kapital", text="Det räcker.")],
        ),
    )
    log_interaction(
        session,
        InteractionIn(kind="call", subject="Avstämning", starts_at="2019-05-06T10:00"),
    )
    for title, due, direction in (
        ("Skicka protokollet", "2019-04-30", "ours"),
        ("Svara om stödet", "2019-05-10", "theirs"),
        ("Boka lokal", "2019-05-02", "ours"),
        ("Någon gång", None, "joint"),
    ):
        add_follow_up(
            session,
            FollowUpIn(title=title, due_date=due, direction=direction, person="Göran Lundwall"),
        )
    add_collaboration(
        session, CollaborationIn(title="Kapital i norr", organisations=["ALMI"], status="active")
    )
    contact_list = add_list(session, ContactListIn(name="Inbjudna"))
    assert contact_list.id is not None
    add_member(session, contact_list.id, RecordKind.PERSON, 1)


@pytest.fixture
def empty_book(tmp_path: Path) -> Iterator[Book]:
    with open_book(tmp_path / "book.db", actor="Anna") as book:
        yield book


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a book once; each test gets a copy."""
    path = tmp_path_factory.mktemp("filled") / "book.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_TODAY", "2019-05-02")
        with open_book(path, actor="Anna") as book:
            book.tell("Fill the book", fill)
            book.backup(path.with_name("copy.db"))
    return path.with_name("copy.db")


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Iterator[Book]:
    shutil.copy(filled, tmp_path / "filled.db")
    with open_book(tmp_path / "filled.db", actor="Anna") as book:
        yield book


@asynccontextmanager
async def showing(book: Book, width: int = 80, height: int = 24) -> AsyncIterator[Pilot[None]]:
    app = CrmApp(book)
    async with app.run_test(size=(width, height)) as pilot:
        await settle(pilot)
        yield pilot


@pytest.fixture
def shown(book: Book) -> Shown:
    """Return a function that runs the application over the filled book."""

    def show(width: int = 80, height: int = 24) -> AbstractAsyncContextManager[Pilot[None]]:
        return showing(book, width, height)

    return show
