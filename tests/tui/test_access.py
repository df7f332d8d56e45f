"""The way to the book: threads, what is told of changes, and searches that give way."""

import asyncio
import gc
from collections.abc import Collection, Iterator
from pathlib import Path
from threading import Event

import pytest

from crm import search
from crm.actions.people import add_person
from crm.book import Book, Session, open_book
from crm.driver import Connection
from crm.errors import Invalid
from crm.inputs import PersonIn
from crm.queries.history import get_batch
from crm.queries.people import count_people
from crm.search import Hit, Interrupted
from tui.access import BookAccess, Done, set_apart


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_book(tmp_path / "book.db", actor="Anna") as book:
        yield book


@pytest.fixture
def told() -> list[Done]:
    return []


@pytest.fixture
def access(book: Book, told: list[Done]) -> Iterator[BookAccess]:
    access = BookAccess(book, told.append)
    yield access
    access.close()


def add_anna(session: Session) -> int:
    person = add_person(session, PersonIn(name="Anna"))
    assert person.id is not None
    return person.id


async def test_what_was_done_is_told_with_its_batch(access: BookAccess, told: list[Done]) -> None:
    identity = await access.tell("Added Anna", add_anna)
    assert identity == 1
    assert [done.description for done in told] == ["Added Anna"]
    assert access.own_batches == [told[0].batch]
    assert await access.ask(count_people) == 1


async def test_what_fails_saves_nothing_and_tells_nothing(
    access: BookAccess, told: list[Done]
) -> None:
    def add_and_fail(session: Session) -> None:
        add_anna(session)
        raise Invalid("No.")

    with pytest.raises(Invalid):
        await access.tell("Added Anna", add_and_fail)
    assert await access.ask(count_people) == 0
    assert told == []


async def test_what_changes_nothing_tells_nothing(access: BookAccess, told: list[Done]) -> None:
    await access.tell("Looked", count_people)
    assert told == []


async def test_an_undo_is_told_as_one(access: BookAccess, told: list[Done]) -> None:
    await access.tell("Added Anna", add_anna)
    await access.undo(access.own_batches[-1])
    assert told[-1].undone
    assert access.own_batches == [told[-1].batch]
    await access.redo(await access.ask(get_batch, told[-1].batch))
    assert told[-1].redone
    assert access.own_batches == [told[0].batch]
    assert await access.ask(count_people) == 1
    await access.undo(told[0].batch)
    assert await access.ask(count_people) == 0


async def test_what_another_program_writes_is_noticed_once(access: BookAccess, book: Book) -> None:
    assert not await access.has_changed()
    with open_book(book.path, actor="Bo") as elsewhere:
        elsewhere.tell("Added Anna", add_anna)
    assert await access.has_changed()
    assert not await access.has_changed()


async def test_of_many_searches_the_newest_is_answered(access: BookAccess) -> None:
    await access.tell("Added Anna", add_anna)
    searches = [access.find("Anna"[:length]) for length in (1, 2, 3, 4)]
    answers = await asyncio.gather(*searches, return_exceptions=True)
    assert [hit.name for hit in answers[-1]] == ["Anna"]  # type: ignore[union-attr]
    assert all(isinstance(answer, list | Interrupted) for answer in answers)


async def test_a_search_that_fails_where_it_was_stopped_was_stopped(
    access: BookAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, newer_came = Event(), Event()

    def find(connection: Connection, text: str, kinds: Collection[str], limit: int) -> list[Hit]:
        if text == "new":
            return []
        begun.set()
        newer_came.wait(10)
        raise connection.OperationalError("vtable constructor failed: search_name")

    monkeypatch.setattr(search, "find", find)
    old = asyncio.ensure_future(access.find("old"))
    await asyncio.to_thread(begun.wait, 10)
    new = asyncio.ensure_future(access.find("new"))
    await asyncio.sleep(0)
    newer_came.set()
    with pytest.raises(Interrupted):
        await old
    assert await new == []


async def test_the_event_loop_goes_on_while_the_book_is_read(access: BookAccess) -> None:
    loop = asyncio.get_running_loop()
    ticked = asyncio.Event()

    def wait_for_tick(_session: Session) -> bool:
        return asyncio.run_coroutine_threadsafe(ticked.wait(), loop).result(timeout=10)

    reading = asyncio.ensure_future(access.ask(wait_for_tick))
    await asyncio.sleep(0)
    ticked.set()
    assert await reading


def test_what_is_there_at_the_start_is_set_apart_from_the_search_for_garbage_once() -> None:
    set_apart()
    apart = gc.get_freeze_count()
    later: list[list[int]] = [[] for _number in range(1000)]
    set_apart()
    assert 0 < gc.get_freeze_count() <= apart
    assert later
