from typing import Any

import pytest
from sqlmodel import Session, select

from crm.actions.interactions import log_interaction
from crm.actions.topics import (
    add_topic,
    delete_topic,
    edit_topic,
    find_or_add_topic,
    merge_topics,
)
from crm.errors import Conflict, Invalid, NotFound
from crm.inputs import InteractionIn, StatementIn, TopicIn
from crm.models import OtherName
from crm.queries.interactions import get_interaction
from crm.queries.records import TopicRecord
from crm.queries.topics import find_topic, get_topic, list_topics
from crm.vocabulary import InteractionKind


def added(session: Session, name: str, **values: Any) -> TopicRecord:
    row = add_topic(session, TopicIn(name=name, **values))
    assert row.id is not None
    return get_topic(session, row.id)


def discussed(session: Session, *topics: str, said: str | None = None) -> int:
    statements = [StatementIn(text="x", topic=said)] if said else []
    row = log_interaction(
        session,
        InteractionIn(
            kind=InteractionKind.MEETING,
            subject="A",
            starts_at="2019-04-11",
            topics=list(topics),
            statements=statements,
        ),
    )
    assert row.id is not None
    return row.id


def topics_of(session: Session, interaction_id: int) -> list[str]:
    return [topic["name"] for topic in get_interaction(session, interaction_id)["topics"]]


def test_a_topic_with_synonyms_under_a_wider_one(session: Session) -> None:
    wider = added(session, "Tillväxt")
    topic = added(
        session,
        "Riskkapital",
        synonyms=["Tillväxtkapital", "riskkapital", "Growth capital", "growth capital"],
        parent="tillväxt",
        note="Equity",
    )
    assert topic["synonyms"] == ["Growth capital", "Tillväxtkapital"]
    assert topic["parent"] == {"id": wider["id"], "name": "Tillväxt"}
    assert topic["note"] == "Equity"
    assert get_topic(session, wider["id"])["children"] == [
        {"id": topic["id"], "name": "Riskkapital"}
    ]


def test_a_topic_is_found_by_name_and_synonym_without_case_and_accents(session: Session) -> None:
    topic = added(session, "Kompetensförsörjning", synonyms=["Arbetskraft"])
    for name in ("kompetensforsorjning", "ARBETSKRAFT", f"t{topic['id']}", topic["id"]):
        assert find_or_add_topic(session, name).id == topic["id"]
    assert find_topic(session, "kompetens") is None


def test_an_unknown_name_is_added_or_refused(session: Session) -> None:
    assert find_or_add_topic(session, " Grön  omställning ").name == "Grön omställning"
    with pytest.raises(NotFound):
        find_or_add_topic(session, "skatter", create=False)
    with pytest.raises(NotFound):
        find_or_add_topic(session, "t99")


@pytest.mark.parametrize("name", ["riskkapital", "TILLVÄXTKAPITAL"])
def test_a_name_or_synonym_that_another_has_is_refused(session: Session, name: str) -> None:
    added(session, "Riskkapital", synonyms=["Tillväxtkapital"])
    with pytest.raises(Invalid):
        added(session, name)
    with pytest.raises(Invalid):
        added(session, "Lån", synonyms=[name])


def test_an_edit_changes_what_is_named(session: Session) -> None:
    wider = added(session, "Tillväxt")
    topic = added(session, "Risk", synonyms=["x"], parent=wider["id"], note="n")
    edit_topic(session, topic["id"], TopicIn(name="Riskkapital"))
    changed = get_topic(session, topic["id"])
    assert (changed["name"], changed["synonyms"], changed["note"]) == ("Riskkapital", ["x"], "n")
    edit_topic(
        session,
        topic["id"],
        TopicIn(name="Riskkapital", synonyms=["y"], parent=None, note=None),
    )
    changed = get_topic(session, topic["id"])
    assert (changed["synonyms"], changed["parent"], changed["note"]) == (["y"], None, None)


