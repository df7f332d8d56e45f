"""Finding records: the nearest first, and what it was that matched.

The order is: the very name, names that start so, all words in the name, then what was found by
contact details, by organisation, by role, in notes; within that by kind, and by name as Swedish
sorts (interactions newest first, promises by their day, open ones before done ones).
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from crm.driver import Connection
from crm.errors import CrmError
from crm.i18n import _
from crm.search.candidates import (
    EXACT,
    Candidate,
    by_any_word,
    by_document,
    by_name,
    by_reference,
    by_start_of_name,
)
from crm.search.posts import current_posts
from crm.search.query import Query
from crm.search.recent import recent_documents
from crm.search.schema import CONTACT, KINDS, NAME, NOTE, spans_of
from crm.vocabulary import RecordKind, reference

# In the order of the ids that are given.
_SHOWN = (
    "SELECT d.id, d.kind, d.record_id, d.name, d.word, d.detail FROM json_each(?) AS shown"
    " CROSS JOIN search_document AS d ON d.id = shown.value"
)


class Interrupted(CrmError):
    """A search was stopped by `connection.interrupt()`: its answer is no longer wanted."""


class Hit(NamedTuple):
    """A record that was found.

    `word` is a word of `crm.vocabulary` (an organisation's classification, an interaction's kind, a
    promise's direction, a collaboration's status) or empty, `detail` the text that follows it: a
    person's role and organisation, a place, a date. `why` says what matched, in English as marked
    for the catalogue; `kind` is a word of `RecordKind`.
    """

    reference: str
    kind: str
    id: int
    name: str
    word: str
    detail: str
    why: str


def find(
    connection: Connection, text: str, kinds: Collection[str] = (), limit: int = 50
) -> list[Hit]:
    """Return the records that hold every word typed, the nearest first, at most `limit` of them.

    Each word is the beginning of a word in the record; accents and case do not matter, and a phone
    number or an e-mail address may be written in any way. `kinds` (words of `RecordKind`) restricts
    what is sought. Text without letters or digits finds nothing. Errors: `Interrupted`.
    """
    return _search(connection, text, kinds, limit, NOTE)


def complete(
    connection: Connection, text: str, kinds: Collection[str] = (), limit: int = 20
) -> list[Hit]:
    """Return as `find` does the records whose name or contact details hold every word typed.

    After the very name come the people and organisations one has had to do with lately, the latest
    first.
    """
    return _search(connection, text, kinds, limit, CONTACT, latest_first=True)


def count(connection: Connection, text: str, kinds: Collection[str] = ()) -> int:
    """Return how many records hold every word typed.

    The time grows with the number, so ask after the hits are shown. Errors: `Interrupted`.
    """
    query = Query.of(text)
    if not query.terms:
        return 0
    statement = (
        "SELECT count(*) FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?"
    )
    with _interruptible(connection):
        return sum(
            connection.execute(statement, (query.expression(), *span)).fetchone()[0]
            for span in spans_of(_chosen(kinds))
        )


def _search(
    connection: Connection,
    text: str,
    kinds: Collection[str],
    limit: int,
    farthest: int,
    *,
    latest_first: bool = False,
) -> list[Hit]:
    query = Query.of(text)
    chosen = _chosen(kinds)
    if not query.terms or not chosen or limit < 1:
        return []
    found: dict[int, Candidate] = {}
    with _interruptible(connection):
        for candidate in by_reference(connection, text, chosen):
            found[candidate.document] = candidate
        # Each step finds what is farther than all that the steps before it can find.
        for step in (
            by_start_of_name(connection, query, chosen, limit),
            by_name(connection, query, chosen, limit),
            by_any_word(connection, query, chosen, limit),
        ):
            for candidate in step:
                if candidate.distance <= farthest:
                    found.setdefault(candidate.document, candidate)
            if len(found) >= limit:
                break
        recent = recent_documents(connection, chosen) if latest_first else {}
        for candidate in by_document(connection, query, recent):
            found.setdefault(candidate.document, candidate)
        nearest = sorted(found.values(), key=partial(_nearness, recent))
        return _hits(connection, nearest[:limit])


def _nearness(recent: Mapping[int, int], candidate: Candidate) -> tuple[int, int, Candidate]:
    """Return the place in the order: the very name, whoever is recent by name, all others."""
    if candidate.distance == EXACT:
        return 0, 0, candidate
    is_recent = candidate.document in recent and candidate.distance <= NAME
    return (1, recent[candidate.document], candidate) if is_recent else (2, 0, candidate)


def _chosen(kinds: Collection[str]) -> list[RecordKind]:
    return [kind for kind in KINDS if not kinds or kind in kinds]


def _hits(connection: Connection, candidates: Sequence[Candidate]) -> list[Hit]:
    # Another program may have deleted one of them since.
    reasons = {one.document: one.why for one in candidates}
    rows = connection.execute(_SHOWN, (json.dumps(list(reasons)),))
    hits = [_hit(row, reasons[row[0]]) for row in rows]
    people = [hit.id for hit in hits if hit.kind == RecordKind.PERSON]
    posts = current_posts(connection, people) if people else {}
    return [
        hit._replace(detail=posts.get(hit.id, "")) if hit.kind == RecordKind.PERSON else hit
        for hit in hits
    ]


def _hit(row: tuple[Any, ...], why: str) -> Hit:
    _document, kind, record_id, name, word, detail = row
    return Hit(reference(kind, record_id), kind, record_id, name, word, detail, why)


@contextmanager
def _interruptible(connection: Connection) -> Iterator[None]:
    try:
        yield
    except connection.OperationalError as error:
        if "interrupted" in str(error):
            raise Interrupted(_("The search was stopped.")) from None
        raise
