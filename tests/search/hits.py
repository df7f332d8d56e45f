"""What a search finds, as tests speak of it."""

from typing import Any

from crm import search
from tests.search.conftest import Ledger


def found(book: Ledger, text: str, **options: Any) -> list[str]:
    """Return the references of what is found, the nearest first."""
    return [hit.reference for hit in search.find(book.connection, text, **options)]


def first(book: Ledger, text: str) -> tuple[str, str]:
    """Return the reference of what is found first, and why it is."""
    hit = search.find(book.connection, text)[0]
    return hit.reference, hit.why
