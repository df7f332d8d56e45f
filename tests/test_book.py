"""The book as scripts and interfaces hold it: open, ask, tell, find, watch and close."""

from contextlib import closing
from pathlib import Path

import pytest

from crm import search
from crm.actions.people import add_person
from crm.actions.topics import add_topic
from crm.book import Book, open_book
from crm.errors import DatabaseError
from crm.inputs import PersonIn, TopicIn
from crm.queries.history import list_batches
from crm.queries.lines.emptiness import is_empty
from crm.queries.people import get_person
from crm.queries.topics import list_topics


def test_the_users_own_book_is_opened_where_none_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CRM_DATABASE", str(tmp_path / "mine.db"))
    with open_book() as book:
        assert book.path == tmp_path / "mine.db"
        assert book.actor == "tester"
    with open_book(str(tmp_path / "named.db"), actor="script") as book:
        assert book.path == tmp_path / "named.db"
        assert book.actor == "script"
    with pytest.raises(DatabaseError):
        open_book(tmp_path / "missing.db", create=False)


def test_asking_and_telling_pass_on_what_they_are_given(book: Book) -> None:
    row = book.tell("add Anna", add_person, PersonIn(name="Anna Ek"))
    assert row.id is not None
    assert book.ask(get_person, row.id)["name"] == "Anna Ek"
    assert [batch["description"] for batch in book.ask(list_batches, limit=1)] == ["add Anna"]


def test_what_was_just_written_is_found(book: Book) -> None:
    book.tell("add", add_person, PersonIn(name="Günther Mårder", emails=["gm@example.com"]))
    (hit,) = book.find("marder")
    assert (hit.reference, hit.kind, hit.name) == ("p1", "person", "Günther Mårder")
    assert book.find("marder", kinds=["topic"]) == []
    assert book.find("gm@example.com", limit=1)


def test_the_data_version_tells_of_what_others_wrote(book: Book) -> None:
    first = book.data_version()
    assert book.data_version() == first
    book.ask(list_topics)
    assert book.data_version() == first
    with open_book(book.path) as other:
        other.tell("add", add_topic, TopicIn(name="Energy"))
    second = book.data_version()
    assert second != first
    book.tell("add", add_topic, TopicIn(name="Housing"))
    assert book.data_version() != second


def test_a_look_sees_what_was_written_and_writes_nothing(book: Book) -> None:
    assert book.look(is_empty)
    book.tell("add", add_person, PersonIn(name="Eva Ny"))
    assert not book.look(is_empty)
    with pytest.raises(DatabaseError):
        book.look(lambda connection: connection.execute("DELETE FROM person"))
    assert not book.look(is_empty)
    with open_book(book.path) as other:
        other.tell("add", add_topic, TopicIn(name="Energy"))


def test_a_search_connection_is_its_own_and_only_reads(book: Book) -> None:
    book.tell("add", add_topic, TopicIn(name="Energy"))
    with closing(book.search_connection()) as connection:
        assert [hit.name for hit in search.find(connection, "energy", (), 5)] == ["Energy"]
        assert connection.execute("PRAGMA query_only").fetchone() == (1,)


def test_an_undo_says_what_it_did(book: Book) -> None:
    book.tell("add", add_topic, TopicIn(name="Energy"))
    undone = book.undo()
    assert undone["description"] == "Undo: add"
    assert (undone["undoes"], undone["actor"], undone["size"]) == (1, "tester", 1)
    assert "changes" not in undone


def test_a_closed_book_can_be_taken_away_and_opened_again(book: Book, tmp_path: Path) -> None:
    book.data_version()
    book.tell("add", add_topic, TopicIn(name="Energy"))
    book.close()
    moved = book.path.rename(tmp_path / "moved.db")
    with open_book(moved) as again:
        assert len(again.ask(list_topics)) == 1
