"""Answering while somebody types: only the newest question counts, and it stops older ones."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from crm.book import Book
from crm.errors import DatabaseError
from crm.i18n import _
from crm.search import Interrupted

if TYPE_CHECKING:
    from crm.book import Session

Answer = TypeVar("Answer")


class Newest:
    """Answers the newest question; each older one, waiting or under way, is dropped."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newest")
        self._numbers = count(1)
        self._newest = 0
        self._lock = Lock()
        self._stop: Callable[[], None] | None = None

    async def answer(self, question: "Callable[[Session], Answer]") -> Answer:
        """Answer a question in a session; errors: `Interrupted` where a newer one came."""
        number = self._newest = next(self._numbers)
        self.interrupt()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._answer, number, question)

    def _answer(self, number: int, question: "Callable[[Session], Answer]") -> Answer:
        try:
            with self._book.read_until_interrupted() as (session, stop):
                return self._ask(number, session, stop, question)
        except DatabaseError:
            self._refuse_old(number)
            raise

    def _ask(
        self,
        number: int,
        session: "Session",
        stop: Callable[[], None],
        question: "Callable[[Session], Answer]",
    ) -> Answer:
        try:
            self._begin(number, stop)
            return question(session)
        finally:
            # Before the connection is given back, so that nobody else's work is stopped.
            with self._lock:
                self._stop = None

    def _begin(self, number: int, stop: Callable[[], None]) -> None:
        with self._lock:
            # Asked under the lock, so that a newer question is seen here or stops this one.
            self._refuse_old(number)
            self._stop = stop

    def _refuse_old(self, number: int) -> None:
        if number != self._newest:
            raise Interrupted(_("The search was stopped."))

    def interrupt(self) -> None:
        """Stop the answer under way, if any."""
        with self._lock:
            if self._stop is not None:
                self._stop()

    def close(self) -> None:
        """Stop and let the thread end."""
        self._newest = 0
        self.interrupt()
        self._thread.shutdown(wait=True, cancel_futures=True)
