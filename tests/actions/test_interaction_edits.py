"""Changing and deleting what was logged."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from crm.actions.follow_ups import add_follow_up
from crm.actions.interactions import delete_interaction, edit_interaction
from crm.actions.labels import add_document, add_field
from crm.errors import Conflict, Invalid, NotFound
from crm.inputs import (
    CustomFieldIn,
    DocumentIn,
    FollowUpIn,
    InteractionEdit,
    ParticipantIn,
    StatementIn,
)
from crm.models import (
    Document,
    FollowUp,
    Interaction,
    InteractionTopic,
    Participant,
    Statement,
    Tagging,
)
from crm.queries.follow_ups import get_follow_up
from crm.queries.interactions import get_interaction
from tests.actions.meetings import logged
from tests.network import employed


def test_an_edit_changes_only_what_is_named(session: Session) -> None:
    meeting = logged(session, place="Umeå", topics=["infrastruktur"], details="Notes")
    edit_interaction(session, meeting["id"], InteractionEdit(subject="New", details=None))
    changed = get_interaction(session, meeting["id"])
    assert (changed["subject"], changed["place"], changed["details"]) == ("New", "Umeå", None)
    assert changed["topics"] == meeting["topics"]
    assert changed["version"] == meeting["version"] + 1


def test_an_edit_sets_fields_of_the_users_own(session: Session) -> None:
    add_field(session, CustomFieldIn(key="room", applies_to=["interaction"]))
    meeting = logged(session)
    edit_interaction(session, meeting["id"], InteractionEdit(custom={"room": "B"}))
    assert get_interaction(session, meeting["id"])["custom"] == {"room": "B"}


def test_topics_of_what_was_said_stay_when_topics_are_replaced(session: Session) -> None:
    meeting = logged(
        session, topics=["roads"], statements=[StatementIn(text="x", topic="railways")]
    )
    edit_interaction(session, meeting["id"], InteractionEdit(topics=["airports"]))
    topics = get_interaction(session, meeting["id"])["topics"]
    assert [topic["name"] for topic in topics] == ["airports", "railways"]


def test_statements_are_replaced_whole(session: Session) -> None:
    marder, _ = employed(session, "Günther Mårder", "Företagarna", "VD")
    meeting = logged(session, statements=[StatementIn(text="old")])
    new = [StatementIn(text="new", speaker=marder, topic="school")]
    edit_interaction(session, meeting["id"], InteractionEdit(statements=new))
    changed = get_interaction(session, meeting["id"])
    assert [said["text"] for said in changed["statements"]] == ["new"]
    assert [one["role"] for one in changed["participants"]] == ["VD"]
    assert [topic["name"] for topic in changed["topics"]] == ["school"]


def test_an_end_before_the_start_is_refused_also_when_only_one_is_changed(
    session: Session,
) -> None:
    meeting = logged(session, ends_at="2019-04-12")
    with pytest.raises(Invalid):
        edit_interaction(session, meeting["id"], InteractionEdit(ends_at="2019-04-10"))
    with pytest.raises(Invalid):
        edit_interaction(session, meeting["id"], InteractionEdit(starts_at="2019-04-13"))


def test_a_stale_edit_is_a_conflict(session: Session) -> None:
    meeting = logged(session)
    version = meeting["version"]
    edit_interaction(session, meeting["id"], InteractionEdit(place="Umeå"), version=version)
    with pytest.raises(Conflict):
        edit_interaction(session, meeting["id"], InteractionEdit(place="Luleå"), version=version)
    with pytest.raises(Conflict):
        delete_interaction(session, meeting["id"], version=version)


def test_deleting_takes_what_belongs_to_it_and_leaves_promises(session: Session) -> None:
    marder, _ = employed(session, "Günther Mårder", "Företagarna", "VD")
    meeting = logged(
        session,
        participants=[ParticipantIn(person=marder)],
        statements=[StatementIn(text="x", topic="school")],
        tags=["spring"],
    )
    add_document(session, "interaction", meeting["id"], DocumentIn(title="D", location="/d"))
    promise = add_follow_up(session, FollowUpIn(title="send", interaction=meeting["id"]))
    assert promise.id is not None
    before = promise.version
    delete_interaction(session, meeting["id"])
    for table in (Participant, Statement, InteractionTopic, Tagging, Document, Interaction):
        assert session.exec(select(table)).all() == []
    kept = get_follow_up(session, promise.id)
    assert kept["interaction"] is None
    assert kept["version"] == before + 1
    assert len(session.exec(select(FollowUp)).all()) == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda session: edit_interaction(session, 7, InteractionEdit(place="x")),
        lambda session: delete_interaction(session, 7),
        lambda session: delete_interaction(session, 2**70),
        lambda session: get_interaction(session, -1),
    ],
)
def test_what_is_not_there_cannot_be_changed(
    session: Session, act: Callable[[Session], object]
) -> None:
    with pytest.raises(NotFound):
        act(session)
