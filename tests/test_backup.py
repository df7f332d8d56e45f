"""Copies that can be trusted, and putting them back."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crm import backup, driver
from crm.actions.topics import add_topic
from crm.backup import back_up, restore
from crm.book import Book, open_book
from crm.errors import DatabaseError, Invalid
from crm.inputs import TopicIn
from crm.queries.topics import list_topics


def add(book: Book, *names: str) -> None:
    for name in names:
        book.tell(name, add_topic, TopicIn(name=name))


def names(path: Path) -> list[str]:
    with open_book(path) as book:
        return sorted(topic["name"] for topic in book.ask(list_topics))


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[16:100] = b"\xff" * 84
    path.write_bytes(content)


def files(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.is_file()}


def test_a_backup_is_one_private_file_with_everything(book: Book, tmp_path: Path) -> None:
    add(book, "Energy")
    target = tmp_path / "copies" / "copy.db"
    target.parent.mkdir()
    assert book.backup(target) == target
    assert files(target.parent) == {"copy.db"}
    assert target.stat().st_mode & 0o777 == 0o600
    assert names(target) == ["Energy"]
    with open_book(target) as copy:
        assert [hit.name for hit in copy.find("ener")] == ["Energy"]


def test_a_backup_is_made_while_somebody_writes(book: Book, tmp_path: Path) -> None:
    add(book, "Energy")
    with book.write("under way") as session:
        add_topic(session, TopicIn(name="Housing"))
        back_up(book.path, tmp_path / "copy.db")
    assert names(tmp_path / "copy.db") == ["Energy"]
    assert names(book.path) == ["Energy", "Housing"]


def test_a_backup_never_writes_over_a_file(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(Invalid, match=r"There is a file .* already; choose another name"):
        book.backup(target)
    assert target.read_text() == "precious"
    target.unlink()
    target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Invalid):
        book.backup(target)


def test_a_file_that_appears_meanwhile_is_not_written_over(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.db"
    monkeypatch.setattr(backup, "verify", lambda *_: target.write_text("precious"))
    with pytest.raises(Invalid):
        book.backup(target)
    assert target.read_text() == "precious"
    assert not list(tmp_path.glob(".*"))


def test_a_disk_without_hard_links_is_written_to_as_well(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    add(book, "Energy")
    assert names(book.backup(tmp_path / "copy.db")) == ["Energy"]

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(DatabaseError, match="cannot be written: Operation not permitted"):
        book.backup(tmp_path / "other.db")
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("nowhere/copy.db", "There is no folder .*nowhere; make it first"),
        ("book.db/copy.db", "cannot be written: Not a directory"),
        ("x" * 300, "cannot be written: File name too long"),
        ("a\0b", "cannot be written: no file can have such a name"),
    ],
)
def test_a_backup_that_cannot_be_made_says_why(
    book: Book, tmp_path: Path, target: str, sentence: str
) -> None:
    before = files(tmp_path)
    with pytest.raises(DatabaseError, match=sentence):
        book.backup(tmp_path / target)
    assert files(tmp_path) == before


def test_a_damaged_book_gives_no_backup(book: Book, tmp_path: Path) -> None:
    with book.write("many") as session:
        for number in range(300):
            add_topic(session, TopicIn(name=f"Topic {number}"))
    book.close()
    content = bytearray(book.path.read_bytes())
    start = content.rindex(b"Topic 150") // 4096 * 4096
    content[start : start + 4096] = b"\x5a" * 4096
    book.path.write_bytes(content)
    with pytest.raises(DatabaseError, match=f"database {book.path} is damaged"):
        back_up(book.path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_there_is_no_backup_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="There is no database"):
        back_up(tmp_path / "book.db", tmp_path / "copy.db")


def test_a_backup_is_put_back_and_the_book_as_it_was_is_kept(book: Book, tmp_path: Path) -> None:
    add(book, "Energy")
    copy = book.backup(tmp_path / "copy.db")
    add(book, "Housing")
    kept = restore(book.path, copy)
    assert names(book.path) == ["Energy"]
    assert kept is not None
    assert kept.name.startswith("book.db.before-restore-")
    assert names(kept) == ["Energy", "Housing"]


def test_those_who_have_the_book_open_see_what_was_put_back(book: Book, tmp_path: Path) -> None:
    add(book, "Energy")
    copy = book.backup(tmp_path / "copy.db")
    add(book, "Housing")
    version = book.data_version()
    restore(book.path, copy)
    assert book.data_version() != version
    assert [topic["name"] for topic in book.ask(list_topics)] == ["Energy"]
    add(book, "Water")
    assert names(book.path) == ["Energy", "Water"]


def test_a_backup_is_put_where_there_was_no_book(book: Book, tmp_path: Path) -> None:
    add(book, "Energy")
    copy = book.backup(tmp_path / "copy.db")
    assert restore(tmp_path / "new" / "book.db", copy) is None
    assert names(tmp_path / "new" / "book.db") == ["Energy"]
    assert (tmp_path / "new" / "book.db").stat().st_mode & 0o777 == 0o600


def test_a_backup_is_put_in_the_place_of_a_damaged_book(book: Book, tmp_path: Path) -> None:
    add(book, "Energy")
    copy = book.backup(tmp_path / "copy.db")
    book.close()
    damage(book.path)
    kept = restore(book.path, copy)
    assert names(book.path) == ["Energy"]
    assert kept is not None
    assert kept.name.startswith("book.db.damaged-")
    assert kept.stat().st_size > 0


def test_what_is_no_backup_is_not_put_back(book: Book, tmp_path: Path) -> None:
    add(book, "Energy")
    source = tmp_path / "source.db"
    cases: dict[str, Callable[[], object]] = {
        "There is no database": lambda: None,
        "holds no book; name a backup": source.touch,
        "is not a database": lambda: source.write_text("no database"),
    }
    for sentence, make in cases.items():
        make()
        with pytest.raises(DatabaseError, match=sentence):
            restore(book.path, source)
    source.unlink()
    damage(book.backup(source))
    with pytest.raises(DatabaseError, match=f"The database {source} is damaged"):
        restore(book.path, source)
    assert names(book.path) == ["Energy"]
    assert not list(tmp_path.glob("*.before-restore*"))


def test_a_book_is_not_its_own_backup(book: Book) -> None:
    with pytest.raises(Invalid, match="is the book itself; name a backup"):
        restore(book.path, book.path)


def test_nothing_is_put_in_the_place_of_another_programs_file(book: Book, tmp_path: Path) -> None:
    copy = book.backup(tmp_path / "copy.db")
    other = tmp_path / "other.db"
    with closing(driver.library.connect(other)) as connection:
        connection.execute("CREATE TABLE bookmark (id)")
        connection.commit()
    before = other.read_bytes()
    with pytest.raises(DatabaseError, match="belongs to another program"):
        restore(other, copy)
    assert other.read_bytes() == before


def test_a_book_in_use_is_not_waited_for_for_ever(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(book, "Energy")
    copy = book.backup(tmp_path / "copy.db")
    add(book, "Housing")
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    with closing(driver.connect(book.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="is locked by another program; try again"):
            restore(book.path, copy)
    assert names(book.path) == ["Energy", "Housing"]
