"""The uid of a record that was merged into another leads to the one that stayed."""

import crm
from crm.actions.merging_organisations import merge_organisations
from crm.actions.merging_people import merge_people
from crm.book import Book
from crm.queries.merged import any_merged, survivors_of
from crm.queries.references import resolve_organisation, resolve_person
from crm.vocabulary import RecordKind
from tests.actions.importing import counts, people, take_in

CARD = "BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:{name}\nTEL:070-123 45 67\nEND:VCARD\n"


def _with_people(book: Book, *uids: str) -> Book:
    with book.write("people") as session:
        for uid in uids:
            crm.add_person(session, crm.PersonIn(name=f"Anna {uid}", uid=uid))
    return book


def test_a_uid_leads_to_whom_its_record_was_merged_into(book: Book) -> None:
    _with_people(book, "a", "b", "c")
    assert not book.ask(any_merged)
    book.tell("merge", merge_people, 2, 3)
    book.tell("merge", merge_people, 1, 2)
    assert book.ask(any_merged)
    assert [book.ask(resolve_person, uid) for uid in ("a", "b", "c")] == [1, 1, 1]
    book.undo()
    assert [book.ask(resolve_person, uid) for uid in ("a", "b", "c")] == [1, 2, 2]


def test_whoever_is_gone_stands_for_nobody(book: Book) -> None:
    _with_people(book, "a", "b")
    book.tell("merge", merge_people, 1, 2)
    book.tell("delete", crm.delete_person, 1)
    assert book.ask(survivors_of, RecordKind.PERSON, ["a", "b", "unknown", ""]) == {}


def test_organisations_are_followed_by_themselves(book: Book) -> None:
    with book.write("organisations") as session:
        for uid in ("a", "b"):
            crm.add_organisation(session, crm.OrganisationIn(name=f"Bolag {uid}", uid=uid))
    book.tell("merge", merge_organisations, 1, 2)
    assert book.ask(resolve_organisation, "b") == 1
    assert book.ask(survivors_of, RecordKind.PERSON, ["b"]) == {}


def test_a_card_of_somebody_merged_completes_whoever_stayed(book: Book) -> None:
    _with_people(book, "a", "b")
    book.tell("merge", merge_people, 1, 2)
    report = take_in(book, CARD.format(uid="b", name="Anna Berg"), "b.vcf")
    assert counts(report) == {"records": 1, "updated": 1}
    (anna,) = people(book)
    assert (anna["uid"], anna["name"]) == ("a", "Anna a")
    assert [one["value"] for one in anna["contact_details"]] == ["+46701234567"]
    assert counts(take_in(book, CARD.format(uid="b", name="Anna Berg"), "b.vcf")) == {
        "records": 1,
        "unchanged": 1,
    }
