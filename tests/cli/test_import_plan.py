"""`crm import --dry-run`: what would happen, line by line, and what is decided about it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

APRIL = (
    "Namn;Organisation;Befattning;Mejl;Anteckning\n;;;;\nGünther Mårder;Företagarna;VD;g@f.se;A\n"
)
MAY = """\
Namn;Organisation;Befattning;Mejl;Anteckning;Rum
Günther Mårder;Företagarna;VD;g@f.se;B;12
Eva Lind;Företagarna;Assistent;g@f.se;;14
Emil Högberg;Näringsdepartementet;;;;
;;;info@ornalp.se;;
"""


@pytest.fixture
def may(do: Run, tmp_path: Path) -> Path:
    april, may = tmp_path / "april.csv", tmp_path / "maj.csv"
    april.write_text(APRIL, encoding="utf-8")
    may.write_text(MAY, encoding="utf-8")
    do("import", str(april))
    return may


def test_the_plan_shows_columns_and_what_becomes_of_each_record(do: Run, may: Path) -> None:
    outcome = do("import", str(may), "--dry-run")
    summary, *plan = outcome.out.splitlines()
    assert "2 new, 1 updated, 0 unchanged, 1 possibly known already, 1 rejected" in summary
    assert plan == [
        "",
        "Columns",
        "  Namn          → name",
        "  Organisation  → organisation",
        "  Befattning    → role",
        "  Mejl          → email",
        "  Anteckning    → note",
        "  Rum           → –             (not known: say what it is with --map, or COLUMN=ignore)",
        "",
        "Changed",
        "  line 2  p1 Günther Mårder",
        "      Note  A → B",
        "",
        "Possibly known already",
        "  line 3  Eva Lind",
        "      E-mail g@f.se; Role Företagarna, Assistent",
        *plan[16:18],
        "",
        "New",
        "  line 4  Emil Högberg",
        "      Role Näringsdepartementet",
        "",
        "Rejected",
        "  line 5",
        "      The record has no name.",
    ]
    assert plan[16].startswith("      p1 Günther Mårder  ")
    assert "--same 3=p1 or --skip 3" in plan[17]
    assert "The record has no name" not in outcome.err


def test_what_is_decided_and_mapped_is_remembered(do: Run, may: Path) -> None:
    decided = ("--same", "3=p1", "--skip", "4", "--map", "Rum=custom:room")
    assert "0 new, 2 updated" in do("import", str(may), *decided).out
    again = do("import", str(may), "--dry-run")
    assert "0 new, 0 updated, 2 unchanged" in again.out
    assert "1 left out" in again.out
    assert "Rum           → custom:room   (remembered)" in again.out
    assert do("show", "p1", "--json").data["custom"] == {"room": "12"}


def test_what_the_book_keeps_is_shown(do: Run, may: Path) -> None:
    do("person", "edit", "p1", "--note", "typed")
    out = do("import", str(may), "--dry-run").out
    assert "Kept as the book has it\n  line 2  p1 Günther Mårder\n" in out
    assert "      Note  typed is kept; the file says B\n" in out


def test_many_records_are_shown_in_part(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("name\n" + "".join(f"Anna{n} Ek{n}\n" for n in range(25)))
    assert do("import", str(path), "--dry-run").out.endswith("  and 5 more\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--same", "3"), 2),
        (("--same", "x=p1"), 2),
        (("--skip", "77"), 2),
        (("--same", "3=p99"), 3),
        (("--same", "3=o1"), 5),
    ],
)
def test_a_decision_that_makes_no_sense(
    run: Run, may: Path, arguments: tuple[str, ...], code: int
) -> None:
    outcome = run("import", str(may), *arguments)
    assert (outcome.code, outcome.err.count("\n")) == (code, 1)


def test_lines_are_those_of_one_file(run: Run, may: Path) -> None:
    assert run("import", str(may), str(may), "--skip", "3").code == 2


def test_an_interrupted_import_saves_nothing_and_says_so(
    do: Run, run: Run, may: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crm.actions.importing.saving.ContactSaver.finish", interrupt)
    outcome = run("import", str(may))
    assert (outcome.code, outcome.out) == (130, "")
    assert outcome.err == f"Interrupted: nothing of {may} was saved.\n"
    assert len(do("person", "list", "--json").data) == 1


def test_where_a_record_comes_from(do: Run, may: Path) -> None:
    do("import", str(may), "--skip", "3")
    second, first = do("show", "p1", "--sources", "--json").data
    assert (first["file"], first["line"]) == ("april.csv", 3)
    assert first["fields"] == ["name", "email", "membership", "note"]
    assert (second["file"], second["line"], second["fields"]) == ("maj.csv", 2, ["note"])
    assert "maj.csv" in do("show", "p1", "--sources").out
    do("person", "add", "Eva Ny")
    assert do("show", "Eva Ny", "--sources").err == "No file gave this; it was typed in.\n"


def test_whom_the_same_file_adds_has_no_reference_yet(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("name,email\nAnna Ek,info@ek.se\nBo Al,info@ek.se\n")
    out = do("import", str(path), "--dry-run").out
    assert "      in this file: Anna Ek  " in out
    assert "It is added unless you say --skip 3; --different 3 asks no more." in out


def test_of_several_kinds_each_is_told_with_its_kind(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "kort.vcf"
    card = "BEGIN:VCARD\nVERSION:4.0\nUID:{0}\nFN:{1}\n{2}END:VCARD\n"
    group = "KIND:group\nMEMBER:u1\nMEMBER:u2\nMEMBER:u3\n"
    cards = (("u1", "Anna Ek", ""), ("u2", "ALMI", "KIND:org\n"), ("g", "Inbjudna", group))
    path.write_text("".join(card.format(*one) for one in cards), encoding="utf-8")
    outcome = do("import", str(path), "--dry-run")
    assert outcome.out.splitlines()[2:] == [
        "New",
        "  line 1  Anna Ek (person)",
        "  line 6  ALMI (organisation)",
        "  line 12  Inbjudna (list)",
        "      Members Anna Ek, ALMI",
    ]
    assert f"{path}, line 12, Members: Nobody, or more than one, is called so" in outcome.err


def test_what_somebody_has_several_of_is_told_together(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("Namn;Mejl;Mejl 2;Taggar;Adress\nAnna Ek;a@ek.se;b@ek.se;vip, ort;Gatan 1\n")
    assert do("import", str(path), "--dry-run").out.endswith(
        "  line 2  Anna Ek\n      E-mail a@ek.se, b@ek.se; Postal address Gatan 1; Tags vip, ort\n"
    )


def test_a_doubt_about_a_whole_file_names_no_field(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "tom.ics"
    path.write_text("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n")
    said = f"{path}, line 1: The calendar holds no meeting and no task.\n"
    assert do("import", str(path), "--dry-run").err == said
