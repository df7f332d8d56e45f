"""Which topics a book has, for the tests that write no more than these."""

from sqlmodel import select

from crm.book import Book
from crm.models import Topic


def topic_names(book: Book) -> list[str]:
    """Return the names of all topics, sorted."""
    with book.read() as session:
        return sorted(session.exec(select(Topic.name)))
