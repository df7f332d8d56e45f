"""Which records a reference fits: one function for each way of referring to somebody."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from crm.errors import Invalid
from crm.models import (
    Change,
    ContactDetail,
    ContactList,
    Identifier,
    Membership,
    Organisation,
    OtherName,
    Person,
    Post,
    Topic,
)
from crm.queries.kinds import MODELS, find_record, owner_column
from crm.queries.merged import survivors_of
from crm.queries.naming import NAME_COLUMNS, RENAMED, Key, all_names_of
from crm.search import find
from crm.store import BATCH
from crm.text import fold, words
from crm.validation import normalise_email, normalise_orgnr, normalise_phone
from crm.vocabulary import REFERENCE_LETTERS, ContactType, RecordKind

Kinds = tuple[RecordKind, ...]

KINDS_BY_LETTER = {letter: kind for kind, letter in REFERENCE_LETTERS.items()}
NAMED: dict[RecordKind, Any] = {
    RecordKind.PERSON: Person,
    RecordKind.ORGANISATION: Organisation,
    RecordKind.TOPIC: Topic,
    RecordKind.LIST: ContactList,
    RecordKind.POST: Post,
}
"""The nouns whose folded name is stored."""
NOT_SEARCHED = (RecordKind.POST, RecordKind.MEMBERSHIP)
"""The nouns that the search does not hold."""
REACHED = (RecordKind.PERSON, RecordKind.ORGANISATION)
"""The nouns that have an e-mail address and a phone."""

# To take a member from its class takes longer than to compare with it.
_EMAIL, _PHONE = ContactType.EMAIL, ContactType.PHONE
_SHORT_REFERENCE = re.compile(r"([a-z])([0-9]{1,30})", re.IGNORECASE | re.ASCII)
_LIKE_PHONE = re.compile(r"(?:tel:)?[\d\s()+./‐-―-]{3,60}", re.IGNORECASE)
_MOST = 50
_LAST_LETTER = "\U0010ffff"


def short_reference(text: str) -> Key | None:
    """Return the noun and id that `p12` spells, or None for any other text."""
    match = _SHORT_REFERENCE.fullmatch(text)
    kind = KINDS_BY_LETTER.get(match[1].lower()) if match else None
    return (kind, int(match[2])) if match and kind else None


def by_short_reference(session: Session, text: str, kinds: Kinds) -> list[Key]:
    """Find `p12`."""
    key = short_reference(text)
    return [key] if key and key[0] in kinds and find_record(session, *key) else []


def by_uid(session: Session, text: str, kinds: Kinds) -> list[Key]:
    """Find the record with this uid, or the one that such a record was merged into."""
    found = [
        (kind, identity)
        for kind in kinds
        for identity in session.scalars(
            select(col(MODELS[kind].id)).where(col(MODELS[kind].uid) == text)
        )
        if identity is not None
    ]
    if found:
        return found
    kept = [(kind, survivors_of(session, kind, [text])) for kind in REACHED if kind in kinds]
    return [
        key for kind, uids in kept for uid in uids.values() for key in by_uid(session, uid, (kind,))
    ]


def by_email(session: Session, text: str, kinds: Kinds) -> list[Key]:
    """Find those with this e-mail address."""
    if "@" not in text:
        return []
    try:
        address = normalise_email(text)
    except Invalid:
        return []
    return _by_contact(session, ContactType.EMAIL, match_key(ContactType.EMAIL, address), kinds)


def by_phone(session: Session, text: str, kinds: Kinds) -> list[Key]:
    """Find those with this phone number, however it is spelled."""
    if not _LIKE_PHONE.fullmatch(text):
        return []
    try:
        number = normalise_phone(text)
    except Invalid:
        return []
    return _by_contact(session, ContactType.PHONE, number, kinds)


def match_key(kind: str, value: str) -> str:
    """Return what two spellings of the same normalised contact value share."""
    if kind == _PHONE:
        return value
    return value.casefold() if kind == _EMAIL else fold(value)


def _by_contact(session: Session, kind: ContactType, key: str, kinds: Kinds) -> list[Key]:
    statement = (
        select(
            col(ContactDetail.person_id),
            col(ContactDetail.organisation_id),
            col(Membership.person_id),
        )
        .outerjoin(Membership, col(ContactDetail.membership_id) == col(Membership.id))
        .where(col(ContactDetail.type) == kind, col(ContactDetail.match_key) == key)
    )
    found: dict[Key, None] = {}
    for person, organisation, member in session.execute(statement):
        if organisation:
            found[RecordKind.ORGANISATION, organisation] = None
        else:
            found[RecordKind.PERSON, person or member] = None
    return [found_key for found_key in found if found_key[0] in kinds]


def by_number(session: Session, text: str, kinds: Kinds) -> list[Key]:
    """Find the organisations registered under this number."""
    if RecordKind.ORGANISATION not in kinds:
        return []
    spellings = {text}
    with suppress(Invalid):
        spellings.add(normalise_orgnr(text))
    statement = (
        select(col(Identifier.organisation_id))
        .where(col(Identifier.identifier).in_(spellings))
        .distinct()
    )
    return [(RecordKind.ORGANISATION, identity) for identity in session.scalars(statement)]


def by_name(session: Session, text: str, kinds: Kinds) -> list[Key]:
    """Find those with exactly this name or other name, small and large letters and marks alike."""
    folded = fold(text)
    if not folded.strip():
        return []
    found = [key for kind in kinds for key in _with_name(session, kind, text, folded)]
    return list(dict.fromkeys(found))


def _with_name(session: Session, kind: RecordKind, text: str, folded: str) -> list[Key]:
    if kind in NAMED:
        model = NAMED[kind]
        statement = select(model.id).where(model.folded_name == folded)
        found = [(kind, identity) for identity in session.scalars(statement)]
        if kind in RENAMED:
            found += _with_other_name(session, kind, folded)
        return found or (_posts_at(session, text) if kind == RecordKind.POST else [])
    if kind in NAME_COLUMNS:
        hits = [*_written_now(session, kind, text), *searched(session, text, (kind,))]
        names = all_names_of(session, dict.fromkeys(hits))
        return [hit for hit in hits if folded in map(fold, names.get(hit, ()))]
    return []


def _written_now(session: Session, kind: RecordKind, text: str) -> list[Key]:
    """Find what the batch under way calls so, which the search knows only when it ends.

    What is called by signs alone has no words to be searched by.
    """
    model = MODELS[kind]
    named = select(col(model.id)).where(NAME_COLUMNS[kind] == text)
    if words(text):
        last = func.coalesce(col(Change.last_row_id), col(Change.row_id))
        named = named.join(Change, col(model.id).between(col(Change.row_id), last)).where(
            col(Change.batch_id) == session.info.get(BATCH, 0),
            col(Change.table_name) == model.__tablename__,
        )
    return [(kind, identity) for identity in session.scalars(named) if identity is not None]


def _with_other_name(session: Session, kind: RecordKind, folded: str) -> list[Key]:
    owner = owner_column(OtherName, kind)
    statement = select(owner).where(col(OtherName.folded_name) == folded, owner.is_not(None))
    return [(kind, identity) for identity in session.scalars(statement)]


def _posts_at(session: Session, text: str) -> list[Key]:
    """Read `Statssekreterare, Näringsdepartementet`."""
    label, comma, organisation = text.rpartition(",")
    if not comma:
        return []
    statement = (
        select(col(Post.id))
        .join(Organisation, col(Post.organisation_id) == col(Organisation.id))
        .where(
            col(Post.folded_name) == fold(label.strip()),
            col(Organisation.folded_name) == fold(organisation.strip()),
        )
    )
    return [(RecordKind.POST, post) for post in session.scalars(statement) if post is not None]


def by_part_of_name(session: Session, text: str, kinds: Kinds) -> list[Key]:
    """Find those with a name in which every word of the text begins a word."""
    typed = words(text)
    if not typed or short_reference(text):
        return []
    keys = [*searched(session, text, kinds), *beginning_with(session, fold(text), kinds)]
    names = all_names_of(session, dict.fromkeys(keys))
    return [key for key, known in names.items() if any(_has_words(typed, name) for name in known)]


def _has_words(typed: Sequence[str], name: str) -> bool:
    known = words(name)
    return all(any(word.startswith(part) for word in known) for part in typed)


def beginning_with(session: Session, folded: str, kinds: Kinds, limit: int = _MOST) -> list[Key]:
    """Find those whose folded name begins so; a post also where a word of its label does."""
    found: list[Key] = []
    for kind in kinds:
        if kind in NAMED:
            name = NAMED[kind].folded_name
            begins = (name >= folded) & (name < folded + _LAST_LETTER)
            if kind == RecordKind.POST:
                begins = or_(begins, name.contains(folded, autoescape=True))
            statement = select(NAMED[kind].id).where(begins).limit(limit)
            found += [(kind, identity) for identity in session.scalars(statement)]
    return found


def searched(session: Session, text: str, kinds: Kinds, limit: int = _MOST) -> list[Key]:
    """Find what the search finds, by name or anything else it knows."""
    sought = [str(kind) for kind in kinds if kind not in NOT_SEARCHED]
    connection: Any = session.connection().connection.driver_connection
    hits = find(connection, text, sought, limit) if sought else []
    return [(RecordKind(hit.kind), hit.id) for hit in hits]
