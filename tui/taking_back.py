"""Which batch of the history is taken back next, and which is done again."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crm.queries.records import BatchRecord


def last_done(batches: "Sequence[BatchRecord]") -> "BatchRecord | None":
    """Return the newest batch that is no undo and is in force; `batches` are newest first."""
    return next((one for one in batches if not one["undoes"] and not one["undone_by"]), None)


def last_undone(batches: "Sequence[BatchRecord]") -> "BatchRecord | None":
    """Return the newest undo in force; none where something else was done after it."""
    known = {batch["id"]: batch for batch in batches}
    for batch in batches:
        if not batch["undone_by"]:
            depth = _depth(batch, known)
            if depth % 2:
                return batch
            if not depth:
                return None
    return None


def _depth(batch: "BatchRecord", known: "Mapping[int, BatchRecord]") -> int:
    """Return 0 for what was done, 1 for its undo, 2 for the undo of that, and so on."""
    depth = 0
    undoes = batch["undoes"]
    while undoes is not None:
        depth += 1
        undoes = known[undoes]["undoes"] if undoes in known else None
    return depth
