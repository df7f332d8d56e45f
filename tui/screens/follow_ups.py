"""What was promised, both ways."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from crm.book import Session
from crm.errors import UsageError
from crm.i18n import N_, _, ngettext
from crm.labels import label, number_label
from crm.queries.follow_ups import follow_up_ids, follow_up_rows
from crm.vocabulary import Direction, FollowUpStatus, RecordKind
from tui.pages import Subject
from tui.screens.filter_bar import FilterBar
from tui.screens.filtered_list import FilteredList
from tui.screens.follow_up_board import board_ids, make_board, move_follow_up
from tui.screens.parted import Part
from tui.screens.widths import width_of, width_of_words
from tui.widgets.board import Board
from tui.widgets.record_items import ICONS, Section
from tui.widgets.roles import Role
from tui.widgets.table_columns import Column


class FollowUpsScreen(FilteredList):
    """Promises by the day they are due, or as a board by where they stand."""

    MODE = "follow_ups"
    NEW_KIND = RecordKind.FOLLOW_UP
    OWN_ORDER = None
    PARTS: ClassVar[Sequence[Part]] = (
        Part(N_("Open"), {"status": "open"}),
        Part(N_("Late"), {"status": "overdue"}),
        Part(N_("Ours"), {"status": "open", "direction": Direction.OURS}),
        Part(N_("Theirs"), {"status": "open", "direction": Direction.THEIRS}),
        Part(N_("Joint"), {"status": "open", "direction": Direction.JOINT}),
        Part(N_("Done"), {"status": "done"}),
        Part(N_("All")),
    )

    BOARD_PARTS: ClassVar[Sequence[Part]] = (
        Part(N_("All")),
        Part(N_("Ours"), {"direction": Direction.OURS}),
        Part(N_("Theirs"), {"direction": Direction.THEIRS}),
        Part(N_("Joint"), {"direction": Direction.JOINT}),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "B",
            "board",
            N_("Board"),
            id="list.board",
            tooltip=N_("Show promises as a board by where they stand, or as a list"),
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._board: Board | None = None
        self._moved: int | None = None

    def columns(self) -> Sequence[Column]:
        """Return the day first, then what was promised and by whom."""
        return [
            Column("due_date", _("Due"), width=width_of(_("Due"), 10), priority=8, role=_due_role),
            Column(
                "direction",
                _("Whose"),
                width=width_of_words(_("Whose"), Direction, more=2),
                priority=7,
                text=_whose,
                role=_whose_role,
            ),
            Column("title", _("Promise"), flex=5, minimum=30, priority=9, role=_title_role),
            Column("with", _("With"), flex=3, minimum=18, priority=6, text=_with),
            Column("owner", _("Owner"), flex=2, minimum=10, priority=3, role="muted"),
            Column(
                "status",
                _("Status"),
                width=width_of_words(_("Status"), FollowUpStatus),
                priority=2,
                text=_status,
                role="muted",
            ),
        ]

    def example(self) -> str:
        """Return a condition on what matters here."""
        return 'due_date <= "next week" and organisation.classification = ministry'

    def read_ids(self, session: Session, /, **filters: Any) -> list[int]:
        """Return promises, the earliest due first."""
        return follow_up_ids(session, **filters)

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        return follow_up_rows(session, ids)

    def nothing_at_all(self) -> str:
        """Say how promises come in."""
        return _("Nothing here. Press f to write down a promise: ours, theirs or joint.")

    def explanation(self) -> list[Section]:
        """Explain the board too."""
        text = _(
            "B shows the promises as a board, a column for each status. The arrows go from card to "
            "card; > and < move the one at the cursor, or pull it with the mouse to its new column."
        )
        return [*super().explanation(), Section("", (), text)]

    # The board.

    @property
    def on_board(self) -> bool:
        """Whether the board is shown in place of the list."""
        return self._board is not None and self._board.display

    @property
    def parts(self) -> Sequence[Part]:
        """The parts; a board has all that can stand anywhere on it."""
        return self.BOARD_PARTS if self.on_board else self.PARTS

    @property
    def subject(self) -> Subject | None:
        """The record under the cursor, of the list or of the board."""
        if self._board is None or not self.on_board:
            return super().subject
        identity = self._board.cursor_id
        return None if identity is None else (self.NEW_KIND, identity)

    async def to_export(self) -> tuple[RecordKind, list[int]] | None:
        """Export what is marked, else all that is listed or stands on the board."""
        if self._board is None or not self.on_board:
            return await super().to_export()
        return self.NEW_KIND, self._board.ids

    def marked_ids(self) -> list[int]:
        """Return those that are marked; on the board nothing is."""
        return [] if self.on_board else super().marked_ids()

    def action_board(self) -> None:
        """Show the board, or the list again."""
        self.attempt(self._turn, group="turn")

    async def _turn(self) -> None:
        kept = self.subject
        board = self._board or await self._mount_board()
        board.display = not board.display
        self.table.display = not board.display
        self.set_class(board.display, "-board")
        self.offer_parts(len(self.PARTS) - 1 if kept and not self.on_board else 0)
        self._moved = kept[1] if kept else None
        self.forget_list()
        await self.load()
        self.focus_list()
        if kept:
            self.table.move_to_id(kept[1])

    async def _mount_board(self) -> Board:
        self._board = make_board()
        self._board.display = False
        await self.query_one(".list-side").mount(self._board)
        return self._board

    async def read_list(self) -> None:
        """Read the promises, for the list or for the board."""
        if self._board is None or not self.on_board:
            await super().read_list()
            return
        try:
            ids, taken = await self.access.ask_newest(
                board_ids, self.source, self.filter_text, self.part_shown.filters
            )
        except UsageError as error:
            self.say_of_filter(error.message, "error")
            return
        self.say_of_filter(taken)
        self._board.set_cards(ids, self.fetch)
        moved, self._moved = self._moved, None
        if moved is not None:
            self._board.go_to(moved)
        count = len(self._board.ids)
        text = ngettext("{count} record", "{count} records", count)
        text = text.format(count=number_label(count))
        self.query_one(FilterBar).say_count(text)
        self.refresh_bindings()

    @property
    def list_has_focus(self) -> bool:
        """Whether keys go to the list or the board."""
        if self._board is None or not self.on_board:
            return super().list_has_focus
        return self._board.has_focus_within

    def focus_list(self) -> None:
        """Let keys go to the list or the board."""
        if self._board is None or not self.on_board:
            super().focus_list()
        else:
            self._board.focus_card()

    @on(Board.CardMoved)
    def _card_moved(self, event: Board.CardMoved) -> None:
        self.attempt(partial(self._move, event.id, event.key))

    async def _move(self, identity: int, status: str) -> None:
        [record] = await self.access.ask(follow_up_rows, [identity])
        if record["status"] == status:
            return
        self._moved = identity
        said = _("{status}: {title}").format(
            status=label(status).capitalize(), title=record["title"]
        )
        await self.access.tell(said, move_follow_up, identity, status)


def _due_role(row: Any) -> Role:
    return "error" if row["overdue"] else ""


def _whose(row: Any) -> str:
    return f"{ICONS[row['direction']][0]} {label(row['direction'])}"


def _whose_role(row: Any) -> Role:
    return ICONS[row["direction"]][1]


def _title_role(row: Any) -> Role:
    return "muted" if row["status"] in ("done", "cancelled") else ""


def _with(row: Any) -> str:
    return ", ".join(link["name"] for link in (row["person"], row["organisation"]) if link)


def _status(row: Any) -> str:
    return label(row["status"])
