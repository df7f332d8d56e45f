"""What a later file may change: what came from a file, and never what a person typed."""

import json

import pytest

from crm.actions.organisations import edit_organisation
from crm.actions.people import edit_person
from crm.book import Book
from crm.formats import OrganisationRecord, PersonRecord
from crm.inputs import OrganisationEdit, PersonEdit
from tests.actions.importing import (
    counts,
    organisation,
    person,
    take_in,
    take_in_records,
    warned,
)
from tests.people import person as add_person

HEAD = "name,classification,area,website,parent,custom:size\n"
OLD = f"{HEAD}Avesta,kommun,Dalarna,https://old.example/,Region Dalarna,small\n"
NEW = f"{HEAD}Avesta,kommun,Västmanland,https://new.example/,Region Västmanland,large\n"


def shown(book: Book) -> tuple[object, ...]:
    avesta = organisation(book, "Avesta")
    parent = avesta["parent"]["name"] if avesta["parent"] else None
    return avesta["area"], avesta["website"], parent, avesta["custom"]["size"]


def test_a_later_file_replaces_what_a_file_gave_and_one_undo_brings_it_back(book: Book) -> None:
    take_in(book, OLD)
    before = shown(book)
    report = take_in(book, NEW)
    assert counts(report) == {"records": 1, "updated": 1}
    assert shown(book) == ("Västmanland", "https://new.example/", "Region Västmanland", "large")
    (entry,) = report["changes"]
    assert [(one["field"], one["old"], one["new"]) for one in entry["changes"]] == [
        ("area", "Dalarna", "Västmanland"),
        ("website", "https://old.example/", "https://new.example/"),
        ("custom:size", "small", "large"),
        ("parent", "Region Dalarna", "Region Västmanland"),
    ]
    book.undo(report["batch"])
    assert shown(book) == before


def test_an_older_file_that_comes_again_replaces_nothing(book: Book) -> None:
    take_in(book, OLD)
    take_in(book, NEW)
    report = take_in(book, OLD)
    assert counts(report) == {"records": 1, "unchanged": 1}
    assert [field for _line, field, _value in warned(report)] == [
        *("area", "website", "custom:size", "parent"),
    ]


def test_what_somebody_typed_since_stands(book: Book) -> None:
    take_in(book, OLD)
    with book.write("by hand") as session:
        edit_organisation(session, 1, OrganisationEdit(area="Folkare"))
    report = take_in(book, NEW)
    assert shown(book)[:2] == ("Folkare", "https://new.example/")
    (entry,) = report["changes"]
    assert entry["left"] == [{"field": "area", "old": "Folkare", "new": "Västmanland"}]
    assert (2, "area", "Västmanland") in warned(report)


def test_typing_that_was_undone_leaves_the_value_to_the_file(book: Book) -> None:
    take_in(book, OLD)
    with book.write("by hand") as session:
        edit_organisation(session, 1, OrganisationEdit(area="Folkare"))
    book.undo()
    take_in(book, NEW)
    assert shown(book)[0] == "Västmanland"


def test_an_import_that_was_undone_and_redone_is_still_one(book: Book) -> None:
    take_in(book, OLD)
    undone = book.undo()
    book.undo(undone["id"])
    take_in(book, NEW)
    assert shown(book)[0] == "Västmanland"


def test_nothing_gives_way_to_something_emptier(book: Book) -> None:
    take_in(book, "name,area,founding_date,note\nAvesta,Dalarna,1919-01-01,Kommun i norr\n")
    report = take_in(book, "name,area,founding_date,note\nAvesta,,1919,Kommun\n")
    assert counts(report) == {"records": 1, "unchanged": 1}


def test_the_first_of_two_rows_of_one_file_is_believed(book: Book) -> None:
    text = "name,classification,area\nAvesta,kommun,Dalarna\nAvesta,,Västmanland\n"
    assert counts(take_in(book, text)) == {"records": 2, "new": 1, "unchanged": 1}
    assert organisation(book, "Avesta")["area"] == "Dalarna"
    assert take_in(book, text)["batch"] is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Berg", ("Anna Berg", "Anna", "Berg")),
        ("Ek, Anna", ("Anna Ek", "Anna", "Ek")),
        ("A. Ek", ("Anna Ek", "Anna", "Ek")),
    ],
)
def test_a_new_name_under_the_same_uid_replaces_the_name_that_a_file_gave(
    book: Book, name: str, expected: tuple[str, str, str]
) -> None:
    take_in(book, "uid,name\nu-1,Anna Ek\n")
    take_in(book, f'uid,name\nu-1,"{name}"\n')
    found = person(book, expected[0])
    assert (found["name"], found["given_name"], found["family_name"]) == expected
    assert [hit.name for hit in book.find(expected[0])] == [expected[0]]


