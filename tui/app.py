"""The application on the terminal: its rooms, what is said in them, and the watch on the book."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from textual.app import SystemCommand
from textual.dom import DOMNode
from textual.events import Event, Key
from textual.screen import Screen

from crm import settings
from crm.book import Book
from crm.errors import CrmError
from crm.i18n import _
from tui.access import BookAccess, Done
from tui.announcement import Announcement
from tui.base import BaseApp
from tui.bindings import key_of
from tui.commands import app_commands
from tui.layouts import Layouts
from tui.leaving import is_terminal_closed, leave_when_asked
from tui.palette import ActionProvider
from tui.preferred import Preferred
from tui.record_search import RecordProvider
from tui.screens import ROOMS
from tui.screens.room import Room
from tui.trail import Trail
from tui.typed_ahead import TypedAhead
from tui.work import begin

WATCH_SECONDS = 1.0
LONGEST_HOLD_SECONDS = 3.0
MOVES_FOCUS = frozenset(
    {"tab", "shift+tab", *"0123456789", *(f"f{number}" for number in range(2, 13))}
)
"""Keys after which others may be for another field or room: those that lead there or add fields."""


class CrmApp(BaseApp):
    """The whole interface over one book."""

    TITLE = "Samverkan"
    CSS_PATH = [Path(__file__).with_name(name) for name in ("base.tcss", "app.tcss")]
    COMMANDS = {ActionProvider, RecordProvider}
    MODES = dict(ROOMS)
    DEFAULT_MODE = "agenda"

    def __init__(self, book: Book, *, welcoming: bool = False) -> None:
        self.welcoming = welcoming
        self.access = BookAccess(book, self.heard)
        self.announcement = Announcement()
        self.trail = Trail()
        self.typed_ahead = TypedAhead(self.post_message)
        self._moves: WeakKeyDictionary[Key, Callable[[], None]] = WeakKeyDictionary()
        self._sent: WeakKeyDictionary[Key, Screen[Any]] = WeakKeyDictionary()
        super().__init__()
        self.layouts = Layouts(settings.interface_settings().with_name("lists.json"))
        self.preferred = Preferred(self, settings.interface_settings())
        self.preferred.put_on()

    def on_mount(self) -> None:
        """Begin to watch what other programs write to the book, and whether anybody is there."""
        self.set_interval(WATCH_SECONDS, self.look_for_changes)
        if not (self.is_headless or self.is_web or is_terminal_closed()):
            leave_when_asked(self.exit)
            self.set_interval(WATCH_SECONDS, self.leave_closed_terminal)

    async def on_event(self, event: Event) -> None:
        """Let keys wait while the screen or field that they are meant for is being made ready."""
        if not isinstance(event, Key):
            await super().on_event(event)
        elif event.is_forwarded and self._moves:
            # It comes back from the field that has the focus, and is acted on only now.
            await super().on_event(event)
            self.call_later(self._moves.pop(event, lambda: None))
        elif not self.typed_ahead.keeps(event):
            if self._is_behind(event):
                self.post_message(Key(event.key, event.character))
                return
            self._sent[event] = self.screen
            if event.key in MOVES_FOCUS:
                self._moves[event] = self.hold_keys()
            await super().on_event(event)
            if event in self._moves:
                self._end_behind(self.focused or self.screen, self._moves[event])

    def _is_behind(self, key: Key) -> bool:
        """Tell whether a key comes back from a screen that another has taken the place of since.

        It was typed after what opened that other one, and is meant for it.
        """
        return key.is_forwarded and self._sent.get(key, self.screen) is not self.screen

    def _end_behind(self, node: DOMNode | None, end: Callable[[], None]) -> None:
        """End a hold where a key would come back to, and behind it if it does.

        What takes the key may keep it; what lets it pass hands it to its parent, and so on.
        """
        if node is None or node is self:
            self.call_later(end)
        else:
            node.call_later(self._end_behind, node.parent, end)

    def hold_keys(self) -> Callable[[], None]:
        """Let keys wait for what was begun; return what ends it, which a timer does at the last."""
        end = self.typed_ahead.hold()
        self.set_timer(LONGEST_HOLD_SECONDS, end)
        return end

    def leave_closed_terminal(self) -> None:
        """End when the window is closed."""
        if is_terminal_closed():
            self.exit()

    async def on_unmount(self) -> None:
        """Let the threads end."""
        self.access.close()

    # What changed.

    def heard(self, done: Done) -> None:
        """Say what was done and how to take it back; show it everywhere."""
        if done.undone:
            way_back = _("{key} does it again").format(key=key_of(self, "room.redo", "U"))
        else:
            way_back = _("{key} takes it back").format(key=key_of(self, "room.undo", "u"))
        self.announce(Announcement(done.description, way_back=way_back))
        self.refresh_room()

    def announce(self, announcement: Announcement) -> None:
        """Put a sentence on the status line of every room."""
        self.announcement = announcement
        for room in self.rooms():
            room.show_announcement(announcement)

    def rooms(self) -> list[Room]:
        """Return the rooms that are open in the present mode, the one in front last."""
        return [screen for screen in self.screen_stack if isinstance(screen, Room)]

    def refresh_room(self) -> None:
        """Have the room in front show what the book says now; others do when they come back."""
        rooms = self.rooms()
        if rooms:
            rooms[-1].refresh_if_old()

    def look_for_changes(self) -> None:
        """Look whether another program has written to the book."""
        begin(self, self._look, group="watch", exclusive=True, exit_on_error=False)

    async def _look(self) -> None:
        try:
            if await self.access.has_changed():
                self.refresh_room()
        except CrmError as error:
            self.announce(Announcement(error.message, "error"))

    # Commands without a key of their own.

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield the commands of the palette that have no key."""
        yield from app_commands(self)
        yield from super().get_system_commands(screen)

    def action_choose_theme(self, name: str) -> None:
        """Wear a theme, the next time too."""
        super().action_choose_theme(name)
        self.preferred.remember_theme(name)


def run(book: Book) -> object:
    """Show the interface over a book until the user leaves; return what to show next, if anything.

    That is `Beginning.DEMO` for somebody who has nothing yet and wants to look around.
    """
    return CrmApp(book, welcoming=True).run()
