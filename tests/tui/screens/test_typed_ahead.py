"""What is typed before a form is there reaches the form, and is no command meanwhile."""

import asyncio

from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, press, until
from tui.app import CrmApp
from tui.typed_ahead import TypedAhead


def typed(pilot: Pilot[None]) -> list[str]:
    return [field.value for field in pilot.app.screen.query(Input)]


async def test_letters_typed_before_the_form_is_there_reach_it(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "enter")
        await pilot.press("l")
        await pilot.press("S", "u", "d", "q")
        await until(pilot, lambda: in_front(pilot) == "LogInteractionDialog")
        await until(pilot, lambda: "Sudq" in typed(pilot))


async def test_what_is_typed_after_a_slash_is_searched_for(shown: Shown) -> None:
    async with shown() as pilot:
        await pilot.press("slash")
        await pilot.press("d", "u", "l")
        await until(pilot, lambda: in_front(pilot) == "SearchScreen")
        await until(pilot, lambda: typed(pilot) == ["dul"])


def strike(pilot: Pilot[None], *keys: str) -> None:
    """Press keys in one go, as whoever pastes does, waiting for nothing in between."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))


async def test_letters_struck_with_a_tab_land_in_the_next_field(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "n")
        strike(pilot, "A", "b", "tab", "C", "d", "shift+tab", "e", "tab", "tab", "F")
        await until(pilot, lambda: "F" in "".join(typed(pilot)))
        assert typed(pilot)[:3] == ["Abe", "Cd", "F"]


async def test_a_key_struck_on_the_way_to_a_list_is_about_its_first_record(shown: Shown) -> None:
    async with shown() as pilot:
        strike(pilot, "2", "e")
        await until(pilot, lambda: in_front(pilot) == "PersonDialog")
        await until(pilot, lambda: "Göran Lundwall" in typed(pilot))


async def test_letters_struck_after_a_part_is_added_land_in_it(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "l")
        strike(pilot, "a", "f3", "b", "c")
        await until(pilot, lambda: "b" in "".join(typed(pilot)))
        assert "bc" in typed(pilot)


async def test_a_key_that_comes_back_from_a_room_that_was_left_is_typed_again(shown: Shown) -> None:
    async with shown() as pilot:
        assert isinstance(pilot.app, CrmApp)
        late = Key("d", "d")
        pilot.app._sent[late] = pilot.app.screen
        late._set_forwarded()
        await press(pilot, "slash")
        pilot.app.post_message(late)
        await until(pilot, lambda: typed(pilot) == ["d"])


async def test_keys_do_not_wait_for_ever() -> None:
    given_back: list[object] = []
    waiting = TypedAhead(given_back.append)
    first, second = waiting.hold(), waiting.hold()
    first()
    first()
    assert waiting._holds == 1
    second()
    await asyncio.sleep(0)
    assert waiting._holds == 0
