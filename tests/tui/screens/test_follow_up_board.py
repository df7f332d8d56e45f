"""The promises as a board: cards by where they stand, moved by key and by mouse."""

from textual.pilot import Pilot

from crm.book import Book
from crm.queries.follow_ups import get_follow_up
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, press, said, sees, settle
from tui.screens.follow_ups import FollowUpsScreen
from tui.widgets.board import Board
from tui.widgets.card_column import CardColumn


def cards(pilot: Pilot[None]) -> dict[str, list[int]]:
    """Return the ids of the cards of each column."""
    columns = pilot.app.screen.query(CardColumn)
    return {str(column.key): list(column.ids) for column in columns if column.ids}


def room(pilot: Pilot[None]) -> FollowUpsScreen:
    screen = pilot.app.screen
    assert isinstance(screen, FollowUpsScreen)
    return screen


async def test_cards_are_moved_by_key_and_each_move_is_one_undo(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "5", "down", "B")
        assert cards(pilot) == {"open": [1, 3, 4], "waiting": [2]}
        assert room(pilot).subject == ("follow-up", 3)
        assert sees(pilot, "→ 2019-04-30")
        await press(pilot, ">", ">")
        assert cards(pilot) == {"open": [1, 4], "waiting": [2], "done": [3]}
        assert said(pilot) == "Done: Boka lokal"
        assert book.ask(get_follow_up, 3)["done_on"] == "2019-05-02"
        assert room(pilot).subject == ("follow-up", 3)
        await press(pilot, "u", "u")
        assert cards(pilot) == {"open": [1, 3, 4], "waiting": [2]}
        await press(pilot, "left", "left", "enter")
        assert in_front(pilot) == "RecordScreen"
        await press(pilot, "escape", "w", *"title ~ sv", "enter")
        assert cards(pilot) == {"waiting": [2]}
        await press(pilot, "escape", "ctrl+right")
        assert cards(pilot) == {"open": [1, 3]}
        await press(pilot, "B")
        assert room(pilot).table.has_focus
        assert room(pilot).table.item_count == 4


async def test_the_mouse_pulls_a_card_or_says_where_to(shown: Shown, book: Book) -> None:
    async with shown(150, 42) as pilot:
        await press(pilot, "5", "B")
        open_ones, waiting, *_others = pilot.app.screen.query(CardColumn)
        await pilot.mouse_down(open_ones, offset=(5, 6))
        await pilot.hover(waiting, offset=(5, 6))
        await pilot.mouse_up(waiting, offset=(5, 6))
        await settle(pilot)
        assert book.ask(get_follow_up, 3)["status"] == "waiting"
        await pilot.click(open_ones, offset=(5, 2))
        await pilot.click(waiting, offset=(5, 0))
        await settle(pilot)
        assert cards(pilot) == {"open": [4], "waiting": [1, 3, 2]}
        assert not pilot.app.screen.query_one(Board).query(".-target")