def test_a_topic_cannot_lie_under_itself_at_any_depth(session: Session) -> None:
    top = added(session, "A")
    middle = added(session, "B", parent="A")
    bottom = added(session, "C", parent="B")
    for parent in (top, middle, bottom):
        with pytest.raises(Invalid):
            edit_topic(session, top["id"], TopicIn(name="A", parent=parent["id"]))
    edit_topic(session, bottom["id"], TopicIn(name="C", parent="A"))
    assert len(get_topic(session, top["id"])["children"]) == 2


def test_interactions_count_once_for_a_topic_and_what_lies_under_it(session: Session) -> None:
    added(session, "A")
    added(session, "B", parent="A")
    discussed(session, "A", "B")
    discussed(session, "B")
    discussed(session, "C")
    counts = {topic["name"]: topic["interactions"] for topic in list_topics(session)}
    assert counts == {"A": 2, "B": 2, "C": 1}


def test_joined_topics_keep_what_was_said_their_names_and_what_lies_under_them(
    session: Session,
) -> None:
    kept = added(session, "Riskkapital", synonyms=["Ägarkapital"], note="first")
    other = added(session, "Tillväxtkapital", synonyms=["Growth"], note="second")
    added(session, "Såddkapital", parent="Tillväxtkapital")
    both = discussed(session, "Riskkapital", "Tillväxtkapital")
    one = discussed(session, said="Tillväxtkapital")
    merge_topics(session, kept["id"], other["id"])
    topic = get_topic(session, kept["id"])
    assert topic["synonyms"] == ["Growth", "Tillväxtkapital", "Ägarkapital"]
    assert topic["note"] == "first\n\nsecond"
    assert [child["name"] for child in topic["children"]] == ["Såddkapital"]
    assert topics_of(session, both) == topics_of(session, one) == ["Riskkapital"]
    said = get_interaction(session, one)["statements"][0]["topic"]
    assert said == {"id": kept["id"], "name": "Riskkapital"}
    with pytest.raises(NotFound):
        get_topic(session, other["id"])


@pytest.mark.parametrize("keep", ["B", "C"])
def test_joining_a_topic_into_one_under_it_leaves_no_circle(session: Session, keep: str) -> None:
    added(session, "Top")
    added(session, "A", parent="Top")
    added(session, "B", parent="A")
    added(session, "C", parent="B")
    ids = {topic["name"]: topic["id"] for topic in list_topics(session)}
    merge_topics(session, ids[keep], ids["A"])
    top = get_topic(session, ids["Top"])
    assert [child["name"] for child in top["children"]] == [keep]


def test_a_topic_cannot_be_joined_with_itself(session: Session) -> None:
    topic = added(session, "A")
    with pytest.raises(Invalid):
        merge_topics(session, topic["id"], topic["id"])


def test_a_deleted_topic_leaves_what_was_said_and_lifts_what_lay_under_it(
    session: Session,
) -> None:
    added(session, "A")
    middle = added(session, "B", parent="A", synonyms=["b"])
    added(session, "C", parent="B")
    meeting = discussed(session, said="B")
    delete_topic(session, middle["id"])
    assert [
        (topic["name"], topic["parent"] and topic["parent"]["name"])
        for topic in list_topics(session)
    ] == [("A", None), ("C", "A")]
    kept = get_interaction(session, meeting)
    assert kept["topics"] == []
    assert [(said["text"], said["topic"]) for said in kept["statements"]] == [("x", None)]
    assert session.exec(select(OtherName)).all() == []


def test_a_stale_change_is_a_conflict(session: Session) -> None:
    topic = added(session, "A")
    edit_topic(session, topic["id"], TopicIn(name="B"), version=1)
    with pytest.raises(Conflict):
        edit_topic(session, topic["id"], TopicIn(name="C"), version=1)
    with pytest.raises(Conflict):
        delete_topic(session, topic["id"], version=1)


def test_topics_come_in_swedish_order(session: Session) -> None:
    for name in ("Öar", "Äpplen", "Ånga", "Z", "w", "V"):
        added(session, name)
    assert [topic["name"] for topic in list_topics(session)] == [
        "V",
        "w",
        "Z",
        "Ånga",
        "Äpplen",
        "Öar",
    ]
