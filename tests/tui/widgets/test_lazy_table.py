import asyncio
from array import array
from collections.abc import Sequence

from textual.events import MouseScrollDown

from crm.errors import DatabaseError
from tests.tui.rest import PATIENCE
from tests.tui.showing import Showing, press, settle
from tui.widgets.lazy_list import MOMENT
from tui.widgets.lazy_table import LazyTable
from tui.widgets.table_columns import Column
from tui.widgets.table_rows import PAGE_SIZE

MILLION = array("q", range(1, 1_000_001))


class Register:
    """Answers rows for any id and remembers which were asked for."""

    def __init__(self, names: dict[int, str] | None = None) -> None:
        self.names = names or {}
        self.asked: list[int] = []

    async def fetch(self, ids: Sequence[int]) -> list[dict[str, object]]:
        self.asked += ids
        return [{"id": i, "name": self.names.get(i, f"Person {i}"), "role": "VD"} for i in ids]


def people(**options: object) -> LazyTable:
    columns = [Column("name", "Name", flex=1, priority=1), Column("role", "Role", width=8)]
    return LazyTable(columns, **options)  # type: ignore[arg-type]


async def test_of_a_million_rows_only_those_near_the_view_are_fetched() -> None:
    table, register = people(), Register()
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows(MILLION, register.fetch)
        table.action_last()
        assert table.scroll_offset.y == 1_000_000 - table.page_height, "before its bar is drawn"
        table.action_first()
        await settle(pilot)
        assert app.lines[1].split() == ["Person", "1", "VD"]
        assert set(register.asked) == set(range(1, PAGE_SIZE + 1))
        await press(pilot, "end")
        assert app.lines[22].split() == ["Person", "1000000", "VD"]
        assert len(register.asked) <= 3 * PAGE_SIZE
        assert table.cursor_id == 1_000_000


async def test_placeholders_stand_where_rows_have_not_come_after_a_moment() -> None:
    table, register, answer = people(), Register(), asyncio.Event()

    async def fetch_slowly(ids: Sequence[int]) -> list[dict[str, object]]:
        await answer.wait()
        return await register.fetch(ids)

    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows([1, 2], fetch_slowly)
        async with asyncio.timeout(PATIENCE):
            while app.lines[1].strip() != "…":
                await asyncio.sleep(MOMENT)
        assert table.cursor_row is None
        answer.set()
        await settle(pilot)
        assert app.lines[1].split() == ["Person", "1", "VD"]
        assert table.cursor_row == {"id": 1, "name": "Person 1", "role": "VD"}


async def test_keys_move_the_cursor_and_it_says_where_it_stands() -> None:
    table = people()
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows(MILLION, Register().fetch)
        await press(pilot, "down", "j", "k")
        assert [message.id for message in app.heard(LazyTable.RowHighlighted)] == [1, 2, 3, 2]
        await press(pilot, "pagedown")
        assert table.cursor_id == 2 + table.page_height
        await press(pilot, "ctrl+d", "ctrl+d", "ctrl+u")
        assert table.cursor_id == 2 + table.page_height + table.page_height // 2
        await press(pilot, "ctrl+b", "G")
        assert table.cursor_index == 999_999
        await press(pilot, "down")
        assert table.cursor_index == 999_999
        await press(pilot, "g", "up")
        assert table.cursor_index == 0


async def test_enter_and_a_double_click_choose_a_row() -> None:
    table = people()
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows([7, 8, 9], Register().fetch)
        await press(pilot, "enter")
        await pilot.click(table, offset=(5, 2))
        assert table.cursor_id == 8
        assert [message.id for message in app.heard(LazyTable.RowSelected)] == [7]
        await pilot.double_click(table, offset=(5, 3))
        assert [message.id for message in app.heard(LazyTable.RowSelected)] == [7, 9]


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    table = people()
    async with Showing(table).shown() as pilot:
        table.set_rows(MILLION, Register().fetch)
        await settle(pilot)
        await pilot._post_mouse_events([MouseScrollDown], table, (5, 5))
        await settle(pilot)
        assert table.scroll_offset.y > 0
        assert table.cursor_index == 0


async def test_marks_are_kept_by_id_through_other_rows() -> None:
    table = people()
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows([1, 2, 3], Register().fetch)
        await press(pilot, "space", "space")
        table.set_rows([3, 2], Register().fetch)
        await settle(pilot)
        assert table.marks == {1, 2}
        assert [line.startswith("✓") for line in app.lines[1:3]] == [False, True]
        assert len(app.heard(LazyTable.MarksChanged)) == 2
        assert table.listed_marks == 1
        await press(pilot, "ctrl+a")
        assert table.marks == {1, 2, 3}
        await press(pilot, "ctrl+a")
        assert (table.marks, table.listed_marks) == ({1}, 0)
        await press(pilot, "asterisk")
        assert table.marks == {1, 2, 3}
        await press(pilot, "minus")
        assert not table.marks


