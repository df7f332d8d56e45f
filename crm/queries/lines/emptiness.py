"""Whether there is anything in a book at all."""

from crm.driver import Connection

_ANYTHING = " UNION ALL ".join(
    f"SELECT 1 FROM (SELECT 1 FROM {table} LIMIT 1)"  # noqa: S608 - our own names
    for table in ("person", "organisation", "interaction", "follow_up")
)


def is_empty(connection: Connection) -> bool:
    """Tell whether a book knows nobody and nothing yet."""
    return connection.execute(_ANYTHING).fetchone() is None
