"""Several processes write to one book at once, and nothing is lost."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crm import driver
from crm.actions.follow_ups import add_follow_up
from crm.actions.people import add_person, edit_person
from crm.book import open_book
from crm.errors import Conflict
from crm.inputs import FollowUpIn, PersonEdit, PersonIn
from crm.queries.people import get_person
from tests.people import key
from tests.processes import Say, running
from tests.rounds import rounds

WRITERS = 4
EACH = rounds(100, 2000)
EDITS = rounds(15, 50)


def writer(path: Path, number: int) -> Callable[[Say], None]:
    def write(say: Say) -> None:
        with open_book(path, actor=f"writer {number}") as book:
            for count in range(EACH):
                promise = FollowUpIn(title=f"Promise {number}-{count}")
                say(key(book.tell("promise", add_follow_up, promise)))

    return write


@pytest.mark.slow
def test_four_processes_write_follow_ups_at_once(empty_book: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(empty_book, tmp_path / "book.db"))
    with running(*[writer(path, number) for number in range(WRITERS)]) as children:
        said = [child.messages() for child in children]
        assert [child.end() for child in children] == [0] * WRITERS, [each[-1:] for each in said]
    acknowledged = [number for each in said for number in each]
    assert len(acknowledged) == WRITERS * EACH

    titles = {f"Promise {writer}-{count}" for writer in range(WRITERS) for count in range(EACH)}
    with closing(driver.connect(path)) as connection:
        rows = connection.execute("SELECT id, title FROM follow_up").fetchall()
        assert {title for _, title in rows} == titles
        assert sorted(number for number, _ in rows) == sorted(acknowledged)
        for table in ("batch", "change", "search_document"):
            counted = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert counted == (WRITERS * EACH,), table
        by_actor = dict(connection.execute("SELECT actor, count(*) FROM batch GROUP BY actor"))
        assert by_actor == {f"writer {number}": EACH for number in range(WRITERS)}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_of_two_who_edit_at_once_one_is_told(empty_book: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(empty_book, tmp_path / "book.db"))
    with open_book(path) as book:
        anna = key(book.tell("add", add_person, PersonIn(name="Anna Ek")))

    def count_up(say: Say) -> None:
        with open_book(path) as book:
            for _ in range(EDITS):
                try:
                    seen = book.ask(get_person, anna)
                    edit = PersonEdit(note=str(int(seen["note"] or 0) + 1))
                    book.tell("count", edit_person, anna, edit, version=seen["version"])
                    say(True)
                except Conflict:
                    say(False)

    with running(*[count_up] * WRITERS) as children:
        said = [answer for child in children for answer in child.messages()]
        assert [child.end() for child in children] == [0] * WRITERS
    assert len(said) == WRITERS * EDITS
    with open_book(path) as book:
        assert book.ask(get_person, anna)["note"] == str(sum(said))
    assert sum(said) > 0


def test_a_reader_never_waits_for_a_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.01)
    with open_book(tmp_path / "book.db") as book:
        anna = key(book.tell("add", add_person, PersonIn(name="Anna Ek")))
        with book.write("under way") as session:
            edit_person(session, anna, PersonEdit(note="half"))
            assert book.ask(get_person, anna)["note"] is None
            assert [hit.name for hit in book.find("anna")] == ["Anna Ek"]
        assert book.ask(get_person, anna)["note"] == "half"
