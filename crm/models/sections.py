"""What a whole book in a file is made of: its sections, and what belongs to their records.

The names of sections and columns are those of our JSON. A column that points at another record
(`person_id`) is called what it points at (`person`), and the record is told by what it is known by
in every book: its uid, or the name of a tag. What follows from other columns is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from crm.models.base import Record, Row
from crm.models.collaboration import Collaboration, CollaborationOrganisation, FollowUp
from crm.models.contact import Assessment, ContactDetail, Document, Relationship
from crm.models.exchange import (
    ColumnMapping,
    ImportDecision,
    ImportedFile,
    PreservedProperty,
    RecordSource,
)
from crm.models.interaction import Interaction, InteractionTopic, Participant, Statement
from crm.models.label import (
    ContactList,
    ContactListMember,
    CustomField,
    DistinctPair,
    Tag,
    Tagging,
    Topic,
)
from crm.models.organisation import Identifier, Membership, Organisation, Post
from crm.models.person import OtherName, Person

DERIVED = frozenset({"folded_name", "sort_key", "match_key", "batch_id"})
"""Columns that follow from others, or that tell of the history of one book."""
LAST = ("created_at", "updated_at", "version")
UID = ("uid",)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong to a record by their column `owner`; `key` tells those of one apart."""

    model: type[Row]
    owner: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        """Tell whether a record has at most one row of the same values."""
        return self.key == self.columns


@dataclass(frozen=True, slots=True)
class Section:
    """The records of one table; `unique` is a column of which there are no two alike."""

    name: str
    model: type[Row]
    known_by: tuple[str, ...] = UID
    unique: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """What a record says of itself, by the names of the table's columns."""
        return _columns_of(self.model)


@cache
def _columns_of(model: type[Row]) -> tuple[str, ...]:
    hidden = {"id", *DERIVED, *LAST}
    fields = model.model_fields
    own = [name for name in fields if name not in hidden]
    own.sort(key=lambda name: name != "uid")
    return (*own, *(name for name in LAST if name in fields))


def _other_names(owner: str) -> Part:
    columns = ("name", "start_date", "end_date", "note")
    return Part(OtherName, owner, columns, ("name", "start_date", "end_date"))


def _contact_details(owner: str) -> Part:
    key = ("type", "value", "valid_from", "valid_until")
    return Part(ContactDetail, owner, ("type", "value", "label", "note", *key[2:]), key)


def _tags(owner: str) -> Part:
    return Part(Tagging, owner, ("tag_id",), ("tag_id",))


def _preserved(owner: str) -> Part:
    return Part(PreservedProperty, owner, ("position", "content"), ("content",))


def _sources(owner: str) -> Part:
    columns = ("imported_file_id", "line", "fields", "revision")
    return Part(RecordSource, owner, columns, columns[:2])


_IDENTIFIERS = Part(Identifier, "organisation_id", *2 * (("scheme", "identifier"),))
_TOPICS = Part(InteractionTopic, "interaction_id", *2 * (("topic_id",),))
_PARTICIPANTS = Part(
    Participant,
    "interaction_id",
    (
        *("person_id", "organisation_id", "organisation_name", "role", "membership_id"),
        *("attendance", "function"),
    ),
    ("person_id", "organisation_id"),
)
_STATEMENTS = Part(
    Statement,
    "interaction_id",
    ("person_id", "organisation_id", "topic_id", "stance", "text"),
    ("person_id", "organisation_id", "topic_id", "text"),
)
_PARTNERS = Part(CollaborationOrganisation, "collaboration_id", *2 * (("organisation_id",),))
_MEMBERS = Part(ContactListMember, "contact_list_id", *2 * (("person_id", "organisation_id"),))

SECTIONS: tuple[Section, ...] = (
    Section("imported_files", ImportedFile, known_by=("sha256", "name", "read_at")),
    Section("custom_fields", CustomField, unique="key"),
    Section("tags", Tag, unique="name"),
    Section("topics", Topic, unique="name", parts={"synonyms": _other_names("topic_id")}),
    Section(
        "organisations",
        Organisation,
        parts={
            "other_names": _other_names("organisation_id"),
            "identifiers": _IDENTIFIERS,
            "contact_details": _contact_details("organisation_id"),
            "tags": _tags("organisation_id"),
            "preserved": _preserved("organisation_id"),
            "sources": _sources("organisation_id"),
        },
    ),
    Section(
        "people",
        Person,
        parts={
            "other_names": _other_names("person_id"),
            "contact_details": _contact_details("person_id"),
            "tags": _tags("person_id"),
            "preserved": _preserved("person_id"),
            "sources": _sources("person_id"),
        },
    ),
    Section("posts", Post),
    Section(
        "memberships",
        Membership,
        parts={"contact_details": _contact_details("membership_id")},
    ),
    Section("relationships", Relationship),
    Section(
        "interactions",
        Interaction,
        parts={
            "topics": _TOPICS,
            "participants": _PARTICIPANTS,
            "statements": _STATEMENTS,
            "tags": _tags("interaction_id"),
            "sources": _sources("interaction_id"),
        },
    ),
    Section(
        "collaborations",
        Collaboration,
        parts={"organisations": _PARTNERS, "tags": _tags("collaboration_id")},
    ),
    Section("follow_ups", FollowUp),
    Section("documents", Document),
    Section("assessments", Assessment),
    Section(
        "lists",
        ContactList,
        unique="name",
        parts={"members": _MEMBERS, "sources": _sources("contact_list_id")},
    ),
    Section("distinct_pairs", DistinctPair, known_by=("first_id", "second_id", "kind")),
    Section("import_decisions", ImportDecision, known_by=("fingerprint", "kind")),
    Section("column_mappings", ColumnMapping, known_by=("fingerprint",)),
)
"""All sections, those that others point at before them."""

REFERENTS: Mapping[str, type[Row]] = {
    "person_id": Person,
    "organisation_id": Organisation,
    "post_id": Post,
    "membership_id": Membership,
    "topic_id": Topic,
    "tag_id": Tag,
    "interaction_id": Interaction,
    "collaboration_id": Collaboration,
    "imported_file_id": ImportedFile,
    "from_person_id": Person,
    "to_person_id": Person,
    "from_organisation_id": Organisation,
    "to_organisation_id": Organisation,
}
PAIRED: Mapping[str, type[Record]] = {"person": Person, "organisation": Organisation}
"""What the two ids of a pair point at, by its kind."""

TITLES: Mapping[type[Row], str] = {Interaction: "subject", Collaboration: "title"}
"""The column that says what a record is called, where it is not its name."""


@cache
def key_of_column(column: str) -> str:
    """Return what a column is called in a file."""
    return column.removesuffix("_id")


@cache
def is_reference(column: str) -> bool:
    """Tell whether a column points at another record."""
    return column.endswith("_id")


def referent(model: type[Row], column: str, kind: object = None) -> type[Row]:
    """Return the table that a column points at; of a pair, the one that its kind says.

    Raises KeyError for a pair of another kind.
    """
    if column == "parent_id":
        return model
    return PAIRED[str(kind)] if model is DistinctPair else REFERENTS[column]


@cache
def section_of(model: type[Row]) -> Section:
    """Return the section that holds the records of a table."""
    return next(section for section in SECTIONS if section.model is model)


@cache
def section_named(name: str) -> Section | None:
    """Return the section of this name, if there is one."""
    return next((section for section in SECTIONS if section.name == name), None)


def reference_columns(model: type[Row]) -> tuple[str, ...]:
    """Return the columns by which another record tells one of these: name, uid …"""
    return ("name",) if model is Tag else section_of(model).known_by
