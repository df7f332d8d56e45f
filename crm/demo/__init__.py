"""The demonstration book: a real meeting, retold, with something to do on the day it is set on.

`meeting.toml` beside this file holds the facts; its sections are the input models, field by field.
"""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import complete_follow_up
from crm.actions.interactions import log_interaction
from crm.actions.labels import add_document
from crm.actions.lists import add_list, add_member
from crm.actions.organisations import add_organisation
from crm.actions.people import add_person
from crm.actions.posts import add_post
from crm.actions.relationships import link
from crm.actions.topics import add_topic
from crm.i18n import _
from crm.inputs import (
    CollaborationIn,
    ContactListIn,
    DocumentIn,
    InteractionIn,
    OrganisationIn,
    PersonIn,
    PostIn,
    RelationshipIn,
    TopicIn,
)
from crm.models import FollowUp, Setting
from crm.queries.follow_ups import follow_up_ids
from crm.queries.references import resolve_interaction, resolve_organisation, resolve_person
from crm.queries.rows import key_of
from crm.vocabulary import RecordKind

if TYPE_CHECKING:
    from crm.book import Book

CLOCK = "2019-05-02"
SETTING = "demo"

Entry = Mapping[str, Any]


def build(book: "Book") -> None:
    """Fill an empty book with the demonstration, and mark it as one.

    All that matters is one batch, so that a demonstration is never half there; the lists are a
    second, so that an undo in a fresh one takes back something small.
    """
    facts = load()
    with book.write(_("Demonstration: a meeting, and what came of it")) as session:
        session.add(Setting(key=SETTING, value=CLOCK))
        add_network(session, facts)
        add_work(session, facts)
    with book.write(_("Demonstration: lists")) as session:
        add_lists(session, facts["lists"])


def is_demo(book: "Book") -> bool:
    """Tell whether a book is the demonstration."""
    with book.read() as session:
        return session.get(Setting, SETTING) is not None


def load() -> dict[str, Any]:
    """Return the facts of the demonstration, by section."""
    return tomllib.loads(files(__name__).joinpath("meeting.toml").read_text(encoding="utf-8"))


def add_network(session: Session, facts: Entry) -> None:
    """Add who there is, and what is talked about."""
    for entry in facts["organisations"]:
        add_organisation(session, OrganisationIn(**entry))
    for entry in facts["links"]:
        _link_organisations(session, entry)
    for entry in facts["posts"]:
        add_post(session, PostIn(**entry))
    for entry in facts["people"]:
        add_person(session, PersonIn(**entry))
    for entry in facts["topics"]:
        add_topic(session, TopicIn(**entry))


def add_work(session: Session, facts: Entry) -> None:
    """Add what was agreed, what happened and what was promised."""
    for entry in facts["collaborations"]:
        add_collaboration(session, CollaborationIn(**entry))
    for entry in facts["interactions"]:
        _log(session, entry)
    for entry in facts["documents"]:
        fields = {name: value for name, value in entry.items() if name != "interaction"}
        interaction_id = resolve_interaction(session, entry["interaction"])
        add_document(session, RecordKind.INTERACTION, interaction_id, DocumentIn(**fields))


def add_lists(session: Session, lists: Iterable[Entry]) -> None:
    """Add the contact lists with those on them."""
    for entry in lists:
        fields = {name: entry[name] for name in ("name", "note", "query") if name in entry}
        list_id = key_of(add_list(session, ContactListIn(**fields)))
        for name in entry.get("people", ()):
            add_member(session, list_id, RecordKind.PERSON, resolve_person(session, name))
        for name in entry.get("organisations", ()):
            organisation_id = resolve_organisation(session, name)
            add_member(session, list_id, RecordKind.ORGANISATION, organisation_id)


def _link_organisations(session: Session, entry: Entry) -> None:
    ends = [resolve_organisation(session, entry[end]) for end in ("from", "to")]
    labels = RelationshipIn(type=entry["type"], reverse_type=entry["reverse_type"])
    kind = RecordKind.ORGANISATION
    link(session, kind, ends[0], labels, kind, ends[1])


def _log(session: Session, entry: Entry) -> None:
    promises = [dict(promise) for promise in entry.get("follow_ups", ())]
    done = {promise["title"]: promise.pop("done_on", None) for promise in promises}
    interaction = log_interaction(session, InteractionIn(**{**entry, "follow_ups": promises}))
    for follow_up_id in follow_up_ids(session, interaction=key_of(interaction)):
        follow_up = session.get_one(FollowUp, follow_up_id)
        if done[follow_up.title]:
            complete_follow_up(session, follow_up_id, done[follow_up.title])
