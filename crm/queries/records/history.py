"""What was changed, what may be the same, and where values come from."""

from typing import NotRequired, TypedDict

from crm.queries.records.contacts import Link


class ChangeRecord(TypedDict):
    """One row changed, before and after; or the rows inserted up to `last_row`, without them."""

    table: str
    row: int
    last_row: int | None
    reference: str | None
    operation: str
    before: dict[str, object] | None
    after: dict[str, object] | None


class BatchRecord(TypedDict):
    """One thing that somebody did."""

    id: int
    at: str
    actor: str
    description: str
    undoes: int | None
    undone_by: int | None
    changes: NotRequired[list[ChangeRecord]]
    size: int


class DuplicateRecord(TypedDict):
    """Two records that may be the same, with a score from 0 to 1 and the reasons."""

    kind: str
    first: Link
    second: Link
    score: float
    reasons: list[str]


class SourceRecord(TypedDict):
    """A file that gave a record some of its fields, on one line; `source` is what was said of it.

    `revision` is when the file says that the record was changed, `read_at` when it was imported.
    """

    file: str
    line: int
    fields: list[str]
    revision: str | None
    sha256: str
    format: str
    source: str | None
    read_at: str
    actor: str
    batch: int
