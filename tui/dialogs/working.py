"""A form whose saving takes long: it says how far it is, and escape, twice, stops it."""

from collections.abc import Callable
from typing import TypeVar

from textual import events

from crm.i18n import _
from tui.dialogs.form import FormDialog
from tui.progress import Progress

BAR_WIDTH = 24
LOOKED_AFTER_SECONDS = 0.1

Saved = TypeVar("Saved")


class WorkingDialog(FormDialog[Saved]):
    """A form that carries out something long, in a thread."""

    _progress: Progress | None = None
    _is_asking = False

    @property
    def total(self) -> int:
        """How many records are to be done."""
        raise NotImplementedError

    async def carry_out(self, stopped: str, work: Callable[[Progress], Saved]) -> Saved:
        """Return what the work returns, saying how far it is; errors: its own, `Interrupted`.

        `stopped` says in a sentence what it means that somebody stopped it.
        """
        progress = self._progress = Progress(stopped, self.access.closing)
        self._is_asking = False
        timer = self.set_interval(LOOKED_AFTER_SECONDS, self._tell)
        # So that every key is an answer, should somebody want to stop.
        self.query_one(".fields").disabled = True
        try:
            return await self.access.run(lambda: work(progress))
        finally:
            timer.stop()
            self._progress = None
            self.query_one(".fields").disabled = False

    def _tell(self) -> None:
        if self._progress is None:
            return
        done, total = self._progress.done, self.total
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
        """Leave; while it is at work, ask at first whether to stop."""
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
