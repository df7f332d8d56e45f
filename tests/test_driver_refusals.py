"""What is no book, or may not be read or written, is refused and left as it was."""

import os
import pwd
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crm import driver
from crm.actions.topics import add_topic
from crm.book import open_book
from crm.errors import DatabaseError
from crm.inputs import TopicIn
from tests.processes import Say, start

Maker = Callable[[Path], None]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as somebody else")


def a_directory(path: Path) -> None:
    path.mkdir()


def a_text(path: Path) -> None:
    path.write_text("Dear diary, this is no database.", encoding="utf-8")


def a_few_bytes(path: Path) -> None:
    path.write_bytes(b"SQL")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def another_programs(path: Path) -> None:
    with closing(driver.library.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmark (id INTEGER)")
        connection.commit()


def a_newer_one(path: Path) -> None:
    open_book(path).close()
    with closing(driver.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={driver.SCHEMA_VERSION + 1}")


def one_with_a_broken_header(path: Path) -> None:
    open_book(path).close()
    content = bytearray(path.read_bytes())
    content[16:100] = b"\xff" * 84
    path.write_bytes(content)


def a_broken_one(path: Path) -> None:
    open_book(path).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xaa" * 3996
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (a_directory, "The file {path} is not a database; name another with --db."),
        (a_text, "The file {path} is not a database; name another with --db."),
        (a_few_bytes, "The file {path} is not a database; name another with --db."),
        (a_pipe, "The file {path} is not a database; name another with --db."),
        (
            another_programs,
            "The database {path} belongs to another program; name another with --db.",
        ),
        (
            a_newer_one,
            "The database {path} was written by a newer Samverkan; update the program.",
        ),
        (one_with_a_broken_header, "The database {path} is damaged; restore a backup."),
        (a_broken_one, "The database {path} is damaged; restore a backup."),
    ],
)
def test_what_is_no_book_is_refused_and_left_alone(
    tmp_path: Path, make: Maker, sentence: str
) -> None:
    path = tmp_path / "book.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DatabaseError) as caught:
        open_book(path)
    assert caught.value.message == sentence.format(path=path)
    assert before is None or path.read_bytes() == before


def test_a_missing_book_is_not_made_unless_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "book.db"
    with pytest.raises(DatabaseError, match=r"There is no database at .*; check the path"):
        open_book(path, create=False)
    assert not path.parent.exists()


@pytest.mark.parametrize("name", ["a\0b.db", "x" * 300 + ".db", "\ud800.db"])
def test_a_path_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatabaseError, match="cannot be used") as caught:
        open_book(tmp_path / name)
    assert caught.value.message.isprintable()


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseError, match="cannot be used: Not a directory"):
        open_book(tmp_path / "file" / "book.db")
    with pytest.raises(DatabaseError, match="cannot be used: Not a directory"):
        open_book(tmp_path / "file" / "book.db", create=False)


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that everybody can reach, though the tests' own folders are private."""
    folder = tmp_path / "shared"
    folder.mkdir()
    opened = [parent for parent in folder.parents if parent.stat().st_uid == os.geteuid()]
    modes = {parent: stat.S_IMODE(parent.stat().st_mode) for parent in opened}
    for parent, mode in modes.items():
        if not mode & 0o001:
            parent.chmod(mode | 0o011)
    folder.chmod(0o777)
    yield folder
    for parent, mode in modes.items():
        parent.chmod(mode)


def act_as_nobody(path: Path) -> str:
    """Open the book and write to it as a user without rights; return what that user is told."""

    def act(say: Say) -> None:
        try:
            with open_book(path) as book:
                book.tell("write", add_topic, TopicIn(name="A topic"))
        except DatabaseError as error:
            say(error.message)
        else:
            say("written")

    child = start(act, user=pwd.getpwnam("nobody").pw_uid)
    (message,) = child.messages()
    assert child.end() == 0
    return str(message)


@as_root
def test_what_may_not_be_written_says_so(open_folder: Path) -> None:
    path = open_folder / "book.db"
    with open_book(path) as book:
        # Everything is imported now, which the other user may not be allowed to read.
        book.tell("write", add_topic, TopicIn(name="Another topic"))
    path.chmod(0o666)
    assert act_as_nobody(path) == "written"
    path.chmod(0o444)
    assert act_as_nobody(path) == f"The database {path} is read-only; make it writable first."
    path.chmod(0o600)
    assert act_as_nobody(path) == (
        f"The database {path} cannot be used: Permission denied. Name another with --db."
    )
    path.chmod(0o666)
    open_folder.chmod(0o755)
    assert act_as_nobody(path) == f"The database {path} is read-only; make it writable first."
    assert act_as_nobody(open_folder / "new.db") == (
        f"The database {open_folder / 'new.db'} cannot be used: Permission denied."
        " Name another with --db."
    )
