"""What an organisation is part of, and what is part of it."""

from typing import NamedTuple

from sqlalchemy import CTE, literal, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from crm.models import Organisation
from crm.queries.records import Link

DEEPEST = 12
"""How many levels are followed, so that two that are part of each other have an end."""
MOST_SHOWN = 200


class Branch(NamedTuple):
    """An organisation within a tree; the one at the top has depth 0."""

    organisation: Link
    depth: int


class OrganisationTree(NamedTuple):
    """The organisations above one, the topmost first, and those under it, each after its own."""

    above: list[Link]
    below: list[Branch]
    is_whole: bool


def organisation_tree(session: Session, identity: int) -> OrganisationTree:
    """Return what an organisation is part of, and at most `MOST_SHOWN` that are part of it.

    Those on one level stand in Swedish order; `depth` counts from 1 for the parts right below.
    """
    below = _below(session, identity)
    shown = below[:MOST_SHOWN]
    return OrganisationTree(_above(session, identity), shown, len(below) == len(shown))


def part_ids(session: Session, identity: int) -> list[int]:
    """Return the ids of all organisations under one, at any depth."""
    tree = _descendants(identity)
    found = session.scalars(select(tree.c.id).where(tree.c.id != identity).distinct())
    return list(found)


def _descendants(identity: int) -> CTE:
    tree = select(literal(identity).label("id"), literal(0).label("depth")).cte(recursive=True)
    return tree.union(
        select(col(Organisation.id), tree.c.depth + 1)
        .join(tree, col(Organisation.parent_id) == tree.c.id)
        .where(tree.c.depth < DEEPEST)
    )


def _above(session: Session, identity: int) -> list[Link]:
    """Walk up: the levels are few, and each is one look-up by key."""
    found: list[Link] = []
    seen = {identity}
    parent = aliased(Organisation)
    while len(found) < DEEPEST:
        statement = (
            select(col(parent.id), col(parent.name))
            .join(Organisation, col(Organisation.parent_id) == col(parent.id))
            .where(col(Organisation.id) == (found[0]["id"] if found else identity))
        )
        row = session.execute(statement).first()
        if row is None or row[0] in seen:
            break
        seen.add(row[0])
        found.insert(0, Link(id=row[0], name=row[1]))
    return found


def _below(session: Session, identity: int) -> list[Branch]:
    tree = _descendants(identity)
    statement = (
        select(col(Organisation.id), col(Organisation.name), col(Organisation.parent_id))
        .join(tree, col(Organisation.id) == tree.c.id)
        .where(tree.c.depth > 0)
        .order_by(tree.c.depth, col(Organisation.sort_key), col(Organisation.id))
        .limit(MOST_SHOWN + 1)
    )
    children: dict[int, list[Link]] = {}
    seen = {identity}
    for found, name, parent_id in session.execute(statement):
        if found not in seen:
            seen.add(found)
            children.setdefault(parent_id, []).append(Link(id=found, name=name))
    return _ordered(children, identity, 1)


def _ordered(children: dict[int, list[Link]], identity: int, depth: int) -> list[Branch]:
    """Put each organisation right before those that are part of it."""
    found = []
    for child in children.get(identity, ()):
        found += [Branch(child, depth), *_ordered(children, child["id"], depth + 1)]
    return found
