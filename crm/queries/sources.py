"""Where the values of a person or organisation come from: which file, line and moment."""

from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from crm.history import INSERTED, origins_of
from crm.models import Batch, ImportedFile, RecordSource
from crm.queries.kinds import owner_column
from crm.queries.records import SourceRecord
from crm.vocabulary import RecordKind

IMPORTED = (
    RecordKind.PERSON,
    RecordKind.ORGANISATION,
    RecordKind.INTERACTION,
    RecordKind.LIST,
)
"""The nouns of which it is kept which file they come from."""


class Origin(NamedTuple):
    """The file that gave a value: its key, the SHA-256 of its bytes, and its own age if it says.

    `line` is where the record begins, `revision` what the file says of when it was changed.
    """

    file_id: int
    sha256: str
    line: int
    revision: str


Origins = dict[str, Origin | None]
"""By column, the file that gave its value, None where a person did; `INSERTED` for the rest."""


def origins_of_record(session: Session, kind: RecordKind, identity: int) -> Origins:
    """Return which file gave each column of a record the value that it has now.

    A value that somebody typed has no file, also where a file had given another one before.
    """
    connection: Any = session.connection().connection.driver_connection
    batches = origins_of(connection, kind, identity)
    owner = owner_column(RecordSource, kind)
    statement = (
        select(ImportedFile, RecordSource)
        .join(RecordSource, col(RecordSource.imported_file_id) == col(ImportedFile.id))
        .where(owner == identity, col(ImportedFile.batch_id).in_(set(batches.values())))
        .order_by(col(RecordSource.id))
    )
    by_batch = {
        file.batch_id: Origin(file.id or 0, file.sha256, source.line, source.revision or "")
        for file, source in session.exec(statement)
    }
    return {column: by_batch.get(batch) for column, batch in batches.items()}


def origin_of(origins: Origins, column: str) -> Origin | None:
    """Return the file that gave a column its value, or None where a person did."""
    return origins[column] if column in origins else origins.get(INSERTED)


def list_sources(session: Session, kind: RecordKind, identity: int) -> list[SourceRecord]:
    """Return the files that a record comes from, the latest first, with what each gave."""
    statement = (
        select(RecordSource, ImportedFile, Batch)
        .join(ImportedFile, col(RecordSource.imported_file_id) == col(ImportedFile.id))
        .join(Batch, col(ImportedFile.batch_id) == col(Batch.id))
        .where(owner_column(RecordSource, kind) == identity)
        .order_by(col(RecordSource.id).desc())
    )
    return [
        SourceRecord(
            file=file.name,
            line=source.line,
            fields=source.fields.split(),
            revision=source.revision,
            sha256=file.sha256,
            format=file.format,
            source=file.source,
            read_at=file.read_at,
            actor=batch.actor,
            batch=file.batch_id,
        )
        for source, file, batch in session.exec(statement)
    ]
