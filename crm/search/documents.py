"""Documents: what is shown of a record and the words that it is found by, read from its tables."""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from crm.driver import Connection
from crm.search.schema import FIELDS, NAME_FIELDS, document_id
from crm.search.sources import HEADS, SOURCES, TABLES, Source
from crm.search.words import READERS, Words, words_of_text
from crm.text import sort_key, words
from crm.vocabulary import RecordKind

Document = tuple[object, ...]
"""The values of DOCUMENT_COLUMNS."""

Fields = dict[int, Words]
"""The words found so far, by the place of their field in FIELDS."""

AT_A_TIME = 2000

_PLACES = {field.key: place for place, field in enumerate(FIELDS)}
_NEWEST_FIRST = str.maketrans("0123456789", "9876543210")


def ids_of(connection: Connection, kind: RecordKind) -> list[int]:
    """Return the ids of all records of a kind."""
    rows = connection.execute(f"SELECT id FROM {TABLES[kind]} ORDER BY id")
    return [row[0] for row in rows]


def in_pieces(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    """Yield the ids in order, as many at a time as are read at once."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), AT_A_TIME):
        yield ordered[start : start + AT_A_TIME]


def documents_of(connection: Connection, kind: RecordKind, ids: Sequence[int]) -> list[Document]:
    """Return the documents of those of the records that exist, in the order of their ids."""
    wanted = json.dumps(ids)
    heads = connection.execute(HEADS[kind], (wanted,)).fetchall()
    found: dict[int, Fields] = {row[0]: {} for row in heads}
    for source in SOURCES[kind]:
        _collect(connection, source, wanted, found)
    order = _ORDERS.get(kind, str)
    start = document_id(kind, 0)
    return [
        (
            start + record_id, str(kind), record_id, name, word, detail, order(key),
            " ".join(words(name)), *_lines(found[record_id]),
        )
        for record_id, name, key, word, detail in sorted(heads, key=itemgetter(0))
    ]  # fmt: skip


def _collect(connection: Connection, source: Source, wanted: str, found: dict[int, Fields]) -> None:
    """Add the words of one source to the fields of the documents."""
    readers = [(_PLACES[field], READERS.get(field, words_of_text)) for field in source.fields]
    for record_id, *texts in connection.execute(source.statement, (wanted,)):
        if (fields := found.get(record_id)) is None:
            continue
        for (place, read), text in zip(readers, texts, strict=True):
            if text:
                found_words = read(text)
                fields[place] = fields[place] + found_words if place in fields else found_words


def _lines(fields: Fields) -> tuple[str, str]:
    """Return the words of the names and of the other fields, each word where it comes first."""
    lines = [""] * len(FIELDS)
    seen: set[str] = set()
    for place in sorted(fields):
        new = [word for word in dict.fromkeys(fields[place]) if word not in seen]
        lines[place] = " " + " ".join(new) if new else ""
        seen.update(new)
    return "\n".join(lines[:NAME_FIELDS]), "\n".join(lines[NAME_FIELDS:]).rstrip("\n")


def _newest_first(starts_at: str) -> str:
    return starts_at.translate(_NEWEST_FIRST)


_ORDERS: dict[RecordKind, Callable[[str], str]] = {
    RecordKind.INTERACTION: _newest_first,
    RecordKind.COLLABORATION: sort_key,
}
"""How the third column of a head becomes a sort key, where it is not one already."""
