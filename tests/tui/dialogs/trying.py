"""An application that shows one dialog on a book, and what a test does with it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from crm.book import Book
from tests.tui.showing import settle
from tui.access import BookAccess, Done
from tui.base import BaseApp
from tui.dialogs.form import FormDialog
from tui.dialogs.problems import fields_by_path
from tui.dialogs.repeated import Part
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import ChoiceSelect
from tui.widgets.text_field import TextField

HOSTILE = "Å[red]x[/red] \x1b[31m\u202e=1+1"
"""Text that would act if it were markup, an escape sequence, a direction mark or a formula."""
CLEANED = "Å[red]x[/red] [31m=1+1"


class Trying(BaseApp):
    """Opens a dialog; `answers` holds what it answers, `done` what was saved."""

    def __init__(self, book: Book, dialog: Any) -> None:
        super().__init__()
        self.done: list[Done] = []
        self.access = BookAccess(book, self.done.append)
        self.dialog = dialog
        self.answers: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answers.append)

    @property
    def lines(self) -> list[str]:
        """What the screen shows, line by line."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self.lines)


def name_of(*links: Mapping[str, Any] | None) -> str:
    """Return the name of the first of these records that is there."""
    return next((str(link["name"]) for link in links if link), "")


@asynccontextmanager
async def trying(
    book: Book, make: Callable[[], Any], width: int = 80, height: int = 24
) -> AsyncIterator["Trial"]:
    """Open a dialog on a book."""
    app = Trying(book, make())
    async with app.run_test(size=(width, height)) as pilot:
        await settle(pilot)
        while isinstance(app.dialog, FormDialog) and not (app.dialog.is_open or app.answers):
            await pilot.pause(0.01)
        await settle(pilot)
        yield Trial(app, pilot)
    app.access.close()


class Trial:
    """What a user does in a dialog, by the names of its fields."""

    def __init__(self, app: Trying, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def form(self) -> FormDialog[Any]:
        dialog = self.app.dialog
        assert isinstance(dialog, FormDialog)
        return dialog

    @property
    def failure(self) -> str:
        """What is said over the buttons."""
        return str(self.form.query_one(".failure", Static).content)

    def error(self, path: str) -> str:
        """What is wrong with a field."""
        return fields_by_path(self.form)[path].error

    def hint(self, path: str) -> str:
        """What stands under a field."""
        notes = fields_by_path(self.form)[path].query(".note").results(Static)
        return "".join(str(note.content) for note in notes)

    async def fill(self, **texts: str) -> None:
        """Put text into fields; a closed list gets its word, a completion what is typed."""
        for name, text in texts.items():
            self.put(name, text)
        await settle(self.pilot)

    async def fill_path(self, path: str, text: str) -> None:
        """Put text into a field of a part, or of the user's own."""
        self.put(path, text)
        await settle(self.pilot)

    def put(self, path: str, text: str) -> None:
        field = fields_by_path(self.form)[path].field
        if isinstance(field, ChoiceSelect):
            field.value = text
        elif isinstance(field, TextArea):
            field.text = text
        else:
            line = field if isinstance(field, TextField) else field.query_one(TextField)
            line.value = text

    @property
    def parts(self) -> list[Part]:
        """The parts that repeat, empty ones too."""
        return list(self.form.query(Part))

    def put_in_part(self, part: int, field: int, text: str) -> None:
        """Put text into a field of a part that may be empty yet."""
        widget = self.parts[part].fields[field].field
        if isinstance(widget, TextArea):
            widget.text = text
        else:
            line = widget if isinstance(widget, TextField) else widget.query_one(TextField)
            line.value = text

    async def choose(self, path: str, text: str) -> None:
        """Type a name into a completion and take the first suggestion."""
        field = fields_by_path(self.form)[path].field
        assert isinstance(field, CompletionInput)
        field.focus()
        field.query_one(TextField).value = text
        await settle(self.pilot)
        await self.press("enter")

    async def press(self, *keys: str) -> None:
        """Press keys and wait for what they set off."""
        await self.pilot.press(*keys)
        await settle(self.pilot)

    async def until(self, text: str) -> None:
        """Wait until a text is shown, while something is at work that does not end."""
        async with asyncio.timeout(20):
            while text not in self.app.text:
                await self.pilot.pause(0.01)

    async def save(self) -> Any:
        """Save; return the answer of the dialog, or None where it is still open."""
        await self.press("ctrl+s")
        return self.app.answers[0] if self.app.answers else None
