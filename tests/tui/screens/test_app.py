"""The whole: what others write, languages, the palette, and faults that must not take it down."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from crm import settings
from crm.actions.people import add_person
from crm.book import Book, Session, open_book
from crm.errors import DatabaseError
from crm.inputs import PersonIn
from tests.tui.conftest import Speak
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, said, sees, settle, until
from tui.app import CrmApp
from tui.commands import app_commands, speak
from tui.preferences import read_preferences
from tui.screens.people import PeopleScreen
from tui.screens.room import Room


def app_of(pilot: Pilot[None]) -> CrmApp:
    assert isinstance(pilot.app, CrmApp)
    return pilot.app


async def test_what_another_program_writes_appears(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "2")
        with open_book(book.path, actor="Bo") as elsewhere:
            elsewhere.tell("From elsewhere", add_person, PersonIn(name="Berit Berg"))
        await until(pilot, lambda: sees(pilot, "Berit Berg"))


async def test_every_screen_reads_again_what_another_program_wrote(
    shown: Shown, book: Book
) -> None:
    async with shown() as pilot:
        app = app_of(pilot)
        with open_book(book.path, actor="Bo") as elsewhere:
            for number, key in enumerate(["1", *"34567890", "2", "enter", "slash", "comma"]):
                await press(pilot, key)
                room = app.screen
                assert isinstance(room, Room)
                elsewhere.tell("Elsewhere", add_person, PersonIn(name=f"Berit {number}"))
                await app._look()
                await settle(pilot)
                assert room._seen_changes == app.access.changes == number + 1
                assert not said(pilot)


async def test_another_language_at_run_time(shown: Shown, speak_swedish: Speak) -> None:
    speak_swedish({"People": "Personer", "Search": "Sök", "Role": "Roll", "Help": "Hjälp"})
    async with shown() as pilot:
        await press(pilot, "2")
        assert "2 Personer" in lines(pilot)[0]
        assert "Roll" in lines(pilot)[2]
        assert "/ Sök" in lines(pilot)[-1]
        speak(app_of(pilot), "en")
        await settle(pilot)
        assert in_front(pilot) == "PeopleScreen"
        assert "2 People" in lines(pilot)[0]
        assert "/ Search" in lines(pilot)[-1]
        speak(app_of(pilot), "sv")
        await settle(pilot)
        assert "2 Personer" in lines(pilot)[0]
        assert read_preferences(settings.interface_settings())[0].language == "sv"


async def test_the_palette_offers_the_other_language(shown: Shown) -> None:
    async with shown() as pilot:
        app = app_of(pilot)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "Change language: Svenska" in titles
        assert [command.title for command in app_commands(app)] == ["Change language: Svenska"]


async def test_it_stops_where_a_shell_can_go_on_with_it(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "can_suspend", True)
    monkeypatch.setattr("tui.base.stop_job", lambda: stopped.append("stopped"))
    async with shown() as pilot:
        for is_job in (False, True):
            monkeypatch.setattr("tui.base.is_job", lambda is_job=is_job: is_job)
            await press(pilot, "ctrl+z")
            assert len(stopped) == is_job


async def test_the_palette_finds_records(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "ctrl+p", *"lundw")
        await until(pilot, lambda: sees(pilot, "Göran Lundwall"))
        await press(pilot, "enter")
        await until(pilot, lambda: in_front(pilot) == "RecordScreen")


async def test_a_failure_of_the_book_is_one_sentence(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: PeopleScreen, session: Session, **filters: Any) -> list[int]:
        raise DatabaseError("The book is locked; try again.")

    monkeypatch.setattr(PeopleScreen, "read_ids", fail)
    async with shown() as pilot:
        await press(pilot, "2")
        assert said(pilot) == "The book is locked; try again."


async def test_a_fault_of_ours_is_told_and_the_rest_goes_on(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: PeopleScreen, session: Session, **filters: Any) -> list[int]:
        raise ZeroDivisionError("division [red]by zero")

    monkeypatch.setattr(PeopleScreen, "read_ids", fail)
    async with shown() as pilot:
        await press(pilot, "2")
        assert "ZeroDivisionError: division [red]by zero" in said(pilot)
        await press(pilot, "3")
        assert sees(pilot, "ALMI")


async def test_rows_that_cannot_be_read_are_told(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: PeopleScreen, session: Session, ids: Sequence[int]) -> list[Any]:
        raise DatabaseError("The book is damaged.")

    monkeypatch.setattr(PeopleScreen, "read_rows", fail)
    async with shown() as pilot:
        await press(pilot, "2")
        assert said(pilot) == "The book is damaged."


async def test_work_that_is_replaced_before_it_begins_leaves_nothing_behind(shown: Shown) -> None:
    begun = []

    async def work(number: int) -> None:
        begun.append(number)

    async with shown() as pilot:
        room = pilot.app.screen
        assert isinstance(room, Room)
        room.attempt(partial(work, 1), group="load")
        room.attempt(partial(work, 2), group="load")
        await settle(pilot)
        assert begun == [2]
