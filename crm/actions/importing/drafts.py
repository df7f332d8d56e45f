"""A record of a file once it is checked: values as they are stored, and nothing else."""

from dataclasses import dataclass, field
from typing import NamedTuple

from crm.formats.records import RecordProblem
from crm.text import fold
from crm.vocabulary import RecordKind

Key = tuple[str, str]
"""What a record may be known by: `("email", address)`, `("orgnr", number)` …"""


@dataclass(slots=True)
class DetailDraft:
    """A way to reach somebody, normalised; `key` is what its spellings share."""

    type: str
    value: str
    key: str
    label: str | None = None
    note: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(slots=True)
class OtherNameDraft:
    """A name used besides or before the present one."""

    name: str
    start_date: str | None = None
    end_date: str | None = None
    note: str | None = None


class PlaceDraft(NamedTuple):
    """A person's place in an organisation that is named, or known by its uid."""

    organisation: str
    folded: str
    uid: str = ""
    role: str | None = None
    post: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    primary: bool = False


@dataclass(slots=True)
class Draft:
    """A person or organisation to find or add; `fields` holds the single values that are given.

    `kept` are the lines that go into the note, so that what was refused elsewhere is not lost;
    `keys` and `folded_names` are what it may be known by, `revision` is when the file says that it
    was changed last. `is_plain` says that nothing is said but the fields, places and keys,
    `has_own_uid` that the uid is one of ours in place of one that must not be kept.
    """

    line: int
    kind: RecordKind
    name: str = ""
    folded_name: str = ""
    uid: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    note: str = ""
    parent: str = ""
    revision: str = ""
    kept: list[str] = field(default_factory=list)
    details: list[DetailDraft] = field(default_factory=list)
    other_names: list[OtherNameDraft] = field(default_factory=list)
    identifiers: list[Key] = field(default_factory=list)
    places: list[PlaceDraft] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    custom: dict[str, str] = field(default_factory=dict)
    preserved: list[str] = field(default_factory=list)
    problems: list[RecordProblem] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    folded_names: set[str] = field(default_factory=set)
    is_plain: bool = field(default=False, compare=False)
    has_own_uid: bool = False

    def gather_keys(self) -> None:
        """Note the names and values that the record may be known by, the surest first."""
        reaching = [(one.type, one.key) for one in self.details if one.type in ("email", "phone")]
        self.keys = [*self.identifiers, *sorted(reaching)]
        self.folded_names = {self.folded_name, *[fold(other.name) for other in self.other_names]}
