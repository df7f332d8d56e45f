"""Logging and changing interactions in a form."""

from typing import Any

from crm.actions.interactions import log_interaction
from crm.book import Book
from crm.inputs import InteractionIn
from crm.queries.interactions import get_interaction
from crm.queries.organisations import list_organisations
from crm.queries.people import count_people, list_people
from crm.queries.topics import list_topics
from tests.people import key, organisation, person
from tests.tui.dialogs.trying import CLEANED, HOSTILE, name_of, trying
from tui.dialogs.interaction import InteractionDialog
from tui.dialogs.log_interaction import LogInteractionDialog


def logged(book: Book, **fields: Any) -> int:
    with book.write("stand on") as session:
        almi = organisation(session, "ALMI")
        goran = person(
            session, "Göran Lundwall", memberships=[{"organisation": key(almi), "role": "VD"}]
        )
        values: dict[str, Any] = {
            "kind": "meeting",
            "subject": "Örnsköldsvik",
            "starts_at": "2019-04-11T09:30",
            "ends_at": "2019-04-12",
            "participants": [{"person": key(goran)}, {"organisation": key(almi)}],
            "topics": ["tillväxtkapital"],
            "statements": [
                {"speaker": "ALMI", "topic": "tillväxtkapital", "text": "Mer kapital."},
                {"speaker": f"p{key(goran)}", "stance": "supports", "text": "Gärna."},
            ],
        }
        return key(log_interaction(session, InteractionIn(**values | fields)))


async def test_who_is_at_hand_is_filled_in_and_today_is_the_date(book: Book) -> None:
    with book.write("stand on") as session:
        mårder = person(session, "Günther Mårder")
        almi = organisation(session, "ALMI")
    make = lambda: LogInteractionDialog(people=[key(mårder)], organisations=[key(almi)])  # noqa: E731
    async with trying(book, make) as trial:
        assert "Thu 2019-05-02" in trial.app.text
        await trial.fill(subject="Kaffe")
        saved = await trial.save()
        assert [done.description for done in trial.app.done] == ["Logged Kaffe"]
    record = book.ask(get_interaction, saved)
    took_part = [name_of(one["person"], one["organisation"]) for one in record["participants"]]
    assert took_part == ["Günther Mårder", "ALMI"]
    assert (record["starts_at"], record["status"]) == ("2019-05-02", "held")


async def test_everything_of_a_meeting_goes_in_at_once(book: Book) -> None:
    with book.write("stand on") as session:
        person(session, "Günther Mårder")
    async with trying(book, LogInteractionDialog) as trial:
        await trial.fill(
            subject="Örnsköldsvik", when="11-12 april", time="9.30-16", place="Örnsköldsvik"
        )
        assert "2019-04-12" in trial.app.text
        await trial.choose("people", "marder")
        await trial.fill(people="Marita Sjödin", organisations="Nordic Flanges")
        await trial.fill(topics="kompetensförsörjning", details="Två dagar.")
        await trial.press("f2")
        trial.put_in_part(0, 3, "Vi saknar svetsare.")
        await trial.fill_path("statements.0.speaker", "Marita Sjödin")
        await trial.fill_path("statements.0.topic", "Kompetensförsörjning")
        await trial.fill_path("statements.0.stance", "asks")
        await trial.press("f3")
        trial.put_in_part(-1, 0, "Sammanställ åsikterna")
        await trial.fill_path("follow_ups.0.due_date", "2019-05-10")
        await trial.fill_path("follow_ups.0.direction", "joint")
        saved = await trial.save()
        assert len(trial.app.done) == 1
    record = book.ask(get_interaction, saved)
    assert (record["starts_at"], record["ends_at"]) == ("2019-04-11T09:30", "2019-04-12T16:00")
    [said] = record["statements"]
    assert name_of(said["speaker"]) == "Marita Sjödin"
    assert (name_of(said["topic"]), said["stance"]) == ("kompetensförsörjning", "asks")
    [promise] = record["follow_ups"]
    assert (promise["title"], promise["due_date"]) == ("Sammanställ åsikterna", "2019-05-10")
    assert promise["direction"] == "joint"
    assert [row["name"] for row in book.ask(list_people)] == ["Günther Mårder", "Marita Sjödin"]
    assert [row["name"] for row in book.ask(list_organisations)] == ["Nordic Flanges"]
    assert len(book.ask(list_topics)) == 1


async def test_a_promise_concerns_whoever_of_those_present_is_chosen(book: Book) -> None:
    with book.write("stand on") as session:
        almi = organisation(session, "ALMI")
        goran = person(session, "Göran Lundwall", memberships=[{"organisation": key(almi)}])
        person(session, "Göran Persson")
        marita = person(session, "Marita Sjödin")
    people = [key(goran), key(marita)]
    make = lambda: LogInteractionDialog(people=people, organisations=[key(almi)])  # noqa: E731
    async with trying(book, make) as trial:
        await trial.fill(subject="Kapital")
        for number, (promise, whom) in enumerate(
            (("Skicka siffror", "göran"), ("Bjud in", "almi"), ("Ring", "Leif Lundgren"))
        ):
            await trial.press("f3")
            trial.put_in_part(number, 0, promise)
            await trial.choose(f"follow_ups.{number}.concerns", whom)
        saved = await trial.save()
    promises = book.ask(get_interaction, saved)["follow_ups"]
    named = {one["title"]: (one["person"], one["organisation"]) for one in promises}
    who, where = named["Skicka siffror"]
    assert (name_of(who), name_of(where)) == ("Göran Lundwall", "ALMI")
    assert [name_of(one) for one in named["Bjud in"]] == ["", "ALMI"]
    assert [name_of(one) for one in named["Ring"]] == ["Leif Lundgren", ""]


