"""`crm export` in every format, and what it does not do to the files that are there."""

import io
import stat
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from crm.cli.export_output import standard_output
from crm.cli.progress import shown_progress
from crm.errors import UsageError
from tests.cli.conftest import Prepare, Run


@pytest.fixture(autouse=True)
def network(prepare: Prepare) -> None:
    prepare(
        ("org", "add", "ALMI", "--kind", "state_company", "--phone", "08-700 08 00"),
        ("person", "add", "Göran Lundwall", "--organisation", "ALMI", "--role", "VD"),
        ("log", "meeting", "Lån", "--on", "2019-05-13", "--with", "Göran Lundwall"),
        ("follow-up", "add", "Ring ALMI", "--due", "2019-05-20", "--organisation", "ALMI"),
        ("collaboration", "add", "Lån", "--organisation", "ALMI"),
        ("follow-up", "add", "Some day", "--collaboration", "Lån"),
    )


def test_the_formats_are_listed_by_name(do: Run) -> None:
    names = do("export", "--formats").out.split()
    assert {"csv", "html", "ics", "json", "md", "vcard", "xlsx"} <= set(names)
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.csv", b"id,uid,name"),
        ("a.tsv", b"id\tuid\tname"),
        ("a.json", b'[\n{"id": 1'),
        ("a.xlsx", b"PK"),
        ("a.md", b"# People\n\n| Name |"),
        ("a.markdown", b"# People"),
        ("a.HTM", b"<!doctype html>"),
    ],
)
def test_the_end_of_the_name_tells_the_format(
    do: Run, tmp_path: Path, name: str, begins: bytes
) -> None:
    path = tmp_path / name
    assert do("export", str(path)).err == f"1 record written to {path}.\n"
    assert path.read_bytes().startswith(begins)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_there_stays_unless_forced(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("precious")
    outcome = run("export", str(path))
    assert (outcome.code, path.read_text()) == (5, "precious")
    assert "--force" in outcome.err
    assert run("export", str(path), "--force").code == 0
    assert "Lundwall" in path.read_text()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("interactions", "subject\nLån\n"),
        ("follow-ups", "title,due_date\nRing ALMI,2019-05-20\nSome day,\n"),
        ("collaborations", "title,organisations,open_follow_ups\nLån,ALMI,1\n"),
    ],
)
def test_what_took_place_and_was_promised(do: Run, kind: str, expected: str) -> None:
    columns = expected.partition("\n")[0]
    assert do("export", "--kind", kind, "--columns", columns).out == expected


def test_a_table_for_swedish_excel(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    do("export", str(path), "--bom", "--delimiter", ";", "--columns", "name,organisation")
    assert path.read_bytes() == "\ufeffname;organisation\r\nGöran Lundwall;ALMI\r\n".encode()


def test_a_list_names_the_page_and_the_sheet(do: Run, tmp_path: Path) -> None:
    do("list", "add", "Inbjudna")
    do("list", "add-member", "Inbjudna", "p1")
    page, book = tmp_path / "a.html", tmp_path / "a.xlsx"
    do("export", str(page), "--list", "Inbjudna")
    do("export", str(book), "--list", "Inbjudna", "--title", "Talare")
    assert "<h1>Inbjudna</h1>" in page.read_text()
    assert CalamineWorkbook.from_path(str(book)).sheet_names == ["Talare"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("-", "--delimiter", "ab"), 2),
        (("-", "--kind", "topics"), 2),
        (("-", "--as", "drafts", "--template", "none.txt"), 7),
        (("-", "--as", "drafts"), 2),
        (("x.csv", "--kind", "interactions", "--tag", "k"), 2),
        (("x.vcf", "--kind", "interactions"), 2),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, words: tuple[str, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    outcome = run("export", *words)
    assert (outcome.code, outcome.out) == (code, "")
    assert "\n" not in outcome.err.split("See “")[0].strip()
    assert sorted(tmp_path.iterdir()) == before


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_shown_nothing_that_it_could_act_on(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    content = "name\n\x1b]0;OWNED\x07Å".encode()
    with standard_output("csv") as stream:
        stream.write(content[:-1])
        assert terminal.getvalue() == "name\n"
        stream.write(content[-1:])
    assert terminal.getvalue() == "name\n\ufffd]0;OWNED\ufffdÅ"
    with pytest.raises(UsageError, match="cannot show the format xlsx"), standard_output("xlsx"):
        pytest.fail("it was opened")


def test_progress_is_one_line_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("crm.cli.progress.PATIENCE", 0)
    monkeypatch.setattr("crm.cli.progress.INTERVAL", 0)
    monkeypatch.setattr("sys.stderr", terminal)
    with shown_progress() as tell:
        assert tell is not None
        tell(500, 2000)
        tell(1000, 2000)
    shown = terminal.getvalue().replace("\u00a0", " ")
    assert shown.startswith("\r500 of 2 000 (25 %)\r1 000 of 2 000 (50 %)\r")
    assert shown.endswith(f"\r{' ' * len('1 000 of 2 000 (50 %)')}\r\r")


def test_there_is_no_progress_without_a_terminal() -> None:
    with shown_progress() as tell:
        assert tell is None
