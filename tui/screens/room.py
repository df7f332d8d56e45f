"""What all rooms share: the bar, the status line, going places, and what keeps them safe."""

import traceback
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from crm.errors import CrmError
from crm.i18n import N_, _
from crm.search import Interrupted
from tui.announcement import Announcement
from tui.pages import Subject
from tui.painted_once import PaintedOnce
from tui.screens.key_line import KeyLine
from tui.screens.logging_screen import LoggingScreen
from tui.screens.navigation import NavigationBar, place_bindings
from tui.screens.taking_back import TakingBackScreen
from tui.widgets.ground import Ground
from tui.widgets.record_items import Section
from tui.widgets.status_line import StatusLine
from tui.work import Work, begin

WIDE = 110
"""Columns from which a record stands beside its list."""


def nothing_waits() -> None:
    """Let nothing through: no key waits yet."""


class Room(PaintedOnce, TakingBackScreen, LoggingScreen, Ground):
    """The base of every screen of ours that is no dialog."""

    MODE: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", N_("Search"), id="room.search"),
        Binding("f1,question_mark", "explain", N_("Help"), id="room.help", key_display="F1"),
        Binding(
            "i",
            "import_file",
            N_("Import a file"),
            id="room.import",
            tooltip=N_("Contacts, meetings or letters from CSV, Excel, vCard, calendars or mail"),
            show=False,
        ),
        Binding(
            "comma",
            "settings",
            N_("Settings"),
            id="room.settings",
            tooltip=N_("Colours, language and keys"),
            show=False,
        ),
        Binding("q", "quit_app", N_("Quit"), id="room.quit", show=False),
        Binding("escape", "back", N_("Back"), id="room.back", show=False),
        *place_bindings(),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._seen_changes = -1
        self._let_keys_through: Callable[[], None] = nothing_waits

    @property
    def subject(self) -> Subject | None:
        """The record that actions are about, if any."""
        return None

    # What it looks like.

    def compose(self) -> ComposeResult:
        """Put the room between the bar and the lines at the bottom."""
        # Textual sets these once the screen was drawn, which would show both sides for a moment.
        is_wide = self.app.size.width >= WIDE
        self.set_class(is_wide, "-wide").set_class(not is_wide, "-narrow")
        yield NavigationBar(self.MODE or self.app.current_mode)
        yield from self.compose_room()
        yield StatusLine()
        yield KeyLine()

    def compose_room(self) -> Iterator[Widget]:
        """Yield what the room shows."""
        raise NotImplementedError

    def explanation(self) -> list[Section]:
        """Return what the help says about this room before its keys."""
        return []

    # Showing what the book says.

    async def load(self) -> None:
        """Read and show; called at first and whenever the book has changed."""
        raise NotImplementedError

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Say what was said last, and show what changed while another screen was in front."""
        self.show_announcement(self.crm_app.announcement)
        self.refresh_if_old()

    def refresh_if_old(self) -> None:
        """Read again if anything was written since the last time."""
        if self._seen_changes != self.access.changes and self.is_mounted:
            self._seen_changes = self.access.changes
            self.call_after_refresh(self.attempt, self._load, group="load")

    async def _load(self) -> None:
        try:
            await self.load()
        finally:
            self.paint_soon()

    def forget(self) -> None:
        """Read again as soon as the room is in front."""
        self._seen_changes = -1

    def attempt(self, work: Work, *, group: str = "work") -> None:
        """Do something that may fail, without ever taking the application down.

        Of one group only the newest goes on, save that several dialogs may be at work; what another
        takes the place of may never begin.
        """
        if group == "work":
            self._let_keys_through = self.crm_app.hold_keys()
            work = partial(self._then, work, self._let_keys_through)
        begin(
            self,
            partial(self._attempt, work),
            group=group,
            exclusive=group != "work",
            exit_on_error=False,
        )

    async def _then(self, work: Work, end: Callable[[], None]) -> None:
        try:
            await work()
        finally:
            end()

    async def _attempt(self, work: Work) -> None:
        try:
            await work()
        except Interrupted:
            pass
        except CrmError as error:
            self.say(error.message, "error")
        except Exception as error:
            self.app.log.error(traceback.format_exc())
            message = _("Something in the program went wrong ({error}); what was saved is safe.")
            self.say(message.format(error=f"{type(error).__name__}: {error}"), "error")

    def say(self, text: str, role: str = "success") -> None:
        """Put a sentence on the status line."""
        self.crm_app.announce(Announcement(text, "error" if role == "error" else "success"))

    def show_announcement(self, announcement: Announcement) -> None:
        """Show what the application says."""
        for line in self.query(StatusLine):
            line.say(announcement.text, role=announcement.role, way_back=announcement.way_back)
            if not announcement.text:
                line.clear()

    # Going places.

    @on(NavigationBar.Chosen)
    def _go_where_clicked(self, event: NavigationBar.Chosen) -> None:
        self.action_go(event.mode)

    def action_go(self, mode: str) -> None:
        """Go to a room; from a page within it, back to its list."""
        if mode == self.app.current_mode:
            while len(self.app.screen_stack) > 1:
                self.app.pop_screen()
        else:
            self.app.switch_mode(mode)
            if isinstance(self.app.screen, Room):
                self.app.screen.let_keys_wait()

    def let_keys_wait(self) -> None:
        """Let keys wait that are about something, where nothing has been read yet."""

    def action_back(self) -> None:
        """Go back to where one came from."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_search(self) -> None:
        """Search everything."""
        from tui.screens.search import SearchScreen

        self.open_screen(SearchScreen())

    def open_record(self, subject: Subject) -> None:
        """Open the page of a record."""
        from tui.screens.record_page import RecordScreen

        self.open_screen(RecordScreen(subject))

    def action_import_file(self) -> None:
        """Choose a file to import."""
        from tui.screens.import_file import ImportFileScreen

        self.open_screen(ImportFileScreen())

    def action_settings(self) -> None:
        """Show and change colours, language and keys."""
        from tui.screens.settings import SettingsScreen

        self.open_screen(SettingsScreen())

    def action_explain(self) -> None:
        """Explain this room and its keys."""
        from tui.dialogs.help import HelpScreen

        text = _(
            "Numbers go to the rooms, / searches everything, l logs what took place, . does so in "
            "one line, ctrl+p finds any action by its name. Whatever you do, u takes it back."
        )
        self.open_screen(HelpScreen(self, [Section("", (), text), *self.explanation()]))

    def action_quit_app(self) -> None:
        """Leave the program."""
        self.app.exit()

    # Asking, and showing something in front.

    async def confirm(self, question: str, confirm: str, *, danger: bool = False) -> bool:
        """Ask a question that is answered by yes or no."""
        from tui.dialogs import ConfirmDialog

        dialog = ConfirmDialog(question, confirm=confirm, danger=danger)
        answer: bool | None = await self.show_dialog(dialog)
        return bool(answer)

    async def show_dialog(self, dialog: ModalScreen[Any]) -> Any:
        """Open a dialog and wait for its answer; None where it was left."""
        answer = self.app.push_screen(dialog, wait_for_dismiss=True)
        self._give_keys_to(dialog, self._let_keys_through)
        return await answer

    def open_screen(self, screen: Screen[Any]) -> None:
        """Go to another screen; what is typed meanwhile is for that one."""
        let_keys_through = self.crm_app.hold_keys()
        self.app.push_screen(screen)
        self._give_keys_to(screen, let_keys_through)

    def _give_keys_to(self, screen: Screen[Any], let_keys_through: Callable[[], None]) -> None:
        def on_focus(focused: Widget | None) -> None:
            if focused is not None:
                let_keys_through()

        self.watch(screen, "focused", on_focus, init=False)
