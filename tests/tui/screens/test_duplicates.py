"""The room where pairs that may be one are decided about, one key each."""

from collections.abc import Iterator
from threading import Event

import pytest

from crm.actions.people import delete_person
from crm.book import Book
from crm.queries.duplicates import find_duplicates
from crm.queries.people import count_people
from crm.search import Interrupted
from tests.people import organisation, person
from tests.tui.screens.conftest import showing
from tests.tui.screens.looking import in_front, lines, press, said, sees, settle
from tui.screens.duplicates import _stopping

HOSTILE = "[red]Mårder[/] \x1b[31m"


@pytest.fixture
def pairs(empty_book: Book) -> Iterator[Book]:
    """Three pairs: a likely one, a less likely one, and two organisations."""
    with empty_book.write("Fill the book") as session:
        person(session, "Günther Mårder", emails=["g@f.se"], language="sv")
        person(session, "Gunther Marder", emails=["g@f.se"], language="de")
        person(session, "Katarina Berg", phones=["070-765 43 21"], note=HOSTILE)
        person(session, "Kattis Berg", phones=["070-765 43 21"])
        organisation(session, "ALMI")
        organisation(session, "Almi AB", area="Umeå")
    yield empty_book


async def test_pairs_are_looked_at_decided_about_and_taken_back(pairs: Book) -> None:
    async with showing(pairs) as pilot:
        await press(pilot, "0")
        assert in_front(pilot) == "DuplicatesScreen"
        assert sees(pilot, "p1 Günther Mårder")
        assert sees(pilot, "p2 Gunther Marder")
        [language] = [line for line in lines(pilot) if "Language" in line]
        assert language.split() == ["Language", "≠", "sv", "de"]
        assert lines(pilot)[-1].split()[:2] == ["/", "Search"]
        assert "m Merge  d Different  s Skip" in lines(pilot)[-1]

        await press(pilot, "o")
        assert lines(pilot)[1].strip() == "Duplicates › Günther Mårder"
        await press(pilot, "escape", "O")
        assert lines(pilot)[1].strip() == "Duplicates › Gunther Marder"

        await press(pilot, "escape", "d")
        assert len(pairs.ask(find_duplicates, "person")) == 1
        assert not sees(pilot, "Gunther Marder  ")
        await press(pilot, "u", "home")
        assert sees(pilot, "p2 Gunther Marder")

        await press(pilot, "m")
        assert in_front(pilot) == "MergeDialog"
        assert sees(pilot, "Goes into it: Gunther Marder")
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert in_front(pilot) == "DuplicatesScreen"
        assert pairs.ask(count_people) == 3
        assert sees(pilot, "p3 Katarina Berg")
        await press(pilot, "u")
        assert pairs.ask(count_people) == 4
        assert said(pilot).startswith("Undo: Merged")
        await press(pilot, "home")
        assert sees(pilot, "p1 Günther Mårder")


async def test_s_and_space_go_on_and_nothing_is_decided(pairs: Book) -> None:
    async with showing(pairs, 150, 50) as pilot:
        await press(pilot, "0", "s")
        assert sees(pilot, "p3 Katarina Berg")
        assert sees(pilot, "[red]Mårder[/]")
        await press(pilot, "space")
        assert sees(pilot, "o2 Almi AB")
        assert len(pairs.ask(find_duplicates, "person")) == 2

        await press(pilot, "f1")
        assert sees(pilot, "stand in the book twice")
        assert sees(pilot, "They are not the same")


async def test_who_is_gone_meanwhile_is_left_out(pairs: Book) -> None:
    async with showing(pairs) as pilot:
        await press(pilot, "0")
        pairs.tell("Delete", delete_person, 2)
        await press(pilot, "1", "0", "r")
        assert not sees(pilot, "Gunther")
        await press(pilot, "d", "d")
        assert sees(pilot, "No duplicates")
        await press(pilot, "m", "d", "s", "o")
        assert in_front(pilot) == "DuplicatesScreen"


def test_a_search_ends_when_the_room_is_left() -> None:
    stop = Event()
    check = _stopping(stop)
    check()
    stop.set()
    with pytest.raises(Interrupted):
        check()
