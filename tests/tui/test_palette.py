from asyncio import Event
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.app import SystemCommand
from textual.command import (
    Command,
    CommandInput,
    CommandList,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.content import Content
from textual.screen import Screen

from tests.tui.conftest import Speak
from tests.tui.showing import Showing, press, settle
from tui.palette import Palette
from tui.themes import SAMVERKAN_LIGHT
from tui.widgets.lazy_table import LazyTable
from tui.widgets.table_columns import Column

SWEDISH = {
    "Mark": "Markera",
    "Mark all or none": "Markera alla eller inga",
    "Search for what to do…": "Sök efter något att göra…",
    "Nothing found": "Inget hittades",
    "Change theme": "Byt tema",
    "Dark, light or the terminal's own colours": "Mörkt, ljust eller terminalens egna färger",
    "Light": "Ljust",
    "Press ctrl+q to leave the program.": "Tryck ctrl+q för att lämna programmet.",
}


def table() -> LazyTable:
    return LazyTable([Column("name", "Name", flex=1)])


async def offered(app: Showing) -> list[str]:
    """Wait until the palette has gathered its commands, and return them."""
    palette = app.screen
    assert isinstance(palette, Palette)
    await app.workers.wait_for_complete()
    return [str(option.prompt) for option in palette.query_one(CommandList).options]


async def test_every_action_with_a_key_is_offered_and_does_what_its_key_does() -> None:
    shown = table()
    app = Showing(shown)

    async def fetch(ids: object) -> list[object]:
        return []

    async with app.shown() as pilot:
        shown.set_rows([1, 2], fetch)
        await press(pilot, "ctrl+p")
        commands = await offered(app)
        assert "Mark  space" in commands
        assert "Quit  ^q" in commands
        assert any(command.startswith("Change theme") for command in commands)
        assert not any(command.startswith(("Down", "Everything")) for command in commands)
        await press(pilot, *"mark all")
        assert (await offered(app))[0] == "Mark all or none  ^a"
        await press(pilot, "enter")
        assert shown.marks == {1, 2}


async def test_the_palette_speaks_swedish(speak_swedish: Speak) -> None:
    speak_swedish(SWEDISH)
    app = Showing(table())
    async with app.shown() as pilot:
        await press(pilot, "ctrl+p")
        palette = app.screen
        assert isinstance(palette, Palette)
        assert palette.query_one(CommandInput).placeholder == "Sök efter något att göra…"
        assert "Markera  space" in await offered(app)
        await press(pilot, *"tema")
        assert any(command.startswith("Byt tema") for command in await offered(app))

        # Textual says through us that nothing was found.
        await press(pilot, "ctrl+u", *"xyzzy")
        assert await offered(app) == []
        assert palette._no_matches_timer is not None
        assert "show_no_matches" in repr(palette._no_matches_timer._callback)
        palette.show_no_matches("xyzzy")
        assert await offered(app) == ["Inget hittades"]

        await press(pilot, "escape")
        app.search_themes()
        await settle(pilot)
        await press(pilot, *"ljust")
        assert (await offered(app))[0] == "Ljust"
        await press(pilot, "enter")
        assert app.theme == SAMVERKAN_LIGHT.name


async def test_ctrl_c_tells_how_to_leave(speak_swedish: Speak) -> None:
    speak_swedish(SWEDISH)
    app = Showing(table())
    async with app.shown() as pilot:
        await press(pilot, "ctrl+c")
        (notice,) = app._notifications
        assert notice.message == "Tryck ctrl+q för att lämna programmet."


async def test_a_notice_is_never_markup() -> None:
    app = Showing(table())
    async with app.shown() as pilot:
        app.notify("[@click=app.quit]x[/] \x1b[2J", title="[/]")
        await settle(pilot)
        shown = "\n".join(app.lines)
        assert "[@click=app.quit]x[/]" in shown
        assert "\x1b" not in shown


class Slow(Provider):
    """Offers two commands at once before anything is typed, and one after a while then."""

    may_answer = Event()
    ran: ClassVar[list[str]] = []

    async def discover(self) -> Hits:
        for name in ("First", "Second"):
            yield DiscoveryHit(name, partial(self.ran.append, name))

    async def search(self, query: str) -> Hits:
        await self.may_answer.wait()
        yield Hit(1, query, partial(self.ran.append, query))
        yield Hit(0.5, "Last", partial(self.ran.append, "Last"))


class Slowly(Showing):
    """Has a palette that takes its time."""

    COMMANDS = {Slow}


async def test_enter_runs_what_answers_the_text_and_not_what_stood_there_before() -> None:
    Slow.may_answer, Slow.ran = Event(), []
    app = Slowly(table())
    async with app.shown() as pilot:
        await press(pilot, "ctrl+p")
        assert await offered(app) == ["First", "Second"]
        await pilot.press(*"import", "enter")
        assert Palette.is_open(app)
        assert Slow.ran == []
        Slow.may_answer.set()
        await settle(pilot)
        assert not Palette.is_open(app)
        assert Slow.ran == ["import"]


async def test_the_cursor_stays_where_it_was_moved_while_more_is_found() -> None:
    Slow.may_answer, Slow.ran = Event(), []
    Slow.may_answer.set()
    app = Slowly(table())
    async with app.shown() as pilot:
        await press(pilot, "ctrl+p", *"im", "down")
        palette = app.screen
        assert isinstance(palette, Palette)
        commands = palette.query_one(CommandList)
        shown = [option for option in commands.options if isinstance(option, Command)]
        better = Command(Content("Better"), Hit(2, "Better", partial(Slow.ran.append, "Better")))
        palette._refresh_command_list(commands, [*shown, better], clear_current=False)
        assert await offered(app) == ["Better", "im", "Last"]
        await press(pilot, "enter")
        assert Slow.ran == ["Last"]


class Hostile(Showing):
    """Offers a command that is named after data."""

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Open [@click=app.quit]x[/] \x1b[2J", "[/] \x1b[2J", self.bell)


async def test_a_command_named_after_data_is_shown_letter_by_letter() -> None:
    app = Hostile(table())
    async with app.shown() as pilot:
        await press(pilot, "ctrl+p")
        for typed in ("", "open", "click"):
            await press(pilot, "ctrl+u", *typed)
            (command,) = [text for text in await offered(app) if "click" in text]
            assert command.startswith("Open [@click=app.quit]x[/]")
            assert command.splitlines()[1].startswith("[/]")
            assert "\x1b" not in command
