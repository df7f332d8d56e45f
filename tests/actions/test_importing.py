"""What an import adds, completes, leaves alone and reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from crm.actions.importing import import_file
from crm.book import Book
from crm.errors import FormatError, Invalid, UsageError
from crm.queries.history import list_batches
from tests.actions.importing import (
    counts,
    organisation,
    organisations,
    people,
    person,
    reached,
    take_in,
    warned,
)
from tests.people import organisation as add_organisation
from tests.people import person as add_person

PEOPLE = """\
name,organisation,role,email,phone,tags,note
Günther Mårder,Företagarna,VD,gunther@foretagarna.example,070-123 45 67,vip,Känd
Emil Högberg,Näringsdepartementet,Statssekreterare,,,,
"""


def test_a_file_becomes_people_at_their_organisations(book: Book) -> None:
    report = take_in(book, PEOPLE)
    assert counts(report) == {"records": 2, "new": 2}
    marder = person(book, "Günther Mårder")
    assert (marder["given_name"], marder["family_name"]) == ("Günther", "Mårder")
    assert (marder["tags"], marder["note"]) == (["vip"], "Känd")
    assert reached(marder) == [("email", "gunther@foretagarna.example"), ("phone", "+46701234567")]
    (place,) = marder["memberships"]
    assert (place["organisation"]["name"], place["role"]) == ("Företagarna", "VD")
    assert place["primary"]
    assert [one["name"] for one in organisations(book)] == ["Företagarna", "Näringsdepartementet"]


def test_the_report_has_the_promised_keys(book: Book) -> None:
    report = take_in(book, PEOPLE, source="the ministry's list")
    assert list(report) == [
        *("source", "sha256", "format", "dry_run", "batch", "records", "new", "updated"),
        *("unchanged", "possible_duplicates", "rejected", "warnings", "skipped"),
        *("columns", "changes", "proposals"),
    ]
    assert report["source"] == "the ministry's list"
    assert (report["format"], report["dry_run"], report["warnings"]) == ("csv", False, [])
    with book.read() as session:
        (batch,) = list_batches(session)
    assert batch["id"] == report["batch"]
    assert batch["description"].startswith("Import of list.csv (2 records, SHA-256 ")
    assert batch["description"].endswith("from the ministry's list")


def test_the_same_file_again_changes_nothing(book: Book) -> None:
    take_in(book, PEOPLE)
    before = people(book), organisations(book)
    report = take_in(book, PEOPLE)
    assert counts(report) == {"records": 2, "unchanged": 2}
    assert report["batch"] is None
    assert (people(book), organisations(book)) == before


def test_one_undo_takes_a_file_back(book: Book) -> None:
    before = table_contents(book)
    report = take_in(book, PEOPLE)
    book.undo(report["batch"])
    assert (people(book), organisations(book)) == ([], [])
    assert table_contents(book) == before


def table_contents(book: Book) -> dict[str, Any]:
    """Return all rows of all tables but those of the history."""
    from sqlalchemy import select

    from crm.history import UNLOGGED_TABLES
    from crm.models import metadata

    with book.read() as session:
        return {
            table.name: session.execute(select(table)).all()
            for table in metadata.sorted_tables
            if table.name not in UNLOGGED_TABLES
        }


def test_others_may_write_during_a_dry_run(book: Book) -> None:
    def write(_done: int) -> None:
        with book.write("meanwhile") as session:
            add_person(session, "Bo Dahl")

    report = take_in(book, "name\nAnna Ek\n", dry_run=True, progress=write)
    assert counts(report) == {"records": 1, "new": 1}
    assert [one["name"] for one in people(book)] == ["Bo Dahl"]


def test_a_dry_run_counts_and_saves_nothing(book: Book) -> None:
    report = take_in(book, PEOPLE, dry_run=True)
    assert counts(report) == {"records": 2, "new": 2}
    assert (report["dry_run"], report["batch"]) == (True, None)
    assert people(book) == []
    with book.read() as session:
        assert list_batches(session) == []


def test_strict_saves_nothing_where_a_record_is_rejected(book: Book) -> None:
    with pytest.raises(Invalid) as caught:
        take_in(book, "name,email\nAnna Ek,a@b.example\n,x@y.example\n", strict=True)
    assert caught.value.exit_code == 5
    assert people(book) == []


def test_a_record_without_a_name_is_rejected_and_the_rest_saved(book: Book) -> None:
    report = take_in(book, "name,email\nAnna Ek,a@b.example\n,x@y.example\n")
    assert counts(report) == {"records": 2, "new": 1, "rejected": 1}
    assert [one[:2] for one in warned(report)] == [(3, "name")]
    assert [one["name"] for one in people(book)] == ["Anna Ek"]


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


def test_another_role_is_another_membership(book: Book) -> None:
    take_in(book, PEOPLE)
    report = take_in(
        book,
        "name,organisation,role,start_date,end_date\n"
        "Günther Mårder,Företagarna,vd,2015,\n"
        "Günther Mårder,Företagarna,Ordförande,2011,2014\n",
    )
    assert counts(report) == {"records": 2, "updated": 2}
    roles = [
        (one["role"], one["start_date"]) for one in person(book, "Günther Mårder")["memberships"]
    ]
    assert roles == [("VD", "2015"), ("Ordförande", "2011")]


def test_one_person_on_two_rows_has_one_primary_membership(book: Book) -> None:
    text = (
        "name,organisation,role,email\n"
        "Anna Ek,ALMI,VD,anna@ek.example\nAnna Ek,Unizon,Ledamot,anna@ek.example\n"
    )
    assert counts(take_in(book, text)) == {"records": 2, "new": 1, "updated": 1}
    places = person(book, "Anna Ek")["memberships"]
    assert [(one["organisation"]["name"], one["primary"]) for one in places] == [
        ("ALMI", True),
        ("Unizon", False),
    ]
    assert counts(take_in(book, text)) == {"records": 2, "unchanged": 2}


def test_posts_are_found_or_added(book: Book) -> None:
    text = "name,organisation,post\nEmil Högberg,Näringsdepartementet,Statssekreterare\n"
    take_in(book, text)
    assert counts(take_in(book, text)) == {"records": 1, "unchanged": 1}
    (post,) = organisation(book, "Näringsdepartementet")["posts"]
    assert [holder["person"]["name"] for holder in post["holders"]] == ["Emil Högberg"]


def test_an_organisation_lies_under_another_wherever_that_stands(book: Book) -> None:
    text = "uid,name,parent,classification\nu-2,ALMI Invest,ALMI,company\nu-1,ALMI,,state_company\n"
    report = take_in(book, text)
    assert counts(report) == {"records": 2, "new": 2}
    almi = organisation(book, "ALMI")
    assert (almi["uid"], almi["classification"]) == ("u-1", "state_company")
    assert [child["name"] for child in almi["children"]] == ["ALMI Invest"]
    assert counts(take_in(book, text)) == {"records": 2, "unchanged": 2}


def test_nothing_lies_under_itself(book: Book) -> None:
    report = take_in(book, "name,parent\nA,B\nB,A\nC,C\n")
    assert [one[:2] for one in warned(report)] == [(3, "parent"), (4, "parent")]
    assert organisation(book, "B")["parent"] is None
    assert organisation(book, "C")["note"] == "Parent organisation as given: C"


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
        from crm.queries.labels import list_fields

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


def test_what_cannot_be_read_is_refused_before_anything_is_saved(book: Book) -> None:
    with pytest.raises(FormatError):
        take_in(book, "colour,size\nred,37\n")
    with pytest.raises(FormatError):
        import_file(book, Path("nowhere.csv"))
    with pytest.raises(UsageError):
        take_in(book, PEOPLE, mapping={"Nothing": "email"})
    assert people(book) == []


def test_a_file_in_many_parts_is_one_batch(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.actions.importing.savers.PART_LENGTH", 3)
    rows = "".join(f"Anna{n} Ek{n},Nämnd {n % 4},a{n}@b.example\n" for n in range(10))
    text = "name,organisation,email\n" + rows
    assert counts(take_in(book, text)) == {"records": 10, "new": 10}
    assert len(organisations(book)) == 4
    assert counts(take_in(book, text)) == {"records": 10, "unchanged": 10}
    book.undo()
    assert people(book) == []


def test_a_uid_that_comes_later_in_the_file_is_taken_over(book: Book) -> None:
    text = "uid,name,organisation\n,Anna Ek,ALMI\nu-1,Anna Ek,ALMI\nu-1,Anna Ek,Unizon\n"
    report = take_in(book, text)
    assert counts(report) == {"records": 3, "new": 1, "updated": 1, "unchanged": 1}
    assert person(book, "Anna Ek")["uid"] == "u-1"
    assert take_in(book, text)["batch"] is None
