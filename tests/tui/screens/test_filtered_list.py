"""Filtering a list by words and by conditions, and keeping what is listed."""

import asyncio
from threading import Event

import pytest
from textual.pilot import Pilot

from crm.actions.lists import add_list
from crm.book import Book, Session
from crm.inputs import ContactListIn
from crm.queries.lists import list_lists
from crm.search import Interrupted
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, sees, settle
from tui.newest import Newest
from tui.screens.filtered_list import FilteredList
from tui.widgets.filter_line import FilterLine


def room(pilot: Pilot[None]) -> FilteredList:
    screen = pilot.app.screen
    assert isinstance(screen, FilteredList)
    return screen


async def filter_by(pilot: Pilot[None], text: str) -> None:
    """Type into the filter, all at once."""
    line = room(pilot).query_one(FilterLine)
    line.open()
    line.text = text
    await settle(pilot)


async def test_words_search_names_conditions_anything_else_and_escape_clears(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "w", *"lundv")
        assert room(pilot).table.item_count == 0
        assert sees(pilot, "Nothing here fits the filter.")
        assert lines(pilot)[-1].startswith(" ⏎ To the list  tab Take  esc Clear")
        await press(pilot, "backspace")
        assert room(pilot).table.item_count == 1
        for condition, count in (
            ("role = vd", 1),
            ("not contacted since 2019 and not tags", 1),
            ("marten", 1),
            ("", 3),
        ):
            await filter_by(pilot, condition)
            assert room(pilot).table.item_count == count, condition

        await filter_by(pilot, "role = vd")
        await filter_by(pilot, "role = vd and colour = red")
        assert sees(pilot, "The condition is wrong at character 15 (“colour”)")
        assert room(pilot).table.item_count == 1
        await filter_by(pilot, 'contacted in "last month"')
        assert sees(pilot, "last month: 2019-04")

        # Escape clears the filter and then closes it.
        await filter_by(pilot, "role = vd")
        await press(pilot, "enter")
        assert room(pilot).table.has_focus
        assert sees(pilot, "role = vd")
        await press(pilot, "escape")
        assert (room(pilot).filter_text, room(pilot).table.item_count) == ("", 3)
        assert not sees(pilot, "words of a name")
        await press(pilot, "w", "x", "escape", "escape")
        assert room(pilot).table.has_focus


async def test_keys_and_values_of_the_book_are_completed_and_proposed(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "3", "w", *"classif", "right")
        assert room(pilot).filter_text == "classification"
        await press(pilot, *" = mun", "right")
        assert room(pilot).filter_text == "classification = municipality"
        assert room(pilot).table.item_count == 1

        await press(pilot, "enter", "2", "w", *"orga")
        assert sees(pilot, "organisation.classification")
        await press(pilot, "tab")
        assert room(pilot).filter_text == "organisation"
        await press(pilot, "=")
        assert sees(pilot, "Sandvik [red]kommun[/]")
        await press(pilot, "a", "tab", "enter")
        assert (room(pilot).filter_text, room(pilot).table.item_count) == ("organisation =ALMI", 1)
        await press(pilot, "escape", "w", *"tags = ", "down", "enter", "enter")
        assert (room(pilot).filter_text, room(pilot).table.item_count) == ("tags = styrelse", 1)
        await press(pilot, "escape", "w", *"ek", "enter")
        assert (room(pilot).table.has_focus, room(pilot).table.item_count) == (True, 1)

        # Each room filters its own noun.
        for key, condition, count in (
            ("3", "people ~ lundwall", 1),
            ("4", "statements.topic = kapital", 1),
            ("5", "due_date <= today", 2),
            ("6", "organisations.classification = state_company", 1),
            ("7", "kap", 1),
            ("8", "bjud in", 1),
        ):
            await press(pilot, key)
            await filter_by(pilot, condition)
            assert room(pilot).table.item_count == count, condition
            await press(pilot, "enter")


async def test_what_is_listed_is_kept_as_a_list_and_shown_from_there(
    shown: Shown, book: Book
) -> None:
    async with shown() as pilot:
        await press(pilot, "5", "right")
        await filter_by(pilot, "title ~ protokoll")
        await press(pilot, "enter", "W", *"Late", "ctrl+s")
        [row] = [row for row in book.ask(list_lists) if row["name"] == "Late"]
        assert row["condition"] == "overdue and (title ~ protokoll)"
        assert (row["about"], row["count"]) == ("follow-up", 1)
        await press(pilot, "escape", "8", "down")
        assert sees(pilot, "overdue and (title")
        await press(pilot, "enter")
        assert room(pilot).MODE == "follow_ups"
        assert room(pilot).filter_text == "overdue and (title ~ protokoll)"
        assert room(pilot).table.item_count == 1


def _keep_wrong(session: Session) -> None:
    add_list(session, ContactListIn(name="Wrong", condition="name = a")).condition = "colour = 1"


async def test_a_list_that_no_longer_works_says_so(shown: Shown, book: Book) -> None:
    book.tell("Keep a search", _keep_wrong)
    async with shown(140, 30) as pilot:
        await press(pilot, "8", "down")
        assert sees(pilot, "The saved search")
        await press(pilot, "enter")
        assert in_front(pilot) == "RecordScreen"
        assert sees(pilot, "Problem")


async def test_only_the_newest_question_is_answered(book: Book) -> None:
    newest, begun = Newest(book), Event()
    try:

        def endless(session: Session) -> int:
            begun.set()
            statement = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT max(i)"
            return int(session.connection().exec_driver_sql(f"{statement} FROM n").scalar_one())

        first = asyncio.ensure_future(newest.answer(endless))
        await asyncio.to_thread(begun.wait)
        await asyncio.sleep(0.05)
        assert await newest.answer(lambda session: 2) == 2
        with pytest.raises(Interrupted):
            await first
    finally:
        newest.close()
