"""People, and the names that people, organisations and topics go or went by."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from crm.models.base import (
    NAME_LENGTH,
    REUSE_NO_KEY,
    Named,
    Record,
    Row,
    exactly_one,
    partial_date,
)


class Person(Record, Named, table=True):
    """A human being (Popolo Person)."""

    __tablename__ = "person"

    given_name: str | None = Field(default=None, max_length=NAME_LENGTH)
    family_name: str | None = Field(default=None, max_length=NAME_LENGTH)
    honorific_prefix: str | None = Field(default=None, max_length=NAME_LENGTH)
    language: str | None = Field(default=None, max_length=35)
    note: str | None = None
    custom: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class OtherName(Row, Named, table=True):
    """A former or alternative name, with the time it was in use (Popolo other_names)."""

    __tablename__ = "other_name"
    __table_args__ = (exactly_one("person_id", "organisation_id", "topic_id"), REUSE_NO_KEY)

    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    start_date: str | None = partial_date()
    end_date: str | None = partial_date()
    note: str | None = None
