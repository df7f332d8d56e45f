"""One line from anywhere: previewed while it is typed, decided by keys, saved, taken back."""

import pytest
from rich.text import Text
from textual.pilot import Pilot

from crm.book import Book
from crm.queries.follow_ups import list_follow_ups
from crm.queries.interactions import get_interaction, list_interactions
from crm.queries.people import list_people
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, said, sees, settle
from tui.dialogs.quick_entry import QuickEntryDialog
from tui.widgets.line_field import LineField

LINE = "möte igår med Göran Lundvall, Kim Ny och Åsa #nytt -> ring senast 2 juli"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.dialogs.quick_entry.PAUSE", 0.0)


def field(pilot: Pilot[None]) -> LineField:
    return pilot.app.screen.query_one(LineField)


def focused(pilot: Pilot[None]) -> str:
    return type(pilot.app.screen.focused).__name__


async def write(pilot: Pilot[None], text: str) -> None:
    """Put a line into the field, the cursor at its end."""
    field(pilot).value = text
    await settle(pilot)


def coloured(pilot: Pilot[None]) -> list[str]:
    """Return the parts of the line that have a colour."""
    shown = Text(field(pilot).value)
    field(pilot).paint(shown)
    return [shown.plain[span.start : span.end] for span in shown.spans]


async def test_a_line_is_previewed_decided_saved_and_taken_back(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "full_stop")
        assert in_front(pilot) == "QuickEntryDialog"
        assert sees(pilot, "-> our promise by Friday")

        await write(pilot, "samtal om lån")
        assert sees(pilot, "With  Göran Lundwall  VD, ALMI, the record at hand")
        await press(pilot, "escape")
        assert in_front(pilot) == "DiscardDialog"
        await press(pilot, "enter")
        assert in_front(pilot) == "QuickEntryDialog"

        await write(pilot, "möte 31 april om lån")
        assert sees(pilot, "There is no day 31")
        await press(pilot, "enter")
        assert in_front(pilot) == "QuickEntryDialog"

        await write(pilot, LINE)
        assert sees(pilot, "Göran Lundvall  not known here")
        assert sees(pilot, "1 Göran Lundwall  VD, ALMI")
        assert sees(pilot, "Åsa [@click=app.bell]Öberg[/]")
        assert coloured(pilot)[:4] == ["möte", "igår", "med", "Göran Lundvall"]
        await press(pilot, "enter")
        assert focused(pilot) == "CandidateList"
        await press(pilot, "1")
        assert sees(pilot, "With     Göran Lundwall  VD, ALMI")
        assert sees(pilot, "New person: Kim Ny")
        await press(pilot, "n", "escape", "ctrl+n")
        assert sees(pilot, "Kim Ny  new person")
        assert sees(pilot, "nytt  new topic")
        assert focused(pilot) == "LineField"
        await pilot.click("#save")
        await settle(pilot)
        assert in_front(pilot) == "PeopleScreen"
        assert said(pilot) == "Logged Nytt, 1 promise"
        assert "takes it back" in "\n".join(lines(pilot))

        saved = book.ask(get_interaction, max(row["id"] for row in book.ask(list_interactions)))
        present = [one["person"] and one["person"]["name"] for one in saved["participants"]]
        assert present == ["Göran Lundwall", "Kim Ny", "Åsa [@click=app.bell]Öberg[/]"]
        assert (saved["starts_at"], saved["follow_ups"][0]["due_date"]) == (
            "2019-05-01",
            "2019-07-02",
        )
        promises = len(book.ask(list_follow_ups))
        await press(pilot, "u")
        assert len(book.ask(list_follow_ups)) == promises - 1
        assert "Kim Ny" not in [row["name"] for row in book.ask(list_people)]


async def test_tab_completes_the_name_at_the_cursor(shown: Shown) -> None:
    async with shown(120, 40) as pilot:
        await press(pilot, "full_stop")
        assert isinstance(pilot.app.screen, QuickEntryDialog)
        for typed, completed in (
            ("möte med Lundw", "möte med Göran Lundwall"),
            ("möte @san", 'möte @"Sandvik [red]kommun[/]"'),
            ("möte #kap", "möte #kapital"),
            ("möte om lån", "möte om lån"),
        ):
            await write(pilot, typed)
            await press(pilot, "tab")
            assert field(pilot).value == completed
        await write(pilot, "")
        await press(pilot, "escape")
        assert in_front(pilot) == "AgendaScreen"
