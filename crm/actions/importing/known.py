"""Who is known: the records of the book that a file may mean, and those that it has added."""

from dataclasses import dataclass, field

from crm.actions.importing.drafts import Draft, Key
from crm.models import Membership, Organisation, Person
from crm.text import fold
from crm.vocabulary import RecordKind, reference

WIDELY_HELD = 3
"""From so many different names on, a value says nothing: a switchboard, an office's address."""

DetailKey = tuple[str, str, str | None, str | None]


@dataclass(slots=True, eq=False)
class Known:
    """A person or organisation with what belongs to it; `line` is where the file added it.

    A stub is an organisation added because somebody works there or something lies below it.
    `file_uid` is the uid under which the file has it: under another one, it has somebody else.
    """

    kind: RecordKind
    row: Person | Organisation
    line: int = 0
    file_uid: str = ""
    is_stub: bool = False
    is_changed: bool = False
    other_names: set[str] = field(default_factory=set)
    details: set[DetailKey] = field(default_factory=set)
    identifiers: set[Key] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    memberships: list[Membership] = field(default_factory=list)
    wanted_primary: Membership | None = None
    has_new_membership: bool = False

    @property
    def id(self) -> int:
        """The key of the row, which a new one has from the beginning."""
        assert self.row.id is not None
        return self.row.id

    @property
    def is_new(self) -> bool:
        """Tell whether the file added it."""
        return self.line > 0

    @property
    def folded_name(self) -> str:
        """The name as it is compared."""
        return fold(self.row.name)

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
        return f"{self.reference} {self.row.name}"


class Directory:
    """Those who are known, to be found by uid, key or name; grows as the file is read."""

    def __init__(self) -> None:
        self._all: dict[tuple[RecordKind, int], Known] = {}
        self._by_uid: dict[tuple[RecordKind, str], Known] = {}
        self._by_key: dict[tuple[RecordKind, Key], dict[int, Known]] = {}
        self._by_name: dict[tuple[RecordKind, str], dict[int, Known]] = {}
        self._by_other_name: dict[tuple[RecordKind, str], dict[int, Known]] = {}
        self._names_of_key: dict[Key, set[str]] = {}

    def __contains__(self, identity: tuple[RecordKind, int]) -> bool:
        return identity in self._all

    def get(self, kind: RecordKind, identity: int) -> Known | None:
        """Return the one with this id, if it has been loaded or added."""
        return self._all.get((kind, identity))

    def all(self) -> list[Known]:
        """Return all that were loaded or added, in that order."""
        return list(self._all.values())

    def add(self, known: Known) -> None:
        """Let somebody be found; call it again when there is more to find them by."""
        kind, identity = known.kind, known.id
        self._all[kind, identity] = known
        self._by_uid[kind, known.row.uid] = known
        if known.file_uid:
            self._by_uid[kind, known.file_uid] = known
        self._by_name.setdefault((kind, known.folded_name), {})[identity] = known
        for name in known.other_names:
            self._by_other_name.setdefault((kind, name), {})[identity] = known
        for key in known.keys:
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

    def called(self, kind: RecordKind, name: str) -> list[Known]:
        """Return those whose name this is, as it is compared."""
        return list(self._by_name.get((kind, name), {}).values())

    def also_called(self, kind: RecordKind, name: str) -> list[Known]:
        """Return those who have this as another name, as it is compared."""
        return list(self._by_other_name.get((kind, name), {}).values())

    def is_widely_held(self, key: Key) -> bool:
        """Tell whether a key is held under too many names to tell anybody apart."""
        return len(self._names_of_key.get(key, ())) >= WIDELY_HELD

    def is_of_an_office(self, key: Key) -> bool:
        """Tell whether a key is an organisation's, such as the number of its switchboard."""
        return bool(self._by_key.get((RecordKind.ORGANISATION, key)))
