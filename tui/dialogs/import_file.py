"""A file that was looked through, taken in: from where it comes, and how far it is."""

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from crm.actions.importing import ImportReport
from crm.i18n import _
from tui.dialogs.form import Values
from tui.dialogs.working import WorkingDialog
from tui.importing.request import ImportRequest, import_stopped
from tui.importing.rows import summary
from tui.widgets.form import FormField
from tui.widgets.text_field import TextField


class ImportDialog(WorkingDialog[ImportReport]):
    """Takes a file in and answers the report; escape, twice, stops it before it is saved."""

    ENTER_SAVES: ClassVar[bool] = True

    def __init__(self, request: ImportRequest, plan: ImportReport) -> None:
        super().__init__(_("Import"), save=_("Import"))
        self.about = request.name
        self._request = request
        self._plan = plan

    @property
    def total(self) -> int:
        """How many records the file holds."""
        return self._plan["records"]

    def rows(self) -> Iterable[Widget]:
        """Yield from where the file comes, with what will be done under it."""
        source = TextField(placeholder=_("where this comes from, for the history"))
        yield FormField(_("Source"), source, name="source", hint=summary(self._plan))

    async def store(self, values: Values) -> ImportReport | None:
        """Take the file in, saying how far it is."""
        book, source = self.access.book, values["source"].strip()
        return await self.carry_out(
            import_stopped(), lambda progress: self._request.apply(book, progress, source)
        )
