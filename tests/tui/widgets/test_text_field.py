from textual.events import Paste

from tests.tui.showing import Showing, settle
from tui.widgets.text_field import MAXIMUM_LINE, NoteField, TextField

HOSTILE = "a\x1b[2J\x00b\u202ec\ud800[/] d"


async def test_what_is_pasted_is_cleaned_and_its_lines_become_one() -> None:
    field = TextField()
    app = Showing(field)
    async with app.shown() as pilot:
        app.post_message(Paste(HOSTILE))
        await settle(pilot)
        assert field.value == "a[2Jbc[/] d"
        assert "\x1b" not in "".join(app.lines)
        field.value = ""
        app.post_message(Paste("Storgatan 1\r\n\n891 33 Örnsköldsvik\n"))
        await settle(pilot)
        assert field.value == "Storgatan 1 891 33 Örnsköldsvik"


async def test_a_value_that_is_set_is_cleaned_and_cut() -> None:
    field = TextField()
    async with Showing(field).shown():
        field.value = "first\nsecond\tthird"
        assert field.value == "first second third"
        field.value = "x" * (MAXIMUM_LINE + 1)
        assert len(field.value) == MAXIMUM_LINE


async def test_a_note_keeps_its_lines_and_nothing_that_acts() -> None:
    note = NoteField(HOSTILE + "\r\nsecond")
    app = Showing(note)
    async with app.shown() as pilot:
        assert note.text == "a[2Jbc[/] d\nsecond"
        note.text = ""
        app.post_message(Paste("\x9b31mred\nblue"))
        await settle(pilot)
        assert note.text == "31mred\nblue"
        assert app.lines[0].split()[-1] == "31mred"
