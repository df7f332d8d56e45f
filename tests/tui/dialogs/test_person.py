"""Adding and changing people in a form."""

from crm.actions.fields import add_field
from crm.actions.labels import tag
from crm.actions.people import edit_person
from crm.book import Book
from crm.inputs import PersonEdit
from crm.queries.labels import get_fields_for
from crm.queries.organisations import list_organisations
from crm.queries.people import count_people, get_person
from tests.people import contact, custom_field, key, organisation, person
from tests.tui.conftest import Speak
from tests.tui.dialogs.trying import CLEANED, HOSTILE, trying
from tui.dialogs.person import PersonDialog


async def test_a_new_person_is_saved_with_everything_in_one_batch(book: Book) -> None:
    with book.write("stand on") as session:
        organisation(session, "Företagarna")
    async with trying(book, PersonDialog) as trial:
        await trial.fill(name="Günther Mårder", role="VD", start_date="2015-03")
        await trial.choose("organisation", "företag")
        await trial.fill(emails="gunther@example.se, vd@example.se", phones="08-406 17 00")
        await trial.fill(note="Talar fort.")
        saved = await trial.save()
        said = [done.description for done in trial.app.done]
    record = book.ask(get_person, saved)
    [membership] = record["memberships"]
    assert (record["given_name"], record["family_name"]) == ("Günther", "Mårder")
    assert (membership["organisation"]["name"], membership["role"]) == ("Företagarna", "VD")
    assert membership["start_date"] == "2015-03"
    values = [detail["value"] for detail in record["contact_details"]]
    assert values == ["gunther@example.se", "vd@example.se", "+4684061700"]
    assert record["note"] == "Talar fort."
    assert said == ["Added Günther Mårder"]


async def test_an_organisation_that_is_new_is_added_with_the_person(book: Book) -> None:
    async with trying(book, PersonDialog) as trial:
        await trial.fill(name="Leif Lundgren", organisation="Örnalp Unizon")
        saved = await trial.save()
        assert len(trial.app.done) == 1
    [added] = book.ask(list_organisations)
    [membership] = book.ask(get_person, saved)["memberships"]
    assert added["name"] == membership["organisation"]["name"] == "Örnalp Unizon"


async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(book: Book) -> None:
    async with trying(book, PersonDialog) as trial:
        await trial.fill(emails="not an address", phones="08-1", start_date="no day", role="VD")
        assert await trial.save() is None
        assert trial.error("start_date")
        await trial.fill(start_date="")
        assert await trial.save() is None
        assert trial.error("name") == "This must be filled in."
        assert trial.error("emails") and trial.error("phones")
        assert trial.form.values["role"] == "VD"
        assert trial.app.focused is trial.form.row("name").field
    assert book.ask(count_people) == 0


async def test_whoever_may_be_known_already_is_named_while_typing(book: Book) -> None:
    with book.write("stand on") as session:
        person(session, "Günther Mårder", emails=["gunther@example.se"])
    async with trying(book, PersonDialog) as trial:
        await trial.fill(name="Gunther Marder")
        assert "Günther Mårder" in trial.hint("name")
        assert "p1 Günther Mårder" in trial.hint("name")
        await trial.press("ctrl+o")
        assert "gunther@example.se" in trial.app.text
        await trial.press("escape")
        assert trial.form.values["name"] == "Gunther Marder"
        await trial.fill(name="Somebody Else")
        assert not trial.hint("name")
        await trial.fill(name="Günther Marder", emails="gunther@")
        assert "Günther Mårder" in trial.hint("name")


async def test_only_what_was_changed_is_saved(book: Book) -> None:
    with book.write("stand on") as session:
        made = person(
            session,
            "Göran Lundwall",
            contact_details=[
                contact("email", "goran@example.se", label="work"),
                contact("email", "home@example.se"),
                contact("phone", "+4684061700", label="home"),
            ],
            tags=["almi"],
        )
    async with trying(book, lambda: PersonDialog(key(made))) as trial:
        assert trial.form.values["phones"] == "08-406 17 00"
        await trial.fill(emails="home@example.se, goran.lundwall@example.se", tags="Almedalen")
        assert await trial.save() == key(made)
    record = book.ask(get_person, key(made))
    labels = {detail["value"]: detail["label"] for detail in record["contact_details"]}
    emails = {"goran.lundwall@example.se": "work", "home@example.se": None}
    assert labels == emails | {"+4684061700": "home"}
    assert record["tags"] == ["Almedalen", "almi"]
    assert record["given_name"] == "Göran"


