"""The room one comes in by: what the day asks for, and what lies around it."""

from crm.actions.follow_ups import add_follow_up
from crm.actions.lists import add_member
from crm.book import Book, Session
from crm.inputs import FollowUpIn
from crm.vocabulary import RecordKind
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, sees
from tui.screens.agenda import SHOWN, AgendaScreen


def a_long_day(session: Session) -> None:
    """Add more late promises than are shown at first, and somebody whom nobody speaks to."""
    for number in range(SHOWN + 1):
        add_follow_up(session, FollowUpIn(title=f"Sent {number}", due_date="2019-04-01"))
    add_member(session, 1, RecordKind.PERSON, 3)


async def test_a_day_begins_here(shown: Shown, book: Book) -> None:
    book.tell("A long day", a_long_day)
    async with shown(80, 60) as pilot:
        assert in_front(pilot) == "AgendaScreen"
        # Only so much of what is late is shown, and the rest when it is asked for.
        assert sees(pilot, "Late (8)")
        assert sees(pilot, "2 more")
        assert not sees(pilot, "Skicka protokollet")
        await press(pilot, *["down"] * SHOWN, "enter")
        assert sees(pilot, "Skicka protokollet")
        # Beneath the agenda stands what lies around it, each line a reference.
        assert sees(pilot, "1 interaction in twelve months, 0 this month")
        assert sees(pilot, "Not spoken to for 6 months")
        assert sees(pilot, "never       ◆ Mårten Ek")
        assert sees(pilot, "Logged last")
        assert sees(pilot, "2019-04-11  ● Tillväxtkapital")
        # With room beside it, it stands there, under a bar for each month.
        await pilot.resize_terminal(150, 60)
        await press(pilot)
        assert sees(pilot, "Interactions by month")
        assert any("Thursday" in line and "Interactions by" in line for line in lines(pilot))
        await press(pilot, "tab", "enter")
        assert in_front(pilot) == "RecordScreen"
        assert sees(pilot, "Mårten Ek")
        # And whoever is to be met can be prepared for.
        await press(pilot, "escape", "end", "b")
        assert in_front(pilot) == "BriefingScreen"
        assert sees(pilot, "Göran Lundwall  VD, ALMI")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, AgendaScreen)
