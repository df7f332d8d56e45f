"""What users sort their records by: tags, fields of their own, topics and lists."""

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from crm.models.base import NAME_LENGTH, REUSE_NO_KEY, Named, Record, Row, exactly_one, one_of
from crm.vocabulary import FieldType


class Tag(Record, Named, table=True):
    """A free label."""

    __tablename__ = "tag"

    folded_name: str = Field(default="", unique=True)


class Tagging(Row, table=True):
    """A tag on a record."""

    __tablename__ = "tagging"
    __table_args__ = (
        exactly_one("person_id", "organisation_id", "interaction_id", "collaboration_id"),
        UniqueConstraint("tag_id", "person_id"),
        UniqueConstraint("tag_id", "organisation_id"),
        UniqueConstraint("tag_id", "interaction_id"),
        UniqueConstraint("tag_id", "collaboration_id"),
        REUSE_NO_KEY,
    )

    tag_id: int = Field(foreign_key="tag.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id", index=True)
    collaboration_id: int | None = Field(default=None, foreign_key="collaboration.id", index=True)


class CustomField(Record, table=True):
    """A field the user defined; its values stand in `custom` of the records it applies to."""

    __tablename__ = "custom_field"
    __table_args__ = (one_of("type", FieldType), REUSE_NO_KEY)

    key: str = Field(max_length=60, unique=True)
    label: str = Field(max_length=NAME_LENGTH)
    type: str = Field(default=FieldType.TEXT, max_length=20)
    choices: list[str] = Field(default_factory=list, sa_type=JSON)
    applies_to: list[str] = Field(default_factory=list, sa_type=JSON)
    position: int = Field(default=0)
    note: str | None = None


class Topic(Record, Named, table=True):
    """A subject that is talked about; its synonyms are other names."""

    __tablename__ = "topic"

    folded_name: str = Field(default="", unique=True)
    parent_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    note: str | None = None


class ContactList(Record, Named, table=True):
    """A fixed list of people and organisations, or a saved search that fills itself.

    A saved search finds the words of `query`, or the records of the noun `about` for which
    `condition` holds.
    """

    __tablename__ = "contact_list"

    folded_name: str = Field(default="", unique=True)
    query: str | None = Field(default=None, max_length=2000)
    condition: str | None = Field(default=None, max_length=2000)
    about: str | None = Field(default=None, max_length=20)
    note: str | None = None


class ContactListMember(Row, table=True):
    """A person or organisation on a fixed list."""

    __tablename__ = "contact_list_member"
    __table_args__ = (
        exactly_one("person_id", "organisation_id"),
        UniqueConstraint("contact_list_id", "person_id"),
        UniqueConstraint("contact_list_id", "organisation_id"),
        REUSE_NO_KEY,
    )

    contact_list_id: int = Field(foreign_key="contact_list.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)


class DistinctPair(Row, table=True):
    """Two records that somebody has looked at and found to be different; low id first."""

    __tablename__ = "distinct_pair"
    __table_args__ = (UniqueConstraint("kind", "first_id", "second_id"), REUSE_NO_KEY)

    kind: str = Field(max_length=20)
    first_id: int
    second_id: int
