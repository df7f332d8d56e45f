"""Lists that can be filtered: plain words search names, conditions choose by anything else."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm.errors import UsageError
from crm.i18n import N_, _
from crm.queries.conditions import (
    KINDS,
    condition_keys,
    name_key,
)
from crm.queries.lists import get_list
from tui.layouts import Layout
from tui.screens.filtering import filtered_ids, saved_condition
from tui.screens.listing import Ids
from tui.screens.proposing import proposing
from tui.screens.record_list import NO_ORDER, RecordList
from tui.widgets.filter_line import FilterLine
from tui.widgets.record_items import Section
from tui.widgets.roles import Role


class FilteredList(RecordList):
    """A list with a line to filter it in."""

    AUTO_FOCUS = "LazyTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "w",
            "filter",
            N_("Filter"),
            id="list.filter",
            tooltip=N_("Show only those with these words, or for which a condition holds"),
        ),
        Binding(
            "W",
            "save_filter",
            N_("Save this view"),
            id="list.save_filter",
            tooltip=N_("Keep the filter, the columns and the order under a name"),
            show=False,
        ),
        Binding(
            "v",
            "views",
            N_("Saved views"),
            id="list.views",
            tooltip=N_("Show the list as it was kept under a name"),
            show=False,
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        placeholder, hint = _("words of a name"), ""
        if self.knows_conditions:
            placeholder = _("words of a name, or a condition")
            hint = _("For example: {example}").format(example=self.example())
        self._line = FilterLine(placeholder, hint)

    @property
    def knows_conditions(self) -> bool:
        """Whether conditions can be about what is listed."""
        return self.NEW_KIND in KINDS

    def example(self) -> str:
        """Return a condition that shows how they are written."""
        return "classification = municipality and not contacted since 2018"

    def above_list(self) -> Iterator[Widget]:
        """Put the line under the parts of the list."""
        yield from super().above_list()
        yield self._line

    def explanation(self) -> list[Section]:
        """Explain filters."""
        if not self.knows_conditions:
            return super().explanation()
        text = _(
            "Type words of a name into the filter, or a condition such as {example}. It is cleared "
            "by escape. W keeps filter, columns and order as a view, which is a list that fills "
            "itself too; v shows it again."
        )
        return [*super().explanation(), Section("", (), text.format(example=self.example()))]

    def on_mount(self) -> None:
        """Learn which keys there are."""
        if self.knows_conditions:
            self.attempt(self._learn_keys, group="keys")

    async def _learn_keys(self) -> None:
        keys = await self.access.ask(condition_keys, self.NEW_KIND)
        self._line.know(keys, proposing(self.access, self.NEW_KIND, keys))

    # Filtering.

    @property
    def filter_text(self) -> str:
        """What the list is filtered by, as it was typed."""
        return self._line.text.strip()

    @property
    def question(self) -> object:
        """What decides which records are listed: the filter too."""
        return super().question, self.filter_text

    @property
    def begins_quickly(self) -> bool:
        """Whether the first rows are known before all of them are: not where a filter chooses."""
        return super().begins_quickly and not self.filter_text

    async def find_ids(self, limit: int | None = None) -> Ids:
        """Return those that the filter leaves; where it is wrong, say so and keep what is shown."""
        if not self.filter_text:
            self._line.say("")
            return await super().find_ids(limit)
        filters, order, column = self.part_shown.filters, self.order, self.sorted_column
        try:
            found = await self.access.ask_newest(
                filtered_ids, self.source, self.filter_text, filters, order, column
            )
        except UsageError as error:
            self._line.say(error.message, "error")
            return self.ids
        self._line.say(found.taken)
        return found.ids

    @property
    def filter_has_focus(self) -> bool:
        """Whether somebody types into the filter."""
        return self._line.has_focus_within

    def say_of_filter(self, text: str, role: Role = "muted") -> None:
        """Say what is wrong with the filter, or what its dates were taken for."""
        self._line.say(text, role)

    def nothing(self) -> str:
        """Say how to see more where a filter leaves nothing."""
        if self.filter_text:
            return _("Nothing here fits the filter. Press w to change it, escape to clear it.")
        return self.nothing_at_all()

    def nothing_at_all(self) -> str:
        """Return what is said where there are no records."""
        raise NotImplementedError

    def show_view(self, condition: str, uid: str) -> None:
        """Show a saved search as it was kept: what fits, with its columns and its order."""
        layout = self.layouts.get(view_name(uid))
        if layout != Layout():
            self.take_layout(layout)
            self.table.set_columns(self.shown_columns)
            self.table.set_sort(*(self.order or NO_ORDER))
        self.filter_by(condition)

    def filter_by(self, text: str) -> None:
        """Show all that fit a text, in the part that leaves nothing out."""
        self._set_filter(text)
        whole = [place for place, part in enumerate(self.parts) if not part.filters]
        self.show_part(whole[0])

    def _set_filter(self, text: str) -> None:
        self._line.text = text
        self._line.set_class(bool(text), "-used")

    @on(FilterLine.Changed)
    def _filter_changed(self) -> None:
        self.attempt(self.load, group="load")

    @on(FilterLine.Left)
    def _filter_left(self) -> None:
        self.focus_list()

    def action_filter(self) -> None:
        """Type into the filter."""
        self._line.open()

    def action_back(self) -> None:
        """Clear the filter, then what else stands in the way of leaving: the marks outlive it."""
        if self.filter_text and self.list_has_focus:
            self._set_filter("")
        else:
            super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to keep what is listed where it is not just everything as it always is."""
        if action in ("save_filter", "views") and not self.knows_conditions:
            return False
        if action == "save_filter":
            chosen = self.filter_text or self.part_shown.filters
            return bool(chosen) or self.layout_now != Layout()
        return super().check_action(action, parameters)

    # Views.

    def action_save_filter(self) -> None:
        """Keep what is listed as a list that fills itself, and how it is shown."""
        self.attempt(self._save_filter)

    async def _save_filter(self) -> None:
        from tui.dialogs import ListDialog

        condition = await self.access.ask(
            saved_condition, self.NEW_KIND, self.filter_text, self.part_shown.filters
        )
        condition = condition or f"{name_key(self.NEW_KIND)} is filled"
        dialog = ListDialog(condition=condition, about=self.NEW_KIND)
        list_id = await self.show_dialog(dialog)
        if isinstance(list_id, int):
            record = await self.access.ask(get_list, list_id, limit=0)
            self.layouts.put(view_name(record["uid"]), self.layout_now)
            await self.access.run(self.layouts.save)

    def action_views(self) -> None:
        """Choose one of the views that are kept."""
        from tui.screens.view_search import ViewProvider

        placeholder = _("Search for a view; W keeps what is listed as one…")
        self.crm_app.open_palette([ViewProvider], placeholder)


def view_name(uid: str) -> str:
    """Return the name under which the layout of a saved search is remembered."""
    return f"view:{uid}"
