"""References that begin as typed: `p1` may become p1, p12 or p107; nothing typed, the newest."""

import re
from collections.abc import Collection, Iterator

from crm.driver import Connection
from crm.i18n import N_
from crm.search.finding import Hit
from crm.search.schema import KINDS, document_id
from crm.vocabulary import REFERENCE_LETTERS, RecordKind, reference

LARGEST = 10**12
_BEGUN = re.compile(r"([a-z]?)([0-9]{0,12})", re.IGNORECASE | re.ASCII)


def begun(
    connection: Connection, text: str, kinds: Collection[str] = (), limit: int = 20
) -> list[Hit]:
    """Return the records whose references begin with a text, the newest first within a length.

    `kinds` (words of `RecordKind`) restricts what is sought. Text that begins no reference finds
    nothing; empty text begins all of them.
    """
    match = _BEGUN.fullmatch(text)
    if match is None or (match[2] and not match[1]):
        return []
    letter, digits = match[1].lower(), match[2]
    wanted = [kind for kind in KINDS if not kinds or kind in kinds]
    hits = (
        hit
        for kind in wanted
        if letter in ("", REFERENCE_LETTERS[kind])
        for hit in _of_kind(connection, kind, digits, limit)
    )
    return list(hits)[:limit]


def _of_kind(connection: Connection, kind: RecordKind, digits: str, limit: int) -> Iterator[Hit]:
    statement = (
        "SELECT record_id, name, word, detail FROM search_document"
        " WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?"
    )
    for first, last in _spans(digits):
        span = (document_id(kind, first), document_id(kind, last), limit)
        for identity, name, word, detail in connection.execute(statement, span):
            short = reference(kind, identity)
            yield Hit(short, kind, identity, name, word, detail, N_("reference"))


def _spans(digits: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers that begin with some digits: 1, 10 to 19, 100 to 199 …"""
    if not digits:
        yield 1, LARGEST
        return
    first, last = int(digits), int(digits)
    while first and last <= LARGEST:
        yield first, last
        first, last = first * 10, last * 10 + 9
