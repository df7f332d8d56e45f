"""Which record stayed of two that were made one; files and phones may still name the other."""

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from crm.models import Setting
from crm.queries.kinds import MODELS, batched
from crm.vocabulary import RecordKind

PREFIX = "merged:"
_DIGEST_LENGTH = 48
# More than anybody merges one into the next; a ring of them, as undoing may leave, ends here.
_LONGEST_CHAIN = 50


def merged_key(kind: RecordKind, uid: str) -> str:
    """Return the key under which the book keeps what a record was merged into."""
    said = hashlib.sha256(f"{kind}\n{uid}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{PREFIX}{said[:_DIGEST_LENGTH]}"


def any_merged(session: Session) -> bool:
    """Tell whether records were merged in the book."""
    key = col(Setting.key)
    kept = select(key).where(key >= PREFIX, key < PREFIX[:-1] + ";").limit(1)
    return session.execute(kept).first() is not None


def survivors_of(session: Session, kind: RecordKind, uids: Iterable[str]) -> dict[str, str]:
    """Return the uid of the record that stayed, by the uids of those merged into it.

    What is in the book itself, as it is where merging was undone, stands for nobody else.
    """
    keys = {merged_key(kind, uid): uid for uid in uids if uid}
    found: dict[str, str] = {}
    for some in batched(sorted(keys)):
        statement = select(col(Setting.key), col(Setting.value)).where(col(Setting.key).in_(some))
        found |= {keys[key]: kept for key, kept in session.execute(statement)}
    survivors = {
        uid: _last(session, kind, kept)
        for uid, kept in found.items()
        if not _is_there(session, kind, uid)
    }
    return {uid: kept for uid, kept in survivors.items() if kept}


def _last(session: Session, kind: RecordKind, uid: str) -> str:
    """Follow one merge after another to a record that is there; the empty text for none."""
    for _step in range(_LONGEST_CHAIN):
        if _is_there(session, kind, uid):
            return uid
        row = session.get(Setting, merged_key(kind, uid))
        if row is None:
            break
        uid = row.value
    return ""


def _is_there(session: Session, kind: RecordKind, uid: str) -> bool:
    model: Any = MODELS[kind]
    return session.execute(select(model.id).where(model.uid == uid)).first() is not None
