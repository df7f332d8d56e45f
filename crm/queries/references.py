"""From what people type to the record they mean: `p12`, a uid, an address, a number or a name.

The ways are tried from the surest to the loosest, and the first that finds anything decides: a
record called exactly so is meant rather than one whose name only begins so. A reference that fits
several records is never guessed at.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlmodel import Session

from crm.errors import Ambiguous, NotFound
from crm.i18n import _, quoted
from crm.labels import label
from crm.queries.kinds import find_record
from crm.queries.matches import (
    Kinds,
    beginning_with,
    by_email,
    by_name,
    by_number,
    by_part_of_name,
    by_phone,
    by_short_reference,
    by_uid,
    searched,
    short_reference,
)
from crm.queries.memberships import current_memberships
from crm.queries.naming import Key, all_names_of, names_of
from crm.queries.people import person_rows
from crm.settings import today
from crm.text import clean_line, fold, shorten, words
from crm.vocabulary import RecordKind, reference

Reference = str | int

LONGEST = 300
SHOWN_TEXT = 60
SHOWN_KINDS = 4
SHOWN_CANDIDATES = 8
NEAREST = 3
_WAYS = (
    by_short_reference,
    by_uid,
    by_email,
    by_phone,
    by_number,
    by_name,
    by_part_of_name,
)


class Found(NamedTuple):
    """The one record that a reference means; `by_part` if its name was not written in full."""

    kind: RecordKind
    id: int
    name: str
    reference: str
    by_part: bool = False


def resolve(session: Session, text: Reference, kinds: Collection[RecordKind]) -> Found:
    """Return the one record of these kinds that is meant.

    `text` is an id, or `p12`, a uid, an e-mail address, a phone number in any spelling, an
    organisation number, a name or other name, or the beginnings of the words of a name.
    Errors: `NotFound` with the nearest names, `Ambiguous` with the candidates.
    """
    wanted = tuple(RecordKind(kind) for kind in kinds)
    if isinstance(text, int):
        fitting = [(kind, text) for kind in wanted if find_record(session, kind, text)]
        return _the_one(session, str(text), fitting, wanted)
    typed = clean_line(text)[:LONGEST]
    for way in _WAYS:
        fitting = way(session, typed, wanted) if typed else []
        if fitting:
            found = _the_one(session, typed, fitting, wanted)
            return found._replace(by_part=way is by_part_of_name)
    raise _unknown(session, typed, wanted)


def _the_one(session: Session, typed: str, fitting: Sequence[Key], wanted: Kinds) -> Found:
    if not fitting:
        raise _unknown(session, typed, wanted)
    if len(fitting) > 1:
        raise _ambiguous(session, typed, fitting)
    kind, identity = fitting[0]
    name = names_of(session, fitting)[fitting[0]]
    return Found(kind, identity, name, reference(kind, identity))


def _ambiguous(session: Session, typed: str, fitting: Sequence[Key]) -> Ambiguous:
    names = names_of(session, fitting)
    candidates = [(reference(*key), names[key]) for key in fitting]
    details = _workplaces(session, fitting)
    shown = [
        f"{reference(*key)} {names[key]}{details.get(key, '')}"
        for key in fitting[:SHOWN_CANDIDATES]
    ]
    if len(fitting) > SHOWN_CANDIDATES:
        shown.append("…")
    message = _("“{text}” fits several: {candidates}. Say which with its reference.")
    text = shorten(typed, SHOWN_TEXT)
    return Ambiguous(message.format(text=text, candidates=", ".join(shown)), candidates)


def _workplaces(session: Session, keys: Sequence[Key]) -> dict[Key, str]:
    """Tell people of the same name apart by where they work."""
    people = [identity for kind, identity in keys if kind == RecordKind.PERSON]
    return {
        (RecordKind.PERSON, row["id"]): f" ({row['organisation']})"
        for row in person_rows(session, people[:SHOWN_CANDIDATES])
        if row["organisation"]
    }


def _unknown(session: Session, typed: str, wanted: Kinds) -> NotFound:
    kinds = ", ".join(label(kind) for kind in wanted[:SHOWN_KINDS])
    kinds += ", …" if len(wanted) > SHOWN_KINDS else ""
    if not typed:
        return NotFound(_("Say which record is meant ({kinds}).").format(kinds=kinds))
    text = shorten(typed, SHOWN_TEXT)
    if typed.isdecimal() or short_reference(typed):
        return _no_such_reference(session, typed, text, kinds)
    names = nearest_names(session, typed, wanted)
    if names:
        message = _("“{text}” is not known here ({kinds}); did you mean {names}?")
        nearest = ", ".join(map(quoted, names))
        return NotFound(message.format(text=text, kinds=kinds, names=nearest), names)
    message = _("“{text}” is not known here ({kinds}); check the spelling.")
    return NotFound(message.format(text=text, kinds=kinds))


def _no_such_reference(session: Session, typed: str, text: str, kinds: str) -> NotFound:
    key = short_reference(typed)
    if key and find_record(session, *key):
        message = _("“{text}” is of another kind; here one of these is needed: {kinds}.")
    else:
        message = _("There is no “{text}” ({kinds}); it may have been deleted.")
    return NotFound(message.format(text=text, kinds=kinds))


def nearest_names(session: Session, typed: str, kinds: Kinds) -> list[str]:
    """Return the names closest to what was typed, among those that share a word's first letters."""
    # Only who is not found is compared: other references do not wait for what compares names.
    from crm.matching import nearest

    keys: list[Key] = []
    for word in words(typed)[:NEAREST]:
        keys += searched(session, word[:2], kinds)
        keys += searched(session, word[:3], kinds)
        keys += beginning_with(session, word[:2], kinds)
    keys += beginning_with(session, fold(typed)[:4], kinds)
    names = all_names_of(session, dict.fromkeys(keys))
    return nearest(typed, [name for known in names.values() for name in known], NEAREST)


