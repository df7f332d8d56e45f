"""An application that shows widgets and writes down what they say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from textual.app import ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Footer

from tui.base import BaseApp

M = TypeVar("M", bound=Message)


class Showing(BaseApp):
    """Shows widgets above a footer."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self._widgets = widgets
        self._heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self._widgets
        yield Footer()

    def hear(self, message: Message) -> None:
        if all(message is not known for known in self._heard):
            self._heard.append(message)

    def heard(self, kind: type[M]) -> list[M]:
        """Return the messages of a kind that were sent so far, in their order."""
        return [message for message in self._heard if isinstance(message, kind)]

    @property
    def lines(self) -> list[str]:
        """What the screen shows, line by line."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]

    @asynccontextmanager
    async def shown(self, width: int = 80, height: int = 24) -> AsyncIterator[Pilot[None]]:
        """Run with the first widget in focus and everything fetched."""
        size = (width, height)
        async with self.run_test(size=size, message_hook=self.hear, notifications=True) as pilot:
            self._widgets[0].focus()
            await settle(pilot)
            yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no worker is at work and every message has been heard."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for what they set off."""
    await pilot.press(*keys)
    await settle(pilot)
