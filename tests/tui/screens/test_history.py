"""The history, and taking back anything in it."""

from crm.book import Book
from crm.queries.people import count_people
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, press, said, sees


async def test_shows_what_was_done_by_whom(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "9")
        assert sees(pilot, "Fill the book")
        assert sees(pilot, "Anna")


async def test_enter_shows_what_changed_and_escape_the_list(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "9", "enter")
        assert sees(pilot, "organisation added")
        assert not sees(pilot, "State")
        await press(pilot, "escape")
        assert sees(pilot, "State")


async def test_u_takes_back_after_asking_and_the_undo_is_taken_back_likewise(
    shown: Shown, book: Book
) -> None:
    async with shown() as pilot:
        await press(pilot, "9", "u")
        assert in_front(pilot) == "ConfirmDialog"
        assert book.ask(count_people) == 3
        await press(pilot, "enter")
        assert book.ask(count_people) == 0
        assert said(pilot) == "Undo: Fill the book"
        assert sees(pilot, "taken back")
        await press(pilot, "home", "u", "enter")
        assert book.ask(count_people) == 3
