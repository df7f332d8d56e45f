"""The tables of the search: a document for each record, and the words of all documents.

SQLite's own full-text search (FTS5) keeps the words, so these tables are no part of the models and
the migrations: they are made here, hold nothing that is not elsewhere, and can be filled anew.
The words are folded before they come here. Hence the plain `ascii` tokenizer, which parts them at
spaces and leaves every other letter alone; `detail=none` and a prefix index for each length keep
the search for any one prefix of a million names below a millisecond (https://sqlite.org/fts5.html).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from crm.driver import Connection
from crm.i18n import N_
from crm.vocabulary import RecordKind

DOCUMENTS_VERSION = 2
"""Raise it when documents change, in their shape or by `crm.text.fold`: books are indexed anew."""

KINDS = (
    RecordKind.PERSON,
    RecordKind.ORGANISATION,
    RecordKind.INTERACTION,
    RecordKind.FOLLOW_UP,
    RecordKind.COLLABORATION,
    RecordKind.TOPIC,
    RecordKind.LIST,
)
"""What can be found, in the order in which it is shown."""

# A document's id says which record it is of, and one kind is one range of ids. A book would have
# to hold 10^12 records of a kind before the ranges met.
IDS_PER_KIND = 1 << 40

NAME, CONTACT, ORGANISATION, ROLE, NOTE = range(2, 7)
"""How far from the name a word was found; 0 and 1 are for names that begin so."""


class Field(NamedTuple):
    """A part of a document: its key, how far it is from the name, and what people call it."""

    key: str
    distance: int
    label: str


FIELDS = (
    Field("name", NAME, N_("name")),
    Field("other_name", NAME, N_("other name")),
    Field("email", CONTACT, N_("e-mail")),
    Field("phone", CONTACT, N_("phone")),
    Field("link", CONTACT, N_("link")),
    Field("number", CONTACT, N_("number")),
    Field("place", CONTACT, N_("place")),
    Field("organisation", ORGANISATION, N_("organisation")),
    Field("person", ORGANISATION, N_("person")),
    Field("role", ROLE, N_("role")),
    Field("topic", ROLE, N_("topic")),
    Field("tag", ROLE, N_("tag")),
    Field("custom", NOTE, N_("field of your own")),
    Field("note", NOTE, N_("note")),
    Field("date", NOTE, N_("date")),
)
NAME_FIELDS = 2
"""The first fields, which are names, and are kept apart from the others."""

DOCUMENT_COLUMNS = (
    "id", "kind", "record_id", "name", "word", "detail", "sort_key", "name_key", "names", "words",
)  # fmt: skip
"""A document; `names` and `words` hold a line for each field, and a space before each word."""

INDEXES = {"search_name": ("names",), "search_index": ("names", "words")}
"""The two indexes and what they hold: one of names, which is asked first, and one of all words."""
TABLES_OF_SEARCH = (*INDEXES, "search_document", "search_version")

LONGEST_PREFIX = 12
"""Up to how many letters a prefix has an index of its own."""

WORDS_IN_MEMORY = 48 << 20
"""How many bytes of words an index gathers before it writes them: with FTS5's own 1 MB, an import
merges what it has written again and again, for as long as it takes to write it."""

_PREFIXES = " ".join(str(length) for length in range(1, LONGEST_PREFIX + 1))


def document_id(kind: RecordKind | str, record_id: int) -> int:
    """Return the id of a record's document."""
    return KINDS.index(RecordKind(kind)) * IDS_PER_KIND + record_id


def kind_place(document: int) -> int:
    """Return the place in KINDS of the kind of a document."""
    return document // IDS_PER_KIND


def range_of(kind: RecordKind | str) -> tuple[int, int]:
    """Return the least and the greatest id of the documents of a kind."""
    start = document_id(kind, 0)
    return start, start + IDS_PER_KIND - 1


def spans_of(kinds: Iterable[RecordKind]) -> list[tuple[int, int]]:
    """Return the ranges of the documents of kinds in the order of KINDS, as few as will do."""
    spans: list[tuple[int, int]] = []
    for kind in kinds:
        first, last = range_of(kind)
        if spans and spans[-1][1] + 1 == first:
            first = spans.pop()[0]
        spans.append((first, last))
    return spans


def create(connection: Connection) -> None:
    """Create the tables, empty."""
    text = " TEXT NOT NULL DEFAULT '',".join(DOCUMENT_COLUMNS[3:]) + " TEXT NOT NULL DEFAULT ''"
    connection.execute(
        "CREATE TABLE search_document (id INTEGER PRIMARY KEY, kind TEXT NOT NULL,"
        f" record_id INTEGER NOT NULL, {text})"
    )
    connection.execute("CREATE INDEX ix_search_document_name ON search_document (kind, name_key)")
    for index, columns in INDEXES.items():
        connection.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5({', '.join(columns)},"
            f" content='search_document', content_rowid='id', prefix='{_PREFIXES}',"
            " detail=none, columnsize=0, tokenize='ascii')"
        )
        setting = f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', ?)"  # noqa: S608 - ours
        connection.execute(setting, (WORDS_IN_MEMORY,))
    connection.execute("CREATE TABLE search_version (version INTEGER NOT NULL)")
    connection.execute("INSERT INTO search_version VALUES (?)", (DOCUMENTS_VERSION,))


def drop(connection: Connection) -> None:
    """Remove the tables of the search, if they are there; nothing else is lost with them."""
    with transaction(connection):
        for table in TABLES_OF_SEARCH:
            connection.execute(f"DROP TABLE IF EXISTS {table}")


def is_whole(connection: Connection) -> bool:
    """Tell whether all tables of the search are there."""
    names = ", ".join("?" * len(TABLES_OF_SEARCH))
    found = connection.execute(
        f"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ({names})",  # noqa: S608
        TABLES_OF_SEARCH,
    ).fetchone()
    return bool(found[0] == len(TABLES_OF_SEARCH))


def is_current(connection: Connection) -> bool:
    """Tell whether the tables are there and hold documents of this version."""
    if not is_whole(connection):
        return False
    version = connection.execute("SELECT version FROM search_version").fetchone()
    return version is not None and version[0] == DOCUMENTS_VERSION


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Do all or nothing: within the transaction under way, else in one of its own."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
