"""Columns that are chosen, orders that are kept, and views under a name."""

from crm.actions.fields import add_field
from crm.actions.many import set_field
from crm.book import Book
from crm.inputs import CustomFieldIn
from tests.tui.screens.conftest import Shown, showing
from tests.tui.screens.looking import in_front, lines, press, sees
from tui.screens.filtered_list import FilteredList


async def test_columns_and_order_are_chosen_and_there_the_next_time(
    shown: Shown, book: Book
) -> None:
    book.tell("Field", add_field, CustomFieldIn(key="diet", label="Diet", applies_to=["person"]))
    book.tell("Set", set_field, "person", [1], "custom.diet", "vegan")
    async with shown() as pilot:
        await press(pilot, "2", "C", "down", "space", "down", "shift+up")
        await press(pilot, "down", "down", "space", "down", "space", "end", "space", "enter")
        assert lines(pilot)[2].split()[:2] == ["Name", "Organisation"]
        assert sees(pilot, "Diet")
        assert sees(pilot, "vegan")
        await pilot.click("LazyTable", offset=(5, 0))
        await pilot.click("LazyTable", offset=(5, 0))
        await press(pilot, "g")
        assert lines(pilot)[2].split()[:3] == ["Name", "▼", "Organisation"]
        assert lines(pilot)[3].split()[0] == "Åsa"
    async with showing(book) as pilot:
        await press(pilot, "2")
        assert lines(pilot)[2].split()[:3] == ["Name", "▼", "Organisation"]
        assert lines(pilot)[3].split()[0] == "Åsa"
        assert sees(pilot, "vegan")
        await press(pilot, "C", "r")
        assert lines(pilot)[2].split()[:3] == ["Name", "▼", "Role"]


async def test_a_view_keeps_the_filter_the_columns_and_the_order(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "w", *"role = vd", "enter", "s", "s", "W", *"Chiefs", "ctrl+s")
        await press(pilot, "escape", "s", "v")
        assert in_front(pilot) == "Palette"
        await press(pilot, *"chi", "enter")
        room = pilot.app.screen
        assert isinstance(room, FilteredList)
        assert (room.filter_text, room.table.item_count) == ("role = vd", 1)
        assert room.order is not None
        assert room.order.column == "role"
