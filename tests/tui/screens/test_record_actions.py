"""What can be done with the record at hand, and how it is taken back."""

import pytest

from crm.actions.people import add_person, delete_person
from crm.book import Book
from crm.errors import NotFound
from crm.inputs import PersonIn
from crm.queries.follow_ups import get_follow_up
from crm.queries.people import count_people, get_person
from crm.vocabulary import RecordKind
from tests.people import key
from tests.tui.screens.conftest import Shown, showing
from tests.tui.screens.looking import in_front, press, said, sees, settle, until
from tui.screens.people import PeopleScreen
from tui.screens.room import Room

DIALOGS = {
    "1": {"l": "LogInteractionDialog"},
    "2": {
        "l": "LogInteractionDialog",
        "f": "FollowUpDialog",
        "n": "PersonDialog",
        "e": "PersonDialog",
        "t": "TagDialog",
        "m": "MembershipDialog",
        "c": "ContactDetailDialog",
        "a": "ListDialog",
        "D": "ConfirmDialog",
        "x": "ExportDialog",
    },
    "3": {
        "n": "OrganisationDialog",
        "e": "OrganisationDialog",
        "l": "LogInteractionDialog",
        "m": "MembershipDialog",
    },
    "4": {"n": "LogInteractionDialog", "e": "InteractionDialog", "f": "FollowUpDialog"},
    "5": {"n": "FollowUpDialog", "e": "FollowUpDialog"},
    "6": {"n": "CollaborationDialog", "e": "CollaborationDialog"},
    "7": {"n": "TopicDialog", "e": "TopicDialog"},
    "8": {"n": "ListDialog", "e": "ListDialog"},
    "9": {"l": "LogInteractionDialog"},
}
"""What each key opens in each room."""


async def test_a_promise_is_kept_and_opened_again_wherever_it_stands(
    shown: Shown, book: Book
) -> None:
    async with shown() as pilot:
        await press(pilot, "d")
        assert said(pilot) == "Done: Skicka protokollet"
        assert sees(pilot, "u takes it back")
        assert book.ask(get_follow_up, 1)["status"] == "done"
        assert not sees(pilot, "1 late")
        await press(pilot, "u")
        assert book.ask(get_follow_up, 1)["status"] == "open"
        assert said(pilot) == "Undo: Done: Skicka protokollet"
        assert sees(pilot, "U does it again")
        assert sees(pilot, "1 late")
        await press(pilot, "U")
        assert book.ask(get_follow_up, 1)["status"] == "done"
        await press(pilot, "ctrl+r")
        assert said(pilot) == "There is nothing to do again."
        await press(pilot, "u")

        await press(pilot, "2", "enter", "down", "down", "d")
        assert book.ask(get_follow_up, 1)["status"] == "done"
        await press(pilot, "5", *["right"] * 5, "d")
        assert said(pilot) == "Opened again: Skicka protokollet"
        assert book.ask(get_follow_up, 1)["status"] == "open"

        await press(pilot, *["left"] * 5, "space", "space", "d")
        assert said(pilot) == "Done: 2 promises"
        assert sees(pilot, "2 records")
        await press(pilot, "u")
        assert sees(pilot, "2 marked · 4 records")


async def test_undo_asks_before_it_takes_back_what_was_not_done_here(
    shown: Shown, book: Book
) -> None:
    async with shown() as pilot:
        await press(pilot, "u")
        assert in_front(pilot) == "ConfirmDialog"
        await press(pilot, "escape")
        assert book.ask(count_people) == 3


async def test_undo_says_when_there_is_nothing(empty_book: Book) -> None:
    async with showing(empty_book) as pilot:
        await press(pilot, "u")
        assert said(pilot) == "There is nothing to take back."


async def test_a_key_opens_its_dialog(shown: Shown) -> None:
    async with shown() as pilot:
        for room, dialogs in DIALOGS.items():
            await press(pilot, room)
            for key, dialog in dialogs.items():
                await press(pilot, key)
                assert in_front(pilot) == dialog, (room, key)
                await press(pilot, "escape")
                assert isinstance(pilot.app.screen, Room), (room, key)


async def test_l_fills_in_who_is_at_hand_and_two_who_are_marked_are_merged(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "l")
        assert sees(pilot, "Göran Lundwall")
        await press(pilot, "escape", "M")
        assert in_front(pilot) == "PeopleScreen"
        await press(pilot, "space", "space", "l")
        assert sees(pilot, "Göran Lundwall ×")
        assert sees(pilot, "Mårten Ek ×")
        await press(pilot, "escape", "M")
        assert in_front(pilot) == "MergeDialog"


async def test_deleting_asks_and_undo_brings_back(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "down", "enter", "delete")
        assert sees(pilot, "Delete “Mårten Ek”?")
        await press(pilot, "right", "enter")
        assert in_front(pilot) == "PeopleScreen"
        assert said(pilot) == "Deleted Mårten Ek"
        assert book.ask(count_people) == 2
        await press(pilot, "u")
        assert book.ask(get_person, 3)["name"] == "Mårten Ek"


async def test_what_was_added_is_under_the_cursor(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "n", *"Berit", "ctrl+s")
        await settle(pilot)
        room = pilot.app.screen
        assert isinstance(room, PeopleScreen)
        assert room.subject == ("person", 4)
        assert book.ask(get_person, 4)["name"] == "Berit"

        # Also where the list is read anew meanwhile.
        added = key(book.tell("Add", add_person, PersonIn(name="Ceder")))
        room.added((RecordKind.PERSON, added))
        room.attempt(room.load, group="load")
        await settle(pilot)
        assert room.subject == ("person", added)


async def test_a_page_whose_record_is_gone_closes(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "down", "enter")
        book.tell("Delete from elsewhere", delete_person, 3)
        await until(pilot, lambda: in_front(pilot) == "PeopleScreen")
        assert in_front(pilot) == "PeopleScreen"
        with pytest.raises(NotFound):
            book.ask(get_person, 3)
        assert "3" in said(pilot)
