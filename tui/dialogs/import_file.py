"""A file that was looked through, taken in: from where it comes, and how far it is."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.widget import Widget

from crm.actions.importing import ImportReport
from crm.i18n import _
from tui.dialogs.form import FormDialog, Values
from tui.importing.request import ImportRequest, Progress
from tui.importing.rows import summary
from tui.widgets.form import FormField
from tui.widgets.text_field import TextField

BAR_WIDTH = 24
LOOKED_AFTER_SECONDS = 0.1


class ImportDialog(FormDialog[ImportReport]):
    """Takes a file in and answers the report; escape, twice, stops it before it is saved."""

    ENTER_SAVES: ClassVar[bool] = True

    def __init__(self, request: ImportRequest, plan: ImportReport) -> None:
        super().__init__(_("Import"), save=_("Import"))
        self.about = request.name
        self._request = request
        self._plan = plan
        self._progress: Progress | None = None
        self._is_asking = False

    def rows(self) -> Iterable[Widget]:
        """Yield from where the file comes, with what will be done under it."""
        source = TextField(placeholder=_("where this comes from, for the history"))
        yield FormField(_("Source"), source, name="source", hint=summary(self._plan))

    async def store(self, values: Values) -> ImportReport | None:
        """Take the file in, saying how far it is."""
        self._progress, self._is_asking = Progress(self.access.closing), False
        progress, source = self._progress, values["source"].strip()
        timer = self.set_interval(LOOKED_AFTER_SECONDS, self._tell)
        # So that every key is an answer, should somebody want to stop.
        self.query_one(".fields").disabled = True
        try:
            return await self.access.run(
                lambda: self._request.apply(self.access.book, progress, source)
            )
        finally:
            timer.stop()
            self._progress = None
            self.query_one(".fields").disabled = False

    def _tell(self) -> None:
        if self._progress is None:
            return
        done, total = self._progress.done, self._plan["records"]
        share = min(1.0, done / total) if total else 1.0
        bar = "█" * round(share * BAR_WIDTH)
        if self._is_asking:
            self.say(_("Stop? esc stops and saves nothing, any other key goes on."), "warning")
        else:
            text = _("{done} of {total}").format(done=done, total=total)
            self.say(f"{bar:░<{BAR_WIDTH}} {text}", "primary")

    def on_key(self, event: events.Key) -> None:
        """Go on where somebody was asked whether to stop."""
        if event.key != "escape":
            self._is_asking = False

    def action_leave(self) -> None:
        """Leave; while the file is taken in, ask at first whether to stop."""
        if self._progress is None:
            super().action_leave()
        elif self._is_asking:
            self._progress.stop()
        else:
            self._is_asking = True

    def on_unmount(self) -> None:
        """Stop what nobody waits for."""
        if self._progress is not None:
            self._progress.stop()