async def test_a_click_in_the_gutter_marks() -> None:
    table = people()
    async with Showing(table).shown() as pilot:
        table.set_rows([1, 2, 3], Register().fetch)
        await pilot.click(table, offset=(0, 2))
        assert table.marks == {2}
        assert table.cursor_id == 1


async def test_the_cursor_stays_on_its_row_when_the_order_changes() -> None:
    table = people()
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows([1, 2, 3], Register().fetch)
        await press(pilot, "down")
        table.set_rows([3, 1, 2], Register().fetch)
        await settle(pilot)
        assert (table.cursor_id, table.cursor_index) == (2, 2)
        table.set_rows([3, 1], Register().fetch)
        await settle(pilot)
        assert (table.cursor_id, table.cursor_index) == (1, 1)
        table.set_rows([], Register().fetch)
        await settle(pilot)
        assert table.cursor_id is None
        assert app.heard(LazyTable.RowHighlighted)[-1].id is None


async def test_a_column_asks_for_its_order_by_click_and_by_key() -> None:
    table = people()
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows([1, 2], Register().fetch)
        await pilot.click(table, offset=(4, 0))
        table.set_sort("name")
        await pilot.click(table, offset=(4, 0))
        await press(pilot, "s", "S")
        asked = [(sort.column, sort.descending) for sort in app.heard(LazyTable.SortRequested)]
        assert asked == [("name", False), ("name", True), ("role", False), ("name", True)]
        assert app.lines[0].split() == ["Name", "▲", "Role"]


async def test_a_letter_jumps_to_the_first_row_that_begins_with_it() -> None:
    table = people()
    app = Showing(table)

    async def locate(letter: str) -> int | None:
        return {"m": 2}.get(letter)

    async with app.shown() as pilot:
        table.set_rows([1, 2, 3], Register().fetch, locate=locate)
        await press(pilot, "apostrophe")
        assert app.lines[0].strip() == "Jump to which letter?"
        await press(pilot, "m")
        assert table.cursor_index == 2
        await press(pilot, "apostrophe", "escape")
        assert app.lines[0].split() == ["Name", "Role"]
        table.set_rows([1, 2, 3], Register().fetch)
        await press(pilot, "apostrophe")
        assert app.lines[0].split() == ["Name", "Role"]


async def test_data_is_shown_letter_by_letter() -> None:
    hostile = ["[@click=app.quit]x[/]", "[/]", "\x1b]0;x\x07\x1b[2J", "a\x00b\u202ec", "\ud800"]
    table = people()
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows(range(5), Register(dict(enumerate(hostile))).fetch)
        await settle(pilot)
        shown = "\n".join(app.lines)
        assert "[@click=app.quit]x[/]" in shown
        assert app.lines[2].split() == ["[/]", "VD"]
        assert not {"\x1b", "\x07", "\x00", "\u202e", "\ud800"} & set(shown)
        await pilot.click(table, offset=(6, 1))
        assert app.is_running


async def test_wide_characters_keep_the_columns_in_line() -> None:
    table = people()
    app = Showing(table)
    names = {1: "Åsa Öberg", 2: "漢字漢字", 3: "👩‍👩‍👧 Anna", 4: "Å" * 90}
    async with app.shown() as pilot:
        table.set_rows([1, 2, 3, 4], Register(names).fetch)
        await settle(pilot)
        strips = app.screen._compositor.render_strips()[1:5]
        assert {strip.cell_length for strip in strips} == {80}
        assert app.lines[4].split() == ["Å" * 66 + "…", "VD"]


async def test_an_empty_table_says_what_to_do_next() -> None:
    table = people(empty="No people yet. Press n to add one.")
    app = Showing(table)
    async with app.shown():
        assert app.lines[2].strip() == "No people yet. Press n to add one."


async def test_rows_that_cannot_be_read_are_told_of_once() -> None:
    async def fail(_ids: Sequence[int]) -> list[object]:
        raise DatabaseError("The database is locked.")

    table = people()
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows([1, 2], fail)
        await settle(pilot)
        assert [str(failed.error) for failed in app.heard(LazyTable.FetchFailed)] == [
            "The database is locked."
        ]
        table.set_rows([1, 2], Register().fetch)
        await settle(pilot)
        assert app.lines[1].split() == ["Person", "1", "VD"]


async def test_changed_rows_are_shown_anew() -> None:
    table, register = people(), Register({1: "Anna"})
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows([1], register.fetch)
        await settle(pilot)
        register.names[1] = "Anna-Lena"
        table.refresh_rows([1])
        await settle(pilot)
        assert app.lines[1].split() == ["Anna-Lena", "VD"]


async def test_a_row_that_has_gone_says_so() -> None:
    async def nobody(_ids: Sequence[int]) -> list[object]:
        return []

    table = people()
    app = Showing(table)
    async with app.shown() as pilot:
        table.set_rows([1], nobody)
        await settle(pilot)
        assert app.lines[1].strip() == "No longer here"
