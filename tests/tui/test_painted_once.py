from typing import Any

import pytest
from textual._styles_cache import StylesCache
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from tests.tui.showing import Showing, settle
from tui import painted_once
from tui.painted_once import PaintedOnce


class Watched(Showing):
    """Writes down of which screens a frame was painted."""

    def __init__(self) -> None:
        super().__init__(Static("behind"))
        self.painted: list[Screen[Any]] = []

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if renderable is not None:
            self.painted.append(screen)


class Answer(PaintedOnce):
    """Shows what it is told."""

    def compose(self) -> ComposeResult:
        yield Static("reading")


async def test_a_screen_is_painted_once_it_says_so_and_then_at_each_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(painted_once, "PATIENCE", 60.0)
    app, answer = Watched(), Answer()
    async with app.shown() as pilot:
        await app.push_screen(answer)
        await settle(pilot)
        assert answer not in app.painted
        answer.query_one(Static).update("the answer")
        answer.paint_soon()
        await settle(pilot)
        assert app.painted.count(answer) == 1
        answer.query_one(Static).update("another")
        await settle(pilot)
        painted = app.painted.count(answer)
        assert painted > 1
        assert app.lines[0] == "another"
        front = Answer()
        await app.push_screen(front)
        front.paint_soon()
        await settle(pilot)
        once = app.painted.count(front)
        answer.query_one(Static).update("behind another screen")
        await settle(pilot)
        assert (app.painted.count(answer), app.painted.count(front)) == (painted, once)
        await app.pop_screen()
        await settle(pilot)
        assert app.lines[0] == "behind another screen"


async def test_a_screen_that_never_says_so_is_painted_after_a_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(painted_once, "PATIENCE", 0.001)
    app, answer = Watched(), Answer()
    async with app.shown() as pilot:
        await app.push_screen(answer)
        await pilot.pause(0.3)
        assert answer in app.painted
        closing = app.pop_screen()
        assert not StylesCache.get_inner_outer.cache_info().currsize, "its lines are let go"
        await closing
