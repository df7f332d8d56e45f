"""The example scripts turn registers into CSV files, hiding none of their faults."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from crm import formats
from crm.formats import OrganisationRecord
from tests.examples.running import EXAMPLES, run

ROOT = Path(__file__).resolve().parents[2]
SWEDISH = ROOT.parent / "shared" / "data" / "corpora" / "swedish"
REGISTER = {
    "LUFTFARTSVERKET": {
        "org_nr": "202100-0795",
        "created_by": "2010:184",
        "email": "lfv@lfv.se",
        "phone": 11192000,
        "website": "www.lfv.se",
        "group": "Statliga affärsverk",
        "postal_address": {"address": "", "postcode": "601 79", "city": "NORRKÖPING"},
        "office_address": {"address": "Hospitalsgatan 30", "postcode": "602 27", "city": "NKPG"},
        "start": 2005,
    },
    "Ambassaden Här": {
        "org_nr": "",
        "email": "www.swedenabroad.se/x",
        "phone": "+66 2 263 72 00 / +66 2 263 72 11",
        "postal_address": {"address": "Embassy of Sweden\nP.O. Box 1324"},
    },
    "VÄGVERKET": {"org_nr": "202100-0639", "end": 2010, "old_names": ["A", "B"], "short_name": "V"},
}
MUNICIPALITIES = [
    {"code": "0114", "municipality": "Upplands Väsby", "county": "Stockholms län"},
    {"code": "2021", "municipality": "Leksand", "county": "Dalarnas län"},
]


def converted(folder: Path, script: str, value: object) -> Path:
    source, target = folder / "in.json", folder / "out.csv"
    source.write_text(json.dumps(value), encoding="utf-8")
    command = [sys.executable, str(EXAMPLES / script), str(source), str(target)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    return target


def organisations(path: Path) -> list[OrganisationRecord]:
    return [record for record in formats.read(path) if isinstance(record, OrganisationRecord)]


def test_agencies_keep_their_faults_in_the_csv(tmp_path: Path) -> None:
    path = converted(tmp_path, "agencies_to_csv.py", REGISTER)
    with path.open(encoding="utf-8", newline="") as stream:
        lfv, embassy, roads = csv.DictReader(stream)
    assert lfv["phone"] == "11192000"
    assert embassy["phone"] == "+66 2 263 72 00 / +66 2 263 72 11".join(("'", ""))
    assert embassy["email"] == "www.swedenabroad.se/x"
    assert (roads["dissolution_date"], roads["alias"]) == ("2010", "A ::: B ::: V")


def test_agencies_are_read_as_organisations(tmp_path: Path) -> None:
    path = converted(tmp_path, "agencies_to_csv.py", REGISTER)
    assert formats.describe(path).unmapped == ()
    lfv, embassy, roads = organisations(path)
    assert [(one.type, one.value, one.label) for one in lfv.contact_details] == [
        ("email", "lfv@lfv.se", ""),
        ("phone", "11192000", ""),
        ("address", "601 79 NORRKÖPING", ""),
        ("address", "Hospitalsgatan 30, 602 27 NKPG", "visit"),
    ]
    assert (lfv.classification, lfv.website, lfv.founding_date) == ("agency", "www.lfv.se", "2005")
    assert (lfv.tags, lfv.note) == (["Statliga affärsverk"], "SFS 2010:184")
    assert embassy.contact_details[1].value == "+66 2 263 72 00 / +66 2 263 72 11"
    assert [one.name for one in roads.other_names] == ["A", "B", "V"]


def test_municipalities_have_code_and_county(tmp_path: Path) -> None:
    path = converted(tmp_path, "municipalities_to_csv.py", MUNICIPALITIES)
    vasby, leksand = organisations(path)
    assert (vasby.name, vasby.area) == ("Upplands Väsby", "Upplands Väsby, Stockholms län")
    assert [(one.scheme, one.identifier) for one in vasby.identifiers] == [("kommunkod", "0114")]
    assert leksand.classification == "municipality"


@pytest.mark.parametrize("script", ["agencies_to_csv.py", "municipalities_to_csv.py"])
@pytest.mark.parametrize("text", ["", "no json", "5", '{"a": 1}', "[1]", None])
def test_a_file_that_is_no_register_is_a_sentence(
    tmp_path: Path, script: str, text: str | None
) -> None:
    source = tmp_path / "in.json"
    if text is not None:
        source.write_text(text)
    result = run(script, source, tmp_path / "out.csv")
    assert result.code == 1
    assert str(source) in result.err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.skipif(not SWEDISH.is_dir(), reason="the shared registers are not here")
def test_the_real_registers(tmp_path: Path) -> None:
    register = SWEDISH / "civictechsweden+myndighetsdata" / "data__scb.json"
    run("agencies_to_csv.py", register, tmp_path / "agencies.csv")
    agencies = organisations(tmp_path / "agencies.csv")
    assert [one.name for one in agencies] == [
        " ".join(name.split(" ")) for name in json.loads(register.read_text(encoding="utf-8"))
    ]
    assert sum(bool(one.dissolution_date) for one in agencies) == 80
    assert all(not one.unmapped for one in agencies)

    listed = SWEDISH / "simon-johansson+kommunkoder" / "data.json"
    run("municipalities_to_csv.py", listed, tmp_path / "municipalities.csv")
    municipalities = organisations(tmp_path / "municipalities.csv")
    assert len(municipalities) == 290
    assert all(len(one.identifiers[0].identifier) == 4 for one in municipalities)
    assert sum("Dalarna" in one.area for one in municipalities) == 15
