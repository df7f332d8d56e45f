"""Keeping the index: every record has its document, and every document its words in the index."""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

import json
from collections.abc import Iterable, Sequence

from crm.driver import Connection
from crm.search.affected import affected_by, created_by
from crm.search.documents import Document, documents_of, in_pieces, pieces_of
from crm.search.schema import (
    DOCUMENT_COLUMNS,
    INDEXES,
    KINDS,
    create,
    document_id,
    drop,
    is_current,
    transaction,
)
from crm.search.sources import TABLES
from crm.vocabulary import RecordKind

_COLUMNS = ", ".join(DOCUMENT_COLUMNS)


def install(connection: Connection) -> None:
    """Make the tables of the search and fill them, where they are missing or of an older version.

    Works within the caller's transaction, or else in one of its own.
    """
    if not is_current(connection):
        with transaction(connection):
            # Another process may have done it while this one waited for its turn.
            if not is_current(connection):
                rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Write all documents anew; nothing of what was in the index before is left in the file."""
    with transaction(connection):
        drop(connection)
        create(connection)
        _fill(connection)


def refresh(connection: Connection, batch_id: int) -> None:
    """Bring up to date the documents of the records that a batch of changes touched.

    To be called within the batch's transaction, after its last change.
    """
    with transaction(connection):
        created = created_by(connection, batch_id)
        for kind, table in TABLES.items():
            for span in created.get(table, ()):
                _create(connection, kind, span)
        for kind, ids in affected_by(connection, batch_id, created).items():
            for piece in in_pieces(ids):
                _write(connection, kind, piece)


def compact(connection: Connection) -> None:
    """Merge the index into one piece, which leaves no trace of the words of deleted records."""
    with transaction(connection):
        for index in INDEXES:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")


def _fill(connection: Connection) -> None:
    for kind in KINDS:
        for piece in pieces_of(connection, kind):
            _insert(connection, documents_of(connection, kind, piece))
    for index in INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _create(connection: Connection, kind: RecordKind, span: range) -> None:
    """Write the documents of records that are new, as most of those in a range of ids are."""
    bounds = document_id(kind, span.start), document_id(kind, span.stop - 1)
    standing = "SELECT 1 FROM search_document WHERE id BETWEEN ? AND ? LIMIT 1"
    if connection.execute(standing, bounds).fetchone():
        for piece in in_pieces(span):
            _write(connection, kind, piece)
        return
    for piece in in_pieces(span):
        _insert(connection, documents_of(connection, kind, piece))
    _index(connection, [bounds])


def _write(connection: Connection, kind: RecordKind, ids: Sequence[int]) -> None:
    """Write the documents of some records; those of records that are gone are removed."""
    standing = {document[0]: document for document in _stored(connection, kind, ids)}
    new = {document[0]: document for document in documents_of(connection, kind, ids)}
    _remove(connection, [(key, key) for key, old in standing.items() if new.get(key) != old])
    changed = {key: document for key, document in new.items() if standing.get(key) != document}
    _insert(connection, list(changed.values()))
    _index(connection, [(key, key) for key in changed])


def _stored(connection: Connection, kind: RecordKind, ids: Iterable[int]) -> list[Document]:
    wanted = json.dumps([document_id(kind, record_id) for record_id in ids])
    return connection.execute(
        f"SELECT {_COLUMNS} FROM search_document WHERE id IN (SELECT value FROM json_each(?))",
        (wanted,),
    ).fetchall()


def _insert(connection: Connection, documents: Sequence[Document]) -> None:
    places = ", ".join("?" * len(DOCUMENT_COLUMNS))
    connection.executemany(f"INSERT INTO search_document ({_COLUMNS}) VALUES ({places})", documents)


def _index(connection: Connection, spans: Sequence[tuple[int, int]]) -> None:
    """Let the indexes know the documents from the first to the last id of each span."""
    for index, columns in INDEXES.items():
        names = ", ".join(columns)
        connection.executemany(
            f"INSERT INTO {index} (rowid, {names})"
            f" SELECT id, {names} FROM search_document WHERE id BETWEEN ? AND ?",
            spans,
        )


def _remove(connection: Connection, spans: Sequence[tuple[int, int]]) -> None:
    # An index with external content forgets a document only when told all of its words.
    for index, columns in INDEXES.items():
        names = ", ".join(columns)
        connection.executemany(
            f"INSERT INTO {index} ({index}, rowid, {names})"
            f" SELECT 'delete', id, {names} FROM search_document WHERE id BETWEEN ? AND ?",
            spans,
        )
    connection.executemany("DELETE FROM search_document WHERE id BETWEEN ? AND ?", spans)
