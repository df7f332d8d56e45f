"""Going back and forward between the rooms and pages one has been to, as in a browser."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.events import ScreenResume

from crm.i18n import N_, _
from tui.bindings import BaseScreen
from tui.screens.navigation import title_of
from tui.trail import Stop
from tui.work import Work

if TYPE_CHECKING:
    from tui.app import CrmApp


class TravellingScreen(BaseScreen[None]):
    """A screen that is a stop on the way, and from which one goes back and forward."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "alt+left,left_square_bracket,backspace",
            "travel(-1)",
            N_("Back to where one was"),
            id="trail.back",
            show=False,
        ),
        Binding(
            "alt+right,right_square_bracket",
            "travel(1)",
            N_("Forward again"),
            id="trail.forward",
            show=False,
        ),
    ]

    @property
    def crm_app(self) -> "CrmApp":
        """The application, with what it knows."""
        return cast("CrmApp", self.app)

    @property
    def whereabouts(self) -> Stop:
        """What this is on the way that one goes back."""
        mode = self.app.current_mode
        return Stop(mode, title=_(title_of(mode)))

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Note that one is here."""
        self.crm_app.trail.arrived(self.whereabouts)

    def action_travel(self, by: int) -> None:
        """Go back to where one was before, or forward again."""
        self.attempt(partial(self._travel, by))

    async def _travel(self, by: int) -> None:
        if not await travel(self.crm_app, by):
            back, ahead = _("There is nothing before this."), _("There is nothing after this.")
            self.say(back if by < 0 else ahead, "")

    def attempt(self, work: Work, *, group: str = "work") -> None:
        """Do something that may fail, without ever taking the application down."""
        raise NotImplementedError

    def say(self, text: str, role: str = "success") -> None:
        """Put a sentence on the status line."""
        raise NotImplementedError


async def travel(app: "CrmApp", by: int) -> bool:
    """Go so many stops back (below 0) or forward; tell whether there was somewhere to go."""
    with app.trail.going(by) as stop:
        if stop is None:
            return False
        if stop.mode != app.current_mode:
            await app.switch_mode(stop.mode)
        await _show(app, stop)
    return True


async def _show(app: "CrmApp", stop: Stop) -> None:
    from tui.screens.record_page import RecordScreen

    pages = [screen for screen in app.screen_stack if isinstance(screen, RecordScreen)]
    if stop.subject is None:
        if isinstance(app.screen, RecordScreen):
            app.screen.leave()
    elif pages:
        while app.screen is not pages[-1]:
            app.pop_screen()
        await pages[-1].turn_to(stop.subject, stop.spot)
    else:
        await app.push_screen(RecordScreen(stop.subject, stop.spot))
