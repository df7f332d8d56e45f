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


class ToldField(TypedDict):
    """A field of a row in the words of people, before and after a change; empty where it was."""

    label: str
    before: str
    after: str


class ToldChange(TypedDict):
    """One row changed, told in words; or many inserted at once, of which only the number is told.

    `noun` is what such rows are called, `title` what this one is.
    """

    operation: str
    noun: str
    title: str
    reference: str | None
    rows: int
    fields: list[ToldField]


class OwnedRow(TypedDict):
    """A row that belonged to a record: its table, and its columns as they were."""

    table: str
    columns: dict[str, object]


class AsOfRecord(TypedDict):
    """A record as it was at a moment (ISO 8601, UTC), with what belonged to it.

    `columns` and `rows` hold the values, `fields` and `parts` tell the same in words.
    """

    kind: str
    id: int
    reference: str
    name: str
    moment: str
    columns: dict[str, object]
    rows: list[OwnedRow]
    fields: list[ToldField]
    parts: list[ToldChange]


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