async def test_the_only_person_is_filled_in_and_alone_makes_no_promise(book: Book) -> None:
    with book.write("stand on") as session:
        mårder = person(session, "Günther Mårder")
    async with trying(book, lambda: LogInteractionDialog(people=[key(mårder)])) as trial:
        await trial.fill(subject="Kaffe")
        await trial.press("f3", "f3")
        trial.put_in_part(1, 0, "Skicka siffror")
        saved = await trial.save()
    [promise] = book.ask(get_interaction, saved)["follow_ups"]
    assert name_of(promise["person"]) == "Günther Mårder"


async def test_a_part_with_nothing_but_what_was_offered_is_left_without_asking(book: Book) -> None:
    with book.write("stand on") as session:
        mårder = person(session, "Günther Mårder")
    async with trying(book, lambda: LogInteractionDialog(people=[key(mårder)])) as trial:
        await trial.press("f3", "escape")
        assert trial.app.answers == [None]


async def test_a_planned_meeting_lies_ahead_and_hostile_text_stays_text(book: Book) -> None:
    async with trying(book, LogInteractionDialog) as trial:
        await trial.fill(subject=HOSTILE, people=HOSTILE, topics=HOSTILE, when="2 juli")
        assert "2018-07-02" in trial.app.text
        await trial.fill(status="planned")
        assert "2019-07-02" in trial.app.text
        saved = await trial.save()
    record = book.ask(get_interaction, saved)
    assert record["status"] == "planned"
    [took_part] = record["participants"]
    assert record["subject"] == name_of(took_part["person"]) == CLEANED
    assert [topic["name"] for topic in record["topics"]] == [CLEANED]


async def test_problems_stand_at_their_parts_and_nothing_is_half_saved(book: Book) -> None:
    async with trying(book, LogInteractionDialog) as trial:
        await trial.fill(people="Marita Sjödin", when="someday", time="25:99")
        await trial.press("f2", "f2")
        first, _second = trial.parts
        await trial.press("f3")
        trial.put_in_part(1, 0, "Leif Lundgren")
        assert await trial.save() is None
        assert trial.error("when")
        await trial.fill(when="2019-04-11")
        assert await trial.save() is None
        assert trial.error("time")
        await trial.fill(time="")
        assert await trial.save() is None
        assert trial.error("subject") == "This must be filled in."
        assert trial.error("statements.0.text") == "This must be filled in."
        assert not any(row.error for row in first.fields)
    assert book.ask(count_people) == 0


async def test_a_part_that_is_taken_away_is_not_saved(book: Book) -> None:
    async with trying(book, LogInteractionDialog) as trial:
        await trial.fill(subject="Kaffe")
        await trial.press("f3")
        trial.put_in_part(0, 0, "Never mind")
        await trial.press("f4")
        assert not trial.parts
        saved = await trial.save()
    assert book.ask(get_interaction, saved)["follow_ups"] == []


async def test_what_is_not_changed_stays_as_it_was(book: Book) -> None:
    meeting = logged(book)
    before = book.ask(get_interaction, meeting)
    async with trying(book, lambda: InteractionDialog(meeting)) as trial:
        assert "2019-04-12" in trial.app.text
        await trial.fill(place="Köpmanholmen")
        assert await trial.save() == meeting
    after = book.ask(get_interaction, meeting)
    changed = {name for name in before if before[name] != after[name]}  # type: ignore[literal-required]
    assert changed <= {"place", "version", "updated_at"}
    assert after["place"] == "Köpmanholmen"


async def test_statements_and_people_can_be_changed(book: Book) -> None:
    meeting = logged(book)
    async with trying(book, lambda: InteractionDialog(meeting)) as trial:
        await trial.fill_path("statements.1.text", "Gärna i höst.")
        await trial.fill(people="Marita Sjödin", time="10–11:30")
        await trial.save()
    record = book.ask(get_interaction, meeting)
    said = [(name_of(one["speaker"]), one["text"]) for one in record["statements"]]
    assert said == [("ALMI", "Mer kapital."), ("Göran Lundwall", "Gärna i höst.")]
    took_part = [name_of(one["person"], one["organisation"]) for one in record["participants"]]
    assert sorted(took_part) == ["ALMI", "Göran Lundwall", "Marita Sjödin"]
    assert (record["starts_at"], record["ends_at"]) == ("2019-04-11T10:00", "2019-04-12T11:30")


async def test_a_form_with_a_typed_part_asks_before_it_is_left(book: Book) -> None:
    async with trying(book, LogInteractionDialog) as trial:
        await trial.press("f3")
        await trial.press("escape")
        assert trial.app.answers == [None]
    async with trying(book, LogInteractionDialog) as trial:
        await trial.press("f3", "a", "escape")
        assert not trial.app.answers
