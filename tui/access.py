"""The way from a screen to the book: queries and actions in threads, never in the event loop."""

import asyncio
import gc
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Event
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from textual.message_pump import MessagePump

from crm.book import Book
from crm.search import Hit
from tui.newest import Newest
from tui.searching import Searching

if TYPE_CHECKING:
    from crm.book import Session
    from crm.driver import Connection
    from crm.queries.records import BatchRecord

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

THREADS = 4
"""As many as the book keeps connections for."""


class Done(NamedTuple):
    """Something that was saved: its batch in the history and what it is called there.

    It may have been taken back by it, and done again by taking that back.
    """

    batch: int
    description: str
    undone: bool = False
    redone: bool = False


class BookAccess:
    """One book as screens use it; `on_change` hears of each batch that was saved from here."""

    def __init__(self, book: Book, on_change: Callable[[Done], None] | None = None) -> None:
        self.book = book
        self.own_batches: list[int] = []
        self.changes = 0
        self.closing = Event()
        self._on_change = on_change
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="book")
        self._searching = Searching(book)
        self._newest = Newest(book)
        # Known before anything is read, so that no change in between goes unnoticed.
        self._version = book.data_version()

    async def ask(
        self,
        query: "Callable[Concatenate[Session, Arguments], Answer]",
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """Answer a query in a session of its own; errors: whatever the query raises."""
        return await self._run(lambda: self.book.ask(query, *args, **kwargs))

    async def look(
        self,
        query: "Callable[Concatenate[Connection, Arguments], Answer]",
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """Answer a query that needs no session, before the tables are imported."""
        return await self._run(lambda: self.book.look(query, *args, **kwargs))

    async def ask_newest(
        self,
        query: "Callable[Concatenate[Session, Arguments], Answer]",
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """Answer a query as `ask` does; a newer one stops it, and it raises `Interrupted` then."""
        return await self._newest.answer(lambda session: query(session, *args, **kwargs))

    async def tell(
        self,
        description: str,
        action: "Callable[Concatenate[Session, Arguments], Answer]",
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """Carry out an action as one batch, and say what was done; errors: the action's."""

        def carry_out() -> tuple[Answer, int | None]:
            with self.book.write(description) as session:
                answer = action(session, *args, **kwargs)
            return answer, session.info["batch_id"]

        answer, batch = await self._run(carry_out)
        if batch is not None:
            self.own_batches.append(batch)
            self.note_change(Done(batch, description))
        return answer

    async def undo(self, batch: int) -> "BatchRecord":
        """Take back a batch; errors: `Conflict` where it was changed since."""
        record = await self._take_back(batch, own=None)
        self.note_change(Done(record["id"], record["description"], undone=True))
        return record

    async def redo(self, undo: "BatchRecord") -> "BatchRecord":
        """Do again what an undo took back; errors: `Conflict` where it was changed since."""
        record = await self._take_back(undo["id"], own=undo["undoes"])
        self.note_change(Done(record["id"], record["description"], redone=True))
        return record

    async def _take_back(self, batch: int, own: int | None) -> "BatchRecord":
        record = await self._run(lambda: self.book.undo(batch))
        self.own_batches = [known for known in self.own_batches if known != batch]
        self.own_batches.append(own or record["id"])
        return record

    def note_change(self, done: Done) -> None:
        """Remember that what screens show may be old, and pass on what was done."""
        self.changes += 1
        if self._on_change is not None:
            self._on_change(done)

    async def has_changed(self) -> bool:
        """Tell whether anybody has written to the book since this was last asked."""
        version = await self._run(self.book.data_version)
        changed = version != self._version
        self._version = version
        if changed:
            self.changes += 1
        return changed

    async def find(self, text: str, kinds: Collection[str] = (), limit: int = 50) -> list[Hit]:
        """Search everything; a newer search stops this one, which raises `Interrupted` then."""
        return await self._searching.find(text, kinds, limit)

    async def complete(self, text: str, kinds: Collection[str] = (), limit: int = 20) -> list[Hit]:
        """Search names and contact details; interrupted as `find` is."""
        return await self._searching.complete(text, kinds, limit)

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """Do other slow work, such as reading or writing a file, in a thread."""
        return await self._run(work)

    async def imported(self, module: str) -> None:
        """Import a module in a thread: what first brings in the tables takes most of a second."""
        await self._run(lambda: import_module(module))

    async def _run(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Let the threads end; the book stays open. Long work looks at `closing` and stops."""
        self.closing.set()
        self._searching.close()
        self._newest.close()
        self._threads.shutdown(wait=True, cancel_futures=True)


def set_apart() -> None:
    """Leave what is there by now, libraries and tables, out of the search for cyclic garbage.

    It stays to the end. To look through it takes a tenth of a second, in which no key is answered.
    Once for a process: what is set apart is never freed.
    """
    if not gc.get_freeze_count():
        gc.freeze()


def book_access(pump: MessagePump) -> BookAccess:
    """Return the access of the application that a widget or screen belongs to."""
    return cast(BookAccess, vars(pump.app)["access"])
