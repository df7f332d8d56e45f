"""Rooms from which one can look back: at what was done to a record, and at how it was."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from crm.i18n import N_
from crm.settings import now_utc
from tui.pages import Subject
from tui.screens.moments import local_time
from tui.screens.room import Room

DAY_LENGTH = len("2019-05-02")


class LookingBackRoom(Room):
    """A room in which there may be a record whose history can be read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "H",
            "record_history",
            N_("What was done to it"),
            id="record.history",
            tooltip=N_("The history of the record at hand, each change before and after"),
            show=False,
        ),
        Binding(
            "at",
            "as_of",
            N_("As it was on a day"),
            id="record.as_of",
            tooltip=N_("The record at hand as it was on a day you name"),
            show=False,
        ),
    ]

    @property
    def looked_back_at(self) -> Subject | None:
        """The record whose past is asked for."""
        return self.subject

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to look back where there is a record."""
        if action in ("record_history", "as_of"):
            return self.looked_back_at is not None
        return super().check_action(action, parameters)

    def action_record_history(self) -> None:
        """List what was done to the record."""
        from tui.screens.history import RecordHistoryScreen

        if self.looked_back_at is not None:
            self.open_screen(RecordHistoryScreen(self.looked_back_at))

    def action_as_of(self) -> None:
        """Ask for a day, and show the record as it was then."""
        if self.looked_back_at is not None:
            # The history goes by the clock on the wall, also where CRM_TODAY sets another day.
            day = local_time(now_utc())[:DAY_LENGTH]
            self.attempt(partial(self.ask_day, self.looked_back_at, day))

    async def ask_day(self, record: Subject, day: str) -> None:
        """Ask for a day, with one to begin with, and show the record as it was then."""
        from tui.dialogs.as_of import AsOfDialog
        from tui.screens.as_of import AsOfScreen

        page = await self.show_dialog(AsOfDialog(record, day))
        if page is not None:
            self.open_screen(AsOfScreen(page))
