"""`crm import`: files in, with a report, and back out with one undo."""

import errno
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PEOPLE = """\
Namn;Organisation;Roll;E-post;Telefon
Göran Lundwall;ALMI;VD;goran@almi.se;070-123 45 67
Günther Mårder;Företagarna;VD;inte en adress;08-406 17 00
;;;;
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def test_people_are_taken_in_and_each_doubt_is_reported_with_its_line(
    do: Run, people: Path
) -> None:
    outcome = do("import", str(people))
    assert outcome.out == (
        f"{people}: 2 records, 2 new, 0 updated, 0 unchanged, 0 possibly known already, "
        "0 rejected; crm undo 1 takes it back\n"
    )
    assert outcome.err.startswith(f"{people}, line 3, E-mail: ")
    assert outcome.err.endswith(" [inte en adress]\n")
    assert outcome.err.count("\n") == 1
    names = [person["name"] for person in do("person", "list", "--json").data]
    assert names == ["Günther Mårder", "Göran Lundwall"]


def test_of_many_doubts_alike_the_first_are_told_and_json_has_all(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = [f"Anna {number};ingen adress;" for number in range(15)]
    path.write_text("\n".join(["Namn;E-post;Telefon", *rows, "Bo;;hemligt", ";b@b.se;1"]))
    told = do("import", str(path), "--dry-run").err.splitlines()
    assert [line.partition(": ")[0].removeprefix(f"{path}, ") for line in told] == [
        *(f"line {line}, E-mail" for line in range(2, 12)),
        "line 17, Phone",
        "E-mail",
    ]
    assert told[-1].endswith(": 5 more doubts of this kind, which --json tells.")
    assert len(do("import", str(path), "--json").data["warnings"]) == 17


def test_one_undo_takes_the_whole_import_back(do: Run, people: Path) -> None:
    do("import", str(people))
    do("undo")
    assert do("person", "list", "--json").data == []
    assert do("org", "list", "--json").data == []


def test_the_report_in_json_has_the_promised_keys(do: Run, people: Path) -> None:
    report = do("import", str(people), "--source", "Excel list", "--json").data
    assert list(report) == [
        *("source", "sha256", "format", "dry_run", "batch", "records", "new", "updated"),
        *("unchanged", "possible_duplicates", "rejected", "warnings", "skipped"),
        *("columns", "changes", "proposals"),
    ]
    assert (report["source"], report["format"], report["batch"]) == ("Excel list", "csv", 1)
    [warning] = report["warnings"]
    assert list(warning) == ["line", "field", "value", "problem"]
    assert warning["line"] == 3
    again = do("import", str(people), "--json").data
    assert (again["new"], again["unchanged"]) == (0, 2)


def test_a_dry_run_saves_nothing(do: Run, people: Path) -> None:
    outcome = do("import", str(people), "--dry-run")
    assert outcome.out.splitlines()[0].endswith("; nothing was saved (dry run)")
    assert do("import", str(people), "--dry-run", "--json").data["batch"] is None
    assert do("person", "list", "--json").data == []


def test_several_files_are_several_batches(do: Run, people: Path, tmp_path: Path) -> None:
    other = tmp_path / "orgs.csv"
    other.write_text("name,classification\nUnionen,interest_organisation\n")
    assert do("import", str(people), str(other), "--format", "ids").out == "1\n2\n"
    assert [report["new"] for report in do("import", str(people), str(other), "--json").data] == [
        0,
        0,
    ]
    header, row = do("import", str(other), "--format", "csv").out.splitlines()
    assert header.startswith("source,format,dry_run,batch,records,new,")
    assert row.startswith(f"{other},csv,false,")


def test_columns_are_mapped_by_hand(do: Run, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Vem,Mejl\nEva Ny,eva@x.se\n")
    do("import", str(path), "--map", "Vem=name", "--map", "Mejl=email")
    assert do("person", "show", "eva@x.se", "--json").data["name"] == "Eva Ny"
    assert run("import", str(path), "--map", "Vem").code == 2
    assert run("import", str(path), "--map", "Vem=nonsense").code == 2
    assert run("import", str(path), "--map", "Nobody=name").code == 2


def test_strict_saves_nothing_of_a_file_with_a_rejected_record(
    do: Run, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"name": "Eva Ny"}, "nobody"]')
    outcome = run("import", str(path), "--strict")
    assert (outcome.code, outcome.out) == (5, "")
    assert do("person", "list", "--json").data == []
    lax = do("import", str(path), "--json")
    assert (lax.data["new"], lax.data["rejected"]) == (1, 1)
    assert lax.err


def test_formats_that_are_not_known_are_named(run: Run, people: Path) -> None:
    outcome = run("import", str(people), "--as", "docx")
    assert (outcome.code, outcome.out) == (2, "")
    assert "csv" in outcome.err
    assert "json" in outcome.err


def test_files_that_cannot_be_read(do: Run, run: Run, tmp_path: Path) -> None:
    binary = tmp_path / "binary.csv"
    binary.write_bytes(bytes(range(256)) * 20)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    broken = tmp_path / "broken.json"
    broken.write_text('[{"name": ')
    for path in (tmp_path / "none.csv", tmp_path, binary, empty, broken, "\x00", ""):
        outcome = run("import", str(path))
        assert (outcome.code, outcome.out) == (7, ""), path
        assert outcome.err.count("\n") == 1
    assert do("person", "list", "--json").data == []


def test_a_failing_file_keeps_what_came_before_it(do: Run, run: Run, people: Path) -> None:
    outcome = run("import", str(people), "nowhere.csv")
    assert outcome.code == 7
    assert outcome.out.endswith("crm undo 1 takes it back\n")
    assert len(do("person", "list", "--json").data) == 2


def test_formulas_and_control_characters_are_only_text(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('name,note\n=1+1,"a\x1b[31mb"\n\'@SUM(A1),x\n', encoding="utf-8")
    do("import", str(path))
    assert "\x1b" not in do("person", "list").out
    names = {person["name"] for person in do("person", "list", "--json").data}
    assert names == {"=1+1", "@SUM(A1)"}
    assert ",'=1+1," in do("person", "list", "--format", "csv").out


def test_a_disk_that_is_full_is_a_sentence(
    run: Run, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(people))

    monkeypatch.setattr("crm.actions.importing.import_file", refuse)
    outcome = run("import", str(people))
    assert outcome.code == 8
    assert outcome.err == "Nothing more could be written: No space left on device.\n"
