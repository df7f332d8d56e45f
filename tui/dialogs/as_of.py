"""Which day a record is to be shown as it was on."""

from collections.abc import Iterable

from textual.widget import Widget

from crm.dates import understand, weekday_and_iso
from crm.i18n import _
from crm.queries.as_of import moment_of
from tui.dialogs.form import FormDialog, Values
from tui.pages import Page, Subject
from tui.pages.history import as_of_page
from tui.widgets.date_input import DateInput
from tui.widgets.form import FormField


class AsOfDialog(FormDialog[Page]):
    """Asks for a day, in any words, and answers the record as it was at the end of that day."""

    ENTER_SAVES = True

    def __init__(self, subject: Subject, day: str) -> None:
        super().__init__(_("As it was"), save=_("Show it"))
        self._subject = subject
        self._day = day

    def rows(self) -> Iterable[Widget]:
        """Yield the day."""
        day = DateInput(self._day, prefer="past", required=True)
        yield FormField(_("On"), day, name="day", required=True)

    async def store(self, values: Values) -> Page:
        """Read the record as it was; nothing is saved. Errors: `NotFound` where it was not yet."""
        day = values["day"]
        moment = moment_of(understand(day, prefer="past"))
        return await self.access.ask(as_of_page, *self._subject, moment, weekday_and_iso(day))

    def action_leave(self) -> None:
        """Close the form; there is nothing to lose."""
        self.dismiss(None)
