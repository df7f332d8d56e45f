"""What an export writes, for whom, and that it comes in again as it went out."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crm.actions.exporting import export, export_file
from crm.actions.fields import add_field
from crm.actions.importing import import_file
from crm.actions.lists import add_list, add_member
from crm.book import Book, Session, open_book
from crm.errors import NotFound, UsageError
from crm.inputs import ContactListIn, MembershipIn, OtherNameIn
from crm.queries.people import get_person, person_ids
from tests.conftest import OpenFilled
from tests.people import attend, contact, custom_field, key, meeting, organisation, person


@pytest.fixture
def network(open_filled: OpenFilled) -> Iterator[Book]:
    """A book with four people at three organisations."""
    with open_filled(fill) as book:
        yield book


def fill(session: Session) -> None:
    add_field(session, custom_field("visits", type="number"))
    almi = organisation(
        session, "ALMI", classification="state_company", area="Stockholm", orgnr="556481-6204"
    )
    organisation(session, "ALMI Invest", classification="company", parent="ALMI")
    organisation(
        session,
        "Avesta",
        classification="municipality",
        area="Avesta, Dalarnas län",
        identifiers=[{"scheme": "kommunkod", "identifier": "2084"}],
        website="https://avesta.example/",
    )
    lundwall = person(
        session,
        "Göran Lundwall",
        emails=["goran@almi.example", "gl@almi.example"],
        phones=["070-123 45 67"],
        memberships=[MembershipIn(organisation="ALMI", role="VD", start_date="2008")],
        tags=["vip", "lån"],
        note="Ringer\ngärna",
        custom={"visits": 3},
    )
    person(
        session,
        "Åsa Ek",
        honorific_prefix="Dr",
        language="sv",
        other_names=[OtherNameIn(name="Åsa Al")],
        contact_details=[
            contact("email", "old@avesta.example", valid_until="2015"),
            contact("address", "Box 1, 774 81 AVESTA"),
            contact("link", "https://asa.example/"),
            contact("phone", "070-765 43 21", label="mobile"),
            contact("address", "Kungsgatan 1, 774 81 AVESTA", label="visit"),
        ],
        memberships=[
            MembershipIn(organisation="Avesta", role="Kommunalråd"),
            MembershipIn(organisation="ALMI", role="Ledamot"),
        ],
    )
    person(
        session,
        "Bo Al",
        memberships=[MembershipIn(organisation="ALMI", role="VD", end_date="2007")],
    )
    person(session, "=cmd|' /C calc'!A0", memberships=[MembershipIn(organisation="ALMI Invest")])
    attend(session, meeting(session, "2019-04-11"), who=lundwall, where=almi)


def rows(book: Book, **options: Any) -> list[dict[str, str]]:
    """Export to CSV and read it as a spreadsheet would."""
    stream = io.BytesIO()
    count = export(book, stream, **options)
    found = list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))
    assert count == len(found)
    return found


def names(book: Book, **options: Any) -> list[str]:
    return [row["name"] for row in rows(book, **options)]


def test_people_once_each_where_they_work_now(network: Book) -> None:
    found = {row["name"]: row for row in rows(network)}
    assert list(found) == ["'=cmd|' /C calc'!A0", "Bo Al", "Göran Lundwall", "Åsa Ek"]
    goran = found["Göran Lundwall"]
    assert (goran["organisation"], goran["role"], goran["start_date"]) == ("ALMI", "VD", "2008")
    assert goran["email"] == "goran@almi.example ::: gl@almi.example"
    assert (goran["phone"], goran["tags"]) == ("+46701234567", "lån ::: vip")
    assert (goran["note"], goran["custom:visits"]) == ("Ringer\ngärna", "3")
    assert found["Åsa Ek"]["organisation"] == "Avesta"
    assert found["Åsa Ek"]["email"] == ""
    assert found["Åsa Ek"]["address:visit"] == "Kungsgatan 1, 774 81 AVESTA"
    assert found["Åsa Ek"]["address"] == "Box 1, 774 81 AVESTA"
    assert found["Bo Al"]["organisation"] == ""


def test_organisations_with_their_numbers(network: Book) -> None:
    found = {row["name"]: row for row in rows(network, kind="organisations")}
    assert list(found) == ["ALMI", "ALMI Invest", "Avesta"]
    assert (found["ALMI"]["orgnr"], found["ALMI Invest"]["parent"]) == ("556481-6204", "ALMI")
    assert found["Avesta"]["identifier:kommunkod"] == "2084"
    assert found["Avesta"]["website"] == "https://avesta.example/"


def test_raw_leaves_formulas_as_they_are(network: Book) -> None:
    assert names(network, raw=True)[0] == "=cmd|' /C calc'!A0"


def test_only_those_chosen(network: Book) -> None:
    with network.write("a list") as session:
        day = key(add_list(session, ContactListIn(name="Industridagen")))
        (bo,) = [one for one in person_ids(session) if get_person(session, one)["name"] == "Bo Al"]
        add_member(session, day, "person", bo)
        add_member(session, day, "organisation", 1)
    chosen: tuple[tuple[dict[str, Any], list[str]], ...] = (
        ({"organisation": "ALMI"}, ["Göran Lundwall", "Åsa Ek"]),
        ({"classification": "state_company"}, ["Göran Lundwall", "Åsa Ek"]),
        ({"classification": "municipality"}, ["Åsa Ek"]),
        ({"tag": "VIP"}, ["Göran Lundwall"]),
        ({"list": "Industridagen"}, ["Bo Al"]),
        ({"where": "role = vd"}, ["Göran Lundwall"]),
        ({"where": "organisation = almi and not role = VD"}, ["Åsa Ek"]),
        ({"where": 'area ~ "dalarna"'}, ["Åsa Ek"]),
        ({"where": "classification = state_company"}, ["Göran Lundwall", "Åsa Ek"]),
        ({"where": "last_interaction >= 2019-04"}, ["Göran Lundwall"]),
        ({"where": "custom.visits > 2"}, ["Göran Lundwall"]),
        ({"where": "tags = vip or alias ~ asa"}, ["Göran Lundwall", "Åsa Ek"]),
        ({"where": "email ~ GL@", "organisation": "ALMI"}, ["Göran Lundwall"]),
        ({"kind": "organisations", "organisation": "ALMI"}, ["ALMI", "ALMI Invest"]),
        ({"kind": "organisations", "where": "parent = ALMI"}, ["ALMI Invest"]),
        ({"kind": "organisations", "where": "identifiers = 2084"}, ["Avesta"]),
        ({"kind": "organisations", "where": "people ~ Åsa"}, ["ALMI", "Avesta"]),
        ({"kind": "organisations", "where": "role = Kommunalråd"}, ["Avesta"]),
        ({"kind": "organisations", "list": "Industridagen"}, ["ALMI"]),
    )
    for options, expected in chosen:
        assert names(network, **options) == expected, options


def test_marked_rows_keep_their_order(network: Book) -> None:
    assert names(network, ids=[3, 1, 3, 999]) == ["Bo Al", "Göran Lundwall"]
    assert names(network, ids=[]) == []


def test_values_with_a_label_have_a_column_of_their_own(network: Book) -> None:
    with network.write("labels") as session:
        person(
            session,
            "Cia Asp",
            contact_details=[
                contact("phone", "070-765 43 21", label="mobile"),
                contact("phone", "08-700 08 00"),
                contact("email", "cia@asp.example", label="Kansli: a"),
            ],
        )
    cia = {row["name"]: row for row in rows(network)}["Cia Asp"]
    assert (cia["phone:mobile"], cia["phone"]) == ("+46707654321", "+4687000800")
    assert (cia["email:Kansli: a"], cia["email"]) == ("cia@asp.example", "")
    [both] = rows(network, columns=["phone"], where="name = 'Cia Asp'")
    assert both == {"phone": "+46707654321 ::: +4687000800"}
    [mobile] = rows(network, columns=["phone:mobile"], where="name = 'Cia Asp'")
    assert mobile == {"phone:mobile": "+46707654321"}
    assert rows(network, columns=["phone:home"], ids=[1]) == [{"phone:home": ""}]


def test_columns_are_those_asked_for(network: Book) -> None:
    found = rows(network, columns=["name", "last_interaction", "custom:visits"], ids=[1])
    assert found == [
        {"name": "Göran Lundwall", "last_interaction": "2019-04-11", "custom:visits": "3"}
    ]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"columns": ["name", "shoe size"]}, "given_name"),
        ({"columns": ["shoe size"], "format": "json"}, "memberships"),
        ({"format": "docx"}, "csv"),
        ({"kind": "topics"}, "organisations"),
        ({"classification": "julklapp"}, "state_company"),
        ({"where": "shoe = 37"}, "organisation"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    network: Book, options: dict[str, Any], word: str
) -> None:
    with pytest.raises(UsageError) as caught:
        export(network, io.BytesIO(), **options)
    assert word in caught.value.message


def test_an_unknown_organisation_or_list_is_not_found(network: Book) -> None:
    with pytest.raises(NotFound):
        export(network, io.BytesIO(), organisation="Skogsstyrelsen")
    with pytest.raises(NotFound):
        export(network, io.BytesIO(), list="Almedalen")


def test_json_is_the_whole_record(network: Book) -> None:
    stream = io.BytesIO()
    assert export(network, stream, format="json", where="role = VD") == 1
    (found,) = json.loads(stream.getvalue())
    with network.read() as session:
        assert found == get_person(session, found["id"])
    stream = io.BytesIO()
    export(network, stream, format="json", columns=["name", "tags"], ids=[1])
    assert json.loads(stream.getvalue()) == [{"name": "Göran Lundwall", "tags": ["lån", "vip"]}]


def test_pages_make_no_difference(network: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(network)
    monkeypatch.setattr("crm.actions.exporting.pages.PAGE_LENGTH", 1)
    assert rows(network) == whole


@pytest.fixture
def other_book(empty_book: Path, tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "other.db"
    shutil.copy(empty_book, path)
    with open_book(path, actor="tester") as other:
        yield other


@pytest.mark.parametrize("format", ["csv", "tsv", "json"])
@pytest.mark.parametrize("kind", ["people", "organisations"])
def test_what_goes_out_comes_in_the_same(
    network: Book, other_book: Book, tmp_path: Path, format: str, kind: str
) -> None:
    path = tmp_path / f"out.{format}"
    export_file(network, path, kind=kind)
    report = import_file(other_book, path)
    assert report["new"] == report["records"]
    assert exported(other_book, kind) == exported(network, kind)
    again = import_file(network, path)
    assert (again["unchanged"], again["batch"]) == (again["records"], None)


def exported(book: Book, kind: str) -> list[dict[str, str]]:
    """Export what is filled in, without what each book counts for itself."""
    found = rows(book, kind=kind)
    return [{name: value for name, value in row.items() if value and name != "id"} for row in found]
