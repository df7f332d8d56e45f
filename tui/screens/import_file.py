"""Choosing the file to import: a path that is completed, over what stands in its folder."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from crm.errors import CrmError
from crm.i18n import N_, _
from tui.importing.folders import FolderEntry, Looked, completed, home_relative, look
from tui.importing.request import file_line, request_for, size_text
from tui.screens.import_step import ImportStep
from tui.screens.table_room import TableRoom
from tui.screens.widths import width_of
from tui.widgets import table_messages
from tui.widgets.lazy_table import LazyTable
from tui.widgets.path_input import PathInput
from tui.widgets.record_items import Section
from tui.widgets.roles import Role, content
from tui.widgets.table_columns import Column, Row

REST_SECONDS = 0.15
"""How long the cursor rests before a file is looked into."""
LARGE = 20_000_000
"""Bytes from which on a file is looked into only when it is chosen."""


class ImportFileScreen(TableRoom, ImportStep):
    """A path to type, what it leads to, and what the file is."""

    DEFAULT_CSS = """
    ImportFileScreen .file { max-height: 4; text-wrap: wrap; }
    """
    # Keys typed ahead wait for the focus, which comes when the path stands in the field.
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Open"), id="import.open", show=False),
        Binding("tab", "complete", N_("Complete"), id="import.complete"),
        Binding("slash", "type", N_("Type the path"), id="import.type", show=False),
        Binding("left,backspace", "up", N_("The folder above"), id="import.up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path.cwd()
        self._prefix = ""
        self._looked = Looked(self._folder, "", ())

    def compose_room(self) -> Iterator[Widget]:
        """Put the field above what its folder holds."""
        yield PathInput(placeholder=_("the path of a file"), classes="path")
        yield Static(classes="file")
        with Vertical():
            yield LazyTable(_columns(), marking=False, empty=_("Reading…"))

    def on_mount(self) -> None:
        """Begin in the folder that the program was started in."""
        self._go_to(self._folder)
        self.field.focus()

    @property
    def field(self) -> PathInput:
        """The path."""
        return self.query_one(PathInput)

    def explanation(self) -> list[Section]:
        """Explain choosing."""
        text = _(
            "Choose a file with contacts, meetings or letters: type its path, which tab completes, "
            "or go down into the list. Enter opens a folder or takes the file, or all cards of a "
            "folder at once. Nothing is saved before you have seen what would change."
        )
        return [Section("", (), text)]

    # Looking.

    async def load(self) -> None:
        """Show what the path leads to."""
        await self._look()

    @on(Input.Changed)
    def _typed(self) -> None:
        # Read from the field, for more may have been typed since the message was sent.
        text = self.field.value
        rest = text.removeprefix(self._prefix)
        if self._prefix and rest != text and rest.startswith(("~", "/")):
            # Whoever types a whole path means that one.
            self._prefix = ""
            self.field.value = rest
            self.field.cursor_position = len(rest)
            return
        self.attempt(self._look, group="load")

    async def _look(self) -> None:
        folder, typed = self._meant(self.field.value)
        try:
            looked = await self.access.run(partial(look, folder, typed))
        except CrmError as error:
            looked = Looked(folder, typed, ())
            self._tell(error.message, "error")
        else:
            self._tell("")
        self._looked = looked
        self.table.empty = _("Nothing here fits what is typed.")
        self.table.set_rows(range(len(looked.entries)), self._fetch, keep_cursor=False)
        self.table.refresh_rows()
        if looked.file:
            self._describe_soon(looked.file)

    def _meant(self, text: str) -> tuple[Path, str]:
        """Return the folder of a path that was typed, and the last part of it."""
        base, rest = self._folder, text
        if self._prefix and text.startswith(self._prefix):
            rest = text.removeprefix(self._prefix)
        elif text == "~":
            rest = "~/"
        head, _slash, typed = rest.rpartition("/")
        if rest.startswith("/") and not head:
            head = "/"
        try:
            return (base / Path(head).expanduser()).absolute(), typed
        except RuntimeError:
            return base / head, typed

    def _go_to(self, folder: Path) -> None:
        self._folder = folder
        shown = home_relative(folder)
        self.field.value = shown if shown.endswith("/") else f"{shown}/"
        # As the field cleaned it, which may be another text than the path.
        self._prefix = self.field.value
        self.field.cursor_position = len(self._prefix)

    async def _fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        entries = [(index, self._looked.entries[index]) for index in ids]
        return await self.access.run(lambda: [_row(index, entry) for index, entry in entries])

    # What a file is.

    @on(LazyTable.RowHighlighted)
    def _row_highlighted(self, event: table_messages.RowHighlighted) -> None:
        if event.id is not None and self.table.has_focus:
            self._tell_of(event.id)

    def _tell_of(self, index: int) -> None:
        entry = self._looked.entries[index]
        self._tell("")
        if not entry.is_folder:
            self._describe_soon(entry.path)

    def _describe_soon(self, path: Path) -> None:
        self.attempt(partial(self._describe, path), group="describe")

    async def _describe(self, path: Path) -> None:
        await asyncio.sleep(REST_SECONDS)
        if await self.access.run(lambda: _size(path)) > LARGE:
            self._tell(_("A large file: enter looks into it."))
            return
        try:
            request = request_for(path)
            found = await self.access.run(lambda: request.describe(self.access.book))
        except CrmError as error:
            self._tell(error.message, "warning")
        else:
            self._tell(file_line(found), "primary")

    def _tell(self, text: str, role: Role = "muted") -> None:
        self.query_one(".file", Static).update(content(text, role))

    # Choosing.

    def action_type(self) -> None:
        """Go back to typing."""
        self.field.focus()

    def action_up(self) -> None:
        """Go to the folder above."""
        self._go_to(self._looked.folder.parent)

    @on(PathInput.Left)
    def _left(self) -> None:
        if self._looked.entries:
            self.table.focus()
            self._tell_of(self.table.cursor_index or 0)

    def action_complete(self) -> None:
        """Complete the path; in the list, go back to it."""
        if self.field.has_focus:
            self.attempt(self._complete_typed)
        else:
            self.field.focus()

    async def _complete_typed(self) -> None:
        """Look for what is typed by now, which the list may not show yet."""
        text = self.field.value
        folder, typed = self._meant(text)
        found = completed(await self.access.run(partial(look, folder, typed)))
        if isinstance(found, FolderEntry) and found.is_folder:
            self._go_to(found.path)
            return
        name = found.name if isinstance(found, FolderEntry) else found
        self.field.value = text[: len(text) - len(typed)] + name
        self.field.cursor_position = len(self.field.value)

    def action_open(self) -> None:
        """Open the folder, or take the file, that is typed."""
        self.attempt(partial(self._take_typed, self.field.value))

    async def _take_typed(self, text: str) -> None:
        folder, typed = self._meant(text)
        path = folder / typed
        if await self.access.run(path.is_dir):
            self._go_to(path)
        elif typed:
            await self._take(path)

    @on(LazyTable.RowSelected)
    def _row_selected(self, event: table_messages.RowSelected) -> None:
        entry = self._looked.entries[event.id]
        if entry.is_folder:
            self._go_to(entry.path)
        else:
            self.attempt(partial(self._take, entry.path))

    async def _take(self, path: Path) -> None:
        """Go on with a file, to its columns where it is a table."""
        request = await self.access.run(lambda: request_for(path))
        self._tell(_("Reading the file…"))
        try:
            found = await self.access.run(lambda: request.describe(self.access.book))
        except CrmError as error:
            self._tell(error.message, "error")
            return
        self._tell(file_line(found), "primary")
        if found["columns"]:
            from tui.screens.import_columns import ImportColumnsScreen

            self.open_screen(ImportColumnsScreen(request, found))
        else:
            from tui.screens.import_plan import ImportPlanScreen

            self.open_screen(ImportPlanScreen(request, found))


def _columns() -> list[Column]:
    return [
        Column("name", _("Name"), flex=4, minimum=20, priority=9, role=_role, sortable=False),
        Column(
            "size", _("Size"), width=width_of(_("Size"), 9), align="right", priority=5,
            role="muted", sortable=False,
        ),
        Column(
            "changed", _("Changed"), width=width_of(_("Changed"), 16), priority=4, role="muted",
            sortable=False,
        ),
    ]  # fmt: skip


def _role(row: Any) -> Role:
    if row["is_folder"]:
        return "primary"
    return "" if row["is_readable"] else "muted"


def _row(index: int, entry: FolderEntry) -> Row:
    size, changed = "", ""
    try:
        status = entry.path.stat()
    except (OSError, ValueError):
        pass
    else:
        size = "" if entry.is_folder or entry.is_cards else size_text(status.st_size)
        changed = datetime.fromtimestamp(status.st_mtime).isoformat(" ", "minutes")
    return {
        "id": index,
        "name": entry.shown,
        "size": size,
        "changed": changed,
        "is_folder": entry.is_folder,
        "is_readable": entry.is_readable,
    }


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
