"""Adding and changing promises in a form."""

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import add_follow_up
from crm.book import Book
from crm.inputs import CollaborationIn, FollowUpIn
from crm.queries.follow_ups import get_follow_up
from tests.people import key, meeting, organisation, person
from tests.tui.dialogs.trying import CLEANED, HOSTILE, trying
from tui.dialogs.follow_up import FollowUpDialog


async def test_a_promise_is_saved_with_what_it_belongs_to(book: Book) -> None:
    with book.write("stand on") as session:
        almi, goran = organisation(session, "ALMI"), person(session, "Göran Lundwall")
        evidence = meeting(session, "2019-04-11")
        shared = add_collaboration(session, CollaborationIn(title="Kapital"))

    def make() -> FollowUpDialog:
        return FollowUpDialog(
            person=key(goran),
            organisation=key(almi),
            interaction=key(evidence),
            collaboration=key(shared),
        )

    async with trying(book, make) as trial:
        await trial.fill(title="Skicka siffror", due_date="next friday", direction="theirs")
        assert "Fri 2019-05-10" in trial.app.text
        await trial.fill(owner="Göran", priority="high", repeats="monthly", quote="Det lovar jag.")
        saved = await trial.save()
    record = book.ask(get_follow_up, saved)
    assert (record["title"], record["due_date"]) == ("Skicka siffror", "2019-05-10")
    assert (record["direction"], record["status"]) == ("theirs", "waiting")
    assert (record["priority"], record["repeats"]) == ("high", "monthly")
    assert (record["owner"], record["quote"]) == ("Göran", "Det lovar jag.")
    named = [record[kind] for kind in ("person", "organisation", "interaction", "collaboration")]
    assert [link["name"] for link in named if link] == ["Göran Lundwall", "ALMI", "Möte", "Kapital"]


async def test_problems_stand_beside_their_fields(book: Book) -> None:
    async with trying(book, FollowUpDialog) as trial:
        await trial.fill(repeats="now and then")
        assert await trial.save() is None
        assert trial.error("title") and trial.error("repeats")
        await trial.fill(due_date="no day")
        assert await trial.save() is None
        assert trial.error("due_date")


async def test_a_promise_can_be_changed_and_called_off(book: Book) -> None:
    with book.write("stand on") as session:
        made = add_follow_up(session, FollowUpIn(title="Ring", due_date="2019-05", owner="Anna"))
    async with trying(book, lambda: FollowUpDialog(key(made))) as trial:
        await trial.fill(title=HOSTILE, status="cancelled", due_date="")
        assert await trial.save() == key(made)
    record = book.ask(get_follow_up, key(made))
    assert (record["title"], record["status"], record["due_date"]) == (CLEANED, "cancelled", None)
    assert record["owner"] == "Anna"


async def test_a_day_it_was_done_needs_it_to_be_done(book: Book) -> None:
    with book.write("stand on") as session:
        made = add_follow_up(session, FollowUpIn(title="Ring"))
    async with trying(book, lambda: FollowUpDialog(key(made))) as trial:
        await trial.fill(done_on="2019-04-30")
        assert await trial.save() is None
        assert trial.error("done_on")
        await trial.fill(status="done")
        await trial.save()
    assert book.ask(get_follow_up, key(made))["done_on"] == "2019-04-30"
