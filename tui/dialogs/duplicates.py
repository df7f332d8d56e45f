"""Who may be known already, said while a new person or organisation is typed in."""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on, work
from textual.widgets import Input

from crm.book import Session
from crm.errors import CrmError, Invalid
from crm.i18n import _
from crm.inputs import OrganisationIn, PersonIn
from crm.queries.duplicates import possible_duplicates_of
from crm.queries.records import DuplicateRecord
from tui.dialogs.addresses import parted
from tui.dialogs.form import FormDialog, Values

SHOWN = 3
REASONS = 2
PAUSE = 0.25
"""Seconds without typing before the book is asked."""


class WatchfulDialog(FormDialog[int]):
    """A form that says under the name who may be the same."""

    INPUT: ClassVar[type[PersonIn | OrganisationIn]]

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
        try:
            telling = self.telling(self.values)
            sentence = await self.access.ask(known_already, self.INPUT, telling)
        except CrmError as error:
            sentence = error.message
        self.row("name").add_class("-doubtful").set_hint(sentence)


def known_already(
    session: Session, kind: type[PersonIn | OrganisationIn], values: Mapping[str, Any]
) -> str:
    """Return a sentence that names who may be meant, or an empty text.

    What cannot be read, for it is only half typed, is left out.
    """
    data = _readable(kind, values)
    found = possible_duplicates_of(session, data)[:SHOWN] if data else []
    if not found:
        return ""
    return _("Perhaps known already: {names}.").format(names="; ".join(map(_named, found)))


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


def _named(pair: DuplicateRecord) -> str:
    reasons = ", ".join(pair["reasons"][:REASONS])
    return f"{pair['second']['name']} ({reasons})" if reasons else pair["second"]["name"]