def note_of(line: int, note: str, revision: str, **more: object) -> PersonRecord:
    return PersonRecord(line, uid="u-1", name="Anna Ek", note=note, revision=revision)


def test_of_two_revisions_the_later_is_believed_in_whatever_order_they_come(book: Book) -> None:
    take_in_records(book, [note_of(1, "first", "2019-05-01T10:00:00Z")], "one.vcf")
    take_in_records(book, [note_of(1, "third", "2019-05-03T10:00:00Z")], "three.vcf")
    assert person(book, "Anna Ek")["note"] == "third"
    take_in_records(book, [note_of(1, "second", "2019-05-02T10:00:00Z")], "two.vcf")
    assert person(book, "Anna Ek")["note"] == "third"


def test_two_revisions_in_one_file(book: Book) -> None:
    records = [
        note_of(1, "first", "2019-05-01T10:00:00Z"),
        note_of(9, "second", "2019-05-02T10:00:00Z"),
    ]
    take_in_records(book, records)
    assert person(book, "Anna Ek")["note"] == "second"
    assert take_in_records(book, records).updated == 0


def test_what_was_typed_gives_way_only_to_a_later_revision(book: Book) -> None:
    with book.write("by hand") as session:
        add_person(session, "Anna Ek", note="typed", uid="u-1")
    take_in_records(book, [note_of(1, "long ago", "2001-01-01")], "old.vcf")
    assert person(book, "Anna Ek")["note"] == "typed"
    take_in_records(book, [note_of(1, "to come", "2999-01-01")], "new.vcf")
    assert person(book, "Anna Ek")["note"] == "to come"
    with book.write("by hand") as session:
        edit_person(session, 1, PersonEdit(note="typed again"))
    take_in_records(book, [note_of(1, "no age", "")], "ageless.vcf")
    assert person(book, "Anna Ek")["note"] == "typed again"


def test_the_version_tells_that_a_record_was_changed(book: Book) -> None:
    take_in_records(book, [OrganisationRecord(1, name="ALMI", area="Falun")], "one.vcf")
    assert organisation(book, "ALMI")["version"] == 1
    take_in_records(book, [OrganisationRecord(1, name="ALMI", area="Mora")], "two.vcf")
    assert organisation(book, "ALMI")["version"] == 2


def test_the_first_of_two_rows_of_a_later_file_is_believed(book: Book) -> None:
    take_in(book, "name,email,custom:room,note\nAnna Ek,anna@ek.example,1,first\n")
    text = (
        "name,email,custom:room,note\n"
        "Anna Ek,anna@ek.example,2,second\nAnna Ek,anna@ek.example,3,third\n"
    )
    take_in(book, text)
    found = person(book, "Anna Ek")
    assert (found["custom"], found["note"]) == ({"room": "2"}, "second")
    assert take_in(book, text)["batch"] is None


def test_two_places_in_one_organisation_are_two(book: Book) -> None:
    """Neither takes over what the other says, nor does the same file change anything."""
    places = [
        {"organisation": "Örnalp", "role": "Ledamot", "primary": True},
        {"organisation": "Örnalp", "post": "Ordförande", "end_date": "2016"},
    ]
    text = json.dumps([{"name": "Anna Ek", "memberships": places}])
    take_in(book, text, "a.json")
    assert places_of(book) == [("Ledamot", "", None), (None, "Ordförande", "2016")]
    assert counts(take_in(book, text, "a.json")) == {"records": 1, "unchanged": 1}


def test_a_place_that_is_known_gets_its_post(book: Book) -> None:
    take_in(book, "name,organisation,role\nAnna Ek,Örnalp,VD\n")
    take_in(book, "name,organisation,role,post\nAnna Ek,Örnalp,VD,Chef\n")
    assert places_of(book) == [("VD", "Chef", None)]


def places_of(book: Book) -> list[tuple[str | None, str, str | None]]:
    return [
        (one["role"], one["post"]["name"] if one["post"] else "", one["end_date"])
        for one in person(book, "Anna Ek")["memberships"]
    ]
