"""The history, and taking back anything in it."""

from crm.actions.people import edit_person
from crm.book import Book
from crm.inputs import PersonEdit
from crm.queries.people import count_people
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, said, sees


async def test_shows_what_was_done_by_whom(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "9")
        assert sees(pilot, "Fill the book")
        assert sees(pilot, "Anna")


async def test_enter_shows_what_changed_and_escape_the_list(shown: Shown, book: Book) -> None:
    book.tell("A note", edit_person, 1, PersonEdit(note="Ring först"))
    async with shown() as pilot:
        await press(pilot, "9", "enter")
        assert sees(pilot, "~ Person  Göran Lundwall")
        assert any("Note  –" in line and "→ Ring först" in line for line in lines(pilot))
        assert not sees(pilot, "State")
        await press(pilot, "escape")
        assert sees(pilot, "State")
        # Of a record only what concerns it, and the record as it was on a day.
        await press(pilot, "9", "enter", "enter", "H")
        assert in_front(pilot) == "RecordHistoryScreen"
        await press(pilot, "end", "enter")
        assert sees(pilot, "+ Person  Göran Lundwall")
        assert not sees(pilot, "Mårten Ek")
        await press(pilot, "escape", "at")
        assert in_front(pilot) == "AsOfDialog"
        await press(pilot, "enter")
        assert in_front(pilot) == "AsOfScreen"
        assert sees(pilot, "As it was on")
        assert sees(pilot, "070-174 06 05")
        assert sees(pilot, "ALMI, VD")
        await press(pilot, "escape", "escape")
        assert in_front(pilot) == "RecordScreen"


async def test_z_takes_back_after_asking_and_the_undo_is_taken_back_likewise(
    shown: Shown, book: Book
) -> None:
    async with shown() as pilot:
        await press(pilot, "9", "z")
        assert in_front(pilot) == "ConfirmDialog"
        assert book.ask(count_people) == 3
        await press(pilot, "enter")
        assert book.ask(count_people) == 0
        assert said(pilot) == "Undo: Fill the book"
        assert sees(pilot, "taken back")
        await press(pilot, "home", "z", "enter")
        assert book.ask(count_people) == 3
        # What was done last is what u is about, as everywhere, wherever the cursor stands.
        await press(pilot, "end", "u", "enter")
        assert said(pilot) == "Undo: Fill the book"
