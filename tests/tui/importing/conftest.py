"""A book that is empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.book import Book, open_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_book(tmp_path / "book.db", actor="Anna") as book:
        yield book
