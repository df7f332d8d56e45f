"""Searching while somebody types: one thread, one connection, and only the latest question."""

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from crm import search
from crm.book import Book
from crm.driver import Connection
from crm.i18n import _
from crm.search import Hit, Interrupted

Search = Callable[[Connection, str, Collection[str], int], list[Hit]]


class Searching:
    """Answers the newest question; each older one, waiting or under way, is dropped."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._connection: Connection | None = None
        self._numbers = count(1)
        self._newest = 0
        self._running = False

    async def find(self, text: str, kinds: Collection[str], limit: int) -> list[Hit]:
        """Search everything; errors: `Interrupted` where a newer question came."""
        return await self._search(search.find, text, kinds, limit)

    async def complete(self, text: str, kinds: Collection[str], limit: int) -> list[Hit]:
        """Search names and contact details; errors as for `find`."""
        return await self._search(search.complete, text, kinds, limit)

    async def _search(
        self, how: Search, text: str, kinds: Collection[str], limit: int
    ) -> list[Hit]:
        number = self._newest = next(self._numbers)
        self.interrupt()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._thread, self._answer, number, how, text, kinds, limit
        )

    def _answer(
        self, number: int, how: Search, text: str, kinds: Collection[str], limit: int
    ) -> list[Hit]:
        if self._connection is None:
            self._connection = self._book.search_connection()
        self._running = True
        try:
            # Asked after the flag is up, so that a newer question is seen here or interrupts.
            self._refuse_old(number)
            return how(self._connection, text, kinds, limit)
        except self._connection.OperationalError:
            # What is stopped while SQLite opens the index fails with other words.
            self._refuse_old(number)
            raise
        finally:
            self._running = False

    def _refuse_old(self, number: int) -> None:
        if number != self._newest:
            raise Interrupted(_("The search was stopped."))

    def interrupt(self) -> None:
        """Stop the search under way, if any."""
        if self._running and self._connection is not None:
            self._connection.interrupt()

    def close(self) -> None:
        """Stop, let the thread end and give back the connection."""
        self._newest = 0
        self.interrupt()
        self._thread.shutdown(wait=True, cancel_futures=True)
        if self._connection is not None:
            self._connection.close()
            self._connection = None
