"""Adding and changing organisations in a form."""

from crm.book import Book
from crm.queries.organisations import get_organisation
from tests.people import key, organisation
from tests.tui.dialogs.trying import CLEANED, HOSTILE, trying
from tui.dialogs.organisation import OrganisationDialog


async def test_a_new_organisation_is_saved_with_everything(book: Book) -> None:
    with book.write("stand on") as session:
        almi = organisation(session, "ALMI")
    async with trying(book, lambda: OrganisationDialog(parent=key(almi))) as trial:
        await trial.fill(name="ALMI Invest", classification="state_company", orgnr="212000-0142")
        await trial.fill(website="almi.se", emails="info@example.se", area="Stockholm")
        await trial.fill(alias="Almi Invest AB", tags="capital", note="Invests.")
        saved = await trial.save()
    record = book.ask(get_organisation, saved)
    assert record["parent"] == {"id": key(almi), "name": "ALMI"}
    assert record["classification"] == "state_company"
    assert record["identifiers"] == [{"scheme": "orgnr", "identifier": "212000-0142"}]
    assert [name["name"] for name in record["other_names"]] == ["Almi Invest AB"]
    assert (record["area"], record["tags"], record["note"]) == (
        "Stockholm",
        ["capital"],
        "Invests.",
    )


async def test_problems_stand_beside_their_fields(book: Book) -> None:
    async with trying(book, OrganisationDialog) as trial:
        await trial.fill(orgnr="556667-8379", website="no link at all")
        assert await trial.save() is None
        assert trial.error("name") and trial.error("orgnr") and trial.error("website")


async def test_a_change_keeps_the_rest(book: Book) -> None:
    with book.write("stand on") as session:
        made = organisation(session, "Näringsdepartementet", classification="ministry", note="Old")
    async with trying(book, lambda: OrganisationDialog(key(made))) as trial:
        await trial.fill(name=HOSTILE, alias="Näringsdepartementet")
        assert await trial.save() == key(made)
    record = book.ask(get_organisation, key(made))
    assert (record["name"], record["classification"], record["note"]) == (
        CLEANED,
        "ministry",
        "Old",
    )
    assert [name["name"] for name in record["other_names"]] == ["Näringsdepartementet"]


async def test_an_organisation_cannot_lie_below_itself(book: Book) -> None:
    with book.write("stand on") as session:
        almi = organisation(session, "ALMI")
        organisation(session, "ALMI Invest", parent=key(almi))
    async with trying(book, lambda: OrganisationDialog(key(almi))) as trial:
        await trial.choose("parent", "ALMI Invest")
        assert await trial.save() is None
        assert "lies below" in trial.error("parent")
