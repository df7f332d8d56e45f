"""Searching everything as one types."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from crm.i18n import N_, _, ngettext
from crm.labels import label, moment_label
from crm.search import Hit
from crm.vocabulary import RecordKind
from tui.pages import Subject
from tui.screens.page_room import PageRoom
from tui.screens.table_room import TableRoom
from tui.screens.widths import width_of_words
from tui.widgets.ground import Sides, Stack
from tui.widgets.lazy_table import LazyTable
from tui.widgets.search_input import SearchInput
from tui.widgets.table_columns import Column, Row

LIMIT = 200


class SearchScreen(TableRoom, PageRoom):
    """A field, and below it what was found, the nearest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "type", N_("Search"), id="search.type"),
        Binding("tab", "other_side", N_("List or record"), id="search.other_side", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._hits: list[Hit] = []
        self._found_for = ""

    def compose_room(self) -> Iterator[Widget]:
        """Put the field above what was found."""
        yield SearchInput(placeholder=_("Name, organisation, role, number, or words in a note"))
        with Sides(classes="sides"):
            with Stack(classes="list-side"):
                yield LazyTable(self.columns(), marking=False, empty=self.hint())
            yield self.make_pane(_("What you choose in the list is shown here."))

    def columns(self) -> Sequence[Column]:
        """Return what was found, of which kind, and why."""
        return [
            Column("name", _("Found"), flex=5, minimum=22, priority=9, sortable=False),
            Column(
                "kind",
                _("Kind"),
                width=width_of_words(_("Kind"), RecordKind),
                priority=8,
                text=_kind,
                role="accent",
                sortable=False,
            ),
            Column(
                "detail",
                _("What it is"),
                flex=5,
                minimum=16,
                priority=7,
                text=_detail,
                sortable=False,
            ),
            Column(
                "why",
                _("Found by"),
                flex=2,
                minimum=10,
                priority=3,
                text=_why,
                role="muted",
                sortable=False,
            ),
        ]

    def hint(self) -> str:
        """Say what can be searched for."""
        return _(
            "Type a name, the beginnings of several words, a phone number or an e-mail address. "
            "Case and accents do not matter: marder finds Mårder."
        )

    @property
    def subject(self) -> Subject | None:
        """The record under the cursor."""
        index = self.cursor_id
        if index is None or index >= len(self._hits):
            return None
        return RecordKind(self._hits[index].kind), self._hits[index].id

    def on_mount(self) -> None:
        """Begin with typing."""
        self.query_one(SearchInput).focus()

    async def load(self) -> None:
        """Search again for what is typed."""
        await self._search(self.query_one(SearchInput).value)

    async def _search(self, text: str) -> None:
        self._hits = await self.access.find(text, limit=LIMIT) if text.strip() else []
        self._found_for = text
        nothing = _("Nothing was found. Try fewer words, or only how they begin.")
        self.table.empty = nothing if text.strip() else self.hint()
        self.table.set_rows(range(len(self._hits)), self._fetch, keep_cursor=False)
        self._say_count(text)
        # Each letter finds somebody else: the page waits until one has typed.
        self.show_record_soon()

    def _say_count(self, text: str) -> None:
        count = len(self._hits)
        if not text.strip():
            said = ""
        elif count == LIMIT:
            said = _("the first {count}").format(count=count)
        else:
            said = ngettext("{count} record", "{count} records", count).format(count=count)
        self.query_one(SearchInput).border_subtitle = said

    async def _fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        return [{**self._hits[index]._asdict(), "id": index} for index in ids]

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.attempt(partial(self._search, event.value), group="load")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.attempt(partial(self._open_first, event.value))

    async def _open_first(self, text: str) -> None:
        """Open what is nearest to the words, though they were typed faster than they were found."""
        if text != self._found_for:
            await self._search(text)
        if self.subject is not None:
            self.table.focus()
            self.open_record(self.subject)

    @on(SearchInput.Left)
    def _left(self) -> None:
        if self._hits:
            self.table.focus()
        elif not self.query_one(SearchInput).value:
            self.action_back()

    @on(LazyTable.RowHighlighted)
    def _row_highlighted(self) -> None:
        self.show_record_soon()

    @on(LazyTable.RowSelected)
    def _row_selected(self) -> None:
        if self.subject is not None:
            self.open_record(self.subject)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no key to go and type while one is typing."""
        if action == "type" and isinstance(self.focused, SearchInput):
            return False
        return super().check_action(action, parameters)

    def action_type(self) -> None:
        """Go back to typing."""
        self.query_one(SearchInput).focus()

    def action_other_side(self) -> None:
        """Go between the list and the record beside it."""
        if self.table.has_focus and self.pane.display and self.pane.page is not None:
            self.pane.view.focus()
        elif self._hits:
            self.table.focus()


def _kind(row: Any) -> str:
    return label(row["kind"])


def _detail(row: Any) -> str:
    return ", ".join(part for part in (label(row["word"]), moment_label(row["detail"])) if part)


def _why(row: Any) -> str:
    return _(row["why"])
