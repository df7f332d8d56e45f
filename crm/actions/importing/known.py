"""Who is known: the records of the book that a part of a file may mean, and those it adds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from crm.actions.importing.drafts import Draft, Key
from crm.models.base import new_uid
from crm.queries.sources import Origins
from crm.text import fold, sort_key
from crm.vocabulary import RecordKind, reference

CONTACTS = (RecordKind.PERSON, RecordKind.ORGANISATION)
WIDELY_HELD = 3
"""From so many different names on, a value says nothing: a switchboard, an office's address."""

DetailKey = tuple[str, str, str | None, str | None]
Said = tuple[str, str | None, str | None]
"""A field, what the book has or had in it, and what the file says."""


@dataclass(slots=True, eq=False)
class KnownMembership:
    """A membership of somebody known; `changed` are the columns that must be written anew."""

    id: int | None
    organisation_id: int
    post_id: int | None
    role: str | None
    start_date: str | None
    end_date: str | None
    primary: bool = False
    is_stored: bool = True
    changed: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Known:
    """A person or organisation with what belongs to it; `values` are the columns of its row.

    A stub is an organisation added because somebody works there or something lies below it.
    `file_uid` is the uid under which the file has it: under another one, it has somebody else.
    `is_new` says that the file added it, `is_stored` that its row stands in the book by now.
    `given` are the columns that the file has set by now; `taken` and `left` are what the record at
    hand changed and what it says otherwise. `origins` and `preserved` are loaded when asked for.
    """

    kind: RecordKind
    id: int
    values: dict[str, Any]
    file_uid: str = ""
    is_new: bool = False
    is_stored: bool = True
    is_stub: bool = False
    is_touched: bool = False
    changed: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    taken: list[Said] = field(default_factory=list)
    left: list[Said] = field(default_factory=list)
    other_names: set[str] = field(default_factory=set)
    details: set[DetailKey] = field(default_factory=set)
    identifiers: set[Key] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    memberships: list[KnownMembership] = field(default_factory=list)
    wanted_primary: KnownMembership | None = None
    has_new_membership: bool = False
    revision: str = ""
    origins: Origins | None = None
    preserved: list[str] | None = None

    @property
    def name(self) -> str:
        """The name as written."""
        return self.values["name"]  # type: ignore[no-any-return]

    @property
    def folded_name(self) -> str:
        """The name as it is compared."""
        return self.values["folded_name"]  # type: ignore[no-any-return]

    @property
    def keys(self) -> set[Key]:
        """The values that it may be known by."""
        reaching = {(kind, key) for kind, key, *_ in self.details if kind in ("email", "phone")}
        return reaching | self.identifiers

    @property
    def reference(self) -> str:
        """What it is referred to by: `p12`."""
        return reference(self.kind, self.id)

    @property
    def described(self) -> str:
        """What to call it in a sentence: `p12 Anna Berg`."""
        return f"{self.reference} {self.name}"

    def take(self, name: str, old: str | None, new: str | None) -> None:
        """Note that the record at hand changes a field."""
        self.taken.append((name, old, new))
        self.is_touched = True

    def set(self, column: str, value: Any, part: str = "") -> None:
        """Change a column of the row, and with the name what it is compared and sorted by.

        `part` says which part of the column it is that changes, if not all.
        """
        self.values[column] = value
        self.changed.add(column)
        self.given.add(part or column)
        if column == "name":
            self.set("folded_name", fold(value))
            self.set("sort_key", sort_key(value))


def new_known(
    kind: RecordKind, identity: int, name: tuple[str, str], moment: str, uid: str = ""
) -> Known:
    """Make somebody whom the file adds; `name` is as written and folded, `moment` is in UTC."""
    values = {
        "id": identity,
        "uid": uid or new_uid(),
        "version": 1,
        "created_at": moment,
        "updated_at": moment,
        "name": name[0],
        "folded_name": name[1],
        "sort_key": sort_key(name[0]),
        "note": None,
        "custom": {},
    }
    return Known(kind, identity, values, file_uid=uid, is_new=True, is_stored=False)


class Directory:
    """Those whom a part of a file may mean, to be found by uid, key or name; grows as it is read.

    `common` are the names of people that so many have that a name alone tells nothing.
    """

    def __init__(self) -> None:
        self.common: set[str] = set()
        self._all: dict[tuple[RecordKind, int], Known] = {}
        self._by_uid: dict[tuple[RecordKind, str], Known] = {}
        self._by_key: dict[tuple[RecordKind, Key], dict[int, Known]] = {}
        self._by_name: dict[tuple[RecordKind, str], dict[int, Known]] = {}
        self._by_other_name: dict[tuple[RecordKind, str], dict[int, Known]] = {}
        self._names_of_key: dict[Key, set[str]] = {}
        self._held: set[Key] = set()

    def __contains__(self, identity: tuple[RecordKind, int]) -> bool:
        return identity in self._all

    def get(self, kind: RecordKind, identity: int) -> Known | None:
        """Return the one with this id, if it has been loaded or added."""
        return self._all.get((kind, identity))

    def add(self, known: Known) -> None:
        """Let somebody be found; call it again when there is more to find them by."""
        kind, identity = known.kind, known.id
        self._all[kind, identity] = known
        self._by_uid[kind, known.values["uid"]] = known
        if known.file_uid:
            self._by_uid[kind, known.file_uid] = known
        self._by_name.setdefault((kind, known.folded_name), {})[identity] = known
        for name in known.other_names:
            self._by_other_name.setdefault((kind, name), {})[identity] = known
        keys = known.keys
        self._held |= keys
        for key in keys:
            self._by_key.setdefault((kind, key), {})[identity] = known
            self._names_of_key.setdefault(key, set()).add(known.folded_name)

    def expect(self, draft: Draft) -> None:
        """Note under which name a record holds its keys, so that shared ones are seen early."""
        for key in draft.keys:
            self._names_of_key.setdefault(key, set()).add(draft.folded_name)

    def with_uid(self, kind: RecordKind, uid: str) -> Known | None:
        """Return the one with this uid."""
        return self._by_uid.get((kind, uid)) if uid else None

    def with_key(self, kind: RecordKind, key: Key) -> list[Known]:
        """Return those who hold a key, the longest known first."""
        return list(self._by_key.get((kind, key), {}).values())

    def is_any_held(self, keys: Iterable[Key]) -> bool:
        """Tell whether anybody holds one of some keys."""
        return not self._held.isdisjoint(keys)

    def called(self, kind: RecordKind, name: str) -> list[Known]:
        """Return those whose name this is, as it is compared."""
        return list(self._by_name.get((kind, name), {}).values())

    def also_called(self, kind: RecordKind, name: str) -> list[Known]:
        """Return those who have this as another name, as it is compared."""
        return list(self._by_other_name.get((kind, name), {}).values())

    def is_called(self, kind: RecordKind, name: str) -> bool:
        """Tell whether this is anybody's name, as it is compared."""
        return (kind, name) in self._by_name

    def is_also_called(self, kind: RecordKind, name: str) -> bool:
        """Tell whether this is anybody's other name, as it is compared."""
        return (kind, name) in self._by_other_name

    def is_widely_held(self, key: Key) -> bool:
        """Tell whether a key is held under too many names to tell anybody apart."""
        return len(self._names_of_key.get(key, ())) >= WIDELY_HELD

    def is_of_an_office(self, key: Key) -> bool:
        """Tell whether a key is an organisation's, such as the number of its switchboard."""
        return bool(self._by_key.get((RecordKind.ORGANISATION, key)))
