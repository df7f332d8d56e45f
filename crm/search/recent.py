"""With whom one has had to do lately: they come first where a name is completed."""

import json
from collections.abc import Collection, Mapping

from crm.driver import Connection
from crm.search.schema import document_id
from crm.settings import today
from crm.vocabulary import InteractionStatus, RecordKind

LATEST_INTERACTIONS = 200
MOST_RECENT = 500
"""How much is looked at, whatever the size of the book."""


def recent_documents(connection: Connection, kinds: Collection[RecordKind]) -> Mapping[int, int]:
    """Return the documents of people and organisations of the latest interactions held.

    Each has its place in time, 0 for the latest.
    """
    # A moment of today sorts before the day followed by the letter after T.
    end = f"{today().isoformat()}U"
    held = connection.execute(
        "SELECT id FROM interaction WHERE status = ? AND starts_at < ?"
        " ORDER BY starts_at DESC LIMIT ?",
        (InteractionStatus.HELD, end, LATEST_INTERACTIONS),
    ).fetchall()
    rows = connection.execute(
        "SELECT p.person_id, p.organisation_id FROM json_each(?) AS latest"
        " CROSS JOIN participant AS p ON p.interaction_id = latest.value LIMIT ?",
        (json.dumps([row[0] for row in held]), MOST_RECENT),
    )
    columns = (RecordKind.PERSON, RecordKind.ORGANISATION)
    documents = dict.fromkeys(
        document_id(kind, key)
        for row in rows
        for kind, key in zip(columns, row, strict=True)
        if key is not None and kind in kinds
    )
    return {document: place for place, document in enumerate(documents)}
