"""What the view of a record tells the screen it is on."""

from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget

from tui.widgets.record_items import Item, More


@dataclass
class RecordMessage(Message):
    """Anything that a view tells; `control` lets a screen listen to one of several."""

    view: Widget

    @property
    def control(self) -> Widget:
        """The view."""
        return self.view


@dataclass
class ReferenceSelected(RecordMessage):
    """A link was followed by enter or a click."""

    reference: str


@dataclass
class AddressSelected(RecordMessage):
    """An address outside the program was chosen."""

    address: str


@dataclass
class MoreWanted(RecordMessage):
    """The next of what was read in part is to be shown in the place of this item."""

    more: More


@dataclass
class ItemHighlighted(RecordMessage):
    """The cursor stands on another item."""

    item: Item
