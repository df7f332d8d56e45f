"""Tags, fields of one's own, links, assessments, documents and duplicates."""

from pathlib import Path

import pytest

from tests.cli.conftest import Prepare, Run


@pytest.fixture(autouse=True)
def people(prepare: Prepare) -> None:
    prepare(
        ("org", "add", "ALMI"),
        ("person", "add", "Göran Lundwall"),
        ("person", "add", "Eva Ny"),
    )


def test_tags_are_put_on_and_taken_off(do: Run, run: Run) -> None:
    assert do("tag", "lundwall", "kapital", "Industridagen").out == "p1\n"
    assert do("person", "show", "p1", "--json").data["tags"] == ["Industridagen", "kapital"]
    assert do("untag", "p1", "KAPITAL", "--json").data["tags"] == ["Industridagen"]
    assert run("untag", "p1", "kapital").code == 3
    assert run("tag", "p1").code == 2
    assert run("tag", "p1", "").code == 5
    assert do("tag", "o1", "bolag").out == "o1\n"


def test_fields_of_ones_own(do: Run, run: Run) -> None:
    assert do("field", "add", "steg", "--type", "choice", "--choice", "a", "--choice", "b").out == (
        "steg\n"
    )
    do("field", "add", "antal", "--type", "number", "--label", "Antal", "--for", "org")
    assert do("field", "list").out == (
        "       Label  Type    Choices  Applies to\n"
        "steg   steg   choice  a, b     person, organisation\n"
        "antal  Antal  number           organisation\n"
    )
    do("person", "edit", "p1", "--set", "steg=a")
    assert do("person", "list", "--json").data[1]["custom"] == {"steg": "a"}
    assert run("person", "edit", "p1", "--set", "antal=3").code == 5
    assert run("person", "edit", "p1", "--set", "steg=c").code == 5
    edited = do("field", "edit", "steg", "--label", "Steg", "--key", "fas", "--json").data
    assert (edited["key"], edited["label"]) == ("fas", "Steg")
    assert do("person", "show", "p1", "--json").data["custom"] == {"fas": "a"}
    assert do("field", "remove", "fas").out == "fas\n"
    assert do("person", "show", "p1", "--json").data["custom"] == {}
    missing = run("field", "remove", "antl")
    assert missing.code == 3
    assert "antal" in missing.err
    assert run("field", "edit", "antal").code == 2
    assert run("field", "add", "två ord").code == 5


def test_links_read_both_ways(do: Run, run: Run) -> None:
    assert do("link", "Eva Ny", "assistant of", "lundwall", "--since", "2018").out == "p2\n"
    assert "\nLinks\n  assistant of  Göran Lundwall  p1  2018 –\n" in do("show", "p2").out
    assert "\nLinks\n  assisted by  Eva Ny  p2  2018 –\n" in do("show", "p1").out
    assert run("link", "p1", "boss of", "o1").code == 5
    assert run("link", "p1", "boss of", "p1").code == 5
    assert do("unlink", "p1", "assisted by", "p2").out == "p1\n"
    assert do("person", "show", "p2", "--json").data["relationships"] == []
    assert run("unlink", "p1", "assisted by", "p2").code == 3


def test_assessments_are_dated(do: Run, run: Run) -> None:
    assert do("assess", "ALMI", "--influence", "4", "--on", "2018-03").out == "o1\n"
    added = do(
        *("assess", "ALMI", "--influence", "5", "--interest", "2", "--stance", "supports"),
        *("--reason", "Leads", "--json"),
    ).data
    assert (added["date"], added["influence"], added["stance"]) == ("2019-05-02", 5, "supports")
    assert do("assess", "ALMI").out == (
        "   Date        Influence  Interest  Stance    Reason\n"
        "2  2019-05-02  5          2         supports  Leads\n"
        "1  2018-03     4\n"
    )
    assert "\nAssessments\n  2019-05-02  influence 5" in do("show", "o1").out
    assert do("assess", "ALMI", "--remove", "1").out == "o1\n"
    assert [one["id"] for one in do("assess", "ALMI", "--json").data] == [2]
    for words, code in {
        ("--influence", "6"): 2,
        ("--influence", "many"): 2,
        ("--remove", "1"): 3,
        ("--remove", "2", "--influence", "3"): 2,
        ("--on", "2019"): 2,
    }.items():
        assert run("assess", "ALMI", *words).code == code, words


def test_documents_keep_the_place_and_the_hash(do: Run, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("abc")
    added = do("document", "add", "ALMI", "Notes", str(file), "--json").data
    assert added["location"] == str(file)
    assert added["sha256"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    do("document", "add", "ALMI", "Report", "https://almi.se/report.pdf")
    assert do("document", "list", "ALMI").out == (
        f"   Title   Where\n1  Notes   {file}\n2  Report  https://almi.se/report.pdf\n"
    )
    assert "\nDocuments\n  Notes" in do("show", "o1").out
    assert do("document", "remove", "ALMI", "1").out == "o1\n"
    assert run("document", "remove", "ALMI", "1").code == 3
    assert run("document", "add", "p1", "x", "y").code == 3


def test_duplicates_are_listed_until_they_are_told_apart(do: Run) -> None:
    do("person", "add", "Göran Lundvall", "--email", "goran@almi.se")
    do("person", "edit", "p1", "--email", "goran@almi.se")
    [pair] = do("duplicates", "--kind", "person", "--json").data
    assert {pair["first"]["id"], pair["second"]["id"]} == {1, 3}
    assert pair["reasons"]
    assert do("duplicates", "--kind", "org", "--json").data == []
    table = do("duplicates").out
    assert "Göran Lundwall" in table
    assert "Göran Lundvall" in table
    assert do("duplicates", "--different", "p1", "p3").out == "p1\np3\n"
    outcome = do("duplicates")
    assert (outcome.out, outcome.err) == ("", "No duplicates were found.\n")
