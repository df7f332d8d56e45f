"""What can be done with the record at hand, and how it is taken back."""

import pytest

from crm.book import Book
from crm.errors import NotFound
from crm.inputs import PersonIn
from crm.queries.follow_ups import get_follow_up
from crm.queries.people import count_people, get_person
from crm.vocabulary import RecordKind
from tests.people import key
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, press, said, sees, settle, until
from tui.screens.people import PeopleScreen
from tui.screens.room import Room


async def test_d_keeps_a_promise_and_u_opens_it_again(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "d")
        assert said(pilot) == "Done: Skicka protokollet"
        assert sees(pilot, "u takes it back")
        assert book.ask(get_follow_up, 1)["status"] == "done"
        assert not sees(pilot, "1 late")
        await press(pilot, "u")
        assert book.ask(get_follow_up, 1)["status"] == "open"
        assert said(pilot) == "Undo: Done: Skicka protokollet"
        assert sees(pilot, "1 late")


async def test_d_works_on_a_promise_on_the_page_of_a_person(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "enter", "down", "down", "d")
        assert book.ask(get_follow_up, 1)["status"] == "done"


async def test_d_on_a_promise_that_is_kept_opens_it_again(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "d", "5", *["right"] * 5, "d")
        assert said(pilot) == "Opened again: Skicka protokollet"
        assert book.ask(get_follow_up, 1)["status"] == "open"


async def test_undo_asks_before_it_takes_back_what_was_not_done_here(
    shown: Shown, book: Book
) -> None:
    async with shown() as pilot:
        await press(pilot, "u")
        assert in_front(pilot) == "ConfirmDialog"
        await press(pilot, "escape")
        assert book.ask(count_people) == 3


async def test_undo_says_when_there_is_nothing(empty_book: Book) -> None:
    from tests.tui.screens.conftest import showing

    async with showing(empty_book) as pilot:
        await press(pilot, "u")
        assert said(pilot) == "There is nothing to take back."


@pytest.mark.parametrize(
    ("room", "dialogs"),
    [
        ("1", {"l": "LogInteractionDialog"}),
        (
            "2",
            {
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
        ),
        (
            "3",
            {
                "n": "OrganisationDialog",
                "e": "OrganisationDialog",
                "l": "LogInteractionDialog",
                "m": "MembershipDialog",
            },
        ),
        ("4", {"n": "LogInteractionDialog", "e": "InteractionDialog", "f": "FollowUpDialog"}),
        ("5", {"n": "FollowUpDialog", "e": "FollowUpDialog"}),
        ("6", {"n": "CollaborationDialog", "e": "CollaborationDialog"}),
        ("7", {"n": "TopicDialog", "e": "TopicDialog"}),
        ("8", {"n": "ListDialog", "e": "ListDialog"}),
        ("9", {"l": "LogInteractionDialog"}),
    ],
)
async def test_a_key_opens_its_dialog(shown: Shown, room: str, dialogs: dict[str, str]) -> None:
    async with shown() as pilot:
        await press(pilot, room)
        for key, dialog in dialogs.items():
            await press(pilot, key)
            assert in_front(pilot) == dialog
            await press(pilot, "escape")
            assert isinstance(pilot.app.screen, Room)


async def test_l_on_a_person_fills_the_person_in(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "l")
        assert sees(pilot, "Göran Lundwall")


async def test_l_with_marked_people_fills_them_all_in(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "space", "space", "l")
        assert sees(pilot, "Göran Lundwall")
        assert sees(pilot, "Mårten Ek")


async def test_two_marked_people_are_merged(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "M")
        assert in_front(pilot) == "PeopleScreen"
        await press(pilot, "space", "space", "M")
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


async def test_a_new_person_is_under_the_cursor(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "n", *"Berit", "ctrl+s")
        await settle(pilot)
        assert in_front(pilot) == "PeopleScreen"
        screen = pilot.app.screen
        assert isinstance(screen, Room)
        assert screen.subject == ("person", 4)
        assert book.ask(get_person, 4)["name"] == "Berit"


async def test_what_was_added_is_found_although_the_list_is_read_anew(
    shown: Shown, book: Book
) -> None:
    from crm.actions.people import add_person

    async with shown() as pilot:
        await press(pilot, "2")
        room = pilot.app.screen
        assert isinstance(room, PeopleScreen)
        added = key(book.tell("Add", add_person, PersonIn(name="Berit")))
        room.added((RecordKind.PERSON, added))
        room.attempt(room.load, group="load")
        await settle(pilot)
        assert room.subject == ("person", added)


async def test_a_page_whose_record_is_gone_closes(shown: Shown, book: Book) -> None:
    from crm.actions.people import delete_person

    async with shown() as pilot:
        await press(pilot, "2", "down", "enter")
        book.tell("Delete from elsewhere", delete_person, 3)
        await until(pilot, lambda: in_front(pilot) == "PeopleScreen")
        assert in_front(pilot) == "PeopleScreen"
        with pytest.raises(NotFound):
            book.ask(get_person, 3)
        assert "3" in said(pilot)


async def test_several_marked_promises_are_kept_at_once(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "5", "space", "space", "d")
        assert said(pilot) == "Done: 2 promises"
        assert sees(pilot, "2 records")
        await press(pilot, "u")
        assert sees(pilot, "2 marked · 4 records")
