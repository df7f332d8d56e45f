"""Organisations, the numbers they are registered under, their posts and who holds them."""

from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from crm.models.base import (
    NAME_LENGTH,
    REUSE_NO_KEY,
    Named,
    Record,
    Row,
    found_by,
    one_of,
    partial_date,
)
from crm.vocabulary import Classification


class Organisation(Record, Named, table=True):
    """A ministry, agency, company, network … (Popolo Organization)."""

    __tablename__ = "organisation"
    __table_args__ = (
        one_of("classification", Classification),
        *found_by("organisation", "parent_id"),
        REUSE_NO_KEY,
    )

    classification: str = Field(default=Classification.OTHER, max_length=40, index=True)
    parent_id: int | None = Field(default=None, foreign_key="organisation.id")
    area: str | None = Field(default=None, max_length=NAME_LENGTH)
    website: str | None = Field(default=None, max_length=2000)
    founding_date: str | None = partial_date()
    dissolution_date: str | None = partial_date()
    note: str | None = None
    custom: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Identifier(Row, table=True):
    """A number in a public register (Popolo identifiers); `orgnr` is the Swedish one."""

    __tablename__ = "identifier"
    __table_args__ = (
        UniqueConstraint("organisation_id", "scheme", "identifier"),
        REUSE_NO_KEY,
    )

    organisation_id: int = Field(foreign_key="organisation.id")
    scheme: str = Field(max_length=40)
    identifier: str = Field(max_length=100, index=True)


class Post(Record, Named, table=True):
    """One seat at an organisation, which exists while vacant (Popolo Post); name is its label."""

    __tablename__ = "post"

    role: str | None = Field(default=None, max_length=NAME_LENGTH)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    note: str | None = None


class Membership(Record, table=True):
    """A person in an organisation, in a role, for a time (Popolo Membership)."""

    __tablename__ = "membership"
    __table_args__ = (*found_by("membership", "post_id"), REUSE_NO_KEY)

    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    post_id: int | None = Field(default=None, foreign_key="post.id")
    role: str | None = Field(default=None, max_length=NAME_LENGTH)
    start_date: str | None = partial_date()
    end_date: str | None = partial_date()
    primary: bool = Field(default=False)
    note: str | None = None
