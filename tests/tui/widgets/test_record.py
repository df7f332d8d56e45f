from textual.containers import Vertical

from tests.tui.showing import Showing, press, settle
from tui.widgets.record import DetailView, TimelineView
from tui.widgets.record_header import RecordHeader
from tui.widgets.record_items import Entry, Line, Section

HOSTILE = "[@click=app.quit]x[/] \x1b[2J\x00\u202e"
ROLES = Section(
    "Roles",
    [
        Line("CEO", "Företagarna", "o5", "since 2017-03"),
        Line("Board", "Svenskt Näringsliv", "o9"),
    ],
)
CONTACT = Section("Contact", [Line("e-mail", "gunther@example.se")])
MEETING = Entry(
    "2019-04-11",
    "meeting",
    "Meeting in Örnsköldsvik",
    "i1",
    ["Emil Högberg", "Günther Mårder"],
    ["skills"],
    "A seminar about skills was agreed on.",
)
CALL = Entry("2018", "call", "Call", "i2")
OLD = Entry("", "note", "A note")


async def test_sections_show_labels_values_and_details_in_line() -> None:
    view = DetailView()
    app = Showing(view)
    async with app.shown() as pilot:
        view.show([ROLES, CONTACT])
        await settle(pilot)
        assert app.lines[0].startswith(" Roles ───")
        assert app.lines[1:3] == [
            " CEO     Företagarna  since 2017-03",
            " Board   Svenskt Näringsliv",
        ]
        assert app.lines[3] == ""
        assert app.lines[4].startswith(" Contact ───")
        assert app.lines[5] == " e-mail  gunther@example.se"


async def test_the_cursor_goes_through_the_lines_and_follows_links() -> None:
    view = DetailView()
    app = Showing(view)
    async with app.shown() as pilot:
        view.show([ROLES, CONTACT])
        await press(pilot, "down", "enter", "down", "enter")
        assert [followed.reference for followed in app.heard(DetailView.ReferenceSelected)] == [
            "o9"
        ]
        assert view.cursor_item == CONTACT.items[0]
        await pilot.double_click(view, offset=(12, 1))
        assert app.heard(DetailView.ReferenceSelected)[-1].reference == "o5"
        await pilot.click(view, offset=(2, 0))
        assert view.cursor_item == ROLES.items[0]
        assert app.heard(DetailView.ItemHighlighted)[-1].item == ROLES.items[0]


async def test_a_long_value_wraps_beside_its_label() -> None:
    view = DetailView()
    app = Showing(view)
    async with app.shown(40) as pilot:
        view.show([Section("", [Line("note", "one two three four five six seven eight nine ten")])])
        await settle(pilot)
        assert app.lines[:2] == [
            " note  one two three four five six",
            "       seven eight nine ten",
        ]
        await pilot.resize_terminal(60, 24)
        await settle(pilot)
        assert app.lines[0] == " note  one two three four five six seven eight nine ten"


async def test_an_empty_section_says_what_to_do_and_one_without_words_is_left_out() -> None:
    view = DetailView(empty="Choose somebody on the left.")
    app = Showing(view)
    async with app.shown() as pilot:
        assert app.lines[1].strip() == "Choose somebody on the left."
        view.show([Section("Roles", [], "No roles yet. Press m."), Section("Contact", [])])
        await settle(pilot)
        assert app.lines[1].strip() == "No roles yet. Press m."
        assert not any("Contact" in line for line in app.lines)
        await press(pilot, "down", "enter", "pagedown", "end")
        view.clear()
        await settle(pilot)
        assert app.lines[1].strip() == "Choose somebody on the left."


async def test_a_timeline_stands_under_its_years() -> None:
    view = TimelineView()
    app = Showing(view)
    async with app.shown() as pilot:
        view.show_entries([MEETING, CALL, OLD])
        await settle(pilot)
        assert app.lines[0].startswith(" 2019 ──")
        assert app.lines[1:4] == [
            " 2019-04-11  ● Meeting in Örnsköldsvik",
            "               Emil Högberg, Günther Mårder  #skills",
            "               A seminar about skills was agreed on.",
        ]
        assert app.lines[5].startswith(" 2018 ──")
        assert app.lines[6] == " 2018        ☏ Call"
        assert app.lines[8].startswith(" No date ──")
        await press(pilot, "down", "enter")
        assert app.heard(DetailView.ReferenceSelected)[-1].reference == "i2"


async def test_five_thousand_entries_scroll_to_the_last() -> None:
    entries = [Entry(f"{2019 - number // 500}", "call", f"Call {number}") for number in range(5000)]
    view = TimelineView()
    app = Showing(view)
    async with app.shown() as pilot:
        view.show_entries(entries)
        await settle(pilot)
        await press(pilot, "end")
        assert view.cursor_item == entries[-1]
        assert app.lines[22].endswith("Call 4999")
        await press(pilot, "pageup")
        assert view.cursor_index is not None
        assert 4950 < view.cursor_index < 4999
        await press(pilot, "home")
        assert app.lines[0].startswith(" 2019 ──")


async def test_the_same_record_shown_again_keeps_the_cursor() -> None:
    view = DetailView()
    async with Showing(view).shown() as pilot:
        view.show([ROLES])
        await press(pilot, "down")
        view.show([ROLES, CONTACT], keep_cursor=True)
        assert view.cursor_index == 1
        view.show([CONTACT])
        assert view.cursor_index == 0


async def test_data_is_shown_letter_by_letter() -> None:
    view, header = DetailView(), RecordHeader()
    app = Showing(view, header)
    async with app.shown() as pilot:
        header.show(HOSTILE, HOSTILE, [(HOSTILE, "error")])
        view.show(
            [
                Section(HOSTILE, [Line(HOSTILE, HOSTILE, "o1", HOSTILE)], HOSTILE),
                Section(HOSTILE, [Entry(HOSTILE, HOSTILE, HOSTILE, "", [HOSTILE], [HOSTILE])]),
                Section(HOSTILE, [], HOSTILE),
            ]
        )
        await settle(pilot)
        shown = "".join(app.lines)
        assert shown.count("[@click=app.quit]x[/]") >= 9
        assert not {"\x1b", "\x00", "\u202e"} & set(shown)


async def test_the_header_names_the_record() -> None:
    header = RecordHeader()
    app = Showing(Vertical(header))
    async with app.shown() as pilot:
        header.show("Günther Mårder", "CEO, Företagarna", [("2 open promises", "warning")])
        await settle(pilot)
        assert app.lines[:2] == [" Günther Mårder  2 open promises", " CEO, Företagarna"]
