"""What is done with all that is marked: one dialog, one batch, one undo."""

from crm.book import Book
from crm.queries.follow_ups import follow_up_rows
from crm.queries.interactions import get_interaction
from crm.queries.organisations import organisation_rows
from crm.queries.people import count_people, get_person
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, said, sees
from tui.screens.record_list import RecordList


async def test_marks_outlive_filters_and_what_is_listed_of_them_is_changed_as_one(
    shown: Shown, book: Book
) -> None:
    async with shown() as pilot:
        await press(pilot, "3", "ctrl+a", "equals_sign", "tab", "enter", *"netw", "enter", "ctrl+s")
        assert said(pilot) == "Set Kind of 2 records"
        rows = book.ask(organisation_rows, [1, 2])
        assert [row["classification"] for row in rows] == ["network", "network"]
        await press(pilot, "2", "space", "down", "space")
        assert sees(pilot, "2 marked · 3 records")
        await press(pilot, "w", *"role = vd", "enter")
        assert sees(pilot, "2 marked, 1 not listed · 1 record")
        await press(pilot, "escape", "s")
        assert sees(pilot, "2 marked · 3 records")
        await press(pilot, "t", *"vip", "tab", "ctrl+s")
        assert [get["tags"] for get in (book.ask(get_person, one) for one in (1, 2, 3))] == [
            *(["vip"], ["styrelse", "vip"], [])
        ]
        await press(pilot, "u", "D")
        assert sees(pilot, "Delete 2 records?")
        await press(pilot, "right", "enter")
        assert book.ask(count_people) == 1
        assert sees(pilot, "1 record")
        await press(pilot, "u", "asterisk")
        assert (book.ask(count_people), said(pilot)) == (3, "Undo: Deleted 2 records")
        assert sees(pilot, "3 marked · 3 records")
        await press(pilot, "minus")
        assert not sees(pilot, "marked")


async def test_each_noun_has_what_it_can_share(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "4", "ctrl+a", "T", *"Skola", "enter", "ctrl+s")
        assert said(pilot) == "Added topics: Skola"
        names = [[t["name"] for t in book.ask(get_interaction, one)["topics"]] for one in (1, 2)]
        assert names == [["kapital", "Skola"], ["Skola"]]
        await press(pilot, "x")
        assert in_front(pilot) == "ExportDialog"
        await press(pilot, "escape", "5", "space", "space", "A", *"Berit", "ctrl+s")
        rows = book.ask(follow_up_rows, [1, 2, 3])
        assert [row["owner"] for row in rows] == ["Berit", None, "Berit"]
        await press(pilot, "d")
        assert said(pilot) == "Done: 2 promises"
        await press(pilot, "escape", "8", "x")
        assert sees(pilot, "Export – 1 record")
        await press(pilot, "escape", "7", "down", "x")
        assert sees(pilot, "Export – 2 records")
        await press(pilot, "escape", "ctrl+a", "D", "right", "enter")
        assert said(pilot) == "Deleted 2 records"
        await press(pilot, "u")
        room = pilot.app.screen
        assert isinstance(room, RecordList)
        assert room.table.item_count == 2
        assert lines(pilot)
