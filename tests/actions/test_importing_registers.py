"""The registers of Swedish agencies and municipalities, where they are at hand."""

import json
import runpy
import sys
from pathlib import Path

import pytest

from crm.actions.importing import import_file
from crm.book import Book
from crm.text import clean_line
from tests.actions.importing import SHARED, counts, organisation, organisations, reached

REGISTERS = SHARED / "swedish"
AGENCIES = REGISTERS / "civictechsweden+myndighetsdata" / "data__scb.json"
MUNICIPALITIES = REGISTERS / "simon-johansson+kommunkoder" / "data.json"
EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"

pytestmark = pytest.mark.skipif(
    not REGISTERS.is_dir(), reason="the registers are not beside the checkout"
)


def converted(script: str, register: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Convert a register with its example script."""
    target = folder / f"{register.stem}.csv"
    monkeypatch.setattr(sys, "argv", [script, str(register), str(target)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(EXAMPLES / script), run_name="__main__")
    assert ended.value.code == 0
    return target


@pytest.fixture
def agencies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return converted("agencies_to_csv.py", AGENCIES, tmp_path, monkeypatch)


def test_every_agency_comes_in(book: Book, agencies: Path) -> None:
    report = import_file(book, agencies)
    assert counts(report) == {"records": 534, "new": 534, "possible_duplicates": 11}
    register = json.loads(AGENCIES.read_text(encoding="utf-8"))
    found = organisations(book)
    assert sorted(one["name"] for one in found) == sorted(clean_line(name) for name in register)
    assert {one["classification"] for one in found} == {"agency"}
    assert counts(import_file(book, agencies)) == {"records": 534, "unchanged": 534}
    book.undo(report["batch"])
    assert organisations(book) == []


def test_every_number_and_address_of_the_agencies_is_somewhere(book: Book, agencies: Path) -> None:
    """What a register says is stored as it should be, or stands in the note as it was given."""
    report = import_file(book, agencies)
    lines = {warning["line"] for warning in report["warnings"]}
    register = json.loads(AGENCIES.read_text(encoding="utf-8"))
    found = {one["name"]: one for one in organisations(book)}
    for line, (name, agency) in enumerate(register.items(), start=2):
        record = found[clean_line(name)]
        kinds = [kind for kind, _value in reached(record)]
        for field, there in (("phone", "phone" in kinds), ("email", "email" in kinds)):
            if agency.get(field) and not there:
                assert line in lines
                assert clean_line(str(agency[field])) in f"{record['note']} {reached(record)}"
        if agency.get("org_nr"):
            numbers = [one["identifier"] for one in record["identifiers"]]
            assert numbers == [agency["org_nr"]]


def test_the_known_faults_of_the_agencies(book: Book, agencies: Path) -> None:
    report = import_file(book, agencies)
    by_value = {one["value"]: one for one in report["warnings"]}
    for written, number in (
        ("11192000", "+4611192000"),
        ("771630000", "+46771630000"),
        ("104758000", "+46104758000"),
    ):
        assert by_value[written]["field"] == "phone"
        assert any(("phone", number) in reached(one) for one in organisations(book))
    monrovia = by_value["www.swedenabroad.se/sv/utlandsmyndigheter/liberia-monrovia"]
    assert (monrovia["field"], monrovia["line"]) == ("email", 406)
    assert sum(one["field"] == "postal_code:visit" for one in report["warnings"]) == 19


def test_every_municipality_comes_in_with_its_code(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = converted("municipalities_to_csv.py", MUNICIPALITIES, tmp_path, monkeypatch)
    report = import_file(book, target)
    assert counts(report) == {"records": 290, "new": 290, "possible_duplicates": 1}
    found = organisations(book)
    codes = {one["name"]: one["identifiers"] for one in found}
    assert {len(numbers) for numbers in codes.values()} == {1}
    assert codes["Upplands Väsby"] == [{"scheme": "kommunkod", "identifier": "0114"}]
    assert organisation(book, "Håbo")["area"] != organisation(book, "Habo")["area"]
    assert counts(import_file(book, target)) == {"records": 290, "unchanged": 290}
