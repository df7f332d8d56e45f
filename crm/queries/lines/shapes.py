"""What lines are put together from: links, names that belong together, an order."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from crm.queries.records import Link

Value = TypeVar("Value")


def in_order(ids: Iterable[int], found: Mapping[int, Value]) -> list[Value]:
    """Return what was found in the order of the ids, without those that have gone."""
    return [found[identity] for identity in ids if identity in found]


def link(identity: int | None, name: str | None) -> "Link | None":
    """Return a link to another record, or None where there is none."""
    return None if identity is None else {"id": identity, "name": name or ""}


def listed(pairs: Iterable[tuple[int, str]], ids: Collection[int]) -> dict[int, list[str]]:
    """Gather the names of each id, each name once; an id without names has none."""
    names: dict[int, dict[str, None]] = {identity: {} for identity in ids}
    for owner, name in pairs:
        names[owner][name] = None
    return {owner: list(found) for owner, found in names.items()}
