"""Who may be known already, said while a new person or organisation is typed in."""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input

from crm.book import Session
from crm.errors import CrmError, Invalid
from crm.i18n import N_, ngettext
from crm.inputs import OrganisationIn, PersonIn
from crm.queries.duplicates import possible_duplicates_of
from crm.vocabulary import RecordKind, reference
from tui.dialogs.addresses import parted
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.peek import PeekDialog
from tui.pages import Subject, read_page

REASONS = 2
PAUSE = 0.25
"""Seconds without typing before the book is asked."""


class WatchfulDialog(FormDialog[int]):
    """A form that says under the name who may be the same."""

    INPUT: ClassVar[type[PersonIn | OrganisationIn]]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "show_known", N_("Show who may be the same"), id="form.known"),
    ]

    def __init__(self, title: str, *, draft: str) -> None:
        super().__init__(title, draft=draft)
        self._known: Subject | None = None

    @property
    def is_watching(self) -> bool:
        """Whether what is typed is new, so that it may be known already."""
        return True

    def telling(self, values: Values) -> dict[str, Any]:
        """Return of what is typed that which tells who it is, as fields of the input."""
        lists = {name: parted(values[name]) for name in ("emails", "phones")}
        return {"name": values["name"]} | lists

    @on(Input.Changed)
    def _watch(self) -> None:
        if self.is_watching and self.is_open:
            self._look()

    @work(exclusive=True, group="duplicates")
    async def _look(self) -> None:
        await asyncio.sleep(PAUSE)
        sentence, self._known = "", None
        try:
            telling = self.telling(self.values)
            alike = await self.access.ask(known_already, self.INPUT, telling)
        except CrmError as error:
            sentence = error.message
        else:
            if alike is not None:
                sentence, self._known = alike.sentence, alike.subject
        self.row("name").add_class("-doubtful").set_hint(sentence)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show who may be the same where somebody may."""
        if action == "show_known":
            return self._known is not None
        return super().check_action(action, parameters)

    def action_show_known(self) -> None:
        """Show who may be the same, over the form."""
        if self._known is not None:
            self.app.push_screen(PeekDialog(self._known))


class Alike(NamedTuple):
    """Who may be the same: the likeliest record, and a sentence about it."""

    subject: Subject
    sentence: str


def known_already(
    session: Session, kind: type[PersonIn | OrganisationIn], values: Mapping[str, Any]
) -> Alike | None:
    """Return who may be meant, or None.

    What cannot be read, for it is only half typed, is left out.
    """
    data = _readable(kind, values)
    found = possible_duplicates_of(session, data) if data else []
    if not found:
        return None
    likeliest = found[0]
    noun, identity = RecordKind(likeliest["kind"]), likeliest["second"]["id"]
    page = read_page(session, (noun, identity))
    named = ", ".join(filter(None, (f"{reference(noun, identity)} {page.title}", page.subtitle)))
    message = ngettext(
        "{name} may be the same ({reasons}); ctrl+o shows.",
        "{name} may be the same ({reasons}), or {count} others; ctrl+o shows.",
        len(found),
    )
    sentence = message.format(
        name=named, reasons=", ".join(likeliest["reasons"][:REASONS]), count=len(found) - 1
    )
    return Alike((noun, identity), sentence)


def _readable(
    kind: type[PersonIn | OrganisationIn], values: Mapping[str, Any]
) -> PersonIn | OrganisationIn | None:
    try:
        return kind(**values)
    except Invalid as error:
        wrong = {problem.field.partition(".")[0] for problem in error.problems}
    try:
        return kind(**{name: value for name, value in values.items() if name not in wrong})
    except Invalid:
        return None
