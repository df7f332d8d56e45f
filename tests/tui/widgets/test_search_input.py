from textual.widgets import Input

from tests.tui.showing import Showing, press
from tui.widgets.search_input import SearchInput


async def test_every_key_is_told_at_once() -> None:
    app = Showing(SearchInput(placeholder="Search"))
    async with app.shown() as pilot:
        await press(pilot, *"mår")
        assert [changed.value for changed in app.heard(Input.Changed)] == ["m", "må", "mår"]


async def test_escape_clears_and_then_leaves() -> None:
    search = SearchInput()
    app = Showing(search)
    async with app.shown() as pilot:
        await press(pilot, "m", "escape")
        assert search.value == ""
        assert app.heard(SearchInput.Left) == []
        await press(pilot, "escape")
        assert len(app.heard(SearchInput.Left)) == 1


async def test_down_goes_on_to_the_list_and_enter_is_told() -> None:
    search = SearchInput()
    app = Showing(search)
    async with app.shown() as pilot:
        await press(pilot, "m", "down", "enter")
        assert [left.control for left in app.heard(SearchInput.Left)] == [search]
        assert [submitted.value for submitted in app.heard(Input.Submitted)] == ["m"]
        assert search.value == "m"
