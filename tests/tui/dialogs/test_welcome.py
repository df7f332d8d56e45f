"""What one can begin with, where the book is new."""

from pathlib import Path

import pytest

from crm.book import Book, open_book
from tests.tui.screens.looking import in_front, press, sees, settle
from tui.app import CrmApp
from tui.dialogs.welcome import WelcomeDialog, ways_to_begin


@pytest.fixture
def new_book(tmp_path: Path) -> Book:
    return open_book(tmp_path / "new.db", actor="Anna")


async def test_three_ways_to_begin_each_by_one_key(new_book: Book) -> None:
    with new_book:
        app = CrmApp(new_book, welcoming=True)
        async with app.run_test() as pilot:
            await settle(pilot)
            assert in_front(pilot) == "WelcomeDialog"
            assert sees(pilot, "d  Look around in a demonstration")
            await press(pilot, "e")
            assert in_front(pilot) == "AgendaScreen"
            # Who has said no is not asked again, and is at work with two keys more.
            await press(pilot, "2", "1")
            assert in_front(pilot) == "AgendaScreen"
            await press(pilot, "2", "n")
            assert in_front(pilot) == "PersonDialog"
        app = CrmApp(new_book, welcoming=True)
        async with app.run_test() as pilot:
            await settle(pilot)
            await press(pilot, "i")
            assert in_front(pilot) == "ImportFileScreen"
        app = CrmApp(new_book, welcoming=True)
        async with app.run_test() as pilot:
            await settle(pilot)
            await press(pilot, "enter")
        assert app.return_value == "demo"


async def test_a_browser_is_offered_no_demonstration(new_book: Book) -> None:
    with new_book:
        app = CrmApp(new_book)
        async with app.run_test() as pilot:
            dialog = WelcomeDialog(new_book.path, ways_to_begin(in_browser=True))
            app.push_screen(dialog)
            await press(pilot, "d")
            assert in_front(pilot) == "WelcomeDialog"
            assert not sees(pilot, "demonstration")
            assert sees(pilot, "i  Import a file")
