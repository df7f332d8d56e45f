"""`crm export`: lists that others can open."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Prepare, Run


@pytest.fixture(autouse=True)
def network(prepare: Prepare) -> None:
    prepare(
        ("org", "add", "ALMI", "--kind", "state_company", "--area", "Stockholm"),
        ("org", "add", "Företagarna", "--kind", "interest_organisation"),
        ("person", "add", "Göran Lundwall", "--organisation", "ALMI", "--role", "VD", "--tag", "k"),
        ("person", "add", "Günther Mårder", "--organisation", "Företagarna", "--role", "VD"),
        ("person", "add", "=1+1"),
    )


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_everyone_at_state_companies_as_csv(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "statliga bolag.csv"
    outcome = do("export", str(path), "--classification", "state_company")
    assert (outcome.out, outcome.err) == ("", f"1 record written to {path}.\n")
    [row] = rows(path.read_text(encoding="utf-8"))
    assert (row["name"], row["organisation"], row["role"]) == ("Göran Lundwall", "ALMI", "VD")
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")] == []


def test_standard_output_is_csv_unless_told(do: Run) -> None:
    assert [row["name"] for row in rows(do("export").out)] == [
        *("'=1+1", "Günther Mårder", "Göran Lundwall"),
    ]
    assert do("export", "-", "--raw", "--columns", "name").out == (
        "name\n=1+1\nGünther Mårder\nGöran Lundwall\n"
    )
    people = json.loads(do("export", "--as", "json").out)
    assert people == do("person", "list", "--json").data
    assert do("export", "--as", "tsv", "--columns", "name, role").out.startswith("name\trole\n")


def test_what_is_exported_can_be_narrowed(do: Run) -> None:
    do("list", "add", "Inbjudna")
    do("list", "add-member", "Inbjudna", "p2")
    for words, names in {
        ("--list", "Inbjudna"): ["Günther Mårder"],
        ("--organisation", "ALMI"): ["Göran Lundwall"],
        ("--tag", "k"): ["Göran Lundwall"],
        ("--where", "role = VD and not organisation = ALMI"): ["Günther Mårder"],
        ("--kind", "organisations"): ["ALMI", "Företagarna"],
        ("--kind", "organisations", "--classification", "state_company"): ["ALMI"],
    }.items():
        assert [row["name"] for row in rows(do("export", *words).out)] == names, words


def test_a_table_for_excel_begins_with_a_mark(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    do("export", str(path), "--bom")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("x.docx",), 2),
        (("x",), 2),
        (("-", "--as", "docx"), 2),
        (("-", "--columns", "nonsense"), 2),
        (("-", "--where", "role ="), 2),
        (("-", "--list", "nothing"), 3),
        (("-", "--organisation", "nothing"), 3),
        (("nowhere/x.csv",), 7),
        (("\x00.csv",), 7),
    ],
)
def test_what_cannot_be_exported(
    run: Run,
    words: tuple[str, ...],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    outcome = run("export", *words)
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_failed_export_leaves_the_file_that_was_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("precious")
    assert run("export", str(path), "--force", "--columns", "nonsense").code == 2
    assert path.read_text() == "precious"
    assert run("export", str(tmp_path)).code == 2
    (tmp_path / "folder.csv").mkdir()
    assert run("export", str(tmp_path / "folder.csv")).code == 7


def test_what_is_exported_comes_in_unchanged(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    do("export", str(path))
    report = do("import", str(path), "--json").data
    assert (report["new"], report["rejected"], report["unchanged"]) == (0, 0, 3)
