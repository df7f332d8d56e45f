"""An edit that says what the book says already leaves neither a version nor a batch behind."""

from collections.abc import Callable
from typing import Any

import pytest

import crm
from crm.book import Book, Session

GIVEN: dict[str, Any] = {"name": "Göran Lundwall", "note": "VD", "honorific_prefix": "dr"}
TALK: dict[str, Any] = {
    "subject": "Samtal",
    "starts_at": "2019-05-02",
    "topics": ["tillväxt", "kapital"],
}


def _fill(book: Book) -> None:
    with book.write("fill") as session:
        crm.add_organisation(
            session, crm.OrganisationIn(name="ALMI", website="https://almi.example/")
        )
        crm.add_person(session, crm.PersonIn(**GIVEN, emails=["goran@almi.example"]))
        crm.add_membership(session, 1, crm.MembershipIn(organisation="ALMI", role="VD"))
        crm.add_post(session, crm.PostIn(label="VD", organisation="ALMI", role="VD"))
        crm.log_interaction(
            session,
            crm.InteractionIn(**TALK, kind="call", participants=[crm.ParticipantIn(person=1)]),
        )
        crm.add_follow_up(session, crm.FollowUpIn(title="Ring", due_date="2019-06", person="p1"))
        crm.add_collaboration(session, crm.CollaborationIn(title="Lån", organisations=["ALMI"]))
        crm.add_list(session, crm.ContactListIn(name="Alla", note="Till jul"))
        crm.add_topic(session, crm.TopicIn(name="Exporten", synonyms=["export", "utförsel"]))


SAME: dict[str, Callable[[Session], object]] = {
    "person": lambda session: crm.edit_person(session, 1, crm.PersonEdit(**GIVEN)),
    "organisation": lambda session: crm.edit_organisation(
        session, 1, crm.OrganisationEdit(name="ALMI", website="https://almi.example/", orgnr=None)
    ),
    "membership": lambda session: crm.edit_membership(
        session, 1, crm.MembershipEdit(role="VD", primary=True)
    ),
    "post": lambda session: crm.edit_post(session, 1, crm.PostEdit(label="VD", role="VD")),
    "e-mail address": lambda session: crm.edit_contact_detail(
        session, 1, crm.ContactDetailIn(type="email", value="goran@almi.example")
    ),
    "interaction": lambda session: crm.edit_interaction(
        session,
        1,
        crm.InteractionEdit(**TALK, kind="call", participants=[crm.ParticipantIn(person=1)]),
    ),
    "follow-up": lambda session: crm.edit_follow_up(
        session, 1, crm.FollowUpEdit(title="Ring", due_date="2019-06", person="p1")
    ),
    "collaboration": lambda session: crm.edit_collaboration(
        session, 1, crm.CollaborationEdit(title="Lån", organisations=["ALMI"])
    ),
    "list": lambda session: crm.edit_list(
        session, 1, crm.ContactListIn(name="Alla", note="Till jul")
    ),
    "topic": lambda session: crm.edit_topic(
        session, 3, crm.TopicIn(name="Exporten", synonyms=["export", "utförsel"])
    ),
}
OTHER: dict[str, Callable[[Session], object]] = {
    "person": lambda session: crm.edit_person(session, 1, crm.PersonEdit(note="Avgår")),
    "organisation number": lambda session: crm.edit_organisation(
        session, 1, crm.OrganisationEdit(orgnr="556481-6204")
    ),
    "topics": lambda session: crm.edit_interaction(session, 1, crm.InteractionEdit(topics=["lån"])),
    "synonyms": lambda session: crm.edit_topic(
        session, 3, crm.TopicIn(name="Exporten", synonyms=["export"])
    ),
}


def test_what_is_there_already_is_no_change(book: Book) -> None:
    _fill(book)
    for what, edit in SAME.items():
        with book.write(f"edit {what}") as session:
            edit(session)
    with book.read() as session:
        descriptions = [one["description"] for one in crm.list_batches(session)]
        assert crm.get_person(session, 1)["version"] == 2
    assert descriptions == ["fill"]


@pytest.mark.parametrize("what", OTHER)
def test_what_is_not_there_yet_is_one(book: Book, what: str) -> None:
    _fill(book)
    with book.write("edit") as session:
        OTHER[what](session)
    with book.read() as session:
        assert [one["description"] for one in crm.list_batches(session)] == ["edit", "fill"]
