"""Records that may be one: decided one key each, and every decision taken back by another."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from threading import Event
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from crm.actions.duplicates import mark_distinct
from crm.errors import NotFound
from crm.i18n import N_, _, ngettext
from crm.labels import share_label
from crm.queries.duplicates import COMPARED, search_duplicates, still_open
from crm.queries.merging import MergePreview, preview_merge
from crm.queries.records import DuplicateRecord
from crm.search import Interrupted
from crm.vocabulary import RecordKind, reference
from tui.pages import Subject
from tui.screens.record_actions import RecordRoom
from tui.screens.table_room import TableRoom
from tui.screens.widths import width_of
from tui.widgets import table_messages
from tui.widgets.comparison import Comparison
from tui.widgets.lazy_table import LazyTable
from tui.widgets.reading_scroll import ReadingScroll
from tui.widgets.record_items import Section
from tui.widgets.roles import content
from tui.widgets.table_columns import Column, Row


class DuplicatesScreen(TableRoom, RecordRoom):
    """Pairs, the likeliest first, above the two that the cursor stands on."""

    MODE = "duplicates"
    DEFAULT_CSS = """
    DuplicatesScreen {
        & .pairs { height: 1fr; min-height: 4; }
        & #why { height: auto; padding: 0 0 1 0; }
        & .both { height: 2fr; padding: 0 1; background: $surface; border-top: hkey $border; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "m",
            "merge_pair",
            N_("Merge"),
            id="duplicates.merge",
            tooltip=N_("Make the two one, after showing what it will have"),
        ),
        Binding(
            "d",
            "different",
            N_("Different"),
            id="duplicates.different",
            tooltip=N_("They are not the same; do not ask again"),
        ),
        # The table has these keys too, for what it does not do here.
        Binding(
            "s,space", "next_pair", N_("Skip"), id="duplicates.next", key_display="s", priority=True
        ),
        Binding("o", "open_one(0)", N_("Open the first"), id="duplicates.first", show=False),
        Binding("O", "open_one(1)", N_("Open the second"), id="duplicates.second", show=False),
        Binding("r", "search_anew", N_("Look again"), id="duplicates.search", show=False),
        Binding("tab", "other_side", N_("List or comparison"), id="duplicates.side", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: list[DuplicateRecord] | None = None
        self._rows: dict[int, Row] = {}
        self._stop = Event()

    def compose_room(self) -> Iterator[Widget]:
        """Put the pairs above what the chosen two have and do not have in common."""
        with Vertical(classes="pairs"):
            yield LazyTable(self.columns(), marking=False, empty=_("Looking…"))
        with ReadingScroll(classes="both"):
            yield Static(id="why")
            yield Comparison()

    def columns(self) -> Sequence[Column]:
        """Return both names, how likely it is, and why."""
        return [
            Column("first", _("First"), flex=3, minimum=14, priority=9, sortable=False),
            Column("second", _("Second"), flex=3, minimum=14, priority=9, sortable=False),
            Column(
                "score", _("Likeness"), width=width_of(_("Likeness")), align="right",
                priority=7, sortable=False,
            ),
            Column(
                "reasons", _("Because"), flex=4, minimum=16, priority=5, role="muted",
                sortable=False,
            ),
        ]  # fmt: skip

    @property
    def subject(self) -> Subject | None:
        """A pair is no record."""
        return None

    @property
    def pair(self) -> DuplicateRecord | None:
        """The pair that the cursor stands on."""
        place = self.cursor_id
        return self._found[place - 1] if self._found and place in self._rows else None

    def explanation(self) -> list[Section]:
        """Explain deciding."""
        text = _(
            "People and organisations that may stand in the book twice. m shows what the two will "
            "have as one and lets you choose where they differ; nothing is lost. d says that they "
            "are two, s leaves them for later, u takes back the last decision."
        )
        return [Section("", (), text)]

    # Looking.

    async def load(self) -> None:
        """Look for pairs at first; afterwards show those that are still to be decided."""
        if self._found is None:
            await self._search()
        else:
            self._show(await self.access.ask(still_open, self._found))

    async def _search(self) -> None:
        self._stop.set()
        self._stop = Event()
        found: list[DuplicateRecord] = []
        passed_over = 0
        for kind in COMPARED:
            check = _stopping(self._stop)
            pairs, more = await self.access.ask(search_duplicates, kind, check=check)
            found += pairs
            passed_over += more
        self._found = sorted(found, key=lambda pair: -pair["score"])
        self._show(self._found)
        if passed_over:
            message = ngettext(
                "{count} number, address or name is shared by too many to be a sign.",
                "{count} numbers, addresses and names are shared by too many to be a sign.",
                passed_over,
            )
            self.say(message.format(count=passed_over))

    def on_screen_suspend(self) -> None:
        """Stop looking when the room is left before anything was found."""
        self._stop.set()
        if self._found is None:
            self.forget()

    def on_unmount(self) -> None:
        """Stop looking."""
        self._stop.set()

    def action_search_anew(self) -> None:
        """Look again, for what has been written since."""
        self._found = None
        self.table.empty = _("Looking…")
        self._show([])
        self.attempt(self.load, group="load")

    def _show(self, pairs: Sequence[DuplicateRecord]) -> None:
        places = {_ids(pair): place for place, pair in enumerate(self._found or (), 1)}
        self._rows = {places[_ids(pair)]: _row(places[_ids(pair)], pair) for pair in pairs}
        if self._found is not None:
            self.table.empty = _("No duplicates: everybody stands here once, as far as is known.")
        self.table.set_rows(list(self._rows), self._fetch)
        self.table.refresh_rows()
        self._compare_soon()

    async def _fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        return [self._rows[identity] for identity in ids]

    # The two.

    @on(LazyTable.RowHighlighted)
    def _row_highlighted(self, event: table_messages.RowHighlighted) -> None:
        self._compare_soon()

    @on(LazyTable.RowSelected)
    def _row_selected(self) -> None:
        self.action_open_one(0)

    def _compare_soon(self) -> None:
        self.refresh_bindings()
        if self.pair is None:
            self.query_one("#why", Static).update("")
            self.query_one(Comparison).clear()
        else:
            self.attempt(partial(self._compare, self.pair), group="preview")

    async def _compare(self, pair: DuplicateRecord) -> None:
        ids = (pair["first"]["id"], pair["second"]["id"])
        try:
            preview: MergePreview = await self.access.ask(preview_merge, pair["kind"], *ids)
        except NotFound:
            await self.load()
            return
        if pair == self.pair:
            titles = (_titled(pair, "first"), _titled(pair, "second"))
            self.query_one("#why", Static).update(content(_because(pair), "muted"))
            self.query_one(Comparison).compare(titles, preview["fields"])

    # Deciding.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer decisions where there is something to decide."""
        if action in ("merge_pair", "different", "next_pair", "open_one"):
            return self.pair is not None
        return super().check_action(action, parameters)

    def action_merge_pair(self) -> None:
        """Show what the two will have as one, and make them one."""
        self._with_pair(self._merge_pair)

    async def _merge_pair(self, pair: DuplicateRecord) -> None:
        from tui.dialogs import MergeDialog

        await self.show_dialog(MergeDialog(pair["kind"], pair["first"]["id"], pair["second"]["id"]))

    def action_different(self) -> None:
        """Note that the two are not the same."""
        self._with_pair(self._different)

    async def _different(self, pair: DuplicateRecord) -> None:
        first, second = pair["first"], pair["second"]
        said = _("Noted that {first} and {second} are not the same")
        said = said.format(first=first["name"], second=second["name"])
        ids = (first["id"], second["id"])
        await self.access.tell(said, mark_distinct, pair["kind"], *ids)

    def action_next_pair(self) -> None:
        """Leave the pair for later."""
        self.table.action_move(1)

    def action_open_one(self, which: int) -> None:
        """Open the page of one of the two."""
        if self.pair is not None:
            one = self.pair["second"] if which else self.pair["first"]
            self.open_record((RecordKind(self.pair["kind"]), one["id"]))

    def action_other_side(self) -> None:
        """Go between the list and the comparison, to scroll it."""
        both = self.query_one(".both", ReadingScroll)
        (self.table if both.has_focus else both).focus()

    def _with_pair(self, work: Callable[[DuplicateRecord], Any]) -> None:
        if self.pair is not None:
            self.attempt(partial(work, self.pair))


def _stopping(stop: Event) -> Callable[[], None]:
    """Return what raises once a search is no longer wanted."""

    def check() -> None:
        if stop.is_set():
            raise Interrupted(_("The search was stopped."))

    return check


def _ids(pair: DuplicateRecord) -> tuple[str, int, int]:
    return pair["kind"], pair["first"]["id"], pair["second"]["id"]


def _row(place: int, pair: DuplicateRecord) -> Row:
    return {
        "id": place,
        "first": pair["first"]["name"],
        "second": pair["second"]["name"],
        "score": share_label(pair["score"]),
        "reasons": ", ".join(pair["reasons"]),
    }


def _because(pair: DuplicateRecord) -> str:
    return f"{share_label(pair['score'])}: {', '.join(pair['reasons'])}"


def _titled(pair: DuplicateRecord, which: str) -> str:
    one = pair["first"] if which == "first" else pair["second"]
    return f"{reference(pair['kind'], one['id'])} {one['name']}"
