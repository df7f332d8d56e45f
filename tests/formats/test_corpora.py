"""Real files of others, where they are at hand beside the checkout."""

import csv
import json

import pytest

from crm import formats
from crm.errors import FormatError
from tests.formats.files import SHARED, details, people, read

CORPORA = SHARED / "corpora"

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


@pytest.mark.parametrize("name", ["csv", "json"])
def test_no_file_of_any_kind_crashes_a_reader(name: str) -> None:
    for path in sorted(path for path in CORPORA.rglob("*") if path.is_file()):
        try:
            for record in formats.read(path, name=name):
                assert record.line > 0, path
        except FormatError as error:
            assert error.message.endswith("."), path
