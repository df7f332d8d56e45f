"""Many new rows at once, as an import has them: written past the ORM, logged as ranges of keys."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from crm.driver import Connection, enlarge_cache
from crm.errors import UsageError
from crm.history import insert_rows
from crm.i18n import _
from crm.models import metadata
from crm.store import driver_connection

KEYS_AT_A_TIME = 500
"""How many keys of a table are set aside at once."""

Columns = tuple[str, ...]
Values = tuple[Any, ...]


class Keys:
    """Keys of a table that are set aside: the next one to give, and the one after the last."""

    __slots__ = ("end", "next")

    def __init__(self) -> None:
        self.next = 0
        self.end = 0


class BulkRows:
    """New rows of any tables, which are kept until they are stored all at once.

    To be used within a write of the store, which holds the lock. The session may write in between:
    what it adds gets other keys, and is logged as ever.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection: Connection = driver_connection(session)
        enlarge_cache(self._connection)
        self._keys: defaultdict[str, Keys] = defaultdict(Keys)
        self._rows: defaultdict[str, defaultdict[Columns, list[Values]]] = _no_rows()

    def next_id(self, table: str) -> int:
        """Return a key for a new row of a table: one that no row has, had or will be given."""
        keys = self._keys[table]
        if keys.next == keys.end:
            self._set_aside(table, keys)
        keys.next += 1
        return keys.next - 1

    def next_ids(self, table: str, count: int) -> range:
        """Return keys for so many new rows of a table, one after the other."""
        keys = self._keys[table]
        if keys.end - keys.next < count:
            self._set_aside(table, keys, count)
        keys.next += count
        return range(keys.next - count, keys.next)

    def add(self, table: str, columns: Columns, row: Values) -> None:
        """Keep a row for `store`: its values as the driver takes them, `id` among its columns."""
        self._rows[table][columns].append(row)

    def add_all(self, table: str, columns: Columns, rows: Sequence[Values]) -> None:
        """Keep rows as `add` does."""
        self._rows[table][columns] += rows

    def store(self) -> None:
        """Write all rows, after what the session has to write, parents before their children.

        A row may refer to one that is stored later: references are checked when the batch is saved.
        Errors: the driver's `IntegrityError` for a row that the rules of its table forbid; the
        whole batch can then no longer be saved.
        """
        self._session.flush()
        rows, self._rows = self._rows, _no_rows()
        try:
            self._connection.execute("PRAGMA defer_foreign_keys=ON")
            for table in sorted(rows, key=_PLACES.__getitem__):
                insert_rows(self._connection, table, rows[table])
            self._give_back()
        except BaseException:
            # A savepoint would do it too, but takes as much memory as all that is written.
            event.listen(self._session, "before_commit", _refuse_to_save)
            raise

    def _set_aside(self, table: str, keys: Keys, count: int = 1) -> None:
        highest = self._connection.execute(
            f'SELECT max(seq) FROM (SELECT max(id) AS seq FROM "{table}"'  # noqa: S608 - our own
            " UNION ALL SELECT seq FROM sqlite_sequence WHERE name = ? UNION ALL SELECT 0)",
            (table,),
        ).fetchone()[0]
        if keys.end != highest + 1:
            # Somebody else has written in between, or nothing was set aside yet.
            keys.next = highest + 1
        keys.end = highest + 1 + max(count, KEYS_AT_A_TIME)
        self._set_highest(table, keys.end - 1)

    def _set_highest(self, table: str, key: int) -> None:
        # What SQLite takes the next key of an AUTOINCREMENT column from.
        values = {"table": table, "key": key}
        found = self._connection.execute(
            "UPDATE sqlite_sequence SET seq = :key WHERE name = :table", values
        )
        if not found.rowcount:
            self._connection.execute("INSERT INTO sqlite_sequence VALUES (:table, :key)", values)

    def _give_back(self) -> None:
        """Free the keys that are set aside and not yet given, unless others come after them."""
        for table, keys in self._keys.items():
            given_back = self._connection.execute(
                "UPDATE sqlite_sequence SET seq = ? WHERE name = ? AND seq = ?",
                (keys.next - 1, table, keys.end - 1),
            )
            if given_back.rowcount:
                keys.end = keys.next


def _no_rows() -> defaultdict[str, defaultdict[Columns, list[Values]]]:
    return defaultdict(lambda: defaultdict(list))


def _refuse_to_save(session: Session) -> None:
    del session
    raise UsageError(_("A batch of which a part could not be written is not saved."))


_PLACES = {table.name: place for place, table in enumerate(metadata.sorted_tables)}
