"""The index holds what the tables hold: of many records, in old books and in damaged ones."""

from typing import Any

import pytest

from crm import driver, search
from crm.search.schema import TABLES_OF_SEARCH
from tests.search.conftest import Ledger, new_ledger
from tests.search.whole_index import check_whole, documents


@pytest.fixture
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few records are read at once, and few are worth writing the whole index anew."""
    monkeypatch.setattr("crm.search.documents.AT_A_TIME", 200)
    monkeypatch.setattr("crm.search.index.WORTH_INDEXING_ANEW", 100)


@pytest.mark.usefixtures("small_portions")
def test_more_records_than_are_read_at_once(ledger: Ledger) -> None:
    ledger.begin()
    for number in range(410):
        ledger.add("person", name=f"Person {number}")
    ledger.commit()
    assert search.count(ledger.connection, "person") == 410
    assert search.find(ledger.connection, "person 409")[0].id == 410
    check_whole(ledger)


@pytest.mark.usefixtures("small_portions")
def test_many_new_records_are_found(ledger: Ledger) -> None:
    ledger.begin()
    employer = ledger.add("organisation", name="Bruket")
    people = ledger.add_many("person", [{"name": f"Person {number}"} for number in range(410)])
    memberships = [
        {"person_id": person, "organisation_id": employer, "role": f"role{person}"}
        for person in people
    ]
    ledger.add_many("membership", memberships)
    ledger.edit("person", people[7], name="Anna Ek")
    ledger.remove("membership", 399)
    ledger.commit()
    assert search.count(ledger.connection, "person") == 409
    assert search.count(ledger.connection, "bruket") == 410
    assert search.find(ledger.connection, "role410")[0].id == 410
    assert search.find(ledger.connection, "anna ek")[0].id == people[7]
    assert search.find(ledger.connection, "role399") == []
    check_whole(ledger)


@pytest.mark.usefixtures("small_portions")
@pytest.mark.parametrize("left", [0, 1, 120])
def test_many_records_that_go_are_found_no_more(ledger: Ledger, left: int) -> None:
    ledger.begin()
    kept = [{"name": f"Kept {number}"} for number in range(left)]
    if kept:
        ledger.add_many("person", kept)
    gone = ledger.add_many("person", [{"name": f"Person {number}"} for number in range(110)])
    ledger.commit()
    ledger.begin()
    for person in gone:
        ledger.remove("person", person)
    if kept:
        ledger.edit("person", 1, name="Anna Ek")
    ledger.commit()
    assert search.find(ledger.connection, "person") == []
    assert search.count(ledger.connection, "kept") == max(left - 1, 0)
    assert search.count(ledger.connection, "anna ek") == min(left, 1)
    check_whole(ledger)


def test_installing_again_changes_nothing(book: Ledger) -> None:
    before = book.connection.total_changes
    search.install(book.connection)
    assert book.connection.total_changes == before


def test_installing_fills_a_book_that_was_written_without_search(book: Ledger) -> None:
    before = documents(book)
    search.drop(book.connection)
    search.drop(book.connection)
    search.install(book.connection)
    assert documents(book) == before


@pytest.mark.parametrize("table", TABLES_OF_SEARCH)
def test_a_table_that_is_lost_is_made_and_filled_anew(book: Ledger, table: str) -> None:
    before = documents(book)
    book.connection.execute(f"DROP TABLE {table}")
    search.install(book.connection)
    assert documents(book) == before
    check_whole(book)


def test_documents_of_an_older_version_are_written_anew(book: Ledger) -> None:
    before = documents(book)
    book.connection.execute("UPDATE search_version SET version = 0")
    book.connection.execute("DELETE FROM search_document")
    search.install(book.connection)
    assert documents(book) == before
    book.connection.execute("DELETE FROM search_version")
    search.install(book.connection)
    assert documents(book) == before


def test_a_fault_while_installing_leaves_no_half_made_tables(
    book: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk")

    before = documents(book)
    monkeypatch.setattr("crm.search.index.documents_of", fail)
    with pytest.raises(OSError, match="disk"):
        search.rebuild(book.connection)
    assert not book.connection.in_transaction
    assert documents(book) == before


def test_deleted_words_leave_no_trace_once_the_index_is_compact(tmp_path: Any) -> None:
    path = tmp_path / "book.db"
    book = new_ledger(driver.library, str(path))
    book.connection.execute("PRAGMA secure_delete = ON")
    book.begin()
    person = book.add("person", name="Hemligsson")
    book.commit()
    assert b"hemligsson" in path.read_bytes()
    book.begin()
    book.remove("person", person)
    book.commit()
    book.connection.execute("DELETE FROM change")
    search.compact(book.connection)
    book.connection.close()
    assert b"hemligsson" not in path.read_bytes()


def test_dangling_rows_and_odd_custom_values_do_no_harm(ledger: Ledger) -> None:
    ledger.connection.execute("PRAGMA foreign_keys = OFF")
    ledger.begin()
    ledger.add("other_name", person_id=99, name="Ingen")
    for custom in ("null", "[1]", '{"a": null, "b": ["rött", 2], "c": false}', '"text"'):
        ledger.add("person", name="Bo", custom=custom)
    ledger.commit()
    assert [hit.id for hit in search.find(ledger.connection, "rott 2")] == [3]
    assert search.find(ledger.connection, "ingen") == []
    check_whole(ledger)
