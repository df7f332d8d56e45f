"""What records are called, for sentences that name them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from crm.models import (
    Collaboration,
    ContactList,
    FollowUp,
    Interaction,
    Membership,
    Organisation,
    OtherName,
    Person,
    Post,
    Topic,
)
from crm.queries.kinds import MODELS, owner_column
from crm.vocabulary import RecordKind

Key = tuple[RecordKind, int]
"""A record: its noun and its id."""

NAME_COLUMNS: dict[RecordKind, Any] = {
    RecordKind.PERSON: col(Person.name),
    RecordKind.ORGANISATION: col(Organisation.name),
    RecordKind.INTERACTION: col(Interaction.subject),
    RecordKind.FOLLOW_UP: col(FollowUp.title),
    RecordKind.COLLABORATION: col(Collaboration.title),
    RecordKind.TOPIC: col(Topic.name),
    RecordKind.LIST: col(ContactList.name),
}
RENAMED = (RecordKind.PERSON, RecordKind.ORGANISATION, RecordKind.TOPIC)
"""The nouns that have other names."""


def names_of(session: Session, keys: Collection[Key]) -> dict[Key, str]:
    """Return what each record is called; a post and a membership with their organisation."""
    return {
        (kind, identity): name
        for kind, identities in _by_kind(keys).items()
        for identity, name in session.execute(_named(kind, identities))
    }


def all_names_of(session: Session, keys: Collection[Key]) -> dict[Key, list[str]]:
    """Return every name of each record: the one it has first, then its other names."""
    names = {key: [name] for key, name in names_of(session, keys).items()}
    for kind, identities in _by_kind(keys).items():
        if kind in RENAMED:
            owner = owner_column(OtherName, kind)
            statement = select(owner, col(OtherName.name)).where(owner.in_(identities))
            for identity, name in session.execute(statement):
                names[kind, identity].append(name)
    return names


def _by_kind(keys: Iterable[Key]) -> dict[RecordKind, list[int]]:
    kinds: dict[RecordKind, list[int]] = {}
    for kind, identity in keys:
        kinds.setdefault(kind, []).append(identity)
    return kinds


def _named(kind: RecordKind, identities: Sequence[int]) -> Select[*tuple[Any, ...]]:
    identity = col(MODELS[kind].id)
    if kind == RecordKind.POST:
        name: Any = col(Post.name) + ", " + col(Organisation.name)
        statement = select(identity, name).join(
            Organisation, col(Post.organisation_id) == col(Organisation.id)
        )
    elif kind == RecordKind.MEMBERSHIP:
        name = col(Person.name) + ", " + col(Organisation.name)
        statement = (
            select(identity, name)
            .select_from(Membership)
            .join(Person, col(Membership.person_id) == col(Person.id))
            .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        )
    else:
        statement = select(identity, NAME_COLUMNS[kind])
    return statement.where(identity.in_(identities))
