"""Agreed ways of working together, and the promises made in either direction."""

from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from crm.models.base import NAME_LENGTH, REUSE_NO_KEY, Record, Row, one_of, partial_date
from crm.vocabulary import CollaborationStatus, Direction, FollowUpStatus, Priority


class Collaboration(Record, table=True):
    """An agreed way of working together with one or more organisations."""

    __tablename__ = "collaboration"
    __table_args__ = (one_of("status", CollaborationStatus), REUSE_NO_KEY)

    title: str = Field(max_length=NAME_LENGTH)
    purpose: str | None = None
    lead: str | None = Field(default=None, max_length=NAME_LENGTH)
    status: str = Field(default=CollaborationStatus.AGREED, max_length=20, index=True)
    agreed_on: str | None = partial_date()
    review_on: str | None = partial_date(index=True)
    custom: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class CollaborationOrganisation(Row, table=True):
    """An organisation that takes part in a collaboration."""

    __tablename__ = "collaboration_organisation"
    __table_args__ = (UniqueConstraint("collaboration_id", "organisation_id"), REUSE_NO_KEY)

    collaboration_id: int = Field(foreign_key="collaboration.id")
    organisation_id: int = Field(foreign_key="organisation.id", index=True)


class FollowUp(Record, table=True):
    """A promise with a direction, and the interaction that is its evidence."""

    __tablename__ = "follow_up"
    __table_args__ = (
        one_of("direction", Direction),
        one_of("status", FollowUpStatus),
        one_of("priority", Priority),
        Index("ix_follow_up_due", "status", "due_date"),
        REUSE_NO_KEY,
    )

    title: str = Field(max_length=NAME_LENGTH)
    direction: str = Field(default=Direction.OURS, max_length=20)
    owner: str | None = Field(default=None, max_length=NAME_LENGTH, index=True)
    due_date: str | None = partial_date()
    status: str = Field(default=FollowUpStatus.OPEN, max_length=20)
    done_on: str | None = partial_date()
    priority: str = Field(default=Priority.NORMAL, max_length=20)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id", index=True)
    collaboration_id: int | None = Field(default=None, foreign_key="collaboration.id", index=True)
    quote: str | None = None
    repeats: str | None = Field(default=None, max_length=40)
    custom: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
