"""Who of the book, or of the same file, a record means."""

import pytest

from crm.book import Book
from tests.actions.importing import PEOPLE, counts, organisation, people, person, take_in, warned
from tests.people import organisation as add_organisation
from tests.people import person as add_person


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Gunther Marder,Företagarna,,", "unchanged"),
        ("Mårder Günther,,gunther@foretagarna.example,", "unchanged"),
        ("G. Mårder,,GUNTHER@foretagarna.example,", "unchanged"),
        ("Günther Mårder,,,+46 70 123 45 67", "unchanged"),
        ("Anna Ek,,gunther@foretagarna.example,", "new"),
        ("Anna Ek,,,070-1234567", "new"),
        ("Günther Mårder,ALMI,,", "new"),
    ],
)
def test_who_is_known(book: Book, row: str, expected: str) -> None:
    take_in(book, PEOPLE)
    report = take_in(book, f"name,organisation,email,phone\n{row}\n")
    assert counts(report)[expected] == 1
    assert report["possible_duplicates"] == (expected == "new")
    assert bool(report["warnings"]) == (expected == "new" or row.startswith(("G. ",)))


def test_a_uid_decides_before_a_name(book: Book) -> None:
    with book.write("by hand") as session:
        anna = add_person(session, "Anna Ek", emails=["anna@a.example"])
        uid = anna.uid
    report = take_in(book, f"uid,name,email\n{uid},Anna Berg,berg@a.example\nu-2,Anna Ek,\n")
    assert counts(report) == {"records": 2, "new": 1, "updated": 1, "possible_duplicates": 1}
    assert [one["name"] for one in people(book)] == ["Anna Ek", "Anna Ek"]
    assert (2, "name", "Anna Berg") in warned(report)


def test_two_uids_in_one_file_are_two_people(book: Book) -> None:
    text = "uid,name,email\nu-1,Anna Ek,info@a.example\nu-2,Anna Ek,info@a.example\n"
    assert counts(take_in(book, text))["new"] == 2
    assert counts(take_in(book, text)) == {"records": 2, "unchanged": 2}


def test_a_uid_that_comes_later_in_the_file_is_taken_over(book: Book) -> None:
    text = "uid,name,organisation\n,Anna Ek,ALMI\nu-1,Anna Ek,ALMI\nu-1,Anna Ek,Unizon\n"
    report = take_in(book, text)
    assert counts(report) == {"records": 3, "new": 1, "updated": 1, "unchanged": 1}
    assert person(book, "Anna Ek")["uid"] == "u-1"
    assert take_in(book, text)["batch"] is None


def test_a_name_that_fits_several_is_no_guess(book: Book) -> None:
    with book.write("by hand") as session:
        add_organisation(session, "Nämnden", area="Falun")
        add_organisation(session, "Nämnden", area="Avesta")
    report = take_in(book, "name,classification\nNämnden,agency\n")
    assert counts(report) == {"records": 1, "rejected": 1}
    assert "o1 Nämnden, o2 Nämnden" in report["warnings"][0]["problem"]
    report = take_in(book, "name,organisation,role\nAnna Ek,Nämnden,Chef\n")
    assert counts(report) == {"records": 1, "new": 1}
    anna = person(book, "Anna Ek")
    assert anna["memberships"] == []
    assert anna["note"] == "Organisation as given: Nämnden\nRole as given: Chef"


def test_organisations_that_share_a_number_are_told_apart_by_name(book: Book) -> None:
    text = "name,classification,orgnr\n" + "".join(
        f"{town} tingsrätt,agency,202100-2742\n" for town in ("Falu", "Mora", "Umeå", "Lunds")
    )
    report = take_in(book, text)
    assert counts(report) == {"records": 4, "new": 4}
    assert warned(report) == [(2, "orgnr", "202100-2742")]
    assert counts(take_in(book, text)) == {"records": 4, "unchanged": 4}


def test_two_names_under_one_number_may_be_one(book: Book) -> None:
    report = take_in(book, "name,orgnr\nALMI,556481-6204\nALMI Företagspartner,556481-6204\n")
    assert counts(report) == {"records": 2, "new": 2, "possible_duplicates": 1}
    assert warned(report) == [(3, "orgnr", "ALMI Företagspartner")]


def test_one_name_under_two_numbers_is_two_organisations(book: Book) -> None:
    text = "name,orgnr\nNämnden,202100-2742\nNämnden,556481-6204\n"
    report = take_in(book, text)
    assert counts(report) == {"records": 2, "new": 2, "possible_duplicates": 1}
    assert counts(take_in(book, text)) == {"records": 2, "unchanged": 2}


def test_habo_is_not_habo_with_a_ring(book: Book) -> None:
    report = take_in(book, "name,kommunkod\nHåbo,305\nHabo,1643\n")
    assert counts(report) == {"records": 2, "new": 2, "possible_duplicates": 1}
    assert organisation(book, "Håbo")["identifiers"] == [
        {"scheme": "kommunkod", "identifier": "0305"}
    ]
    take_in(book, "name,organisation\nAnna Ek,Habo\n")
    assert person(book, "Anna Ek")["memberships"][0]["organisation"]["name"] == "Habo"


def test_a_new_number_of_a_known_organisation_is_reported(book: Book) -> None:
    take_in(book, "uid,name,orgnr\nu-1,ALMI,556481-6204\n")
    report = take_in(book, "uid,name,orgnr\nu-1,ALMI,202100-2742\n")
    assert warned(report) == [(2, "orgnr", "202100-2742")]
    assert organisation(book, "ALMI")["identifiers"][0]["identifier"] == "556481-6204"


def test_a_switchboard_makes_nobody_alike(book: Book) -> None:
    take_in(book, "name,classification,phone\nSkogsstyrelsen,agency,036-35 93 00\n")
    rows = "".join(f"{name},036-359300\n" for name in ("Anna Ek", "Bo Al", "Cia Asp", "Dan Lind"))
    text = "given_name,family_name,phone\n" + rows.replace(" ", ",")
    report = take_in(book, text)
    assert counts(report) == {"records": 4, "new": 4}
    assert counts(take_in(book, text)) == {"records": 4, "unchanged": 4}
