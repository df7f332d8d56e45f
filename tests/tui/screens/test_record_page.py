"""Pages of records, and what can be done with single lines of them."""

import pytest
from textual.pilot import Pilot

from crm.actions.memberships import succeed
from crm.actions.organisations import add_organisation
from crm.book import Book
from crm.inputs import OrganisationIn
from crm.queries.organisations import get_organisation
from crm.queries.people import get_person
from crm.vocabulary import RecordKind
from tests.queries.stories import fill
from tests.tui.screens.conftest import Shown
from tests.tui.screens.looking import in_front, lines, press, said, sees, settle
from tui.pages import FIRST_ENTRIES, read_page, subject_of
from tui.screens import page_room
from tui.screens.record_page import RecordScreen
from tui.widgets.record import TimelineView
from tui.widgets.record_header import RecordHeader
from tui.widgets.record_items import Entry


def page_in_front(pilot: Pilot[None]) -> RecordScreen:
    screen = pilot.app.screen
    assert isinstance(screen, RecordScreen)
    return screen


def cursor_text(pilot: Pilot[None]) -> str:
    item = page_in_front(pilot).item
    return item.text if item else ""


def offered(pilot: Pilot[None]) -> set[str | None]:
    """The names of the actions that have a key right now."""
    return {active.binding.id for active in pilot.app.screen.active_bindings.values()}


@pytest.mark.parametrize(
    ("reference", "title"),
    [
        ("p1", "Göran Lundwall"),
        ("o1", "ALMI"),
        ("i1", "Tillväxtkapital"),
        ("f1", "Skicka protokollet"),
        ("c1", "Kapital i norr"),
        ("t1", "kapital"),
        ("l1", "Inbjudna"),
        ("s1", "VD"),
        ("m1", "Göran Lundwall"),
    ],
)
def test_every_kind_of_record_has_a_page(book: Book, reference: str, title: str) -> None:
    assert book.ask(read_page, subject_of(reference)).title == title


def test_the_page_of_a_person_fills_in_the_person(book: Book) -> None:
    assert book.ask(read_page, (RecordKind.PERSON, 1)).prefill.people == (1,)


def test_the_page_of_a_person_leaves_unsaid_who_spoke(book: Book) -> None:
    meeting = next(
        entry
        for entry in book.ask(read_page, (RecordKind.PERSON, 1)).timeline
        if isinstance(entry, Entry) and entry.kind == "meeting"
    )
    assert [getattr(word, "text", word) for word in meeting.detail] == ["Kapital", ": Det räcker."]


def test_a_late_promise_is_red(book: Book) -> None:
    page = book.ask(read_page, (RecordKind.PERSON, 1))
    promised = {section.title: section.items for section in page.facts}
    assert [entry.role for entry in promised["We have promised"]] == ["error", ""]
    assert [entry.role for entry in promised["They have promised"]] == [""]


async def test_lines_of_a_page_are_edited_ended_and_removed(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "enter", "E")
        assert in_front(pilot) == "ContactDetailDialog"
        await press(pilot, "escape", "R", "right", "enter")
        assert said(pilot) == "Removed 070-174 06 05"
        assert book.ask(get_person, 1)["contact_details"] == []
        await press(pilot, "u")
        assert len(book.ask(get_person, 1)["contact_details"]) == 1

        # A role can be edited and ended, but where it is no post it has nothing to pass on.
        await press(pilot, "home", "down")
        assert "line.end" in offered(pilot)
        assert "record.succeed" not in offered(pilot)
        await press(pilot, "E")
        assert in_front(pilot) == "MembershipDialog"
        await press(pilot, "escape", "O")
        assert in_front(pilot) == "EndMembershipDialog"


async def test_a_post_is_added_and_passed_on(shown: Shown, book: Book) -> None:
    async with shown() as pilot:
        await press(pilot, "3", "enter", "p")
        assert in_front(pilot) == "PostDialog"
        await press(pilot, "escape")
        assert [post["vacant"] for post in book.ask(get_organisation, 1)["posts"]] == [True]
        while not sees(pilot, "vacant"):
            await press(pilot, "down")
        await press(pilot, "end", "home")


async def test_a_role_that_is_a_post_is_passed_on_from_its_line(shown: Shown, book: Book) -> None:
    with book.write("take the post") as session:
        succeed(session, 1, 1, "2019-01-01")
    async with shown() as pilot:
        for room in ("2", "3"):
            await press(pilot, room, "enter")
            while "record.succeed" not in offered(pilot):
                await press(pilot, "down")
            await press(pilot, "P")
            assert in_front(pilot) == "SuccessionDialog"
            assert sees(pilot, "VD, ALMI: Göran Lundwall")
            await press(pilot, "escape")


