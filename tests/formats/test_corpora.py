"""Real files of others, where they are at hand beside the checkout."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from crm import formats
from crm.errors import FormatError
from crm.formats import ReadOptions
from crm.formats.csv_writer import write_csv
from tests.formats.files import SHARED, details, people, read

CORPORA = SHARED / "corpora"
CLEVER = "csv_dialect/alan-turing-institute+CleverCSV"
GEODATA = "swedish/sjbrg+swedish-geodata"
PHONES = "validators/google+libphonenumber"

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here")


def test_a_plain_contact_list() -> None:
    (john,) = people(read(CORPORA / "csv/dmyers+contact-importer/contacts.csv"))
    assert (john.given_name, john.family_name, john.line) == ("John", "Doe", 2)
    assert details(john) == [
        ("email", "jdoe@example.com", ""),
        ("phone", "5551234567", ""),
    ]
    assert john.unmapped == {"Location": "Laracon", "Time Zone": "America/Chicago"}


def test_a_linkedin_export_with_lines_above_its_headers() -> None:
    path = CORPORA / "csv/labeldekho+linkedin-network-intelligence/Connections.csv"
    found = people(read(path))
    assert len(found) == 10
    assert (found[0].line, found[0].memberships[0].role) == (6, "CTO")
    assert found[0].custom == {"linkedin_since": "2023-01-15"}
    assert details(found[0])[-1] == ("link", "https://linkedin.com/in/alicejohnson", "linkedin")


@pytest.mark.parametrize(
    "name",
    [
        "comma_in_quotes",
        "empty",
        "escaped_quotes",
        "json",
        "newlines",
        "quotes_and_newlines",
        "simple",
        "utf8",
    ],
)
def test_csv_spectrum(name: str) -> None:
    folder = CORPORA / "csv_dialect/maxogden+csv-spectrum"
    path = folder / f"csvs__{name}.csv"
    expected = json.loads((folder / f"json__{name}.json").read_text(encoding="utf-8"))
    with path.open(encoding="utf-8", newline="") as stream:
        first = next(csv.reader(stream))[0]
    assert [record.raw for record in read(path, mapping={first: "name"})] == expected


@pytest.mark.parametrize(
    ("path", "program", "expected"),
    [
        ("csv/dmyers+contact-importer/contacts.csv", "", {"person": 1}),
        (
            "csv/labeldekho+linkedin-network-intelligence/Connections.csv",
            "LinkedIn",
            {"person": 10},
        ),
        ("csv_dialect/maxogden+csv-spectrum/csvs__comma_in_quotes.csv", "", {"person": 1}),
        # Its column of suppliers is told from what it holds.
        (f"{CLEVER}/example__airedale.csv", "", {"organisation": 54}),
        (f"{GEODATA}/data__municipalities.csv", "", {"organisation": 290}),
        (f"{GEODATA}/data__municipality_county.csv", "", {"organisation": 290}),
    ],
)
def test_every_table_with_names_is_read_whole(
    path: str, program: str, expected: dict[str, int]
) -> None:
    assert formats.describe(CORPORA / path).program == program
    assert Counter(record.kind for record in read(CORPORA / path)) == expected


@pytest.mark.parametrize(
    ("path", "column", "delimiter", "rows"),
    [
        (f"{CLEVER}/example__imdb.csv", "title", ",", 100),
        (f"{CLEVER}/example__milk.csv", "column 2", "\t", 379),
        (f"{GEODATA}/data__counties.csv", "county_name", ",", 21),
        (f"{GEODATA}/data__postal_to_municipality.csv", "locality", ",", 15_463),
        (f"{PHONES}/resources__metadata__46__examples.csv", "Number", ";", 9),
        (f"{PHONES}/resources__metadata__46__formats.csv", "Comment", ";", 12),
        (f"{PHONES}/resources__metadata__46__shortcodes.csv", "Carrier Specific", ";", 33),
        ("SOURCES.tsv", "source_repo", "\t", 25),
    ],
)
def test_every_other_table_is_read_once_its_names_are_pointed_out(
    path: str, column: str, delimiter: str, rows: int
) -> None:
    with pytest.raises(FormatError, match=r"No column of .* is a name"):
        formats.describe(CORPORA / path, name="csv")
    mapping = {column: "name"}
    described = formats.describe(CORPORA / path, ReadOptions(mapping=mapping), name="csv")
    assert described.delimiter == delimiter
    assert len(list(formats.read(CORPORA / path, described_by(mapping), name="csv"))) == rows


def described_by(mapping: dict[str, str]) -> ReadOptions:
    return ReadOptions(mapping=mapping, records="people")


def test_the_cells_of_a_known_table_stay_where_they_are() -> None:
    path = CORPORA / CLEVER / "example__imdb.csv"
    expected = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()][1:]
    found = read(path, mapping={"title": "name"})
    plain = [one for one in zip(found, expected, strict=True) if '"' not in "".join(one[1])]
    assert len(plain) > 50
    assert all(list(record.cells) == cells for record, cells in plain)


def hostile_texts() -> list[str]:
    payloads = CORPORA / "security/payloadbox+csv-injection-payloads/Intruder__csv-payload.txt"
    naughty = CORPORA / "security/minimaxir+big-list-of-naughty-strings/blns.json"
    texts = payloads.read_text(encoding="utf-8").splitlines()
    texts += json.loads(naughty.read_text(encoding="utf-8"))
    return [text for text in texts if text.strip() and ":::" not in text]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_hostile_texts_come_through_a_table_unharmed(tmp_path: Path, delimiter: str) -> None:
    texts = hostile_texts()
    assert len(texts) > 500
    path = tmp_path / "hostile.csv"
    rows = [{"uid": f"u{at}", "name": text, "note": text} for at, text in enumerate(texts)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(rows, ("uid", "name", "note"), stream, delimiter=delimiter)
    found = people(read(path, records="people"))
    assert [(one.name, one.note) for one in found] == [(one.strip(), one.strip()) for one in texts]
    assert not any(one.problems for one in found)


def test_hostile_texts_in_a_table_of_others_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Namn", "E-post", "Telefon", "Sedan", "Postnr", "Taggar", "Notering"])
        writer.writerows([text] * 7 for text in hostile_texts())
    for record in read(path, records="people"):
        assert record.line > 1
        assert len(record.cells) == 7


@pytest.mark.parametrize("name", ["csv", "json"])
def test_no_file_of_any_kind_crashes_a_reader(name: str) -> None:
    reader = formats.reader(name)
    for path in sorted(path for path in CORPORA.rglob("*") if path.is_file()):
        try:
            for record in reader.read(path, ReadOptions()):
                assert record.line > 0, path
        except FormatError as error:
            assert error.message.endswith("."), path
