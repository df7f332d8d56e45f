"""Whether an index of the search is whole: it and the tables say the same."""

from typing import Any

from crm import search
from crm.search.schema import DOCUMENT_COLUMNS, INDEXES
from tests.search.conftest import Ledger


def documents(ledger: Ledger) -> list[Any]:
    """Return what the search keeps of every record, in the order of their numbers."""
    columns = ", ".join(DOCUMENT_COLUMNS)
    return list(ledger.connection.execute(f"SELECT {columns} FROM search_document ORDER BY id"))


def check_whole(ledger: Ledger) -> None:
    """Fail unless the index agrees with the documents, and the documents with the tables."""
    for index in INDEXES:
        ledger.connection.execute(
            f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
        )
    refreshed = documents(ledger)
    search.rebuild(ledger.connection)
    assert refreshed == documents(ledger)
