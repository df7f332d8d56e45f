"""What a line of a list can show besides what it shows by itself: any field, tags, own fields."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from crm.models import Tag, Tagging
from crm.queries.kinds import MODELS, batched, owner_column
from crm.vocabulary import RecordKind

CUSTOM = "custom."
TAGS = "tags"

Values = dict[int, dict[str, Any]]


def extra_values(
    session: Session, kind: RecordKind | str, identities: Sequence[int], names: Sequence[str]
) -> Values:
    """Return the values of some fields of records by their ids, tags joined by commas.

    `names` are columns of the noun's table, `tags`, and `custom.key` of the user's own fields.
    """
    found: Values = {}
    for piece in batched(identities):
        found |= _fields(session, RecordKind(kind), piece, names)
        if TAGS in names:
            for identity, tags in _tags(session, RecordKind(kind), piece).items():
                found[identity][TAGS] = ", ".join(tags)
    return found


def _fields(
    session: Session, kind: RecordKind, identities: Sequence[int], names: Sequence[str]
) -> Values:
    model: Any = MODELS[kind]
    plain = [name for name in names if name in model.model_fields]
    own = [name.removeprefix(CUSTOM) for name in names if name.startswith(CUSTOM)]
    held = [model.custom] if own else []
    columns = [getattr(model, name) for name in plain]
    statement = select(model.id, *columns, *held).where(model.id.in_(identities))
    values = {}
    for row in session.execute(statement):
        record = dict(zip(plain, row[1:], strict=False))
        custom = row[-1] if own else {}
        values[row[0]] = record | {f"{CUSTOM}{key}": custom.get(key) for key in own}
    return values


def _tags(session: Session, kind: RecordKind, identities: Sequence[int]) -> dict[int, list[str]]:
    owner = owner_column(Tagging, kind)
    statement = (
        select(owner, col(Tag.name))
        .join(Tag, col(Tag.id) == col(Tagging.tag_id))
        .where(owner.in_(identities))
        .order_by(col(Tag.sort_key), col(Tag.id))
    )
    found: dict[int, list[str]] = {}
    for identity, name in session.execute(statement):
        found.setdefault(identity, []).append(name)
    return found
