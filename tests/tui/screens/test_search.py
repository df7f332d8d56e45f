"""Searching as one types."""

from textual.pilot import Pilot

from crm.actions.people import add_person
from crm.book import Book
from crm.inputs import MembershipIn, PersonIn
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, sees, settle, title_beside, until
from tui.screens.search import SearchScreen


def screen_of(pilot: Pilot[None]) -> SearchScreen:
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


async def test_each_letter_narrows_and_what_is_found_can_be_opened(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "slash")
        assert sees(pilot, "marder finds Mårder")
        await press(pilot, *"goran")
        assert sees(pilot, "Göran Lundwall")
        await press(pilot, *"xyz")
        assert sees(pilot, "Nothing was found.")
        await press(pilot, "escape")
        assert in_front(pilot) == "SearchScreen"
        await press(pilot, "escape")
        assert in_front(pilot) == "PeopleScreen"

        await press(pilot, "slash", *"lundwall", "down")
        assert screen_of(pilot).table.has_focus
        await press(pilot, "slash", "enter")
        assert in_front(pilot) == "RecordScreen"
        assert lines(pilot)[1].endswith(" Göran Lundwall")
        await press(pilot, "escape")
        assert screen_of(pilot).table.has_focus
        await press(pilot, "l")
        assert in_front(pilot) == "LogInteractionDialog"
        await press(pilot, "escape", "slash", *"x")
        assert screen_of(pilot).query_one("SearchInput").has_focus

        # Operators and hostile text only find nothing.
        for text in ('"', "a OR (", "*", "[/red]", "'; DROP TABLE person; --", "x" * 500, "-"):
            screen_of(pilot).query_one("SearchInput").value = text  # type: ignore[attr-defined]
            await settle(pilot)
            assert in_front(pilot) == "SearchScreen"


async def test_enter_waits_for_the_words_before_it(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "slash", *"zzz", "enter")
        assert in_front(pilot) == "SearchScreen"
        assert "Open the first hit" in lines(pilot)[-1]
        await pilot.press("escape", *"lundwall", "enter")
        await settle(pilot)
        assert lines(pilot)[1].endswith(" Göran Lundwall")


async def test_a_wide_screen_shows_the_record_beside(shown: Shown, book: Book) -> None:
    tor = PersonIn(name="Tor Ek", memberships=[MembershipIn(organisation="ALMI", role="Tränare T")])
    book.tell("Tor", add_person, tor)
    async with shown(160, 45) as pilot:
        await press(pilot, "slash", *"lundwall")
        await until(pilot, lambda: title_beside(screen_of(pilot)) == "Göran Lundwall")
        await press(pilot, "escape", *"tor")
        assert any("Tränare T, ALMI" in line[:80] for line in lines(pilot))
