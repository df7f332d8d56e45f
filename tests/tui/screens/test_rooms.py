"""Going from room to room, and what each shows."""

from collections.abc import Iterator
from typing import Any

import pytest

from crm.book import Book
from crm.vocabulary import RecordKind
from tests.tui.screens.conftest import Shown, showing
from tests.tui.screens.looking import in_front, lines, press, said, sees, settle, until
from tui.screens import ROOMS
from tui.screens.key_line import KeyLine
from tui.screens.navigation import PLACES, NavigationBar
from tui.screens.record_list import RecordList
from tui.screens.record_page import RecordScreen
from tui.screens.room import Room


def test_every_place_on_the_bar_is_a_room_with_its_own_key() -> None:
    assert [place.mode for place in PLACES] == list(ROOMS)
    assert len({place.key for place in PLACES}) == len(PLACES)


def test_a_key_means_one_thing_in_every_room_of_records_and_on_their_pages() -> None:
    meanings: dict[str, set[str | None]] = {}
    rooms = [make() for mode, make in ROOMS.items() if mode != "duplicates"]
    for room in (*rooms, RecordScreen((RecordKind.PERSON, 1))):
        for key, bindings in room._bindings.key_to_bindings.items():
            meanings.setdefault(key, set()).update(binding.id for binding in bindings)
    del meanings["tab"]
    assert {key: ids for key, ids in meanings.items() if len(ids) > 1} == {}


@pytest.fixture
def laid_out_unfit(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Room]]:
    """The rooms that were laid out, if only for a moment, without regard to their width."""
    unfit: list[Room] = []
    lay_out = Room._refresh_layout

    def watched(room: Room, *arguments: Any, **options: Any) -> None:
        if not (room.has_class("-narrow") or room.has_class("-wide")):
            unfit.append(room)
        lay_out(room, *arguments, **options)

    monkeypatch.setattr(Room, "_refresh_layout", watched)
    yield unfit


async def test_opens_with_the_agenda_and_goes_from_room_to_room(
    shown: Shown, laid_out_unfit: list[Room]
) -> None:
    async with shown() as pilot:
        assert in_front(pilot) == "AgendaScreen"
        assert sees(pilot, "Thursday 2 May 2019  1 late  1 due today")
        assert sees(pilot, "Skicka protokollet")
        assert sees(pilot, "Waiting for others (1)")
        for key, room, text in (
            ("2", "PeopleScreen", "Göran Lundwall"),
            ("3", "OrganisationsScreen", "Sandvik [red]kommun[/]"),
            ("4", "InteractionsScreen", "Tillväxtkapital"),
            ("5", "FollowUpsScreen", "→ ours"),
            ("6", "CollaborationsScreen", "Kapital i norr"),
            ("7", "TopicsScreen", "kapital"),
            ("8", "ListsScreen", "Inbjudna"),
            ("9", "HistoryScreen", "Fill the book"),
            ("0", "DuplicatesScreen", "No duplicates"),
            ("1", "AgendaScreen", "Skicka protokollet"),
        ):
            await press(pilot, key)
            assert in_front(pilot) == room
            assert sees(pilot, text)
        assert laid_out_unfit == []

        # A click on the bar goes to a room, and each room keeps its place.
        await pilot.click(NavigationBar, offset=(12, 0))
        await press(pilot)
        assert in_front(pilot) == "PeopleScreen"
        await press(pilot, "down", "3", "2")
        assert isinstance(pilot.app.screen, RecordList)
        assert pilot.app.screen.table.cursor_index == 1

        # A number goes back from a page to its list, and so does escape.
        await press(pilot, "enter")
        assert in_front(pilot) == "RecordScreen"
        await press(pilot, "2")
        assert in_front(pilot) == "PeopleScreen"
        await press(pilot, "3", "enter")
        assert in_front(pilot) == "RecordScreen"
        await press(pilot, "escape")
        assert in_front(pilot) == "OrganisationsScreen"

        await press(pilot, "q")
        assert not pilot.app.is_running


async def test_whoever_has_a_mouse_only_finds_everything_and_comes_back(shown: Shown) -> None:
    async with shown() as pilot:
        await pilot.click(KeyLine, offset=(79, 0))
        await press(pilot)
        assert in_front(pilot) == "Palette"
        await pilot.click(offset=(79, 23))
        await pilot.click(KeyLine, offset=(71, 0))
        await press(pilot)
        assert in_front(pilot) == "HelpScreen"
        await pilot.click(offset=(40, 23))
        assert in_front(pilot) == "AgendaScreen"


async def test_help_explains_the_room_and_its_keys(shown: Shown) -> None:
    async with shown(80, 60) as pilot:
        await press(pilot, "2", "f1")
        assert in_front(pilot) == "HelpScreen"
        assert sees(pilot, "marks rows")
        assert sees(pilot, "Write down a promise")
        await press(pilot, "escape")
        assert in_front(pilot) == "PeopleScreen"


async def test_an_empty_book_says_how_to_begin_and_every_key_works_in_it(empty_book: Book) -> None:
    async with showing(empty_book) as pilot:
        assert sees(pilot, "The book is empty.")
        for key, text in (
            ("2", "Press n to add one"),
            ("3", "Press n to add one"),
            ("4", "Press l to log"),
            ("5", "Press f to write down"),
            ("6", "Press n to write down one"),
            ("7", "No topics yet"),
            ("8", "No lists yet"),
            ("9", "Nothing has been done"),
            ("0", "No duplicates"),
        ):
            await press(pilot, key)
            assert sees(pilot, text)
        for room in "1234567890":
            await pilot.press(room, *"edtxmca", "delete", "enter", "space", "right", "s", "S")
            await settle(pilot)
            assert isinstance(pilot.app.screen, Room)
            assert "went wrong" not in said(pilot)


async def test_the_bar_and_the_keys_fit_whatever_the_width(shown: Shown) -> None:
    async with shown(40, 24) as pilot:
        await press(pilot, "9")
        for width in (40, 60, 80, 100, 160):
            await pilot.resize_terminal(width, 24)
            await settle(pilot)
            assert "9" in lines(pilot)[0]
            assert lines(pilot)[-1].endswith("F1 Help  ≡")


async def test_names_are_never_markup(shown: Shown) -> None:
    async with shown(160, 45) as pilot:
        await press(pilot, "2", "end")
        await until(pilot, lambda: sees(pilot, "Åsa [@click=app.bell]Öberg[/]"))
        await press(pilot, "enter")
        assert " › Åsa [@click=app.bell]Öberg[/]" in lines(pilot)[1]
        await press(pilot, "3", "end", "enter")
        assert sees(pilot, "Sandvik [red]kommun[/]")
