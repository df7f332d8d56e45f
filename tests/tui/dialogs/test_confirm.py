"""Questions with two answers."""

from textual.pilot import Pilot

from tests.tui.showing import Showing, press, settle
from tui.dialogs import ConfirmDialog, DiscardDialog

HOSTILE = "Delete [red]x[/red] \x1b[31m\u202e?"


async def ask(pilot: Pilot[None], dialog: ConfirmDialog, *keys: str) -> list[bool | None]:
    answers: list[bool | None] = []
    pilot.app.push_screen(dialog, answers.append)
    await settle(pilot)
    await press(pilot, *keys)
    return answers


async def test_what_is_dangerous_has_to_be_chosen_and_escape_is_no() -> None:
    app = Showing()
    async with app.run_test(size=(80, 24)) as pilot:
        assert await ask(pilot, ConfirmDialog("Go on?"), "enter") == [True]
        assert await ask(pilot, ConfirmDialog("Go on?"), "escape") == [False]
        for keys, answer in ((["enter"], False), (["right", "enter"], True)):
            dangerous = ConfirmDialog("Delete Göran?", confirm="Delete", danger=True)
            assert await ask(pilot, dangerous, *keys) == [answer]
        assert await ask(pilot, DiscardDialog(), "enter") == [False]
        assert await ask(pilot, DiscardDialog(), "tab", "enter") == [True]


async def test_a_question_is_shown_as_it_is_and_never_acts() -> None:
    app = Showing()
    async with app.run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(ConfirmDialog(HOSTILE))
        await settle(pilot)
        shown = "\n".join(app.lines)
    assert "Delete [red]x[/red]" in shown
    assert "\x1b" not in shown and "\u202e" not in shown
