"""Going back and forward between the rooms and pages one has been to."""

from typing import TYPE_CHECKING

from tui.trail import Stop

if TYPE_CHECKING:
    from tui.app import CrmApp


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
