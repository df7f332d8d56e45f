"""Whom a record of a file means: somebody known, somebody new, or one of several.

A uid decides. Else a shared e-mail address, phone or registered number does where the names agree
as well: Sweden's courts share one organisation number, and colleagues a switchboard. Else the name
does: of an organisation where no number contradicts it, of a person within an organisation.
"""

from dataclasses import dataclass

from crm.actions.importing.drafts import Draft, Key
from crm.actions.importing.known import WIDELY_HELD, Directory, Known
from crm.matching import compare_people
from crm.text import clean_line, words
from crm.vocabulary import RecordKind

SAME_NAME = frozenset({"same", "swapped"})
LIKE_NAME = SAME_NAME | {"short", "initials", "part"}
"""How names may differ where the e-mail address is the same and nobody else's."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is meant: `known`, or (`several`) one of those, or somebody new.

    `alike` are those whom somebody new may be after all, each with the field that says so;
    `by_uid` says that the uid told.
    """

    known: Known | None = None
    by_uid: bool = False
    several: tuple[Known, ...] = ()
    alike: tuple[tuple[Known, str], ...] = ()


def identify(
    directory: Directory, draft: Draft, places: list[Known], other_than: int | None = None
) -> Identity:
    """Find out whom a draft means; `places` are the organisations of a person.

    `other_than` is the key of somebody who is not meant, as was decided.
    """
    by_uid = directory.with_uid(draft.kind, draft.uid)
    if by_uid and by_uid.id != other_than:
        return Identity(by_uid, by_uid=True)
    holders = [one for one in _holders(directory, draft) if one[0].id != other_than]
    agreeing = _unlike_removed(draft, [one for one, key in holders if _agrees(one, key, draft)])
    fitting = _nearest(draft, agreeing) or _by_name(directory, draft, places)
    fitting = [known for known in fitting if known.id != other_than]
    if len(fitting) == 1:
        return Identity(fitting[0])
    if fitting:
        return Identity(several=tuple(fitting))
    return Identity(alike=tuple(_alike(directory, draft, holders).items()))


def _holders(directory: Directory, draft: Draft) -> list[tuple[Known, Key]]:
    """Return who holds which key; of a key that many hold, only those of the same name."""
    holders = []
    for key in draft.keys:
        if directory.is_widely_held(key):
            namesakes = _of_a_name(directory, draft)
            holders += [(known, key) for known in namesakes if key in known.keys]
        else:
            holders += [(known, key) for known in directory.with_key(draft.kind, key)]
    return holders


def _of_a_name(directory: Directory, draft: Draft) -> list[Known]:
    """Return those who have a name of the draft, present or other."""
    found = [
        known
        for name in sorted(draft.folded_names)
        for known in (*directory.called(draft.kind, name), *directory.also_called(draft.kind, name))
    ]
    return list(dict.fromkeys(found))


def _agrees(known: Known, key: Key, draft: Draft) -> bool:
    if draft.folded_names & {known.folded_name, *known.other_names}:
        return True
    if draft.kind != RecordKind.PERSON:
        return False
    likeness = compare_people(tuple(words(draft.name)), tuple(words(known.name)))
    return likeness in (LIKE_NAME if key[0] == "email" else SAME_NAME)


def _unlike_removed(draft: Draft, found: list[Known]) -> list[Known]:
    if not found:
        return found
    return [
        known
        for known in dict.fromkeys(found)
        if not _numbers_differ(known, draft) and not _uids_differ(known, draft)
    ]


def _uids_differ(known: Known, draft: Draft) -> bool:
    """Tell whether the file itself has the two under different uids."""
    return bool(draft.uid and known.file_uid and draft.uid != known.file_uid)


def _numbers_differ(known: Known, draft: Draft) -> bool:
    """Tell whether both are registered under one scheme, with different numbers."""
    if not draft.identifiers or not known.identifiers:
        return False
    numbers = dict(draft.identifiers)
    differing = {
        scheme for scheme, number in known.identifiers if numbers.get(scheme, number) != number
    }
    same = {scheme for scheme, number in known.identifiers if numbers.get(scheme) == number}
    return bool(differing - same)


def _nearest(draft: Draft, found: list[Known]) -> list[Known]:
    """Among several of one name that share a key, prefer those who share most keys."""
    if len(found) < 2:
        return found
    same = [known for known in found if known.folded_name == draft.folded_name] or found
    shared = {known: len(known.keys & set(draft.keys)) for known in same}
    most = max(shared.values(), default=0)
    return [known for known in same if shared[known] == most]


def _by_name(directory: Directory, draft: Draft, places: list[Known]) -> list[Known]:
    namesakes = directory.called(draft.kind, draft.folded_name)
    if draft.kind == RecordKind.ORGANISATION:
        called = [known for known in namesakes if is_called(known, draft.name)]
        return _nearest(draft, _unlike_removed(draft, called))
    if places:
        namesakes += directory.also_called(draft.kind, draft.folded_name)
        wanted = {place.id for place in places}
        colleagues = [known for known in namesakes if _works_at(known, wanted)]
        fitting = _unlike_removed(draft, colleagues)
        # Of several, the one of whom as little is known as the file says.
        return [known for known in fitting if not known.keys] or fitting
    if draft.keys:
        return []
    bare = [known for known in namesakes if not known.memberships and not known.keys]
    return _unlike_removed(draft, bare)


def is_called(known: Known, name: str) -> bool:
    """Tell whether a name is this one, letter by letter: Habo is not Håbo."""
    return known.name == name or clean_line(known.name).casefold() == clean_line(name).casefold()


def _works_at(known: Known, organisations: set[int]) -> bool:
    return any(one.organisation_id in organisations for one in known.memberships)


def _alike(
    directory: Directory, draft: Draft, holders: list[tuple[Known, Key]]
) -> dict[Known, str]:
    """Return those whom somebody new may be: who share a key that few hold, or the name."""
    alike: dict[Known, str] = {}
    for known, key in holders:
        office = draft.kind == RecordKind.PERSON and directory.is_of_an_office(key)
        if not office and not directory.is_widely_held(key):
            alike.setdefault(known, key[0])
    for known in _namesakes(directory, draft):
        alike.setdefault(known, "name")
    return alike


def _namesakes(directory: Directory, draft: Draft) -> list[Known]:
    """Return those of the same name, but of people only where the name is no common one."""
    found = directory.called(draft.kind, draft.folded_name)
    if draft.kind == RecordKind.ORGANISATION:
        return [*found, *directory.also_called(draft.kind, draft.folded_name)]
    is_common = draft.folded_name in directory.common or len(found) >= WIDELY_HELD
    return [] if is_common else found
