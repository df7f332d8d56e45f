"""Documents: what is shown of a record and the words that it is found by, read from its tables."""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any

from crm.driver import Connection
from crm.search.schema import FIELDS, NAME_FIELDS, document_id
from crm.search.sources import HEADS, SOURCES, TABLES, over
from crm.search.words import READERS, key_and_line_of_name, line_of_text
from crm.text import sort_key
from crm.vocabulary import RecordKind

Document = tuple[Any, ...]
"""The values of DOCUMENT_COLUMNS."""

Field = dict[int, str]
"""The words of one field found so far, each after a space, by the id of the record."""

Column = Sequence[Any]

AT_A_TIME = 2000

_READERS = {
    field.key: (place, READERS.get(field.key, line_of_text)) for place, field in enumerate(FIELDS)
}
"""For each field, its place in FIELDS and how its texts are read."""

_NEWEST_FIRST = str.maketrans("0123456789", "9876543210")


def pieces_of(connection: Connection, kind: RecordKind) -> Iterator[range]:
    """Yield ranges of ids that together are those of all records of a kind."""
    rows = connection.execute(f"SELECT id FROM {TABLES[kind]} ORDER BY id")
    while ids := rows.fetchmany(AT_A_TIME):
        yield range(ids[0][0], ids[-1][0] + 1)


def in_pieces(ids: set[int] | range) -> Iterator[Sequence[int]]:
    """Yield the ids in order, as many at a time as are read at once."""
    ordered = ids if isinstance(ids, range) else sorted(ids)
    for start in range(0, len(ordered), AT_A_TIME):
        yield ordered[start : start + AT_A_TIME]


def documents_of(connection: Connection, kind: RecordKind, ids: Sequence[int]) -> list[Document]:
    """Return the documents of those of the records that exist, in the order of their ids."""
    heads = connection.execute(*over(HEADS[kind], ids)).fetchall()
    if not heads:
        return []
    heads.sort(key=itemgetter(0))
    owners = [head[0] for head in heads]
    fields = [
        map(field.get, owners, repeat("")) if field else repeat("")
        for field in _fields_of(connection, kind, ids)
    ]
    order = _ORDERS.get(kind, str)
    start, noun = document_id(kind, 0), kind.value
    documents: list[Document] = []
    for head, lines in zip(heads, zip(*fields, strict=False), strict=False):
        record_id, name, key, word, detail = head
        name_key, line = key_and_line_of_name(name)
        documents.append(
            (
                start + record_id, noun, record_id, name, word, detail, order(key), name_key,
                line + "\n".join(lines[:NAME_FIELDS]),
                "\n".join(lines[NAME_FIELDS:]).rstrip("\n"),
            )
        )  # fmt: skip
    return documents


def _fields_of(connection: Connection, kind: RecordKind, ids: Sequence[int]) -> list[Field]:
    """Return the words that the records are found by, beside their names: field by field."""
    fields: list[Field] = [{} for _ in FIELDS]
    for source in SOURCES[kind]:
        if source.needs and not connection.execute(source.needs).fetchone():
            continue
        rows = connection.execute(*over(source.statement, ids)).fetchall()
        if rows:
            owners, *columns = zip(*rows, strict=True)
            if source.by_type:
                types, values, *columns = columns
                _collect_by_type(fields, owners, types, values)
            for key, texts in zip(source.fields, columns, strict=True):
                if any(texts):
                    _collect(fields, key, owners, texts)
    return fields


def _collect(fields: list[Field], key: str, owners: Column, texts: Column) -> None:
    """Add the words of a column of texts to a field of those that own them."""
    place, read = _READERS[key]
    field = fields[place]
    for owner, text in zip(owners, texts, strict=True):
        if text:
            field[owner] = field[owner] + read(text) if owner in field else read(text)


def _collect_by_type(fields: list[Field], owners: Column, keys: Column, texts: Column) -> None:
    """Add the words of each text to the field that stands beside it."""
    for owner, key, text in zip(owners, keys, texts, strict=True):
        if text:
            place, read = _READERS[key]
            field = fields[place]
            field[owner] = field[owner] + read(text) if owner in field else read(text)


def _newest_first(starts_at: str) -> str:
    return starts_at.translate(_NEWEST_FIRST)


_ORDERS: dict[RecordKind, Callable[[str], str]] = {
    RecordKind.INTERACTION: _newest_first,
    RecordKind.COLLABORATION: sort_key,
}
"""How the third column of a head becomes a sort key, where it is not one already."""