def resolve_person(session: Session, text: Reference) -> int:
    """Return the id of the person meant; errors as `resolve`."""
    return resolve(session, text, [RecordKind.PERSON]).id


def resolve_organisation(session: Session, text: Reference) -> int:
    """Return the id of the organisation meant; errors as `resolve`."""
    return resolve(session, text, [RecordKind.ORGANISATION]).id


def resolve_topic(session: Session, text: Reference) -> int:
    """Return the id of the topic meant; errors as `resolve`."""
    return resolve(session, text, [RecordKind.TOPIC]).id


def resolve_collaboration(session: Session, text: Reference) -> int:
    """Return the id of the collaboration meant; errors as `resolve`."""
    return resolve(session, text, [RecordKind.COLLABORATION]).id


def resolve_interaction(session: Session, text: Reference) -> int:
    """Return the id of the interaction meant; errors as `resolve`."""
    return resolve(session, text, [RecordKind.INTERACTION]).id


def resolve_follow_up(session: Session, text: Reference) -> int:
    """Return the id of the follow-up meant; errors as `resolve`."""
    return resolve(session, text, [RecordKind.FOLLOW_UP]).id


def resolve_list(session: Session, text: Reference) -> int:
    """Return the id of the contact list meant; errors as `resolve`."""
    return resolve(session, text, [RecordKind.LIST]).id


def resolve_post(session: Session, text: Reference) -> int:
    """Return the id of the post meant: its label, or label, organisation; errors as `resolve`."""
    return resolve(session, text, [RecordKind.POST]).id


def resolve_membership(session: Session, text: Reference) -> int:
    """Return the id of the membership meant; errors as `resolve`.

    A person stands for the one membership they have now.
    """
    kinds = [RecordKind.MEMBERSHIP, RecordKind.PERSON]
    if isinstance(text, int):
        return resolve(session, text, kinds[:1]).id
    found = resolve(session, text, kinds)
    if found.kind == RecordKind.MEMBERSHIP:
        return found.id
    current = [
        (RecordKind.MEMBERSHIP, record["id"])
        for record in current_memberships(session, found.id, today())
    ]
    if not current:
        message = _("{name} is in no organisation now.")
        raise NotFound(message.format(name=found.name))
    return _the_one(session, text, current, (RecordKind.MEMBERSHIP,)).id
