"""Collaborations, topics, lists, tags and merging in forms."""

from crm.actions.interactions import log_interaction
from crm.actions.lists import add_list
from crm.actions.topics import add_topic
from crm.book import Book
from crm.inputs import ContactListIn, InteractionIn, TopicIn
from crm.queries.collaborations import get_collaboration
from crm.queries.duplicates import find_duplicates
from crm.queries.labels import tags_of
from crm.queries.lists import get_list
from crm.queries.people import count_people, get_person
from crm.queries.topics import get_topic, list_topics
from tests.people import key, organisation, person
from tests.tui.dialogs.trying import HOSTILE, name_of, trying
from tui.dialogs.collaboration import CollaborationDialog
from tui.dialogs.contact_list import ListDialog
from tui.dialogs.merge import MergeDialog
from tui.dialogs.tags import TagDialog
from tui.dialogs.topic import TopicDialog


async def test_a_collaboration_is_registered_and_changed(book: Book) -> None:
    with book.write("stand on") as session:
        first = organisation(session, "Företagarna")
    async with trying(book, lambda: CollaborationDialog(organisations=[key(first)])) as trial:
        assert await trial.save() is None
        assert trial.error("title")
        await trial.fill(title="Kompetens", organisations="Industrirådet", agreed_on="11 april")
        await trial.fill(review_on="30 september", purpose="Tillsammans", tags="skills")
        saved = await trial.save()
    record = book.ask(get_collaboration, saved)
    assert [one["name"] for one in record["organisations"]] == ["Företagarna", "Industrirådet"]
    assert (record["agreed_on"], record["review_on"]) == ("2019-04-11", "2019-09-30")
    assert (record["status"], record["tags"]) == ("agreed", ["skills"])
    async with trying(book, lambda: CollaborationDialog(saved)) as trial:
        await trial.fill(status="active", lead="Anna")
        await trial.save()
    changed = book.ask(get_collaboration, saved)
    assert (changed["status"], changed["lead"]) == ("active", "Anna")
    assert (changed["purpose"], len(changed["organisations"])) == ("Tillsammans", 2)


async def test_a_topic_is_added_under_another_and_renamed(book: Book) -> None:
    async with trying(book, TopicDialog) as trial:
        await trial.fill(name="svetsare", synonyms="svetsning, welding", parent="kompetens")
        saved = await trial.save()
    assert name_of(book.ask(get_topic, saved)["parent"]) == "kompetens"
    async with trying(book, lambda: TopicDialog(saved)) as trial:
        await trial.fill(name="kompetens")
        assert await trial.save() is None
        assert trial.error("name")
        await trial.fill(name="Svetsare")
        await trial.save()
    record = book.ask(get_topic, saved)
    assert (record["name"], record["synonyms"]) == ("Svetsare", ["svetsning", "welding"])


async def test_a_list_is_made_and_renamed(book: Book) -> None:
    async with trying(book, ListDialog) as trial:
        await trial.fill(name="Industridagen", note="September")
        saved = await trial.save()
    async with trying(book, lambda: ListDialog(saved)) as trial:
        await trial.fill(name="")
        assert await trial.save() is None
        assert trial.error("name")
        await trial.fill(name="Industridagen 2019")
        await trial.save()
    record = book.ask(get_list, saved)
    assert (record["name"], record["note"]) == ("Industridagen 2019", "September")


async def test_people_are_put_on_a_list_there_is_or_a_new_one(book: Book) -> None:
    with book.write("stand on") as session:
        who, where = person(session, "Marita Sjödin"), organisation(session, "Nordic Flanges")
        known = add_list(session, ContactListIn(name="Industridagen"))
    make = lambda: ListDialog(people=[key(who)], organisations=[key(where)])  # noqa: E731
    async with trying(book, make) as trial:
        assert await trial.save() is None
        assert trial.error("name")
        await trial.choose("name", "industri")
        assert await trial.save() == key(known)
    async with trying(book, make) as trial:
        await trial.fill(name="Almedalen")
        made = await trial.save()
    for identity in (key(known), made):
        names = [member["name"] for member in book.ask(get_list, identity)["members"]]
        assert names == ["Marita Sjödin", "Nordic Flanges"]


async def test_tags_are_put_on_and_taken_off_several_at_once(book: Book) -> None:
    with book.write("stand on") as session:
        first = person(session, "Marita Sjödin", tags=["old", "kept"])
        second = person(session, "Leif Lundgren")
    async with trying(book, lambda: TagDialog("person", [key(first), key(second)])) as trial:
        assert "2 records" in trial.app.text
        assert await trial.save() is None
        assert trial.error("tags")
        await trial.fill(tags=HOSTILE)
        await trial.choose("off", "old")
        assert await trial.save()
        assert len(trial.app.done) == 1
    assert "old" not in book.ask(tags_of, "person", key(first))
    assert len(book.ask(tags_of, "person", key(first))) == 2
    assert len(book.ask(tags_of, "person", key(second))) == 1


async def test_two_people_become_the_one_that_is_chosen(book: Book) -> None:
    with book.write("stand on") as session:
        first = person(session, "Gunther Marder", phones=["08-406 17 00"])
        second = person(session, "Günther Mårder", emails=["gunther@example.se"])
    make = lambda: MergeDialog("person", key(first), key(second))  # noqa: E731
    async with trying(book, make) as trial:
        assert "gunther@example.se" in trial.app.text and "08-406 17 00" in trial.app.text
        await trial.fill(keep="1")
        assert "Günther Mårder stays" in trial.app.text
        assert await trial.save() == key(second)
    record = book.ask(get_person, key(second))
    assert len(record["contact_details"]) == 2
    assert book.ask(count_people) == 1


async def test_the_user_chooses_whose_value_stays_where_they_differ(book: Book) -> None:
    with book.write("stand on") as session:
        first = person(session, "Anna Lind", language="sv", honorific_prefix="Dr")
        second = person(session, "Anna Lindh", language="en")
    make = lambda: MergeDialog("person", key(first), key(second))  # noqa: E731
    async with trying(book, make, height=40) as trial:
        await trial.fill(choose_name="1", choose_language="1")
        await trial.fill(choose_name="0")
        assert await trial.save() == key(first)
    record = book.ask(get_person, key(first))
    assert (record["name"], record["language"]) == ("Anna Lind", "en")
    assert record["honorific_prefix"] == "Dr"


async def test_two_who_are_not_the_same_are_not_asked_about_again(book: Book) -> None:
    with book.write("stand on") as session:
        first = person(session, "Anna Lind", emails=["anna@example.se"])
        second = person(session, "Anna Lind", emails=["anna@example.se"])
    make = lambda: MergeDialog("person", key(first), key(second))  # noqa: E731
    async with trying(book, make) as trial:
        await trial.press("ctrl+n")
        assert trial.app.answers == [None]
    assert book.ask(find_duplicates, "person") == []
    assert book.ask(count_people) == 2


async def test_two_topics_become_one(book: Book) -> None:
    with book.write("stand on") as session:
        kept = add_topic(session, TopicIn(name="kompetens"))
        other = add_topic(session, TopicIn(name="kompetensförsörjning"))
        talk = InteractionIn(
            kind="call", subject="x", starts_at="2019-05-01", topics=["kompetensförsörjning"]
        )
        log_interaction(session, talk)
    async with trying(book, lambda: MergeDialog("topic", key(kept), key(other))) as trial:
        assert await trial.save() == key(kept)
    [topic] = book.ask(list_topics)
    assert (topic["synonyms"], topic["interactions"]) == (["kompetensförsörjning"], 1)
