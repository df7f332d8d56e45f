"""The demonstration holds the whole of the meeting, as it was when it was held."""

import pytest

from crm.actions.interactions import edit_interaction
from crm.actions.memberships import succeed
from crm.actions.people import add_person
from crm.book import Book
from crm.inputs import InteractionEdit, ParticipantIn, PersonIn
from crm.queries.collaborations import get_collaboration, list_collaborations
from crm.queries.follow_ups import list_follow_ups
from crm.queries.interactions import get_interaction, list_interactions
from crm.queries.organisations import get_organisation
from crm.queries.records import InteractionRecord
from crm.queries.references import (
    resolve_interaction,
    resolve_organisation,
    resolve_post,
    resolve_topic,
)
from crm.queries.timeline import timeline
from crm.vocabulary import RecordKind


def the_meeting(demo: Book) -> InteractionRecord:
    with demo.read() as session:
        found = resolve_interaction(session, "Nätverksmöte om industriella småföretag")
        return get_interaction(session, found)


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


def test_almi_spoke_on_growth_capital_in_the_timeline(demo: Book) -> None:
    with demo.read() as session:
        almi = resolve_organisation(session, "ALMI")
        capital = resolve_topic(session, "riskkapital")
        entries = timeline(session, RecordKind.ORGANISATION, almi, topic=capital)
    assert [len(entry["statements"]) for entry in entries if entry["statements"]] == [1]


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
