"""The pieces of which an index consists are merged as the book changes."""

from unittest.mock import patch

from crm.search.schema import INDEXES
from tests.search.conftest import Ledger


def pieces(book: Ledger) -> list[int]:
    """Return of how many pieces each index consists."""
    return [
        book.connection.execute(f"SELECT count(DISTINCT segid) FROM {index}_idx").fetchone()[0]
        for index in INDEXES
    ]


def test_single_edits_leave_few_pieces(book: Ledger) -> None:
    found = 0
    for number in range(15):
        book.begin()
        book.edit("person", 1, name=f"Namn {number}")
        book.commit()
        found = max(found, *pieces(book))
    assert 1 < found < 7


def test_an_index_of_which_most_is_new_becomes_one_piece(ledger: Ledger) -> None:
    def add(count: int) -> list[int]:
        ledger.begin()
        ledger.add_many("person", [{"name": f"Namn {number}"} for number in range(count)])
        ledger.commit()
        return pieces(ledger)

    with patch("crm.search.index.WORTH_MERGING", 5):
        assert add(3) == [1, 1]
        assert add(4) == [2, 2]
        assert add(6) == [3, 3]
        assert add(14) == [1, 1]
