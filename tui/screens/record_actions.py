"""What one can do with records from any room: log, promise, add, edit, tag, export, delete."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from crm.i18n import N_, _, ngettext
from crm.vocabulary import RecordKind
from tui.pages import Subject, read_page
from tui.screens.deleting import delete_record
from tui.screens.record_dialogs import edit_dialog, new_dialog
from tui.screens.room import Room

if TYPE_CHECKING:
    from tui.pages import Prefill

TAGGED = (
    RecordKind.PERSON,
    RecordKind.ORGANISATION,
    RecordKind.INTERACTION,
    RecordKind.COLLABORATION,
)
REACHED = (RecordKind.PERSON, RecordKind.ORGANISATION)
EXPORTED = (*REACHED, RecordKind.INTERACTION, RecordKind.FOLLOW_UP, RecordKind.COLLABORATION)
DELETED = (
    *TAGGED,
    RecordKind.FOLLOW_UP,
    RecordKind.TOPIC,
    RecordKind.LIST,
    RecordKind.POST,
)
FITTING = {
    **dict.fromkeys(("edit", "delete"), DELETED),
    **dict.fromkeys(("membership", "contact", "add_to_list", "merge"), REACHED),
    "tag": TAGGED,
    "export": EXPORTED,
}
"""Which sorts of record an action can be about; those that are not named can be always."""


class RecordRoom(Room):
    """A room in which there may be a record at hand."""

    NEW_KIND: RecordKind = RecordKind.PERSON
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "l",
            "log",
            N_("Log"),
            id="record.log",
            tooltip=N_("Log a meeting, call, letter … with the record at hand"),
        ),
        Binding(
            "f",
            "follow_up",
            N_("Follow-up"),
            id="record.follow_up",
            tooltip=N_("Write down a promise: ours, theirs or joint"),
        ),
        Binding("n", "new", N_("New"), id="record.new", tooltip=N_("Add a record of this sort")),
        Binding("e", "edit", N_("Edit"), id="record.edit"),
        Binding("d", "done", N_("Done"), id="record.done", tooltip=N_("The promise is kept")),
        Binding("x", "export", N_("Export"), id="record.export", show=False),
        Binding("t", "tag", N_("Tag"), id="record.tag", show=False),
        Binding("m", "membership", N_("Add a role"), id="record.membership", show=False),
        Binding("c", "contact", N_("Add a way to reach"), id="record.contact", show=False),
        Binding("a", "add_to_list", N_("Put on a list"), id="record.list", show=False),
        Binding("M", "merge", N_("Merge with another"), id="record.merge", show=False),
        Binding("delete,D", "delete", N_("Delete"), id="record.delete", show=False),
    ]

    def subjects(self) -> Sequence[Subject]:
        """Return the records that actions on several are about: those marked, else the one."""
        return [self.subject] if self.subject else []

    @property
    def promise(self) -> Subject | None:
        """The promise that can be marked as kept."""
        at_hand = self.subject
        return at_hand if at_hand and at_hand[0] is RecordKind.FOLLOW_UP else None

    def subjects_of(self, kinds: Sequence[RecordKind]) -> list[int]:
        """Return the ids of those that are of one of these kinds, all of the same kind."""
        found = [subject for subject in self.subjects() if subject[0] in kinds]
        return [identity for kind, identity in found if kind == found[0][0]]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the record at hand."""
        # Asked for every key whenever the keys are drawn: what nobody asked is not looked up.
        if action == "done":
            return self.promise is not None
        if action not in FITTING:
            return True
        subject = self.subject
        fits = subject is not None and subject[0] in FITTING[action]
        return fits and (action != "merge" or len(self.subjects()) == 2)

    def with_subject(self, work: Callable[[Subject], Awaitable[None]]) -> None:
        """Do something with the record at hand."""

        async def run(subject: Subject) -> None:
            await work(subject)

        if self.subject is not None:
            self.attempt(partial(run, self.subject))

    # New things.

    async def prefill(self) -> "Prefill":
        """Return what a new interaction or promise starts with."""
        from tui.pages import Prefill

        people = self.subjects_of([RecordKind.PERSON])
        if len(people) > 1:
            return Prefill(people=tuple(people))
        organisations = self.subjects_of([RecordKind.ORGANISATION])
        if len(organisations) > 1:
            return Prefill(organisations=tuple(organisations))
        if self.subject is None:
            return Prefill()
        page = await self.access.ask(read_page, self.subject)
        return page.prefill

    def action_log(self) -> None:
        """Log an interaction with the record at hand filled in."""
        self.attempt(self._log)

    async def _log(self) -> None:
        from tui.dialogs import LogInteractionDialog

        at_hand = await self.prefill()
        await self.show_dialog(
            LogInteractionDialog(
                people=at_hand.people, organisations=at_hand.organisations, topics=at_hand.topics
            )
        )

    def action_follow_up(self) -> None:
        """Write down a promise about the record at hand."""
        self.attempt(self._follow_up)

    async def _follow_up(self) -> None:
        from tui.dialogs import FollowUpDialog

        at_hand = await self.prefill()
        await self.show_dialog(
            FollowUpDialog(
                person=next(iter(at_hand.people), None) if len(at_hand.people) == 1 else None,
                organisation=next(iter(at_hand.organisations), None),
                interaction=at_hand.interaction,
                collaboration=at_hand.collaboration,
            )
        )

    def action_new(self) -> None:
        """Add a record of the sort that this room is about."""
        self.attempt(self._new)

    async def _new(self) -> None:
        identity = await self.show_dialog(new_dialog(self.NEW_KIND))
        if isinstance(identity, int):
            self.added((self.NEW_KIND, identity))

    def added(self, subject: Subject) -> None:
        """Show a record that was added just now."""
        self.open_record(subject)

    # The record at hand.

    def action_edit(self) -> None:
        """Edit the record at hand."""
        self.with_subject(self._edit)

    async def _edit(self, subject: Subject) -> None:
        await self.show_dialog(edit_dialog(subject))

    def action_done(self) -> None:
        """Mark the promise at hand as kept, or open again where it is kept already."""
        if self.promise is not None:
            self.attempt(partial(self._done, self.promise))

    async def _done(self, subject: Subject) -> None:
        from crm.actions.follow_ups import complete_follow_up, reopen_follow_up
        from crm.queries.follow_ups import get_follow_up

        record = await self.access.ask(get_follow_up, subject[1])
        if record["status"] == "done":
            description, action = _("Opened again: {title}"), reopen_follow_up
        else:
            description, action = _("Done: {title}"), complete_follow_up
        await self.access.tell(description.format(title=record["title"]), action, subject[1])

    def action_tag(self) -> None:
        """Tag the records that are marked, or the one at hand."""
        self.attempt(self._tag)

    async def _tag(self) -> None:
        from tui.dialogs import TagDialog

        if self.subject is not None:
            await self.show_dialog(TagDialog(self.subject[0], self.subjects_of(TAGGED)))

    def action_membership(self) -> None:
        """Add a role that the person at hand has, or that somebody has at the organisation."""
        self.with_subject(self._membership)

    async def _membership(self, subject: Subject) -> None:
        from tui.dialogs import MembershipDialog

        kind, identity = subject
        await self.show_dialog(
            MembershipDialog(person=identity)
            if kind is RecordKind.PERSON
            else MembershipDialog(organisation=identity)
        )

    def action_contact(self) -> None:
        """Add a way to reach the record at hand."""
        self.with_subject(self._contact)

    async def _contact(self, subject: Subject) -> None:
        from tui.dialogs import ContactDetailDialog

        await self.show_dialog(ContactDetailDialog(*subject))

    def action_add_to_list(self) -> None:
        """Put those that are marked, or the one at hand, on a contact list."""
        self.attempt(self._add_to_list)

    async def _add_to_list(self) -> None:
        from tui.dialogs import ListDialog

        people = self.subjects_of([RecordKind.PERSON])
        organisations = self.subjects_of([RecordKind.ORGANISATION])
        await self.show_dialog(ListDialog(people=people, organisations=organisations))

    def action_merge(self) -> None:
        """Merge the two records that are marked."""
        self.attempt(self._merge)

    async def _merge(self) -> None:
        from tui.dialogs import MergeDialog

        if self.subject is not None:
            first, second = self.subjects_of([self.subject[0]])
            await self.show_dialog(MergeDialog(self.subject[0], first, second))

    def action_export(self) -> None:
        """Export the records that are marked, else those listed."""
        self.attempt(self._export)

    async def to_export(self) -> tuple[RecordKind, list[int]] | None:
        """Return what an export from here holds: records of one sort."""
        return (self.subject[0], [self.subject[1]]) if self.subject else None

    async def _export(self) -> None:
        from tui.dialogs import ExportDialog

        exported = await self.to_export()
        if exported is None or not exported[1]:
            self.say(_("There is nothing here to export."), "")
            return
        path = await self.show_dialog(ExportDialog(*exported))
        if path is not None:
            count = len(exported[1])
            message = ngettext(
                "{count} record is in {path}", "{count} records are in {path}", count
            )
            self.say(message.format(count=count, path=path))

    def action_delete(self) -> None:
        """Delete the record at hand, after asking."""
        self.with_subject(self._delete)

    async def _delete(self, subject: Subject) -> None:
        page = await self.access.ask(read_page, subject)
        question = _("Delete “{name}”? It can be taken back by undo.").format(name=page.title)
        if await self.confirm(question, _("Delete"), danger=True):
            await delete_record(self.access, subject, page.title)
            self.deleted(subject)

    def deleted(self, subject: Subject) -> None:
        """Leave what is no more; a list has nothing to leave."""
