"""The demonstration holds the whole of the meeting, and something to do on the day it is set on."""

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crm.actions.interactions import edit_interaction
from crm.actions.memberships import succeed
from crm.actions.people import add_person, delete_person
from crm.actions.topics import edit_topic
from crm.book import Book, open_book
from crm.demo import CLOCK, build, is_demo, load
from crm.demo.tour import WIDTH, tour
from crm.inputs import InteractionEdit, ParticipantIn, PersonIn, TopicIn
from crm.queries.agenda import agenda
from crm.queries.collaborations import get_collaboration, list_collaborations
from crm.queries.follow_ups import list_follow_ups
from crm.queries.history import list_batches
from crm.queries.interactions import get_interaction, list_interactions
from crm.queries.lists import get_list
from crm.queries.memberships import list_posts
from crm.queries.organisations import get_organisation
from crm.queries.records import InteractionRecord
from crm.queries.references import (
    resolve_interaction,
    resolve_list,
    resolve_organisation,
    resolve_person,
    resolve_post,
    resolve_topic,
)
from crm.queries.timeline import timeline
from crm.vocabulary import RecordKind


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built once and copied for each test."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with open_book(path, actor="demo") as book:
        build(book)
    return path


@pytest.fixture(scope="module")
def demo(built: Path) -> Iterator[Book]:
    """The demonstration, which is only read."""
    with open_book(built, actor="tester") as book:
        yield book


@pytest.fixture
def own_demo(built: Path, tmp_path: Path) -> Iterator[Book]:
    """The demonstration, to be changed."""
    shutil.copyfile(built, tmp_path / "demo.db")
    with open_book(tmp_path / "demo.db", actor="tester") as book:
        yield book


def the_meeting(demo: Book) -> InteractionRecord:
    with demo.read() as session:
        found = resolve_interaction(session, "Nätverksmöte om industriella småföretag")
        return get_interaction(session, found)


def test_a_book_knows_whether_it_is_the_demonstration(demo: Book, tmp_path: Path) -> None:
    assert is_demo(demo)
    with open_book(tmp_path / "own.db", actor="tester") as own:
        assert not is_demo(own)


def test_the_meeting_was_held_over_two_days_in_ornskoldsvik(demo: Book) -> None:
    meeting = the_meeting(demo)
    assert (meeting["starts_at"], meeting["ends_at"]) == ("2019-04-11", "2019-04-12")
    assert (meeting["place"], meeting["status"]) == ("Örnsköldsvik", "held")


def test_everybody_is_there_in_their_role(demo: Book) -> None:
    present = {
        (
            one["person"]["name"] if one["person"] else None,
            one["role"],
            one["organisation"]["name"] if one["organisation"] else None,
        )
        for one in the_meeting(demo)["participants"]
    }
    assert present == {
        ("Emil Högberg", "Statssekreterare", "Näringsdepartementet"),
        ("Günther Mårder", "VD", "Företagarna"),
        ("Göran Lundwall", "VD", "ALMI"),
        ("Leif Lundgren", "VD", "Örnalp/Unizon"),
        ("Marita Sjödin", "Plant Manager", "Nordic Flanges"),
        (None, None, "Svenska industrikommuner"),
    }


@pytest.mark.parametrize(
    ("speaker", "topic", "fragment"),
    [
        (None, "Industriella småföretag", "välfärden"),
        ("Emil Högberg", "Industriella småföretag", "växa"),
        ("Emil Högberg", "Grön omställning", "regeringen"),
        ("Emil Högberg", "Digitalisering", "smart industri"),
        ("Emil Högberg", "Kompetensförsörjning", "regeringens"),
        ("Svenska industrikommuner", "Stimulansmedel", "kort varsel"),
        ("Svenska industrikommuner", "Stimulansmedel", "kort tid"),
        ("Svenska industrikommuner", "Stimulansmedel", "största möjliga nytta"),
        ("Svenska industrikommuner", "Myndighetssamverkan", "samarbeta mer"),
        ("Günther Mårder", "Industriella småföretag", "99,4 %"),
        ("Günther Mårder", "Kommunal ekonomi", "29 %"),
        ("Günther Mårder", "Kommunal ekonomi", "130 miljarder"),
        ("Günther Mårder", "Skola och arbetsliv", "ansvar"),
        ("Göran Lundwall", "Finansiering", "Nya lån"),
        ("Göran Lundwall", "Finansieringsrådgivning", "lönsamhet"),
        ("Göran Lundwall", "Tillväxtkapital", "tidigt skede"),
        ("Leif Lundgren", "Infrastruktur", "järnväg"),
        ("Marita Sjödin", "Regelförenkling", "enklare regler"),
        (None, "Kompetensförsörjning", "långt från arbetsmarknaden"),
        (None, "Integration", "integration"),
    ],
)
def test_who_said_what(demo: Book, speaker: str | None, topic: str, fragment: str) -> None:
    said = [
        one["text"]
        for one in the_meeting(demo)["statements"]
        if (one["speaker"]["name"] if one["speaker"] else None) == speaker
        and one["topic"] is not None
        and one["topic"]["name"] == topic
    ]
    assert fragment in " ".join(said)


