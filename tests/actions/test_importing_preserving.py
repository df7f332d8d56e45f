"""Lines of cards that no field of ours holds stay with their person, in order."""

from sqlmodel import col, select

from crm.book import Book
from crm.formats import OrganisationRecord, PersonRecord
from crm.models import PreservedProperty
from crm.queries.sources import list_sources
from crm.vocabulary import RecordKind
from tests.actions.importing import take_in_records
from tests.people import person as add_person

FIRST = ["X-SHOE:44", "PHOTO;ENCODING=b:AAAA"]


def card(*lines: str, revision: str = "", name: str = "Anna Ek") -> PersonRecord:
    return PersonRecord(1, uid="u-1", name=name, preserved=list(lines), revision=revision)


def kept(book: Book) -> list[str]:
    statement = select(PreservedProperty.content).order_by(
        col(PreservedProperty.position), col(PreservedProperty.id)
    )
    with book.read() as session:
        return list(session.exec(statement))


def test_lines_are_kept_in_their_order_and_once(book: Book) -> None:
    take_in_records(book, [card(*FIRST, FIRST[0])])
    assert kept(book) == FIRST
    assert take_in_records(book, [card(*FIRST)], "again.vcf").unchanged == 1
    with book.read() as session:
        (source,) = list_sources(session, RecordKind.PERSON, 1)
    assert source["fields"] == ["name", "preserved"]


def test_those_of_an_organisation_too(book: Book) -> None:
    take_in_records(book, [OrganisationRecord(1, name="ALMI", preserved=["X-ABSHOWAS:COMPANY"])])
    assert kept(book) == ["X-ABSHOWAS:COMPANY"]


def test_a_later_file_replaces_them_and_one_undo_brings_them_back(book: Book) -> None:
    take_in_records(book, [card(*FIRST)], "one.vcf")
    take_in_records(book, [card("X-SHOE:45")], "two.vcf")
    assert kept(book) == ["X-SHOE:45"]
    book.undo()
    assert kept(book) == FIRST


def test_a_card_without_such_lines_takes_none_away(book: Book) -> None:
    take_in_records(book, [card(*FIRST)], "one.vcf")
    assert take_in_records(book, [card()], "two.vcf").unchanged == 1
    assert kept(book) == FIRST


def test_an_older_revision_only_adds_what_is_missing(book: Book) -> None:
    take_in_records(book, [card("X-SHOE:45", revision="2019-05-02T10:00:00Z")], "new.vcf")
    old = card("X-HAT:7", revision="2019-05-01T10:00:00Z")
    take_in_records(book, [old], "old.vcf")
    assert kept(book) == ["X-SHOE:45", "X-HAT:7"]


def test_two_cards_of_one_person_in_one_file_keep_the_lines_of_both(book: Book) -> None:
    records = [card("X-SHOE:44"), card("X-HAT:7")]
    take_in_records(book, records)
    assert kept(book) == ["X-SHOE:44", "X-HAT:7"]
    assert take_in_records(book, records).unchanged == 2


def test_a_person_who_was_typed_in_gets_them_as_well(book: Book) -> None:
    with book.write("by hand") as session:
        add_person(session, "Anna Ek", uid="u-1")
    assert take_in_records(book, [card(*FIRST)]).updated == 1
    assert kept(book) == FIRST
