from tests.tui.showing import Showing, settle
from tui.widgets.status_line import StatusLine


async def test_it_says_what_happened_and_how_to_take_it_back() -> None:
    line = StatusLine()
    app = Showing(line)
    async with app.shown() as pilot:
        line.say("“Send the figures” is done.", way_back="u undoes it")
        await settle(pilot)
        assert app.lines[0] == " ✓ “Send the figures” is done.  u undoes it"
        assert line.text == "“Send the figures” is done."
        line.say("The database is locked.", role="error")
        await settle(pilot)
        assert app.lines[0] == " ✗ The database is locked."
        line.clear()
        await settle(pilot)
        assert app.lines[0] == ""


async def test_the_way_back_stays_in_view_and_an_error_is_said_whole() -> None:
    line = StatusLine()
    app = Showing(line)
    async with app.shown(40, 6) as pilot:
        line.say("Added Anna-Lena von Långt-Efternamn-Ännu-Längre", way_back="u undoes it")
        await settle(pilot)
        assert app.lines[:2] == [" ✓ Added Anna-Lena von Lå…  u undoes it", ""]
        line.say("The file is gone: look whether the stick is still there.", role="error")
        await settle(pilot)
        assert app.lines[:3] == [
            " ✗ The file is gone: look whether the",
            " stick is still there.",
            "",
        ]
        line.clear()
        await settle(pilot)
        assert line.size.height == 1


async def test_it_never_reads_markup_nor_passes_on_control_characters() -> None:
    line = StatusLine()
    app = Showing(line)
    async with app.shown() as pilot:
        line.say("[@click=app.quit]x[/]\n\x1b[2J", way_back="[/]")
        await settle(pilot)
        assert "[@click=app.quit]x[/]" in app.lines[0]
        assert "\x1b" not in app.lines[0]
