"""A process killed at any moment loses nothing that it was told is saved, and tears nothing."""

import random
import shutil
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crm import driver
from crm.actions.people import add_person
from crm.book import Book, open_book
from crm.driver import Connection
from crm.inputs import PersonIn
from crm.migrate import upgrade
from tests.migrations import next_version
from tests.people import key
from tests.processes import Child, Say, start
from tests.rounds import rounds

KILLS = rounds(12, 100)
WRITING_SECONDS = 0.15
"""Some ten times what a write takes on a quiet machine."""
MIGRATION_SECONDS = 0.3
"""About twice what a migration takes on a quiet machine."""
CHANCE = random.Random(20190502)


def kill_within(child: Child, seconds: float) -> list[Any]:
    """Kill the child some time after it began to speak; return what it said until then."""
    time.sleep(CHANCE.uniform(0, seconds))
    child.kill()
    said = child.messages()
    child.end()
    return said


def assert_sound(connection: Connection) -> None:
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT batch_id FROM current_batch").fetchall() == [(None,)]


@pytest.mark.slow
def test_a_kill_while_writing_loses_and_tears_nothing(tmp_path: Path) -> None:
    path = tmp_path / "book.db"

    def add(book: Book) -> int:
        data = PersonIn(name="Anna Ek", emails=["a@example.com"], phones=["08-123 456 78"])
        return key(book.tell("add", add_person, data))

    def write(say: Say) -> None:
        with open_book(path, actor="writer") as book:
            while True:
                say(add(book))

    # What is compiled here is so in each writer, which has all its time to write.
    with open_book(path) as book:
        acknowledged = [add(book)]
    kills = 0
    # On a busy machine a writer may not get far before it is killed: then more are, and later.
    while kills < KILLS or len(acknowledged) <= KILLS:
        acknowledged += kill_within(start(write), WRITING_SECONDS * max(1, kills / KILLS))
        kills += 1
    with closing(driver.connect(path)) as connection:
        assert_sound(connection)
        assert_all_there(connection, acknowledged, kills)
    with open_book(path) as book:
        assert len(book.find("anna", limit=10_000)) >= len(acknowledged)


def assert_all_there(connection: Connection, acknowledged: list[int], kills: int) -> None:
    stored = {row for (row,) in connection.execute("SELECT id FROM person")}
    assert set(acknowledged) <= stored
    assert len(stored) <= len(acknowledged) + kills
    # Each batch is a person with two ways of contact, and each of them is in the log and index.
    for statement in (
        "SELECT count(*) FROM person WHERE 2 <>"
        " (SELECT count(*) FROM contact_detail WHERE person_id = person.id)",
        "SELECT count(*) FROM batch WHERE 3 <>"
        " (SELECT count(*) FROM change WHERE batch_id = batch.id)",
        "SELECT (SELECT count(*) FROM person) - (SELECT count(*) FROM batch)",
        "SELECT (SELECT count(*) FROM person) - (SELECT count(*) FROM search_document)",
    ):
        assert connection.execute(statement).fetchone() == (0,), statement


@pytest.mark.slow
def test_a_kill_during_migration_leaves_the_old_book_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old.db"
    old_version = driver.SCHEMA_VERSION
    with open_book(old) as book, book.write("people") as session:
        for number in range(20):
            add_person(session, PersonIn(name=f"Person {number}", emails=["a@example.com"]))
    next_version(monkeypatch, tmp_path / "later")

    def migrate(path: Path) -> Child:
        return start(lambda say: say(upgrade(path)))

    # From an old book, and from none at all: these two take about as long as they may be given.
    versions: dict[int, int] = {}
    number = 0
    # On a busy machine none may come to its end: then more are tried, and given more time.
    while number < KILLS or not versions.get(driver.SCHEMA_VERSION):
        path = tmp_path / f"book{number}.db"
        if number % 2:
            shutil.copy(old, path)
        kill_within(migrate(path), MIGRATION_SECONDS * max(1, number / KILLS))
        version = assert_whole(path, existed=bool(number % 2))
        versions[version] = versions.get(version, 0) + 1
        if number % 10 < 2:
            assert_opens(path, existed=bool(number % 2))
        number += 1
    assert versions.keys() & {0, old_version}


def assert_whole(path: Path, *, existed: bool) -> int:
    if not path.exists():
        assert not existed
        return 0
    with closing(driver.connect(path)) as connection:
        version = driver.schema_version(connection, path)
        if version:
            assert_sound(connection)
            people = connection.execute("SELECT count(*) FROM person").fetchone()[0]
            addresses = connection.execute("SELECT count(*) FROM contact_detail").fetchone()[0]
            assert (people, addresses) == ((20, 20) if existed else (0, 0))
            columns = [row[1] for row in connection.execute("PRAGMA table_info(person)")]
            assert ("nickname" in columns) == (version == driver.SCHEMA_VERSION)
        return version


def assert_opens(path: Path, *, existed: bool) -> None:
    with open_book(path) as book:
        assert len(book.find("person")) == (20 if existed else 0)
    with closing(driver.connect(path)) as connection:
        assert driver.schema_version(connection, path) == driver.SCHEMA_VERSION