async def test_a_page_adapts_to_the_width_and_its_help_tells_of_its_lines(
    shown: Shown, book: Book
) -> None:
    async with shown(80, 45) as pilot:
        await press(pilot, "2", "enter")
        assert not pilot.app.screen.query_one(TimelineView).display
        assert sees(pilot, "Timeline ")
        await press(pilot, "f1")
        assert sees(pilot, "Everything known of one record")
        await press(pilot, "escape")

        await pilot.resize_terminal(160, 45)
        await settle(pilot)
        timeline = pilot.app.screen.query_one(TimelineView)
        assert timeline.display
        assert not sees(pilot, "Timeline ")
        await press(pilot, "tab")
        assert timeline.has_focus
        while not str(getattr(timeline.cursor_item, "reference", "")).startswith("f"):
            await press(pilot, "down")
        await press(pilot, "d")
        assert said(pilot).startswith("Done: ")
        await press(pilot, "tab")
        assert not timeline.has_focus


async def test_a_page_that_opens_wide_has_its_timeline_beside_it(shown: Shown) -> None:
    async with shown(160, 45) as pilot:
        await press(pilot, "2", "enter")
        assert pilot.app.screen.query_one(TimelineView).display
        assert not sees(pilot, "Timeline ")


async def test_one_goes_back_and_forward_as_in_a_browser(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "2", "enter", "down")
        assert cursor_text(pilot) == "VD, ALMI"
        await press(pilot, "enter")
        assert lines(pilot)[1] == " People › Göran Lundwall › ALMI"
        await press(pilot, "left_square_bracket")
        assert cursor_text(pilot) == "VD, ALMI"
        await press(pilot, "left_square_bracket")
        assert in_front(pilot) == "PeopleScreen"
        await press(pilot, "alt+right", "right_square_bracket")
        assert lines(pilot)[1] == " People › Göran Lundwall › ALMI"
        await press(pilot, "right_square_bracket")
        assert said(pilot) == "There is nothing after this."
        await press(pilot, "7", "backspace")
        assert lines(pilot)[1].endswith("Göran Lundwall › ALMI")
        await pilot.click(RecordHeader, offset=(2, 0))
        await settle(pilot)
        assert in_front(pilot) == "PeopleScreen"
        await press(pilot, "alt+right", "escape")
        assert in_front(pilot) == "PeopleScreen"


async def test_every_link_of_a_line_is_followed_by_key_and_mouse(shown: Shown) -> None:
    async with shown() as pilot:
        await press(pilot, "4", "end", "enter")
        view = page_in_front(pilot).pane.view
        assert view.cursor_link == "p1"
        await press(pilot, "right")
        assert view.cursor_link == "o1"
        await press(pilot, "right", "left", "right", "enter")
        assert lines(pilot)[1].endswith(" › ALMI")
        await press(pilot, "escape")
        row = next(row for row, line in enumerate(lines(pilot)) if "Göran Lundwall" in line)
        column = lines(pilot)[row].index("Göran")
        await pilot.hover(offset=(column, row))
        assert view.styles.pointer == "pointer"
        await pilot.click(offset=(column, row))
        await settle(pilot)
        assert lines(pilot)[1].endswith(" › Göran Lundwall")


async def test_a_line_is_copied_and_its_address_opened_after_asking(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    async with shown() as pilot:
        monkeypatch.setattr(pilot.app, "open_url", opened.append)
        monkeypatch.setattr(page_room, "has_program", lambda: True)
        await press(pilot, "2", "enter", "y")
        assert pilot.app.clipboard == "070-174 06 05"
        assert said(pilot) == "Copied: 070-174 06 05"
        await press(pilot, "enter")
        assert in_front(pilot) == "ConfirmDialog"
        assert sees(pilot, "tel:+46701740605")
        await press(pilot, "escape")
        assert opened == []
        await press(pilot, "o", "enter")
        assert opened == ["tel:+46701740605"]
        monkeypatch.setattr(page_room, "has_program", lambda: False)
        await press(pilot, "o")
        assert said(pilot) == "Nothing here opens addresses; y copies it."


async def test_a_long_timeline_is_read_as_it_is_scrolled_to(shown: Shown, book: Book) -> None:
    with book.write("many notes") as session:
        fill(session, 1, 1, 300)
    async with shown(160, 45) as pilot:
        await press(pilot, "2", "enter")
        story = page_in_front(pilot).story
        assert FIRST_ENTRIES < story.item_count < 300
        await press(pilot, "tab", "end", "end", "end")
        assert story.item_count > 300
        assert isinstance(story.cursor_item, Entry)
        assert story.cursor_item.title == "VD, ALMI"
        await press(pilot, "left_curly_bracket", "left_curly_bracket", "enter", "escape")
        assert story.has_focus
        assert story.item_count > 300


async def test_an_organisation_takes_its_parts_in_by_a_key(shown: Shown, book: Book) -> None:
    with book.write("a part") as session:
        add_organisation(session, OrganisationIn(name="ALMI Invest", parent="ALMI"))
    async with shown() as pilot:
        await press(pilot, "3", "enter", "r")
        assert sees(pilot, "ALMI  with its parts")
        await press(pilot, "r")
        assert not sees(pilot, "with its parts")
