"""Lists in parts, such as those that are late, of which one is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from crm.i18n import N_, _
from tui.screens.filter_bar import FilterBar
from tui.screens.laid_out import LaidOutRoom


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list: its name, marked for the catalogue, and the filters of the query."""

    name: str
    filters: dict[str, Any] = field(default_factory=dict)


class PartedRoom(LaidOutRoom):
    """A room with a list of which parts can be shown."""

    PARTS: ClassVar[Sequence[Part]] = (Part(N_("All")),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,ctrl+right", "part(1)", N_("Next part"), id="list.next_part", show=False),
        Binding(
            "left,ctrl+left", "part(-1)", N_("Previous part"), id="list.previous_part", show=False
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._part = 0

    @property
    def parts(self) -> Sequence[Part]:
        """The parts that the list has."""
        return self.PARTS

    @property
    def part_shown(self) -> Part:
        """The part of the list that is shown."""
        return self.parts[self._part]

    def offer_parts(self, shown: int = 0) -> None:
        """Offer the parts anew, after others have taken their place."""
        self._part = shown
        bar = self.query_one(FilterBar)
        bar.offer([_(part.name) for part in self.parts])
        bar.choose(shown)

    @on(FilterBar.Chosen)
    def _part_chosen(self, event: FilterBar.Chosen) -> None:
        self.show_part(event.index)

    def action_part(self, step: int) -> None:
        """Show the next or previous part of the list."""
        self.show_part((self._part + step) % len(self.parts))

    def show_part(self, index: int) -> None:
        """Show one part of the list."""
        self._part = index
        self.query_one(FilterBar).choose(index)
        self.attempt(self.load, group="load")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer parts only where there are several."""
        if action == "part":
            return len(self.parts) > 1
        return super().check_action(action, parameters)
