from collections.abc import Sequence

import pytest
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from crm.errors import DatabaseError
from tests.tui.showing import Showing, press, settle
from tui.widgets.completion_input import CompletionInput
from tui.widgets.suggestions import Choice, Suggestions
from tui.widgets.text_field import TextField

GUNTHER = Choice("p1", "Günther Mårder", "VD, Företagarna")
GORAN = Choice("p2", "Göran Lundwall", "VD, ALMI")
MARITA = Choice("p3", "Marita Sjödin", "Plant Manager, Nordic Flanges")
EVIL = Choice("p4", "[@click=app.quit]x[/]\x1b[2J", "[/]")


async def complete(text: str) -> Sequence[Choice]:
    known = [GUNTHER, GORAN, MARITA, EVIL]
    return [choice for choice in known if text.lower() in choice.label.lower()]


def suggestions(app: Showing) -> list[str]:
    listed = app.query_one(Suggestions)
    return [str(option.prompt) for option in listed.options] if listed.is_open else []


async def test_typing_offers_what_fits_and_enter_chooses_it() -> None:
    field = CompletionInput(complete)
    app = Showing(field)
    async with app.shown() as pilot:
        await press(pilot, *"mår")
        assert suggestions(app) == ["Günther Mårder  VD, Företagarna"]
        assert "VD, Företagarna" in app.lines[1]
        await press(pilot, "enter")
        assert field.choice == GUNTHER
        assert "Günther Mårder ×" in app.lines[0]
        assert field.pending == ""
        assert app.heard(CompletionInput.Changed)[-1].choices == (GUNTHER,)


async def test_another_choice_replaces_the_one_unless_there_may_be_several() -> None:
    one, several = CompletionInput(complete), CompletionInput(complete, multiple=True)
    async with Showing(Vertical(one, several)).shown() as pilot:
        for field in (one, several):
            field.focus()
            await press(pilot, *"mår", "enter", *"lund", "tab")
        assert one.choices == (GORAN,)
        assert several.choices == (GUNTHER, GORAN)


async def test_keys_move_among_the_suggestions_and_escape_closes_them() -> None:
    field = CompletionInput(complete)
    app = Showing(field)
    async with app.shown() as pilot:
        await press(pilot, *"mår", "escape")
        assert suggestions(app) == []
        assert field.pending == "mår"
        assert field.choices == ()
        await press(pilot, *["backspace"] * 3, "down")
        assert len(suggestions(app)) == 4
        await press(pilot, "down", "down", "up", "tab")
        assert field.choice == GORAN


async def test_what_is_chosen_is_not_offered_again_and_can_be_taken_away() -> None:
    field = CompletionInput(complete, multiple=True, choices=[GUNTHER, GORAN, MARITA])
    app = Showing(field)
    async with app.shown() as pilot:
        await press(pilot, *"g")
        assert not any("Mårder" in shown for shown in suggestions(app))
        await press(pilot, "escape", "backspace", "backspace")
        assert app.heard(CompletionInput.Changed)[-1].choices == (GUNTHER, GORAN)
        await pilot.click(field, offset=(5, 0))
        await settle(pilot)
        assert field.choices == (GORAN,)
        assert field.query_one(TextField).has_focus


async def test_only_a_name_nobody_has_is_offered_as_new_and_only_where_that_is_allowed() -> None:
    closed, open_field = CompletionInput(complete), CompletionInput(complete, allow_new=True)
    app = Showing(Vertical(closed, open_field))
    async with app.shown() as pilot:
        closed.focus()
        await press(pilot, *"Eva")
        assert not closed.query_one(Suggestions).is_open
        open_field.focus()
        await press(pilot, *"Eva")
        offered = open_field.query_one(Suggestions)
        assert [str(option.prompt) for option in offered.options] == ["New: Eva"]
        await press(pilot, "enter")
        assert open_field.choice == Choice("", "Eva")
        assert open_field.choices[0].is_new
        await press(pilot, *"marita sjödin")
        assert [str(option.prompt) for option in offered.options] == [
            "Marita Sjödin  Plant Manager, Nordic Flanges"
        ]


async def test_tab_goes_on_where_nothing_is_offered() -> None:
    first, second = CompletionInput(complete), CompletionInput(complete)
    async with Showing(Vertical(first, second)).shown() as pilot:
        first.focus()
        await press(pilot, "tab")
        assert second.query_one(TextField).has_focus


async def test_typed_text_is_settled_when_the_form_is_saved() -> None:
    cases: tuple[tuple[str, bool, bool, tuple[Choice, ...]], ...] = (
        ("", False, True, ()),
        ("marita SJÖDIN", False, True, (MARITA,)),
        ("Marita", False, False, ()),
        ("Marita", True, True, (Choice("", "Marita"),)),
    )
    fields = [CompletionInput(complete, allow_new=allow_new) for _, allow_new, _, _ in cases]
    async with Showing(Vertical(*fields)).shown():
        for field, (text, _allow_new, settled, choices) in zip(fields, cases, strict=True):
            field.query_one(TextField).value = text
            assert await field.settle() is settled, text
            assert field.choices == choices, text
            assert field.pending == ("" if settled else text)


async def test_a_suggestion_is_taken_by_the_mouse() -> None:
    field = CompletionInput(complete)
    async with Showing(VerticalScroll(field)).shown() as pilot:
        field.focus()
        await press(pilot, *"g")
        await pilot.click(Suggestions, offset=(4, 1))
        await settle(pilot)
        assert field.choice == GORAN
        assert field.query_one(TextField).has_focus


@pytest.mark.parametrize("lines_above", [0, 10, 20])
async def test_the_suggestions_are_never_cut_off_nor_cover_the_field(lines_above: int) -> None:
    field = CompletionInput(complete)
    above = [Static("line") for _ in range(lines_above)]
    app = Showing(VerticalScroll(*above, field))
    async with app.shown(80, 24) as pilot:
        field.focus()
        await press(pilot, "down")
        region = app.query_one(Suggestions).region
        line = field.query_one(TextField).region
        assert region.height == 4
        assert region.y >= 0 and region.bottom <= 24
        assert not region.overlaps(line)


async def test_names_are_shown_letter_by_letter() -> None:
    field = CompletionInput(complete, choices=[EVIL])
    app = Showing(field)
    async with app.shown() as pilot:
        await press(pilot, "down")
        field.choices = ()
        await press(pilot, "escape", *"quit")
        shown = "\n".join(app.lines)
        assert "[@click=app.quit]x[/]" in shown
        assert "\x1b" not in shown


async def test_a_failure_is_said_where_the_suggestions_would_stand() -> None:
    async def fail(_text: str) -> Sequence[Choice]:
        raise DatabaseError("The database is locked.")

    app = Showing(CompletionInput(fail))
    async with app.shown() as pilot:
        await press(pilot, "a")
        assert suggestions(app) == ["The database is locked."]
        await press(pilot, "enter")


async def test_many_chips_wrap_over_lines() -> None:
    many = [Choice(f"p{number}", f"Person number {number}") for number in range(12)]
    field = CompletionInput(complete, multiple=True, choices=many)
    app = Showing(field)
    async with app.shown():
        shown = "\n".join(app.lines)
        assert all(f"Person number {number} ×" in shown for number in range(12))
