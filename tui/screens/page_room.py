"""Rooms that show a record page, and what can be done with a single line of it."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer

from crm.i18n import N_, _
from crm.vocabulary import RecordKind
from tui.opening import has_program
from tui.pages import Page, Rest, Subject, read_page, read_rest, subject_of
from tui.pages.page import Part, PartLine
from tui.pages.reach import openable
from tui.screens.preparing import PreparingRoom
from tui.screens.record_pane import RecordPane
from tui.widgets.record import DetailView
from tui.widgets.record_header import RecordHeader
from tui.widgets.record_items import Entry, Line, More

PREVIEW_DELAY = 0.12
"""Seconds the cursor rests before a record is read, so that scrolling and typing read nothing."""


class PageRoom(PreparingRoom):
    """A room with the page of the record at hand, whole or beside a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y", "copy_line", N_("Copy"), id="line.copy", tooltip=N_("Copy what the line says")
        ),
        Binding(
            "o",
            "open_address",
            N_("Open address"),
            id="line.open",
            tooltip=N_("Write a letter, call, or open the page in a browser"),
        ),
        Binding("E", "edit_line", N_("Edit the line"), id="line.edit", show=False),
        Binding("O", "end_line", N_("The role ended"), id="line.end", show=False),
        Binding("R", "remove_line", N_("Remove the line"), id="line.remove", show=False),
        Binding("p", "post", N_("Add a post"), id="record.post", show=False),
        Binding(
            "P",
            "succeed",
            N_("Next holder"),
            id="record.succeed",
            tooltip=N_("Write down who holds the post from now on"),
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pane: RecordPane | None = None
        self._preview_timer: Timer | None = None

    def make_pane(self, empty: str = "", header: RecordHeader | None = None) -> RecordPane:
        """Make the place where the page is shown, under a header that is its own or is given."""
        self._pane = RecordPane(empty=empty, header=header)
        return self._pane

    @property
    def pane(self) -> RecordPane:
        """Where the page is shown."""
        return self._pane or self.make_pane()

    @property
    def item(self) -> Line | Entry | None:
        """What the cursor of the page stands on, while keys go to the page."""
        focused = self._pane is not None and self._pane.view.has_focus
        return self.pane.item if focused else None

    @property
    def line(self) -> PartLine | None:
        """The part of the record that the cursor of the page stands on."""
        item = self.item
        return item if isinstance(item, PartLine) else None

    @property
    def post_id(self) -> int | None:
        """The post under the cursor of the page, held or vacant, else the post at hand."""
        if self.line is not None and self.line.post_id is not None:
            return self.line.post_id
        kind, identity = self.subject or (None, None)
        return identity if kind is RecordKind.POST else None

    @property
    def promise(self) -> Subject | None:
        """The promise under the cursor of the page, else the record at hand if it is one."""
        item = self.item
        if item is not None and item.reference.startswith("f"):
            return subject_of(item.reference)
        return super().promise

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the line."""
        match action:
            case "copy_line":
                return self.item is not None and not isinstance(self.item, More)
            case "open_address":
                return bool(self.address)
            case "edit_line":
                return self.part in (Part.CONTACT, Part.MEMBERSHIP, Part.POST)
            case "remove_line":
                return self.part is not None
            case "end_line":
                return self.part is Part.MEMBERSHIP
            case "post":
                subject = self.subject
                return subject is not None and subject[0] is RecordKind.ORGANISATION
            case "succeed":
                return self.post_id is not None
        return super().check_action(action, parameters)

    @property
    def address(self) -> str:
        """The address under the cursor of the page that could be opened."""
        return self.item.address if isinstance(self.item, Line) else ""

    @property
    def part(self) -> Part | None:
        """What sort of part the line under the cursor is."""
        return self.line.part if self.line else None

    # Showing the page.

    def show_record(self) -> None:
        """Show the record at hand where there is room beside the list."""
        if self.subject is None:
            self.pane.clear()
        elif self.pane.display:
            self.attempt(partial(self._show_record, self.subject), group="preview")

    async def _show_record(self, subject: Subject) -> None:
        page = await self.access.ask(read_page, subject)
        if subject == self.subject:
            self.pane.show(page)

    def show_record_soon(self) -> None:
        """Show the record at hand once the cursor rests on it."""
        self.refresh_bindings()
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(PREVIEW_DELAY, self._rested)

    def _rested(self) -> None:
        if self.is_current:
            self.show_record()

    @on(DetailView.ReferenceSelected)
    def _reference_selected(self, event: DetailView.ReferenceSelected) -> None:
        subject = subject_of(event.reference)
        page = self.pane.page
        own = page is not None and subject == (page.kind, page.id)
        if not (own and event.view is self.pane.view):
            self.open_record(subject)

    @on(DetailView.ItemHighlighted)
    def _line_highlighted(self) -> None:
        self.refresh_bindings()

    @on(DetailView.MoreWanted)
    def _more_wanted(self, event: DetailView.MoreWanted) -> None:
        more = event.more
        if isinstance(more, Rest):
            self.attempt(partial(self._read_more, more), group=f"more {id(more)}")

    async def _read_more(self, more: Rest) -> None:
        items = await self.access.ask(read_rest, more)
        if self.pane.page is not None:
            self.continued(self.pane.page.continued(more, items))

    def continued(self, page: Page) -> None:
        """Show a page of which more was read."""
        self.pane.show(page)

    @on(DetailView.AddressSelected)
    def _address_selected(self, event: DetailView.AddressSelected) -> None:
        self.attempt(partial(self._open_address, event.address))

    # The line.

    def action_copy_line(self) -> None:
        """Copy what the line under the cursor says to the clipboard of the terminal."""
        if self.item is not None:
            text = self.item.text
            self.app.copy_to_clipboard(text)
            self.say(_("Copied: {text}").format(text=text.replace("\n", ", ")))

    def action_open_address(self) -> None:
        """Open the address under the cursor in the program that is made for it."""
        if self.address:
            self.attempt(partial(self._open_address, self.address))

    async def _open_address(self, address: str) -> None:
        if not openable(address):
            return
        if not self.app.is_web and not has_program():
            self.say(_("Nothing here opens addresses; y copies it."), "error")
            return
        question = _("Open this address in another program?\n\n{address}").format(address=address)
        if await self.confirm(question, _("Open")):
            self.app.open_url(address)
            self.say(_("Opened {address}").format(address=address))

    def action_edit_line(self) -> None:
        """Edit the way to reach, the role or the post under the cursor."""
        if self.line is not None and self.pane.page is not None:
            page = self.pane.page
            self.attempt(partial(self._edit_line, self.line, (page.kind, page.id)))

    async def _edit_line(self, line: PartLine, owner: Subject) -> None:
        from tui.dialogs import ContactDetailDialog, MembershipDialog, PostDialog

        if line.part is Part.CONTACT:
            await self.show_dialog(ContactDetailDialog(*owner, line.part_id))
        elif line.part is Part.MEMBERSHIP:
            await self.show_dialog(MembershipDialog(line.part_id))
        elif line.part is Part.POST:
            await self.show_dialog(PostDialog(line.part_id))

    def action_end_line(self) -> None:
        """Write down when the role under the cursor ended."""
        if self.line is not None:
            self.attempt(partial(self._end_line, self.line))

    async def _end_line(self, line: PartLine) -> None:
        from tui.dialogs import EndMembershipDialog

        await self.show_dialog(EndMembershipDialog(line.part_id))

    def action_remove_line(self) -> None:
        """Remove the line under the cursor, after asking."""
        if self.line is not None:
            self.attempt(partial(self._remove_line, self.line))

    async def _remove_line(self, line: PartLine) -> None:
        question = _("Remove “{value}”? It can be taken back by undo.").format(value=line.value)
        if line.part is not None and await self.confirm(question, _("Remove"), danger=True):
            from tui.screens.removals import REMOVALS

            description = _("Removed {value}").format(value=line.value)
            await self.access.tell(description, REMOVALS[line.part], line.part_id)

    # Posts.

    def action_post(self) -> None:
        """Add a post to the organisation at hand."""
        self.with_subject(self._post)

    async def _post(self, subject: Subject) -> None:
        from tui.dialogs import PostDialog

        await self.show_dialog(PostDialog(organisation=subject[1]))

    def action_succeed(self) -> None:
        """Write down who holds the post from now on."""
        if self.post_id is not None:
            self.attempt(partial(self._succeed, self.post_id))

    async def _succeed(self, post_id: int) -> None:
        from tui.dialogs import SuccessionDialog

        await self.show_dialog(SuccessionDialog(post_id))
