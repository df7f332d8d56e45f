"""The change log that no write escapes, and taking batches back.

Triggers on every table write down each row that changes; a write outside a batch is refused. Undo
replays a batch backwards as a new batch, so redo is the undo of an undo.
"""

from crm.history.conflicts import BOOKKEEPING
from crm.history.log import (
    OWNERS,
    UNLOGGED_TABLES,
    close_batch,
    columns_of,
    current_row,
    install,
    logged_tables,
    open_batch,
    remove,
    trigger_names,
    trigger_statements,
)
from crm.history.origins import INSERTED, origins_of
from crm.history.ranges import insert_rows
from crm.history.tracing import IN_RANGES, batches_of, keys_pointing, once_pointing
from crm.history.undoing import is_undone, newest_undoable, undo, unknown_batch

__all__ = [
    "BOOKKEEPING",
    "INSERTED",
    "IN_RANGES",
    "OWNERS",
    "UNLOGGED_TABLES",
    "batches_of",
    "close_batch",
    "columns_of",
    "current_row",
    "insert_rows",
    "install",
    "is_undone",
    "keys_pointing",
    "logged_tables",
    "newest_undoable",
    "once_pointing",
    "open_batch",
    "origins_of",
    "remove",
    "trigger_names",
    "trigger_statements",
    "undo",
    "unknown_batch",
]