def test_what_the_organisations_are(demo: Book) -> None:
    with demo.read() as session:
        found = {
            name: get_organisation(session, resolve_organisation(session, name))
            for name in ("ALMI Invest", "Näringsdepartementet", "Örnalp", "Nordic Flanges")
        }
    assert found["ALMI Invest"]["parent"] is not None
    assert found["ALMI Invest"]["parent"]["name"] == "ALMI"
    assert found["Näringsdepartementet"]["classification"] == "ministry"
    assert "kärnkraft" in (found["Örnalp"]["note"] or "")
    assert "flänsar" in (found["Nordic Flanges"]["note"] or "")


def test_growth_capital_has_the_names_it_goes_by(demo: Book) -> None:
    with demo.read() as session:
        ids = {
            resolve_topic(session, name)
            for name in ("tillväxtkapital", "riskkapital", "growth capital")
        }
    assert len(ids) == 1


def test_what_was_agreed(demo: Book) -> None:
    with demo.read() as session:
        rows = list_collaborations(session)
        promised = {
            row["title"]: len(get_collaboration(session, row["id"])["follow_ups"]) for row in rows
        }
    assert [(row["title"], row["status"]) for row in rows] == [
        ("Löpande dialog med Näringsdepartementet", "proposed"),
        ("Utvecklat samarbete med Företagarna", "agreed"),
    ]
    assert all(promised.values())


def test_what_happens_when(demo: Book) -> None:
    with demo.read() as session:
        planned = {
            (row["subject"], row["starts_at"], row["place"])
            for row in list_interactions(session, status="planned")
        }
        due = {row["title"]: row["due_date"] for row in list_follow_ups(session, status="open")}
    assert ("Seminarium om infrastruktur och tillväxt", "2019-07-02", "Almedalen") in planned
    assert ("Industridagen", "2019-09-30", "Sandviken") in planned
    assert "Sammanställ nätverkets synpunkter och frågor till Näringsdepartementet" in due
    assert due["Håll seminariet om infrastruktur och tillväxt i Almedalen"] == "2019-07-02"
    assert due["Medverka på Industridagen i Sandviken"] == "2019-09-30"


def test_the_day_has_something_late_due_coming_and_awaited(demo: Book) -> None:
    found = demo.ask(agenda)
    assert found["today"] == CLOCK
    for part in (found["overdue"], found["due_today"], found["coming"], found["waiting"]):
        assert part
    assert {row["direction"] for row in found["overdue"]} == {"ours", "theirs"}
    assert found["meetings"]
    assert found["reviews"]


def test_something_is_done_already(demo: Book) -> None:
    with demo.read() as session:
        done = list_follow_ups(session, status="done")
    assert [(row["title"], row["done_on"]) for row in done] == [
        ("Skicka mötesanteckningarna till alla som var med", "2019-04-17")
    ]


def test_the_state_secretarys_post_had_somebody_before_who_is_marked_as_invented(
    demo: Book,
) -> None:
    with demo.read() as session:
        ministry = resolve_organisation(session, "Näringsdepartementet")
        [post] = list_posts(session, organisation=ministry)
    current, former = post["holders"]
    assert current["person"]["name"] == "Emil Högberg"
    assert not former["current"]
    [invented] = [one for one in load()["people"] if one["name"] == former["person"]["name"]]
    assert invented["note"].startswith("Påhittad")


def test_the_lists_hold_whom_they_say(demo: Book) -> None:
    with demo.read() as session:
        invited = get_list(session, resolve_list(session, "Inbjudna till Industridagen"))
        saved = get_list(session, resolve_list(session, "Alla på ALMI"))
    assert invited["count"] == 6
    assert {member["name"] for member in saved["members"]} >= {"ALMI", "Göran Lundwall"}


