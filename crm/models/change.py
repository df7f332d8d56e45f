"""The change log: who changed which row, when, and what it was before."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from crm.models.base import MOMENT_LENGTH, REUSE_NO_KEY, Row, found_by
from crm.settings import now_utc

BEFORE = (
    "before_person_id",
    "before_organisation_id",
    "before_interaction_id",
    "before_collaboration_id",
    "before_membership_id",
    "before_topic_id",
    "before_contact_list_id",
)


class Batch(Row, table=True):
    """Everything written in one transaction: one thing that the user did."""

    __tablename__ = "batch"

    at: str = Field(default_factory=now_utc, max_length=MOMENT_LENGTH)
    actor: str = Field(max_length=200)
    description: str = Field(max_length=500)
    undoes_id: int | None = Field(default=None, foreign_key="batch.id", index=True)


class Change(Row, table=True):
    """One row changed in one batch; `before` and `after` are the row as JSON.

    An inserted row has no `after` of its own: it is what the next change of the same row has
    as `before`, or the row as it stands. That keeps the log of a large import small; and so does
    one line for many rows inserted under consecutive keys, up to `last_row_id`. Whom the row
    belonged to before the change stands beside it too, so that what is gone is found by them.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row", "table_name", "row_id", "id"),
        *found_by("change", *BEFORE),
        REUSE_NO_KEY,
    )

    batch_id: int = Field(foreign_key="batch.id", index=True)
    table_name: str = Field(max_length=40)
    row_id: int
    last_row_id: int | None = None
    operation: str = Field(max_length=10)
    before: str | None = None
    after: str | None = None
    before_person_id: int | None = None
    before_organisation_id: int | None = None
    before_interaction_id: int | None = None
    before_collaboration_id: int | None = None
    before_membership_id: int | None = None
    before_topic_id: int | None = None
    before_contact_list_id: int | None = None


class CurrentBatch(SQLModel, table=True):
    """The batch that is being written: one row, empty while nobody writes."""

    __tablename__ = "current_batch"

    id: int = Field(default=1, primary_key=True)
    batch_id: int | None = Field(default=None)


class Setting(SQLModel, table=True):
    """A fact about the book itself."""

    __tablename__ = "setting"

    key: str = Field(primary_key=True, max_length=60)
    value: str
