"""What a record says of somebody fills what is empty, and replaces nothing."""

import json

from crm.book import Book
from crm.queries.labels import list_fields
from tests.actions.importing import PEOPLE, counts, organisation, person, reached, take_in, warned
from tests.people import organisation as add_organisation


def test_what_is_empty_is_filled_and_what_is_there_is_kept(book: Book) -> None:
    with book.write("by hand") as session:
        add_organisation(session, "Avesta", area="Dalarna", orgnr="212000-2247")
    report = take_in(
        book,
        "name,classification,area,website,phone\n"
        "Avesta,kommun,Västmanland,https://avesta.example/,0226-64 50 00\n",
    )
    assert counts(report) == {"records": 1, "updated": 1}
    avesta = organisation(book, "Avesta")
    assert (avesta["classification"], avesta["area"]) == ("municipality", "Dalarna")
    assert avesta["website"] == "https://avesta.example/"
    assert reached(avesta) == [("phone", "+46226645000")]
    assert avesta["version"] == 2
    (warning,) = report["warnings"]
    assert (warning["line"], warning["field"], warning["value"]) == (2, "area", "Västmanland")
    assert "Dalarna" in warning["problem"]


def test_an_empty_cell_empties_nothing(book: Book) -> None:
    take_in(book, PEOPLE)
    report = take_in(
        book,
        "name,organisation,role,email,phone,tags,note\n"
        "Günther Mårder,Företagarna,,gunther@foretagarna.example,,,\n",
    )
    assert counts(report) == {"records": 1, "unchanged": 1}
    assert person(book, "Günther Mårder")["note"] == "Känd"


def test_fields_of_the_users_own_are_made_in_the_same_batch(book: Book) -> None:
    text = "name,custom:size,custom:1x\nAnna Ek,37,odd\n"
    report = take_in(book, text)
    anna = person(book, "Anna Ek")
    assert anna["custom"] == {"size": "37"}
    assert anna["note"] == "Field of your own (1x) as given: odd"
    assert warned(report) == [(2, "custom:1x", "odd")]
    assert counts(take_in(book, text)) == {"records": 1, "unchanged": 1}
    book.undo(report["batch"])
    with book.read() as session:
        assert list_fields(session) == []


def test_a_column_that_nobody_knows_is_reported_once(book: Book) -> None:
    report = take_in(book, "name,Shoe size\nAnna Ek,37\nBo Al,41\n")
    (warning,) = report["warnings"]
    assert (warning["line"], warning["field"], warning["value"]) == (2, "Shoe size", "")
    assert warning["problem"].startswith("2 values of this column were left out")
    assert take_in(book, "name,Size\nCia Asp,3\n", mapping={"Size": "ignore"})["warnings"] == []


def test_json_comes_in_whole(book: Book) -> None:
    entry = {
        "people": [
            {
                "uid": "u-1",
                "name": "Günther Mårder",
                "other_names": [{"name": "Gunther M", "start_date": "2001"}],
                "memberships": [
                    {"organisation": {"id": 1, "name": "A"}, "role": "VD", "end_date": "2010"},
                    {"organisation": {"id": 2, "name": "B"}, "role": "Ordf", "primary": True},
                ],
                "contact_details": [
                    {"type": "phone", "value": "070-123 45 67", "label": "mobil"},
                    {"type": "email", "value": "a@b.example", "valid_until": "2010"},
                ],
                "custom": {"diet": "vegan"},
            },
            "nonsense",
        ]
    }
    report = take_in(book, json.dumps(entry), name="list.json")
    assert counts(report) == {"records": 2, "new": 1, "rejected": 1}
    marder = person(book, "Günther Mårder")
    assert [one["organisation"]["name"] for one in marder["memberships"]] == ["B", "A"]
    assert [one["primary"] for one in marder["memberships"]] == [True, False]
    assert marder["contact_details"][0]["label"] == "mobil"
    assert marder["contact_details"][1]["valid_until"] == "2010"
    assert marder["other_names"][0]["start_date"] == "2001"
