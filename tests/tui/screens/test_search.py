"""Searching as one types."""

from textual.pilot import Pilot

from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, sees, settle
from tui.screens.search import SearchScreen


def screen_of(pilot: Pilot[None]) -> SearchScreen:
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


async def test_slash_asks_and_each_letter_narrows(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "slash")
        assert sees(pilot, "marder finds Mårder")
        await press(pilot, *"goran")
        assert sees(pilot, "Göran Lundwall")
        await press(pilot, *"xyz")
        assert sees(pilot, "Nothing was found.")


async def test_enter_goes_to_what_was_found_and_opens_it(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "slash", *"lundwall", "enter")
        assert screen_of(pilot).table.has_focus
        await press(pilot, "enter")
        assert in_front(pilot) == "RecordScreen"
        assert lines(pilot)[1].endswith(" Göran Lundwall")
        await press(pilot, "escape")
        assert screen_of(pilot).table.has_focus


async def test_keys_work_on_what_was_found(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "slash", *"lundwall", "down", "l")
        assert in_front(pilot) == "LogInteractionDialog"


async def test_slash_in_the_list_goes_back_to_typing(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "slash", *"almi", "down", "slash", *"x")
        assert screen_of(pilot).query_one("SearchInput").has_focus


async def test_escape_clears_then_leaves(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "slash", *"almi", "escape")
        assert in_front(pilot) == "SearchScreen"
        await press(pilot, "escape")
        assert in_front(pilot) == "PeopleScreen"


async def test_operators_and_hostile_text_only_find_nothing(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "slash")
        for text in ('"', "a OR (", "*", "[/red]", "'; DROP TABLE person; --", "x" * 500, "-"):
            screen_of(pilot).query_one("SearchInput").value = text  # type: ignore[attr-defined]
            await settle(pilot)
            assert in_front(pilot) == "SearchScreen"


async def test_a_wide_screen_shows_the_record_beside(shown: Shown) -> None:
    async with shown(160, 45) as pilot:
        await press(pilot, "slash", *"lundwall")
        await pilot.pause(0.2)
        await settle(pilot)
        page = screen_of(pilot).pane.page
        assert page is not None
        assert page.title == "Göran Lundwall"
