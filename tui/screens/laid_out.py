"""How a list is shown: the columns somebody chose, in their order, and what it is sorted by."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from crm.book import Session
from crm.i18n import N_
from crm.queries.extra_values import extra_values
from crm.queries.labels import get_fields_for
from crm.queries.orders import Order
from crm.queries.records import CustomFieldRecord
from tui.layouts import Layout, Layouts
from tui.screens.extra_columns import EXTRA, extra_columns
from tui.screens.listing import ReadRows
from tui.screens.marked_actions import MarkedRoom
from tui.widgets.column_chooser import Ticked
from tui.widgets.table_columns import Column, chosen_columns, field_of


class LaidOutRoom(MarkedRoom):
    """A room with a list whose columns are chosen, which is remembered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "C",
            "columns",
            N_("Columns"),
            id="list.columns",
            tooltip=N_("Which columns the list shows, and in what order"),
            show=False,
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._own_fields: Sequence[CustomFieldRecord] | None = None
        self._chosen: tuple[str, ...] = ()
        self._sort: Order | None = None

    def columns(self) -> Sequence[Column]:
        """Return the usual columns of the list."""
        raise NotImplementedError

    @property
    def layouts(self) -> Layouts:
        """The layouts that are remembered."""
        return self.crm_app.layouts

    @property
    def layout_now(self) -> Layout:
        """How the list is shown."""
        order = self._sort or Order("")
        return Layout(self._chosen, order.column, order.descending)

    def take_layout(self, layout: Layout) -> None:
        """Show the list as a layout says, as far as there are such columns."""
        self._chosen = layout.columns
        known = {column.key for column in self.all_columns if column.sortable}
        self._sort = None
        if layout.sorted_by in known:
            self._sort = Order(layout.sorted_by, layout.descending)

    async def remember_layout(self) -> None:
        """Remember how the list is shown for the next time."""
        self.layouts.put(self.MODE, self.layout_now)
        await self.access.run(self.layouts.save)

    # Columns.

    @property
    def all_columns(self) -> list[Column]:
        """The columns that there are, the usual ones first."""
        usual = list(self.columns())
        known = {column.key for column in usual}
        extra = extra_columns(self.NEW_KIND, self._own_fields or ())
        return usual + [column for column in extra if column.key not in known]

    @property
    def shown_columns(self) -> list[Column]:
        """The columns that are shown, in their order."""
        return chosen_columns(self.all_columns, self._chosen)

    async def learn_own_fields(self) -> None:
        """Learn which fields of the user's own there are, once they matter."""
        if self._own_fields is None and self.NEW_KIND in EXTRA:
            self._own_fields = await self.access.ask(get_fields_for, self.NEW_KIND)
            self.table.set_columns(self.shown_columns)

    def extra_names(self) -> list[str]:
        """Return the columns shown whose values the rows do not have by themselves."""
        return [column.key for column in self.shown_columns if column.extra]

    def action_columns(self) -> None:
        """Choose which columns the list shows."""
        self.attempt(self._choose_columns)

    async def _choose_columns(self) -> None:
        from tui.dialogs import ColumnsDialog

        await self.learn_own_fields()
        shown = self.shown_columns
        keys = {column.key for column in shown}
        hidden = [column for column in self.all_columns if column.key not in keys]
        offered = [Ticked(column.key, column.label, True) for column in shown]
        offered += [Ticked(column.key, column.label, False) for column in hidden]
        chosen = await self.show_dialog(ColumnsDialog(offered))
        if chosen is None:
            return
        usual = tuple(column.key for column in self.columns() if not column.extra)
        self._chosen = () if chosen == usual else chosen
        self.table.set_columns(self.shown_columns)
        self.table.refresh_rows()
        await self.remember_layout()


def rows_with(
    session: Session, read_rows: ReadRows, kind: str, ids: Sequence[int], names: Sequence[str]
) -> Sequence[Any]:
    """Return rows, with fields that they do not have by themselves."""
    rows = read_rows(session, ids)
    if not names:
        return rows
    extra = extra_values(session, kind, ids, names)
    return [{**row, **extra.get(field_of(row, "id"), {})} for row in rows]
