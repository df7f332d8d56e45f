"""Rooms around one table."""

from tui.screens.room import Room
from tui.widgets.lazy_table import LazyTable


class TableRoom(Room):
    """A room that has one table, and keys that are about the row under its cursor."""

    @property
    def table(self) -> LazyTable:
        """The table."""
        return self.query_one(LazyTable)

    @property
    def cursor_id(self) -> int | None:
        """The id of the row under the cursor; None while there is no row, or no table yet."""
        tables = self.query(LazyTable)
        return tables.first().cursor_id if tables else None
