"""Ways to reach people and organisations, links between them, and what they weigh."""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from crm.models.base import (
    DATE_LENGTH,
    NAME_LENGTH,
    REUSE_NO_KEY,
    Record,
    Row,
    exactly_one,
    found_by,
    one_of,
    partial_date,
)
from crm.vocabulary import ContactType, Stance


class ContactDetail(Row, table=True):
    """An e-mail address, phone, postal address or link (Popolo contact_details).

    One that belongs to a membership is valid for as long as the membership is.
    `match_key` is what two spellings of the same value share.
    """

    __tablename__ = "contact_detail"
    __table_args__ = (
        exactly_one("person_id", "organisation_id", "membership_id"),
        one_of("type", ContactType),
        Index("ix_contact_detail_match", "type", "match_key"),
        *found_by("contact_detail", "person_id", "organisation_id", "membership_id"),
        REUSE_NO_KEY,
    )

    person_id: int | None = Field(default=None, foreign_key="person.id")
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    membership_id: int | None = Field(default=None, foreign_key="membership.id")
    type: str = Field(max_length=20)
    value: str = Field(max_length=2000)
    match_key: str = Field(max_length=2000)
    label: str | None = Field(default=None, max_length=100)
    note: str | None = None
    valid_from: str | None = partial_date()
    valid_until: str | None = partial_date()


class Relationship(Record, table=True):
    """A typed link between two people or two organisations, with a label each way."""

    __tablename__ = "relationship"
    __table_args__ = (
        CheckConstraint(
            "(from_person_id IS NOT NULL AND to_person_id IS NOT NULL"
            " AND from_organisation_id IS NULL AND to_organisation_id IS NULL)"
            " OR (from_person_id IS NULL AND to_person_id IS NULL"
            " AND from_organisation_id IS NOT NULL AND to_organisation_id IS NOT NULL)",
            name="like_to_like",
        ),
        REUSE_NO_KEY,
    )

    type: str = Field(max_length=100)
    reverse_type: str = Field(max_length=100)
    from_person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    to_person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    from_organisation_id: int | None = Field(
        default=None, foreign_key="organisation.id", index=True
    )
    to_organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    start_date: str | None = partial_date()
    end_date: str | None = partial_date()
    note: str | None = None


class Assessment(Record, table=True):
    """Dated influence and interest (1 to 5) and stance of an organisation or person."""

    __tablename__ = "assessment"
    __table_args__ = (
        exactly_one("person_id", "organisation_id"),
        CheckConstraint("influence BETWEEN 1 AND 5", name="influence_range"),
        CheckConstraint("interest BETWEEN 1 AND 5", name="interest_range"),
        one_of("stance", Stance),
        REUSE_NO_KEY,
    )

    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    date: str = Field(max_length=DATE_LENGTH)
    influence: int | None = None
    interest: int | None = None
    stance: str | None = Field(default=None, max_length=20)
    reason: str | None = None


class Document(Record, table=True):
    """A file or link that belongs to a record; the address is kept, not the bytes."""

    __tablename__ = "document"
    __table_args__ = (
        exactly_one("interaction_id", "organisation_id", "collaboration_id"),
        REUSE_NO_KEY,
    )

    interaction_id: int | None = Field(default=None, foreign_key="interaction.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    collaboration_id: int | None = Field(default=None, foreign_key="collaboration.id", index=True)
    title: str = Field(max_length=NAME_LENGTH)
    location: str = Field(max_length=2000)
    sha256: str | None = Field(default=None, max_length=64)
