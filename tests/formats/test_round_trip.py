"""What we write, we read back: nothing added, nothing lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.formats import OrganisationRecord, PersonRecord
from crm.formats.csv_writer import ORGANISATION_COLUMNS, PERSON_COLUMNS, write_csv
from crm.formats.formulas import ERRORS
from crm.formats.json_writer import write_json_sections
from tests.formats.files import read
from tests.rounds import rounds

TEXT = st.text(
    alphabet=st.sampled_from("abcåäöÅÖ =+-@'\",;|:\n\t0159<>&[]%#")
    | st.characters(codec="utf-8", exclude_categories=["Cc"]),
    max_size=20,
).map(lambda text: text.replace(":::", "").strip())
# A cell that reads as damage is text like any other when we wrote it.
TEXT |= st.sampled_from([*sorted(ERRORS), "#####", '="0701"', "'070-1", "4,67E+10", "2-jan", "5.0"])
DATE = (
    st.just("") | st.dates().map(str) | st.from_regex(r"(19|20)[0-9]{2}(-0[1-9])?", fullmatch=True)
)
WORD = st.from_regex(r"[a-zåäö=+'-]{1,8}", fullmatch=True)
EMAIL = st.from_regex(r"[a-z=+'-]{1,6}@[a-z]{1,6}\.se", fullmatch=True)
PERSON_ROWS = st.fixed_dictionaries(
    {
        "id": st.integers(1, 999).map("p{}".format),
        "uid": st.uuids().map(str),
        "name": TEXT.filter(bool),
        **dict.fromkeys(("given_name", "family_name", "honorific_prefix", "note"), TEXT),
        "organisation": TEXT.filter(bool),
        **dict.fromkeys(("role", "language"), TEXT),
        **dict.fromkeys(("start_date", "end_date"), DATE),
        "email": st.lists(EMAIL, max_size=3),
        "phone": st.lists(
            st.from_regex(r"\+?[0-9(][0-9 ()/-]{3,9}[0-9]", fullmatch=True), max_size=3
        ),
        "address": st.lists(WORD, max_size=2),
        "website": st.lists(WORD, max_size=2),
        "tags": st.lists(st.from_regex(r"[a-z,;]{1,8}", fullmatch=True), max_size=3),
        "alias": st.lists(st.from_regex(r"[a-zåäö;,]{1,8}", fullmatch=True), max_size=2),
        "custom:shoe": TEXT,
    }
)
ORGANISATION_ROWS = st.fixed_dictionaries(
    {
        "uid": st.uuids().map(str),
        "name": TEXT.filter(bool),
        "classification": st.sampled_from(["", "agency", "municipality", "state_company"]),
        "orgnr": st.from_regex(r"([0-9]{6}-[0-9]{4})?", fullmatch=True),
        **dict.fromkeys(("parent", "area", "identifier:lei", "note"), TEXT),
        **dict.fromkeys(("founding_date", "dissolution_date"), DATE),
        "website": WORD,
        "phone:switchboard": WORD,
    }
)
Row = dict[str, object]


def written(
    folder: Path, rows: list[Row], columns: tuple[str, ...], delimiter: str, bom: bool
) -> Path:
    path = folder / ("round.tsv" if delimiter == "\t" else "round.csv")
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(rows, columns, stream, delimiter=delimiter, bom=bom)
    return path


def person_row(person: PersonRecord) -> Row:
    (membership,) = person.memberships
    texts = ("id", "uid", "name", "given_name", "family_name", "honorific_prefix", "note")
    return {
        **{name: getattr(person, name) for name in (*texts, "language", "tags")},
        **{
            name: getattr(membership, name)
            for name in ("organisation", "role", "start_date", "end_date")
        },
        **{
            column: [one.value for one in person.contact_details if one.type == kind]
            for column, kind in (
                ("email", "email"),
                ("phone", "phone"),
                ("address", "address"),
                ("website", "link"),
            )
        },
        "alias": [one.name for one in person.other_names],
        "custom:shoe": person.custom.get("shoe", ""),
    }


def organisation_row(record: OrganisationRecord) -> Row:
    identifiers = {one.scheme: one.identifier for one in record.identifiers}
    texts = ("uid", "name", "classification", "parent", "area", "note", "website")
    return {
        **{name: getattr(record, name) for name in texts},
        "founding_date": record.founding_date,
        "dissolution_date": record.dissolution_date,
        "orgnr": identifiers.get("orgnr", ""),
        "identifier:lei": identifiers.get("lei", ""),
        "phone:switchboard": "".join(one.value for one in record.contact_details),
    }


@settings(max_examples=rounds(25, 100), deadline=None)
@given(st.lists(PERSON_ROWS, max_size=4), st.sampled_from(",;\t|"), st.booleans())
def test_people_come_back_from_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], delimiter: str, bom: bool
) -> None:
    columns = (*PERSON_COLUMNS, "custom:shoe")
    path = written(tmp_path_factory.getbasetemp(), rows, columns, delimiter, bom)
    found = read(path)
    assert [person_row(one) for one in found if isinstance(one, PersonRecord)] == rows
    assert [(one.unmapped, one.problems) for one in found if one.kind == "person"] == [
        ({}, []) for row in rows
    ]


@settings(max_examples=rounds(25, 100), deadline=None)
@given(st.lists(ORGANISATION_ROWS, max_size=4), st.sampled_from(",;\t|"))
def test_organisations_come_back_from_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], delimiter: str
) -> None:
    columns = (*ORGANISATION_COLUMNS, "identifier:lei", "phone:switchboard")
    path = written(tmp_path_factory.getbasetemp(), rows, columns, delimiter, bom=False)
    found = [one for one in read(path) if isinstance(one, OrganisationRecord)]
    assert [organisation_row(one) for one in found] == rows


@settings(max_examples=rounds(15, 50), deadline=None)
@given(st.lists(TEXT.filter(bool)), st.lists(TEXT.filter(bool)))
def test_names_come_back_from_json(
    tmp_path_factory: pytest.TempPathFactory, people: list[str], organisations: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.json"
    sections: dict[str, list[Row]] = {
        "people": [{"name": name, "memberships": []} for name in people],
        "organisations": [{"name": name} for name in organisations],
    }
    with path.open("w", encoding="utf-8") as stream:
        write_json_sections(sections, stream)
    assert json.loads(path.read_text(encoding="utf-8")) == sections
    found = [
        (one.kind, one.name)
        for one in read(path)
        if isinstance(one, PersonRecord | OrganisationRecord)
    ]
    assert found == [("person", name) for name in people] + [
        ("organisation", name) for name in organisations
    ]
