from typing import Any

import pytest
from sqlmodel import Session, select

from crm.actions.collaborations import (
    add_collaboration,
    delete_collaboration,
    edit_collaboration,
)
from crm.actions.follow_ups import add_follow_up
from crm.actions.labels import add_document, add_field
from crm.errors import Conflict, Invalid, NotFound
from crm.inputs import (
    CollaborationEdit,
    CollaborationIn,
    CustomFieldIn,
    DocumentIn,
    FollowUpIn,
)
from crm.models import CollaborationOrganisation, Document, Tagging
from crm.queries.collaborations import get_collaboration
from crm.queries.follow_ups import get_follow_up
from crm.queries.records import CollaborationRecord
from crm.vocabulary import FieldType
from tests.network import organisation


def added(session: Session, **values: Any) -> CollaborationRecord:
    row = add_collaboration(session, CollaborationIn(**{"title": "School and work"} | values))
    assert row.id is not None
    return get_collaboration(session, row.id)


def test_everything_told_is_kept(session: Session) -> None:
    add_field(
        session, CustomFieldIn(key="budget", type=FieldType.NUMBER, applies_to=["collaboration"])
    )
    told = {
        "uid": "c-1",
        "title": "School and work",
        "purpose": "Prepare the young for work.",
        "lead": "Kim",
        "status": "active",
        "agreed_on": "2019-04",
        "review_on": "2020",
        "tags": ["school"],
        "custom": {"budget": 7},
    }
    collaboration = added(session, **told)
    assert {key: collaboration[key] for key in told} == told  # type: ignore[literal-required]


def test_it_is_agreed_unless_told_otherwise(session: Session) -> None:
    assert added(session)["status"] == "agreed"


def test_organisations_come_once_each_in_swedish_order(session: Session) -> None:
    marks, almi = organisation(session, "Ånge"), organisation(session, "ALMI")
    collaboration = added(session, organisations=["Ånge", "ALMI", marks, "almi"])
    assert collaboration["organisations"] == [
        {"id": almi, "name": "ALMI"},
        {"id": marks, "name": "Ånge"},
    ]


def test_an_edit_changes_only_what_is_named(session: Session) -> None:
    add_field(
        session, CustomFieldIn(key="budget", type=FieldType.NUMBER, applies_to=["collaboration"])
    )
    first, second, third = (organisation(session, name) for name in "ABC")
    collaboration = added(session, organisations=[first, second], lead="Kim")
    changes = CollaborationEdit(title="Work", organisations=[second, third], custom={"budget": 1})
    edit_collaboration(session, collaboration["id"], changes)
    changed = get_collaboration(session, collaboration["id"])
    assert (changed["title"], changed["lead"]) == ("Work", "Kim")
    assert [one["name"] for one in changed["organisations"]] == ["B", "C"]
    assert changed["custom"] == {"budget": 1}
    edit_collaboration(session, collaboration["id"], CollaborationEdit(lead=None))
    assert get_collaboration(session, collaboration["id"])["lead"] is None
    assert len(session.exec(select(CollaborationOrganisation)).all()) == 2


def test_deleting_leaves_the_promises(session: Session) -> None:
    collaboration = added(session, organisations=[organisation(session, "ALMI")], tags=["school"])
    document = DocumentIn(title="Agreement", location="/a.pdf")
    add_document(session, "collaboration", collaboration["id"], document)
    promise = add_follow_up(session, FollowUpIn(title="call", collaboration=collaboration["id"]))
    assert promise.id is not None
    delete_collaboration(session, collaboration["id"])
    for table in (CollaborationOrganisation, Tagging, Document):
        assert session.exec(select(table)).all() == []
    assert get_follow_up(session, promise.id)["collaboration"] is None
    with pytest.raises(NotFound):
        get_collaboration(session, collaboration["id"])


def test_bad_input_is_refused(session: Session) -> None:
    with pytest.raises(NotFound):
        added(session, organisations=["nobody"])
    added(session, uid="c-1")
    with pytest.raises(Invalid):
        added(session, uid="c-1")


def test_a_stale_change_is_a_conflict(session: Session) -> None:
    collaboration = added(session)
    stale = collaboration["version"]
    edit_collaboration(session, collaboration["id"], CollaborationEdit(lead="Kim"), version=stale)
    with pytest.raises(Conflict):
        edit_collaboration(
            session, collaboration["id"], CollaborationEdit(lead="Bo"), version=stale
        )
    with pytest.raises(Conflict):
        delete_collaboration(session, collaboration["id"], version=stale)
