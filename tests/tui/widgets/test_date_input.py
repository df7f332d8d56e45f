import pytest
from textual.containers import Vertical

from crm import i18n
from tests.tui.showing import Showing, press, settle
from tui.widgets.date_input import DateInput
from tui.widgets.form import FormField
from tui.widgets.text_field import TextField


@pytest.mark.parametrize(
    ("language", "phrase", "echo"),
    [
        ("en", "2 July", "= Tue 2019-07-02"),
        ("sv", "2 juli", "= tis 2019-07-02"),
        ("en", "next friday", "= Fri 2019-05-10"),
        ("sv", "om två veckor", "= tor 2019-05-16"),
    ],
)
async def test_a_phrase_is_echoed_as_weekday_and_date(
    language: str, phrase: str, echo: str
) -> None:
    i18n.use_language(language)
    field = DateInput()
    app = Showing(field)
    async with app.shown() as pilot:
        field.value = phrase
        await settle(pilot)
        assert app.lines[0].endswith(echo)
        assert field.value_iso == echo[-10:]
        assert field.is_valid


async def test_typing_says_what_it_comes_to() -> None:
    field = DateInput()
    app = Showing(field)
    async with app.shown() as pilot:
        await press(pilot, *"2019-04")
        last = app.heard(DateInput.Changed)[-1]
        assert (last.value_iso, last.is_valid) == ("2019-04", True)
        assert last.control is field


async def test_what_is_not_understood_is_said_once_it_is_left_and_never_guessed() -> None:
    field = DateInput()
    row = FormField("Due", field)
    app = Showing(Vertical(row, TextField()))
    async with app.shown() as pilot:
        await press(pilot, *"31 feb")
        assert app.lines[0].endswith("= ?")
        assert (field.value_iso, field.is_valid, row.error) == ("", False, "")
        await press(pilot, "tab")
        assert row.error == field.error == "There is no day 31 in 2020-02: it has 29 days."
        assert app.lines[1].strip() == row.error
        field.value = "28 feb"
        await settle(pilot)
        assert (field.value_iso, row.error) == ("2020-02-28", "")
        field.value = "[/] 31 feb \x1b[2J"
        await settle(pilot)
        assert not field.is_valid
        assert "\x1b" not in "".join(app.lines)


async def test_an_empty_date_is_fine_unless_one_is_required() -> None:
    assert DateInput().is_valid
    assert DateInput(required=True).error == "Write a date, such as 2 July or next week."


async def test_a_range_is_taken_only_where_it_has_a_meaning() -> None:
    meeting = DateInput("11-12 april", prefer="past", spans=True)
    assert (meeting.value_iso, meeting.end_iso) == ("2019-04-11", "2019-04-12")
    deadline = DateInput("11-12 april")
    assert (deadline.value_iso, deadline.is_valid) == ("", False)


async def test_the_first_value_is_shown() -> None:
    field = DateInput("2019-04-11")
    app = Showing(field)
    async with app.shown():
        assert app.lines[0].split() == ["▌", "2019-04-11", "=", "Thu", "2019-04-11"]
        assert field.query_one(TextField).has_focus
