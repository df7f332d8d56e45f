from textual.containers import Vertical

from crm.errors import Problem
from tests.tui.showing import Showing, press
from tui.widgets.form import ChoiceSelect, FormField, show_problems
from tui.widgets.text_field import TextField


async def test_a_field_shows_its_hint_until_something_is_wrong() -> None:
    field = FormField("E-mail", TextField(), name="email", hint="name@example.se", required=True)
    app = Showing(field)
    async with app.shown() as pilot:
        assert app.lines[0].split()[:2] == ["E-mail", "*"]
        assert app.lines[1].strip() == "name@example.se"
        field.error = "An e-mail address has an @ [sic]."
        await pilot.pause()
        assert app.lines[1].strip() == "An e-mail address has an @ [sic]."
        field.error = ""
        await pilot.pause()
        assert app.lines[1].strip() == "name@example.se"


async def test_problems_stand_beside_their_fields_and_the_first_gets_the_focus() -> None:
    name = FormField("Name", TextField(), name="name")
    email = FormField("E-mail", TextField(), name="email")
    form = Vertical(name, email)
    async with Showing(form).shown() as pilot:
        email.error = "old"
        rest = show_problems(
            form, [Problem("email", "Write one address."), Problem("orgnr", "Too short.")]
        )
        assert [problem.field for problem in rest] == ["orgnr"]
        assert (name.error, email.error) == ("", "Write one address.")
        await pilot.pause()
        assert email.field.has_focus
        assert show_problems(form, []) == []
        assert email.error == ""


async def test_a_choice_is_made_by_keys_and_its_labels_are_never_markup() -> None:
    select = ChoiceSelect([("a", "[@click=app.quit]A[/]"), ("b", "[/]"), ("c", "\x1b[2Jc")])
    app = Showing(select)
    async with app.shown() as pilot:
        assert select.value_or_empty == "a"
        assert "[@click=app.quit]A[/]" in app.lines[0]
        await press(pilot, "enter", "down", "enter")
        assert select.value_or_empty == "b"
        assert "[/]" in app.lines[0]
        await press(pilot, "enter", "down", "enter")
        assert "\x1b" not in "".join(app.lines)


async def test_a_choice_may_be_left_open() -> None:
    select = ChoiceSelect([("a", "A")], blank=True, prompt="Any kind")
    app = Showing(select)
    async with app.shown():
        assert select.value_or_empty == ""
        assert "Any kind" in app.lines[0]
