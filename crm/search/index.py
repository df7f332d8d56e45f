"""Keeping the index: every record has its document, and every document its words in the index."""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

import json
from collections.abc import Iterable, Sequence

from crm.driver import Connection, insert_many
from crm.search.affected import ChangedBatch
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

WORTH_INDEXING_ANEW = 1000
"""How many records must be gone before it may be quicker to index anew those that are left."""
WORTH_WRITING_ANEW = 10
"""How many must be gone for one that is left to write all documents anew.

Whoever takes back the import of a whole book need not be asked what each deleted row belonged to.
"""
WORTH_MERGING = 50_000
"""How many records must be new, and more than there were before, for an index to be made one piece.

Every search begins anew in each piece, and an import leaves a piece for some tens of thousands.
"""
PAGES_MERGED = 8
"""How many pages at most are merged after each batch: those of some pieces of single edits.

Left to itself, FTS5 merges them only once there are sixteen of a size.
"""

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
        compact(connection)


def refresh(connection: Connection, batch_id: int) -> None:
    """Bring up to date the documents of the records that a batch of changes touched.

    To be called within the batch's transaction, after its last change.
    """
    with transaction(connection):
        before = connection.total_changes
        batch = ChangedBatch(connection, batch_id)
        gone, left = _gone_and_left(connection, batch)
        if gone >= WORTH_INDEXING_ANEW and gone > left * WORTH_WRITING_ANEW:
            _fill(connection)
            return
        most_go = gone >= WORTH_INDEXING_ANEW and gone > left
        writer = _Writer(connection, indexing=not most_go)
        for kind, table in TABLES.items():
            for span in batch.created.get(table, ()):
                writer.create(kind, span)
        for kind, ids in batch.affected().items():
            writer.write(kind, ids)
        if most_go:
            _index_all(connection)
        if connection.total_changes > before:
            _merge(connection, writer.created)


def compact(connection: Connection) -> None:
    """Merge the index into one piece, which leaves no trace of the words of deleted records."""
    with transaction(connection):
        for index in INDEXES:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")


def _merge(connection: Connection, created: int) -> None:
    """Merge pieces of the index: all if most of what it holds is new, else a few small ones."""
    if created >= WORTH_MERGING and created * 2 > _count(connection):
        compact(connection)
        return
    for index in INDEXES:
        merge = f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)"
        connection.execute(merge, (PAGES_MERGED,))


def _fill(connection: Connection) -> None:
    connection.execute("DELETE FROM search_document")
    for kind in KINDS:
        for piece in pieces_of(connection, kind):
            _insert(connection, documents_of(connection, kind, piece))
    _index_all(connection)


def _gone_and_left(connection: Connection, batch: ChangedBatch) -> tuple[int, int]:
    """Return how many records a batch deletes, and how many of those that were found are left.

    Of few that are gone it is not counted what is left: that would take longer than to go on.
    """
    gone = sum(batch.counts.get((table, "delete"), 0) for table in TABLES.values())
    if gone < WORTH_INDEXING_ANEW:
        return gone, gone
    return gone, _count(connection) - gone


def _count(connection: Connection) -> int:
    found = connection.execute("SELECT count(*) FROM search_document").fetchone()
    return int(found[0])


class _Writer:
    """Writes documents, and the indexes with them unless these are filled anew at the end."""

    def __init__(self, connection: Connection, *, indexing: bool) -> None:
        self.connection = connection
        self.indexing = indexing
        self.created = 0
        """How many records in the ranges that were new."""

    def create(self, kind: RecordKind, span: range) -> None:
        """Write the documents of records that are new, as most of those in a range of ids are."""
        bounds = document_id(kind, span.start), document_id(kind, span.stop - 1)
        standing = "SELECT 1 FROM search_document WHERE id BETWEEN ? AND ? LIMIT 1"
        if self.connection.execute(standing, bounds).fetchone():
            self.write(kind, span)
            return
        for piece in in_pieces(span):
            _insert(self.connection, documents_of(self.connection, kind, piece))
        self.created += len(span)
        if self.indexing:
            _index_span(self.connection, *bounds)

    def write(self, kind: RecordKind, ids: set[int] | range) -> None:
        """Write the documents of some records; those of records that are gone are removed."""
        for piece in in_pieces(ids):
            new = {document[0]: document for document in documents_of(self.connection, kind, piece)}
            if not self.indexing:
                self._replace(kind, piece, list(new.values()))
                continue
            standing = {document[0]: document for document in self._stored(kind, piece)}
            self._remove([old for key, old in standing.items() if new.get(key) != old])
            self._add([added for key, added in new.items() if standing.get(key) != added])

    def _replace(self, kind: RecordKind, ids: Iterable[int], documents: Sequence[Document]) -> None:
        """Put documents in the place of those of some records, whatever stood there."""
        self.connection.execute(
            "DELETE FROM search_document WHERE id IN (SELECT value FROM json_each(?))",
            (_wanted(kind, ids),),
        )
        _insert(self.connection, documents)

    def _stored(self, kind: RecordKind, ids: Iterable[int]) -> list[Document]:
        return self.connection.execute(
            f"SELECT {_COLUMNS} FROM search_document WHERE id IN (SELECT value FROM json_each(?))",
            (_wanted(kind, ids),),
        ).fetchall()

    def _add(self, documents: Sequence[Document]) -> None:
        _insert(self.connection, documents)
        _index(self.connection, documents)

    def _remove(self, documents: Sequence[Document]) -> None:
        _forget(self.connection, documents)
        self.connection.executemany(
            "DELETE FROM search_document WHERE id = ?", [document[:1] for document in documents]
        )


def _wanted(kind: RecordKind, ids: Iterable[int]) -> str:
    start = document_id(kind, 0)
    return json.dumps([start + record_id for record_id in ids])


def _insert(connection: Connection, documents: Sequence[Document]) -> None:
    insert_many(connection, "search_document", DOCUMENT_COLUMNS, documents)


# A statement that may write several rows makes the index put aside what it holds in memory each
# time it begins: such a statement is quickest for many documents, and far slower for each of a few.
def _index_span(connection: Connection, first: int, last: int) -> None:
    for index, columns in INDEXES.items():
        names = ", ".join(columns)
        connection.execute(
            f"INSERT INTO {index} (rowid, {names})"
            f" SELECT id, {names} FROM search_document WHERE id BETWEEN ? AND ?",
            (first, last),
        )


def _index(connection: Connection, documents: Sequence[Document]) -> None:
    for index, columns in INDEXES.items():
        places = ", ".join("?" * len(columns))
        connection.executemany(
            f"INSERT INTO {index} (rowid, {', '.join(columns)}) VALUES (?, {places})",
            _indexed(documents, columns),
        )


def _forget(connection: Connection, documents: Sequence[Document]) -> None:
    # An index with external content forgets a document only when told all of its words.
    for index, columns in INDEXES.items():
        places = ", ".join("?" * len(columns))
        connection.executemany(
            f"INSERT INTO {index} ({index}, rowid, {', '.join(columns)})"
            f" VALUES ('delete', ?, {places})",
            _indexed(documents, columns),
        )


def _index_all(connection: Connection) -> None:
    for index in INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _indexed(documents: Iterable[Document], columns: Sequence[str]) -> list[Document]:
    """Return of each document its id and what an index holds of it."""
    places = [DOCUMENT_COLUMNS.index(column) for column in ("id", *columns)]
    return [tuple([document[place] for place in places]) for document in documents]
