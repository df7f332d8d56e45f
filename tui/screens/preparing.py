"""Rooms from which one can prepare for a meeting."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from crm.i18n import N_
from crm.vocabulary import RecordKind
from tui.screens.looking_back import LookingBackRoom
from tui.screens.record_actions import RecordRoom

BRIEFED_ON = (RecordKind.INTERACTION, RecordKind.PERSON, RecordKind.ORGANISATION)


class PreparingRoom(LookingBackRoom, RecordRoom):
    """A room in which there may be somebody to meet at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "b",
            "prepare",
            N_("Prepare"),
            id="record.prepare",
            tooltip=N_("What to know before you meet: who, last contact, promises, what was said"),
        ),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to prepare for whom or what one can meet."""
        if action == "prepare":
            return self.subject is not None and self.subject[0] in BRIEFED_ON
        return super().check_action(action, parameters)

    def action_prepare(self) -> None:
        """Open the briefing."""
        from tui.screens.briefing import BriefingScreen

        if self.subject is not None:
            self.open_screen(BriefingScreen(self.subject))
