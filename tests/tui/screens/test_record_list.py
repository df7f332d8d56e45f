"""Lists: the record beside them, their parts, their order and their marks."""

from textual.pilot import Pilot

from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, sees, settle, title_beside, until
from tui.screens.filter_bar import FilterBar
from tui.screens.record_list import RecordList


def room(pilot: Pilot[None]) -> RecordList:
    screen = pilot.app.screen
    assert isinstance(screen, RecordList)
    return screen


async def test_a_narrow_list_fills_the_screen_and_has_an_order_and_marks(shown: Shown) -> None:
    async with shown(80, 24) as pilot:
        await press(pilot, "2")
        assert not room(pilot).pane.display
        assert room(pilot).table.size.width == 80

        # What is exported is what is marked, else what is listed.
        assert await room(pilot).to_export() == ("person", [1, 3, 2])
        await press(pilot, "space")
        assert await room(pilot).to_export() == ("person", [1])
        await press(pilot, "space")
        assert sees(pilot, "2 marked · 3 records")
        assert len(room(pilot).subjects()) == 2
        await press(pilot, "escape")
        assert not room(pilot).table.marks

        await press(pilot, "home", "s")
        assert lines(pilot)[3].strip().startswith("Göran")
        await press(pilot, "S")
        assert lines(pilot)[3].strip().startswith("Åsa")
        await press(pilot, "S", "home", "apostrophe", "m")
        assert room(pilot).table.cursor_index == 1


async def test_a_wide_one_has_the_record_beside_it(shown: Shown) -> None:
    async with shown(160, 45) as pilot:
        await press(pilot, "2")
        assert title_beside(room(pilot)) == "Göran Lundwall"
        assert sees(pilot, "Reach")
        assert sees(pilot, "070-174 06 05")
        assert sees(pilot, "VD, ALMI")

        await press(pilot, "tab")
        assert room(pilot).pane.view.has_focus
        await press(pilot, "tab")
        assert room(pilot).table.has_focus
        await press(pilot, "tab", "escape")
        assert room(pilot).table.has_focus

        # The record follows the cursor once it rests.
        await press(pilot, "down")
        await until(pilot, lambda: title_beside(room(pilot)) == "Mårten Ek")


async def test_links_lead_on_and_escape_leads_back(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "enter")
        assert in_front(pilot) == "RecordScreen"
        assert lines(pilot)[1].endswith(" Göran Lundwall")
        await press(pilot, "down", "enter")
        assert lines(pilot)[1] == " People › Göran Lundwall › ALMI"
        await press(pilot, "escape")
        assert lines(pilot)[1].endswith(" Göran Lundwall")


async def test_keys_and_clicks_show_other_parts(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "5")
        assert room(pilot).table.item_count == 4
        await press(pilot, "right")
        assert room(pilot).table.item_count == 1
        assert sees(pilot, "Skicka protokollet")
        await press(pilot, "left", "left")
        assert room(pilot).table.item_count == 4
        assert room(pilot).PARTS[room(pilot)._part].name == "All"

        await pilot.click(FilterBar, offset=(20, 0))
        await settle(pilot)
        assert room(pilot).PARTS[room(pilot)._part].name == "Theirs"
        assert room(pilot).table.item_count == 1

        # Where the parts do not fit, arrows turn them.
        await press(pilot, "3")
        assert sees(pilot, "‹ All ›  1/12")
        await pilot.click(FilterBar, offset=(7, 0))
        await settle(pilot)
        assert sees(pilot, "‹ Ministries ›  2/12")
