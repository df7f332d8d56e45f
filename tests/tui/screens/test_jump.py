"""Letters over the screen: typed or clicked, they go to a room, a part of a list, a field."""

from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, press, sees
from tui.screens.jump import JumpOverlay
from tui.widgets.lazy_table import LazyTable
from tui.widgets.text_field import NoteField


def letter_at(screen: object, column: int, line: int) -> str:
    """Return the letter that stands in a place."""
    assert isinstance(screen, JumpOverlay)
    return next(
        letter
        for letter, (place, _go) in screen._targets.items()
        if (place.x, place.y) == (column, line)
    )


async def test_a_letter_goes_to_a_room_a_part_a_list_and_a_field(shown: Shown) -> None:
    async with shown(120, 40) as pilot:
        await press(pilot, "ctrl+g")
        assert in_front(pilot) == "JumpOverlay"
        assert all(sees(pilot, f" {letter} ") for letter in "asd")
        await press(pilot, "d")
        assert in_front(pilot) == "OrganisationsScreen"

        await press(pilot, "tab", "ctrl+g", "escape", "ctrl+g")
        table = pilot.app.screen_stack[-2].query_one(LazyTable)
        assert pilot.app.screen_stack[-2].focused is not table
        place = table.region.offset
        await press(pilot, letter_at(pilot.app.screen, place.x, place.y))
        assert pilot.app.screen.focused is table

        await press(pilot, "l", "ctrl+g")
        note = pilot.app.screen_stack[-2].query_one(NoteField)
        await pilot.click(offset=note.region.offset)
        await press(pilot)
        assert note.has_focus
