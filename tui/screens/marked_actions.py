"""What one can do with all the records that are marked: each time one batch, and one undo."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from crm.actions.many import EDITING, complete_many, delete_many
from crm.i18n import N_, _, ngettext
from crm.vocabulary import RecordKind
from tui.pages import Subject
from tui.screens.listing import Ids
from tui.screens.page_room import PageRoom
from tui.screens.record_actions import EXPORTED
from tui.widgets.lazy_table import LazyTable

CONCERNED: Mapping[str, Sequence[RecordKind]] = {
    "set_field": tuple(EDITING),
    "add_topics": (RecordKind.INTERACTION,),
    "assign": (RecordKind.FOLLOW_UP,),
}
"""Which nouns an action on many records can be about."""


class MarkedRoom(PageRoom):
    """A room with a list in which records are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "equals_sign",
            "set_field",
            N_("Set a field"),
            id="record.set_field",
            tooltip=N_("Of all that are marked, or of the one at hand"),
            show=False,
        ),
        Binding("T", "add_topics", N_("Add topics"), id="record.topics", show=False),
        Binding("A", "assign", N_("Who sees to it"), id="record.assign", show=False),
    ]

    @property
    def table(self) -> LazyTable:
        """The list in which records are marked."""
        raise NotImplementedError

    @property
    def ids(self) -> Ids:
        """Those that are listed, in order."""
        raise NotImplementedError

    # What actions are about.

    @property
    def exports(self) -> bool:
        """Whether there are formats that carry what is listed."""
        return self.NEW_KIND in EXPORTED

    def marked_ids(self) -> list[int]:
        """Return those that are marked and listed, in their order."""
        marks = self.table.marks
        return [one for one in self.ids if one in marks] if self.table.listed_marks else []

    def subjects(self) -> list[Subject]:
        """Return those that are marked and listed, in their order, else the one at the cursor."""
        marked = [(self.NEW_KIND, one) for one in self.marked_ids()]
        return marked or list(super().subjects())

    async def to_export(self) -> tuple[RecordKind, list[int]] | None:
        """Export what is marked, else all that is listed."""
        return self.NEW_KIND, self.marked_ids() or list(self.ids)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with records of this sort."""
        if action in CONCERNED and self.NEW_KIND not in CONCERNED[action]:
            return False
        if action == "export":
            return bool(self.ids) and self.exports
        if action in CONCERNED:
            return self.subject is not None
        if action == "merge" and self.table.listed_marks != 2:
            return False
        return super().check_action(action, parameters)

    # What is done.

    def action_set_field(self) -> None:
        """Set a field of the records that are marked, or of the one at hand."""
        self.attempt(self._set_field)

    async def _set_field(self) -> None:
        from tui.dialogs import SetFieldDialog

        ids = self.subjects_of([self.NEW_KIND])
        await self.show_dialog(SetFieldDialog(self.NEW_KIND, ids))

    def action_assign(self) -> None:
        """Say who sees to the promises that are marked, or to the one at hand."""
        self.attempt(self._assign)

    async def _assign(self) -> None:
        from tui.dialogs import SetFieldDialog

        ids = self.subjects_of([self.NEW_KIND])
        title = _("Who sees to it")
        await self.show_dialog(SetFieldDialog(self.NEW_KIND, ids, field="owner", title=title))

    def action_add_topics(self) -> None:
        """Say that the interactions that are marked are on some topics too."""
        self.attempt(self._add_topics)

    async def _add_topics(self) -> None:
        from tui.dialogs import AddTopicsDialog

        await self.show_dialog(AddTopicsDialog(self.subjects_of([self.NEW_KIND])))

    def action_done(self) -> None:
        """Mark the promises that are marked as kept, or turn the one at hand around."""
        marked = self.marked_ids()
        if self.NEW_KIND is RecordKind.FOLLOW_UP and len(marked) > 1 and self.item is None:
            self.attempt(partial(self._complete_marked, marked))
        else:
            super().action_done()

    async def _complete_marked(self, promises: Sequence[int]) -> None:
        count = len(promises)
        said = ngettext("Done: {count} promise", "Done: {count} promises", count)
        await self.access.tell(said.format(count=count), complete_many, promises)

    def action_delete(self) -> None:
        """Delete the records that are marked, after asking once, or the one at hand."""
        marked = self.marked_ids()
        if len(marked) > 1:
            self.attempt(partial(self._delete_marked, marked))
        else:
            super().action_delete()

    async def _delete_marked(self, ids: Sequence[int]) -> None:
        count = len(ids)
        question = ngettext(
            "Delete {count} record? It can be taken back by undo.",
            "Delete {count} records? They can be taken back by undo.",
            count,
        )
        if not await self.confirm(question.format(count=count), _("Delete"), danger=True):
            return
        said = ngettext("Deleted {count} record", "Deleted {count} records", count)
        await self.access.tell(said.format(count=count), delete_many, self.NEW_KIND, ids)
        self.table.set_marks(self.table.marks - set(ids))
