"""Taking back what was done last, and doing it again, from wherever one is."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from crm.i18n import N_, _
from tui.access import BookAccess, book_access
from tui.screens.travelling import TravellingScreen
from tui.taking_back import last_done, last_undone

if TYPE_CHECKING:
    from crm.queries.records import BatchRecord

LOOK_BACK = 200
"""How many batches are looked through for the one to take back."""


class TakingBackScreen(TravellingScreen):
    """A screen from which the last thing that was done to the book can be taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", N_("Undo"), id="room.undo", tooltip=N_("Take back the last thing")),
        Binding(
            "U,ctrl+r",
            "redo",
            N_("Redo"),
            id="room.redo",
            tooltip=N_("Do again what was taken back last"),
            show=False,
        ),
    ]

    @property
    def access(self) -> BookAccess:
        """The way to the book."""
        return book_access(self)

    def action_undo(self) -> None:
        """Take back the last thing; ask first where it was not done just now, here."""
        self.attempt(self._undo)

    async def _undo(self) -> None:
        last = last_done(await self.batches())
        if last is None:
            self.say(_("There is nothing to take back."), "")
        elif last["id"] in self.access.own_batches or await self.confirm_undo(last["description"]):
            await self.access.undo(last["id"])

    def action_redo(self) -> None:
        """Do again what was taken back last; ask first where it was not taken back just now."""
        self.attempt(self._redo)

    async def _redo(self) -> None:
        last = last_undone(await self.batches())
        if last is None:
            self.say(_("There is nothing to do again."), "")
        elif last["id"] in self.access.own_batches or await self.confirm_undo(last["description"]):
            await self.access.redo(last)

    async def batches(self) -> "list[BatchRecord]":
        """Return what was done last, newest first."""
        from crm.queries.history import list_batches

        return await self.access.ask(list_batches, limit=LOOK_BACK)

    async def confirm_undo(self, description: str) -> bool:
        """Ask before something older, or of somebody else, is taken back."""
        question = _("Take back “{description}”?").format(description=description)
        return await self.confirm(question, _("Take back"))

    async def confirm(self, question: str, confirm: str, *, danger: bool = False) -> bool:
        """Ask a question that is answered by yes or no."""
        raise NotImplementedError
