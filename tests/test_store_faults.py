"""What a book says when its file is locked, gone, damaged or full."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from crm import driver
from crm.actions.topics import add_topic
from crm.book import Book, open_book
from crm.errors import CrmError, DatabaseError
from crm.inputs import TopicIn
from crm.queries.history import list_batches
from crm.queries.topics import list_topics
from crm.store import driver_connection
from tests.topics import topic_names


def test_a_book_locked_by_another_program_says_so(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    with closing(driver.connect(book.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_book(book.path) as second:
            assert topic_names(second) == []
            with pytest.raises(DatabaseError, match="is locked by another program; try again"):
                second.tell("wait", add_topic, TopicIn(name="Energy"))
        other.execute("ROLLBACK")
    assert topic_names(book) == []


def test_a_file_that_is_taken_away_says_so(book: Book) -> None:
    book.close()
    book.path.unlink()
    with pytest.raises(DatabaseError, match="There is no database"):
        book.ask(list_topics)


def test_damage_found_later_says_so(book: Book) -> None:
    with book.write("many") as session:
        for number in range(200):
            add_topic(session, TopicIn(name=f"Topic {number}", note="x" * 500))
    book.close()
    content = bytearray(book.path.read_bytes())
    half = len(content) // 8192 * 4096
    content[4096:half] = b"\x5a" * (half - 4096)
    book.path.write_bytes(content)
    with pytest.raises(DatabaseError, match="is damaged; restore a backup"):
        book.ask(list_topics)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(["mount", *options], check=False, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_disk(folder: Path) -> None:
    with (folder / "filler").open("wb") as stream:
        try:
            while True:
                os.write(stream.fileno(), b"x" * 4096)
        except OSError:
            return


def test_a_full_disk_saves_nothing_and_says_so(small_disk: Path) -> None:
    path = small_disk / "book.db"
    with open_book(path) as book:
        book.tell("fits", add_topic, TopicIn(name="Energy"))
        fill_disk(small_disk)
        with (
            pytest.raises(DatabaseError, match="The disk is full; nothing was saved"),
            book.write("does not fit") as session,
        ):
            for number in range(50):
                add_topic(session, TopicIn(name=f"Topic {number}", note="x" * 50_000))
        assert topic_names(book) == ["Energy"]
        (small_disk / "filler").unlink()
        book.tell("fits again", add_topic, TopicIn(name="Housing"))
        assert topic_names(book) == ["Energy", "Housing"]
        assert [batch["description"] for batch in book.ask(list_batches)] == ["fits again", "fits"]


def test_a_book_that_cannot_be_read_for_want_of_room_says_so(small_disk: Path) -> None:
    path = small_disk / "book.db"
    open_book(path).close()
    fill_disk(small_disk)
    with pytest.raises(DatabaseError, match="The disk is full; nothing was saved"):
        open_book(path)


def test_a_backup_is_read_where_nothing_can_be_written(small_disk: Path, book: Book) -> None:
    book.tell("topic", add_topic, TopicIn(name="Energy"))
    path = book.backup(small_disk / "backup.db")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with open_book(path) as copy:
        assert topic_names(copy) == ["Energy"]
        with pytest.raises(DatabaseError, match="is read-only; make it writable first"):
            copy.tell("topic", add_topic, TopicIn(name="Housing"))
        assert topic_names(copy) == ["Energy"]


def test_a_book_that_does_not_fit_leaves_no_half_book(small_disk: Path) -> None:
    path = small_disk / "book.db"
    fill_disk(small_disk)
    with pytest.raises(DatabaseError, match="The disk is full; nothing was saved"):
        open_book(path)
    (small_disk / "filler").unlink()
    with open_book(path) as book:
        assert topic_names(book) == []


def test_a_book_that_may_grow_no_further_says_so(book: Book) -> None:
    with (
        pytest.raises(DatabaseError, match="The disk is full; nothing was saved"),
        book.write("too much") as session,
    ):
        driver_connection(session).execute("PRAGMA max_page_count=1")
        for number in range(50):
            add_topic(session, TopicIn(name=f"Topic {number}", note="x" * 50_000))
    assert topic_names(book) == []


def test_errors_of_our_own_pass_as_they_are(book: Book) -> None:
    with pytest.raises(CrmError) as caught, book.read():
        raise CrmError("as it was")
    assert caught.value.message == "as it was"


def test_a_raw_error_of_the_driver_is_told_too(book: Book) -> None:
    with pytest.raises(DatabaseError, match="refused the work: no such table"), book.read() as one:
        driver_connection(one).execute("SELECT * FROM nowhere")
    with pytest.raises(DatabaseError, match="refused the work: no such table"), book.read() as two:
        two.execute(text("SELECT * FROM nowhere"))
