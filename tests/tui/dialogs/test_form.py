"""What every form does alike."""

from textual.binding import Binding

import tui.dialogs
from crm.book import Book
from crm.queries.people import count_people
from tests.people import key, person
from tests.tui.dialogs.trying import trying
from tui.dialogs import PersonDialog, TopicDialog
from tui.dialogs.addresses import parted
from tui.dialogs.moments import moments
from tui.dialogs.problems import nearest_field


def test_every_dialog_can_be_imported_by_its_name() -> None:
    for name in tui.dialogs.__all__:
        assert getattr(tui.dialogs, name).__name__ == name


def test_every_binding_has_an_id_so_that_the_help_knows_it() -> None:
    for name in tui.dialogs.__all__:
        for binding in getattr(tui.dialogs, name).BINDINGS:
            assert isinstance(binding, Binding) and binding.id


async def test_saving_twice_in_a_hurry_saves_once(book: Book) -> None:
    async with trying(book, PersonDialog) as trial:
        await trial.fill(name="Marita Sjödin")
        await trial.press("ctrl+s", "ctrl+s")
        assert len(trial.app.answers) == 1
    assert book.ask(count_people) == 1


async def test_enter_goes_to_the_next_field(book: Book) -> None:
    async with trying(book, TopicDialog) as trial:
        await trial.press("a", "enter", "b")
        values = trial.form.values
    assert (values["name"], values["synonyms"]) == ("a", "b")


async def test_f1_explains_what_can_be_typed_and_which_keys_there_are(book: Book) -> None:
    async with trying(book, PersonDialog) as trial:
        await trial.press("A", "f1")
        assert "Tab goes to the next field." in trial.app.text
        assert "^s" in trial.app.text
        await trial.press("f1")
        assert trial.form.values["name"] == "A"


async def test_what_was_wrong_is_forgotten_once_it_is_mended(book: Book) -> None:
    async with trying(book, PersonDialog) as trial:
        await trial.fill(emails="x@")
        await trial.save()
        assert trial.error("name") and trial.error("emails")
        await trial.fill(name="Marita Sjödin")
        await trial.save()
        assert trial.error("emails") and not trial.error("name")


async def test_the_buttons_stay_in_view_on_a_small_screen(book: Book) -> None:
    async with trying(book, PersonDialog, 60, 16) as trial:
        await trial.save()
        trial.form.say("Something went wrong. " * 20)
        await trial.pilot.pause()
        assert "Save" in trial.app.text and "Cancel" in trial.app.text


async def test_a_book_that_cannot_be_written_leaves_the_form_as_it_is(book: Book) -> None:
    with book.write("stand on") as session:
        made = key(person(session, "Göran Lundwall"))
    async with trying(book, lambda: PersonDialog(made)) as trial:
        with book.write("delete") as session:
            session.delete(session.get_one(type(person(session, "Other")), made))
        await trial.fill(note="Too late")
        assert await trial.save() is None
        assert trial.failure
        assert trial.form.values["note"] == "Too late"


def test_addresses_are_parted_by_commas_and_semicolons() -> None:
    assert parted(" a@b.se;, c@d.se ,") == ["a@b.se", "c@d.se"]


def test_times_belong_to_the_first_and_the_last_day() -> None:
    assert moments("2019-04-11..2019-04-12", "9.30-16") == {
        "starts_at": "2019-04-11T09:30",
        "ends_at": "2019-04-12T16:00",
    }
    assert moments("2019-04-11T13:00", "") == {"starts_at": "2019-04-11T13:00", "ends_at": None}
    assert moments("2019-04", "") == {"starts_at": "2019-04", "ends_at": None}


def test_a_problem_without_a_field_of_its_own_goes_to_the_nearest() -> None:
    assert nearest_field("emails.0.value", {}) is None
    assert nearest_field("", {}) is None
