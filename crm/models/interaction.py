"""What happened between us and them: interactions, who took part and what was said."""

from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from crm.models.base import (
    NAME_LENGTH,
    REUSE_NO_KEY,
    Record,
    Row,
    at_least_one,
    one_of,
)
from crm.vocabulary import Attendance, InteractionKind, InteractionStatus, Stance


class Interaction(Record, table=True):
    """A meeting, call, e-mail … (CiviCRM activity, ANET report).

    `starts_at` and `ends_at` are partial ISO dates, or `YYYY-MM-DDTHH:MM` in local time.
    `thread` is what the meetings of a series, or the letters of an exchange, have in common.
    """

    __tablename__ = "interaction"
    __table_args__ = (
        one_of("kind", InteractionKind),
        one_of("status", InteractionStatus),
        Index("ix_interaction_order", "starts_at", "id"),
        Index("ix_interaction_status", "status", "starts_at"),
        REUSE_NO_KEY,
    )

    kind: str = Field(max_length=20)
    status: str = Field(default=InteractionStatus.HELD, max_length=20)
    subject: str = Field(max_length=NAME_LENGTH)
    starts_at: str = Field(max_length=16)
    ends_at: str | None = Field(default=None, max_length=16)
    place: str | None = Field(default=None, max_length=NAME_LENGTH)
    details: str | None = None
    atmosphere: str | None = Field(default=None, max_length=NAME_LENGTH)
    reference: str | None = Field(default=None, max_length=NAME_LENGTH)
    source: str | None = Field(default=None, max_length=2000)
    thread: str | None = Field(default=None, max_length=255, index=True)
    custom: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class InteractionTopic(Row, table=True):
    """A topic of an interaction."""

    __tablename__ = "interaction_topic"
    __table_args__ = (UniqueConstraint("interaction_id", "topic_id"), REUSE_NO_KEY)

    interaction_id: int = Field(foreign_key="interaction.id")
    topic_id: int = Field(foreign_key="topic.id", index=True)


class Participant(Row, table=True):
    """A person, or a whole organisation, in an interaction.

    The role, the organisation and its name are frozen as they were on the day, so that later
    changes of post, name or employer do not rewrite what happened (ANET report people).
    """

    __tablename__ = "participant"
    __table_args__ = (
        at_least_one("person_id", "organisation_id"),
        one_of("attendance", Attendance),
        REUSE_NO_KEY,
    )

    interaction_id: int = Field(foreign_key="interaction.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    membership_id: int | None = Field(default=None, foreign_key="membership.id", index=True)
    role: str | None = Field(default=None, max_length=NAME_LENGTH)
    organisation_name: str | None = Field(default=None, max_length=NAME_LENGTH)
    attendance: str = Field(default=Attendance.ATTENDED, max_length=20)
    function: str | None = Field(default=None, max_length=100)


class Statement(Row, table=True):
    """What a speaker said on a topic in an interaction."""

    __tablename__ = "statement"
    __table_args__ = (one_of("stance", Stance), REUSE_NO_KEY)

    interaction_id: int = Field(foreign_key="interaction.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    stance: str | None = Field(default=None, max_length=20)
    text: str
