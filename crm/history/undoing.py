"""Taking batches back: a batch is replayed backwards as a new batch."""

from crm.driver import Connection, enlarge_cache
from crm.errors import Conflict, NotFound
from crm.history.conflicts import changed_since
from crm.history.replaying import replay_backwards
from crm.i18n import _
from crm.titles import noun


def is_undone(connection: Connection, batch_id: int) -> bool:
    """Tell whether a batch is taken back: by an undo that is complete and not undone itself."""
    rows = connection.execute(
        "WITH RECURSIVE undoing (id, undoes_id) AS ("
        " SELECT id, undoes_id FROM batch WHERE undoes_id = ?"
        " UNION SELECT batch.id, batch.undoes_id FROM batch, undoing"
        " WHERE batch.undoes_id = undoing.id)"
        " SELECT id, undoes_id FROM undoing"
        " WHERE id IS NOT (SELECT batch_id FROM current_batch) ORDER BY id DESC",
        (batch_id,),
    )
    undone: set[int] = set()
    for later, undoes in rows:
        if later not in undone:
            undone.add(undoes)
    return batch_id in undone


def newest_undoable(connection: Connection) -> int:
    """Return the newest batch that is no undo and is in force; errors: `NotFound`."""
    rows = connection.execute("SELECT id FROM batch WHERE undoes_id IS NULL ORDER BY id DESC")
    for (batch_id,) in rows:
        if not is_undone(connection, batch_id):
            return int(batch_id)
    raise NotFound(_("There is nothing to undo."))


def undo(connection: Connection, batch_id: int) -> None:
    """Set every row back to what it was before the batch, within a batch that is already open.

    Errors: `NotFound` for an unknown batch, `Conflict` where it is undone already or where a row is
    no longer what the batch left.
    """
    found = connection.execute("SELECT 1 FROM batch WHERE id = ?", (batch_id,)).fetchone()
    if not found:
        raise unknown_batch(batch_id)
    if is_undone(connection, batch_id):
        raise Conflict(_("Batch {batch} is undone already.").format(batch=batch_id))
    for table, row in changed_since(connection, batch_id):
        message = _(
            "Batch {batch} cannot be undone: {table} {row} has been changed since."
            " Undo the later change first; `crm history` lists them."
        )
        raise Conflict(message.format(batch=batch_id, table=noun(table).lower(), row=row))
    enlarge_cache(connection)
    connection.execute("PRAGMA defer_foreign_keys=ON")
    replay_backwards(connection, batch_id)


def unknown_batch(batch_id: int) -> NotFound:
    """Return the error for the number of a batch that is not in the history."""
    return NotFound(_("The history has no batch {batch}.").format(batch=batch_id))
