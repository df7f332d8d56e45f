"""What we write, we read back: nothing added, nothing lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.formats import OrganisationRecord, PersonRecord
from crm.formats.csv_writer import ORGANISATION_COLUMNS, PERSON_COLUMNS, write_csv
from crm.formats.json_writer import write_json_sections
from tests.formats.files import read
from tests.formats.table_rows import (
    ORGANISATION_ROWS,
    PERSON_ROWS,
    TEXT,
    Row,
    organisation_row,
    person_row,
)
from tests.rounds import rounds


def written(
    folder: Path, rows: list[Row], columns: tuple[str, ...], delimiter: str, bom: bool
) -> Path:
    path = folder / ("round.tsv" if delimiter == "\t" else "round.csv")
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(rows, columns, stream, delimiter=delimiter, bom=bom)
    return path


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
