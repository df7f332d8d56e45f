"""A board: columns of cards beside each other, between which cards are moved by key and mouse."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message

from crm.i18n import N_, _
from tui.widgets.card_column import Card, CardColumn
from tui.widgets.roles import Role
from tui.widgets.table_columns import Row
from tui.widgets.table_rows import Fetch


@dataclass(frozen=True, slots=True)
class Pile:
    """What a column is about: its key, its heading and the colour of that."""

    key: str
    heading: str
    role: Role = ""


class Board(Horizontal):
    """Columns of cards; where they are narrow, the one with the focus takes the most room."""

    DEFAULT_CSS = """
    Board { height: 1fr; }
    """
    BINDING_GROUP_TITLE = N_("Board")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "other_column(1)", N_("Next column"), show=False, id="board.next"),
        Binding("left", "other_column(-1)", N_("Previous column"), show=False, id="board.previous"),
        Binding(
            "greater_than_sign,shift+right",
            "move_card(1)",
            N_("Move on"),
            key_display=">",
            id="board.move_on",
        ),
        Binding(
            "less_than_sign,shift+left",
            "move_card(-1)",
            N_("Move back"),
            key_display="<",
            id="board.move_back",
        ),
    ]

    @dataclass
    class CardMoved(Message):
        """A card is to stand in another column."""

        id: int
        key: str

    def __init__(self, piles: Sequence[Pile], card: Callable[[Row], Card]) -> None:
        super().__init__()
        self._columns = [
            CardColumn(pile.key, pile.heading, card, role=pile.role, empty=_("Nothing here."))
            for pile in piles
        ]
        self._place = 0
        self._held: tuple[CardColumn, int] | None = None

    def compose(self) -> ComposeResult:
        """Put the columns beside each other."""
        yield from self._columns

    @property
    def column(self) -> CardColumn:
        """The column in which the cursor stands."""
        return self._columns[self._place]

    @property
    def cursor_id(self) -> int | None:
        """The id of the card under the cursor."""
        return self.column.cursor_id

    @property
    def ids(self) -> list[int]:
        """The ids of all cards, column by column."""
        return [identity for column in self._columns for identity in column.ids]

    def set_cards(self, ids: Mapping[str, Sequence[int]], fetch: Fetch) -> None:
        """Show other cards: for each column their ids in order, and how to fetch some of them."""
        for column in self._columns:
            column.set_rows(ids.get(column.key, ()), fetch)
            column.refresh_rows()

    def go_to(self, identity: int) -> None:
        """Put the cursor on a card, in whichever column it stands."""
        for place, column in enumerate(self._columns):
            if column.move_to_id(identity):
                self._go(place)
                return

    def focus_card(self) -> None:
        """Take the focus."""
        self.column.focus()

    def _go(self, place: int) -> None:
        self._place = place
        self.column.focus()

    @on(events.DescendantFocus)
    def _column_focused(self) -> None:
        focused = next((n for n, column in enumerate(self._columns) if column.has_focus), None)
        if focused is not None and focused != self._place:
            self._place = focused
        self.column.cursor_moved()

    # Keys.

    def action_other_column(self, step: int) -> None:
        """Go to the next or previous column."""
        self._go(max(0, min(self._place + step, len(self._columns) - 1)))

    def action_move_card(self, step: int) -> None:
        """Move the card under the cursor to the next or previous column."""
        place = self._place + step
        if self.cursor_id is not None and 0 <= place < len(self._columns):
            self.post_message(self.CardMoved(self.cursor_id, self._columns[place].key))

    # The mouse: a card is pulled to another column, or the heading of one is clicked.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a card."""
        column = self._column_at(event)
        identity = column.id_at(event.screen_y - column.region.y) if column else None
        self._held = (column, identity) if column is not None and identity is not None else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where a card would be put."""
        target = self._column_at(event) if self._held is not None and event.button else None
        for column in self._columns:
            moving = self._held is not None and column is not self._held[0]
            column.set_class(moving and column is target, "-target")

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put down a card in the column under the mouse."""
        held, self._held = self._held, None
        target = self._column_at(event)
        for column in self._columns:
            column.remove_class("-target")
        if held is not None and target is not None and target is not held[0]:
            self.post_message(self.CardMoved(held[1], target.key))

    @on(CardColumn.HeadingClicked)
    def _heading_clicked(self, event: CardColumn.HeadingClicked) -> None:
        """Move the card under the cursor to the column whose heading was clicked."""
        event.stop()
        if event.column is not self.column and self.cursor_id is not None:
            self.post_message(self.CardMoved(self.cursor_id, event.column.key))

    def _column_at(self, event: events.MouseEvent) -> CardColumn | None:
        x, y = event.screen_offset
        return next((one for one in self._columns if one.region.contains(x, y)), None)
