from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.interactions import log_interaction
from crm.actions.topics import add_topic
from crm.errors import Invalid
from crm.inputs import InteractionIn, ParticipantIn, StatementIn, TopicIn
from crm.models import Organisation
from crm.queries.interactions import (
    get_interaction,
    interaction_ids,
    interaction_rows,
    list_interactions,
)
from crm.queries.topics import find_topic
from tests.counting import count_queries
from tests.network import employed, organisation


def logged(session: Session, subject: str, on: str, **values: Any) -> int:
    usual = {"kind": "meeting", "subject": subject, "starts_at": on}
    row = log_interaction(session, InteractionIn(**usual | values))
    assert row.id is not None
    return row.id


def subjects(session: Session, **filters: Any) -> list[str]:
    return [row["subject"] for row in list_interactions(session, **filters)]


@pytest.fixture
def people(session: Session) -> dict[str, int]:
    marder, foretagarna = employed(session, "Günther Mårder", "Företagarna", "VD")
    lundwall, almi = employed(session, "Göran Lundwall", "ALMI", "VD")
    add_topic(session, TopicIn(name="Kapital"))
    add_topic(session, TopicIn(name="Riskkapital", parent="Kapital"))
    logged(
        session,
        "Spring",
        "2019-04-11",
        ends_at="2019-04-12",
        place="Örnsköldsvik",
        participants=[ParticipantIn(person=marder), ParticipantIn(person=lundwall)],
        topics=["Skola", "Riskkapital"],
    )
    logged(
        session,
        "Call",
        "2019-04-25T09:30",
        kind="call",
        participants=[ParticipantIn(organisation=almi)],
        topics=["Kapital"],
    )
    logged(session, "Sometime", "2018", participants=[ParticipantIn(person=marder)])
    logged(session, "Almedalen", "2019-07-02", kind="seminar")
    return {
        "marder": marder,
        "foretagarna": foretagarna,
        "lundwall": lundwall,
        "almi": almi,
    }


def test_the_newest_come_first(session: Session, people: dict[str, int]) -> None:
    assert subjects(session) == ["Almedalen", "Call", "Spring", "Sometime"]
    assert subjects(session, limit=2) == ["Almedalen", "Call"]
    assert subjects(session, limit=0) == []


def test_a_line_says_who_took_part_and_on_what(session: Session, people: dict[str, int]) -> None:
    row = list_interactions(session)[2]
    assert row["participants"] == "Günther Mårder, Göran Lundwall"
    assert row["topics"] == "Riskkapital, Skola"
    assert (row["place"], row["ends_at"]) == ("Örnsköldsvik", "2019-04-12")
    assert list_interactions(session)[1]["participants"] == "ALMI"
    assert list_interactions(session)[0]["participants"] == ""


def test_they_are_narrowed_by_person_organisation_kind_and_status(
    session: Session, people: dict[str, int]
) -> None:
    assert subjects(session, person=people["marder"]) == ["Spring", "Sometime"]
    assert subjects(session, organisation=people["almi"]) == ["Call", "Spring"]
    assert subjects(session, organisation=people["almi"], kind="call") == ["Call"]
    assert subjects(session, status="planned") == ["Almedalen"]
    assert subjects(session, person=people["almi"] + 99) == []


def test_a_wider_topic_takes_the_narrower(session: Session, people: dict[str, int]) -> None:
    assert subjects(session, topic=find_topic(session, "kapital")) == ["Call", "Spring"]
    assert subjects(session, topic=find_topic(session, "riskkapital")) == ["Spring"]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2019-04-12", "2019-04-25", ["Call", "Spring"]),
        ("2019-05", None, ["Almedalen"]),
        (None, "2018-06", ["Sometime"]),
        ("2018-06", "2018-06", ["Sometime"]),
    ],
)
def test_they_are_narrowed_by_time(
    session: Session,
    people: dict[str, int],
    start: str | None,
    end: str | None,
    found: list[str],
) -> None:
    assert subjects(session, start=start, end=end) == found


def test_a_date_that_cannot_be_is_refused(session: Session) -> None:
    with pytest.raises(Invalid):
        interaction_ids(session, start="2019-02-30")


def test_rows_come_in_the_order_of_their_ids_without_those_that_have_gone(
    session: Session, people: dict[str, int]
) -> None:
    ids = interaction_ids(session)
    wanted = [ids[2], 999, ids[0]]
    assert [row["id"] for row in interaction_rows(session, wanted)] == [ids[2], ids[0]]
    assert interaction_rows(session, []) == []


def test_a_page_takes_as_many_queries_as_a_line(session: Session, people: dict[str, int]) -> None:
    ids = interaction_ids(session)
    session.expire_all()
    with count_queries(session) as one:
        interaction_rows(session, ids[:1])
    with count_queries(session) as all_of_them:
        interaction_rows(session, ids)
    assert one.count == all_of_them.count == 3


def test_an_organisation_that_spoke_is_called_what_it_was_called_then(session: Session) -> None:
    almi = organisation(session, "ALMI")
    statement = StatementIn(speaker="ALMI", text="We invest.")
    meeting = logged(session, "Spring", "2019-04-11", statements=[statement])
    renamed = session.get(Organisation, almi)
    assert renamed is not None
    renamed.name = "Almi Företagspartner"
    session.flush()
    found = get_interaction(session, meeting)
    assert found["statements"][0]["speaker"] == {"id": almi, "name": "ALMI"}
    assert found["participants"][0]["organisation"] == {"id": almi, "name": "ALMI"}


def test_data_is_never_markup_sql_or_pattern(session: Session) -> None:
    nasty = "[@click=app.quit]x[/] %_' OR 1=1 -- \"*"
    meeting = logged(session, nasty, "2019-04-11", place=nasty, topics=[nasty])
    found = get_interaction(session, meeting)
    assert found["subject"] == found["place"] == found["topics"][0]["name"] == nasty


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "%", "' OR 1=1 --"])
def test_odd_text_as_a_filter_finds_nothing(session: Session, text: str) -> None:
    logged(session, "a", "2019-04-11")
    assert subjects(session, kind=text) == subjects(session, status=text) == []
    assert find_topic(session, text) is None