def addresses(facts: Any) -> Iterator[str]:
    """Find everything in the facts that reaches somebody."""
    if isinstance(facts, dict):
        for name, value in facts.items():
            if name in ("emails", "phones"):
                yield from value
            elif name in ("website", "location") or (name == "value" and "type" in facts):
                yield value
            else:
                yield from addresses(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from addresses(value)


def test_no_address_or_number_is_real() -> None:
    found = list(addresses(load()))
    assert len(found) > 20
    set_aside = ("070-174 06 ", "08-465 004 ", "031-390 06 ")
    for value in found:
        host = value.partition("@")[2] or value.partition("//")[2].partition("/")[0]
        assert host.endswith(".example") if host else value.startswith(set_aside)


def test_it_can_be_taken_back_whole(own_demo: Book) -> None:
    for batch in own_demo.ask(list_batches):
        own_demo.undo(batch["id"])
    assert is_demo(own_demo)
    with own_demo.read() as session:
        assert list_interactions(session) == []


def test_the_tour_answers_what_it_asks(demo: Book) -> None:
    text = "\n".join(tour(demo))
    for fragment in (
        "Thursday 2 May 2019",
        "theirs: Skicka siffrorna för varje kommun",
        "Günther Mårder, VD, Företagarna",
        "gunther.marder@foretagarna.example",
        "Ester Exempelsson",
        "11 April 2019, Göran Lundwall (VD)",
        "“ALMI Invest går in med ägarkapital",
        "joint: Hitta former för en löpande dialog",
        str(demo.path),
    ):
        assert fragment in text
    assert "crm agenda" not in "\n".join(tour(demo, with_agenda=False))


def test_the_tour_fits_a_terminal_and_holds_nothing_that_acts(demo: Book) -> None:
    for line in tour(demo):
        assert len(line) <= WIDTH or line.startswith("  $ ")
        assert all(unicodedata.category(character) != "Cc" for character in line)


def test_the_tour_leaves_out_what_is_no_longer_there(own_demo: Book) -> None:
    with own_demo.read() as session:
        person, topic = resolve_person(session, "Günther Mårder"), resolve_topic(session, "SME")
    own_demo.tell("delete", delete_person, person)
    own_demo.tell("rename", edit_topic, topic, TopicIn(name="Små företag", synonyms=[]))
    text = "\n".join(tour(own_demo))
    assert "Günther" not in text
    assert "Göran Lundwall (VD)" in text


def test_almi_spoke_on_growth_capital_in_the_timeline(demo: Book) -> None:
    with demo.read() as session:
        almi = resolve_organisation(session, "ALMI")
        capital = resolve_topic(session, "riskkapital")
        entries = timeline(session, RecordKind.ORGANISATION, almi, topic=capital)
    assert [len(entry["statements"]) for entry in entries if entry["statements"]] == [1]


def test_the_meeting_still_shows_the_state_secretary_after_a_successor_took_the_post(
    own_demo: Book,
) -> None:
    with own_demo.write("successor") as session:
        successor = add_person(session, PersonIn(name="Efterträdare"))
        assert successor.id is not None
        succeed(session, resolve_post(session, "Statssekreterare"), successor.id, "2019-05-01")
    assert ("Statssekreterare", "Näringsdepartementet") in {
        (one["role"], one["organisation"] and one["organisation"]["name"])
        for one in the_meeting(own_demo)["participants"]
        if one["person"] and one["person"]["name"] == "Emil Högberg"
    }
    with own_demo.write("log") as session:
        planned = InteractionEdit(
            participants=[
                ParticipantIn(person="Efterträdare"),
                ParticipantIn(person="Emil Högberg"),
            ]
        )
        meeting = resolve_interaction(session, "Industridagen")
        edit_interaction(session, meeting, planned)
        roles = [one["role"] for one in get_interaction(session, meeting)["participants"]]
    assert roles == ["Statssekreterare", None]


def test_a_demonstration_is_never_half_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError("the disk is full")

    with open_book(tmp_path / "demo.db", actor="demo") as book:
        with monkeypatch.context() as patch, pytest.raises(OSError, match="full"):
            patch.setattr("crm.demo.add_collaboration", fail)
            build(book)
        assert not is_demo(book)
        build(book)
        assert is_demo(book)