async def test_an_emptied_field_is_emptied(book: Book) -> None:
    with book.write("stand on") as session:
        made = person(session, "Göran Lundwall", note="Old", phones=["08-406 17 00"])
        tag(session, "person", key(made), ["almi"])
    async with trying(book, lambda: PersonDialog(key(made))) as trial:
        await trial.fill(note="", phones="")
        trial.form.row("tags").field.focus()
        await trial.press("backspace")
        await trial.save()
    record = book.ask(get_person, key(made))
    assert (record["note"], record["contact_details"], record["tags"]) == (None, [], [])


async def test_what_another_changed_meanwhile_is_not_overwritten(book: Book) -> None:
    with book.write("stand on") as session:
        made = person(session, "Göran Lundwall")
    async with trying(book, lambda: PersonDialog(key(made))) as trial:
        with book.write("meanwhile") as session:
            edit_person(session, key(made), PersonEdit(note="Theirs"))
        await trial.fill(note="Mine")
        assert await trial.save() is None
        assert trial.failure
        assert trial.form.values["note"] == "Mine"
    assert book.ask(get_person, key(made))["note"] == "Theirs"


async def test_fields_of_the_users_own_are_rows_of_the_form(book: Book) -> None:
    with book.write("stand on") as session:
        add_field(session, custom_field("diet", choices=["vegan", "all"], type="choice"))
        add_field(session, custom_field("met", type="date"))
        add_field(session, custom_field("seats", type="number"))
        add_field(session, custom_field("member", type="yes/no"))
        assert len(get_fields_for(session, "person")) == 4
    async with trying(book, lambda: PersonDialog(name="Marita Sjödin")) as trial:
        for path, text in {"diet": "vegan", "met": "2019-04", "seats": "many"}.items():
            await trial.fill_path(f"custom.{path}", text)
        assert await trial.save() is None
        assert "number" in trial.error("custom.seats")
        await trial.fill_path("custom.seats", "3,5")
        await trial.fill_path("custom.member", "no")
        saved = await trial.save()
    custom = book.ask(get_person, saved)["custom"]
    assert custom == {"diet": "vegan", "met": "2019-04", "seats": 3.5, "member": False}


async def test_a_hostile_name_is_shown_and_saved_as_text(book: Book) -> None:
    async with trying(book, PersonDialog) as trial:
        await trial.fill(name=HOSTILE, note="[bold]no markup[/bold]")
        assert "[red]x[/red]" in trial.app.text
        saved = await trial.save()
    assert book.ask(get_person, saved)["name"] == CLEANED


async def test_escape_asks_when_something_was_typed(book: Book) -> None:
    async with trying(book, PersonDialog) as trial:
        await trial.fill(name="Somebody")
        await trial.press("escape")
        assert "not saved" in trial.app.text
        await trial.press("escape")
        assert trial.app.screen is trial.form
        assert trial.form.values["name"] == "Somebody"
        await trial.press("escape", "tab", "enter")
        assert trial.app.answers == [None]


async def test_escape_leaves_an_untouched_form_at_once(book: Book) -> None:
    async with trying(book, PersonDialog) as trial:
        await trial.press("escape")
        assert trial.app.answers == [None]


async def test_a_person_that_has_gone_closes_the_form(book: Book) -> None:
    async with trying(book, lambda: PersonDialog(99)) as trial:
        assert trial.app.answers == [None]


async def test_the_form_speaks_swedish(book: Book, speak_swedish: Speak) -> None:
    speak_swedish({"New person": "Ny person", "Name": "Namn", "Save": "Spara"})
    async with trying(book, PersonDialog) as trial:
        assert "Ny person" in trial.app.text
        assert "Namn *" in trial.app.text
        assert "Spara" in trial.app.text
