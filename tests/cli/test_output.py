"""Tables that fit, JSON that is safe, and nothing that acts on a terminal."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cli import output
from crm.cli.invocation import Invocation
from crm.cli.output import Column, Listing, Row, print_rows
from crm.cli.program import program
from crm.cli.tables import NARROWEST, Layout, fit, lay_out
from crm.text import cell_width
from tests.cli.conftest import Run
from tests.terminal import written

NASTY = "A\x1b[31mB\x9b2JC\x07D\u202eE\x7fF\x00G"
RAW_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
widths = st.lists(st.integers(0, 200), min_size=1, max_size=12)


@given(widths, st.integers(1, 200))
def test_columns_fit_or_are_as_narrow_as_they_may_be(wanted: list[int], available: int) -> None:
    fitted = fit(wanted, available)
    room = sum(fitted) + 2 * (len(fitted) - 1)
    assert all(now <= before for now, before in zip(fitted, wanted, strict=True))
    assert room <= available or all(
        now == before or now <= NARROWEST for now, before in zip(fitted, wanted, strict=True)
    )
    if sum(wanted) + 2 * (len(wanted) - 1) <= available:
        assert fitted == wanted


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), min_size=1, max_size=6))
def test_no_line_of_a_table_is_wider_than_the_terminal(rows: list[tuple[str, str]]) -> None:
    lines = lay_out(rows, 30)
    assert len(lines) == len(rows)
    for line in lines:
        assert cell_width(line) <= 30
        assert not RAW_CONTROL.search(line)


def test_columns_are_aligned_by_cells() -> None:
    assert lay_out([("å", "x"), ("日本", "y"), ("abc", "z")], None) == [
        "å     x",
        "日本  y",
        "abc   z",
    ]


def test_a_column_grows_with_the_pages_and_never_shrinks() -> None:
    layout = Layout(None)
    assert layout.lines([("a", "x")]) == ["a  x"]
    assert layout.lines([("abc", "y")]) == ["abc  y"]
    assert layout.lines([("b", "z")]) == ["b    z"]


@pytest.fixture
def two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[Invocation]:
    """A call whose lists are written two rows at a time."""
    monkeypatch.setattr(output, "PAGE_LENGTH", 2)
    call = Invocation()
    with click.Context(click.Command("list"), obj=call):
        yield call


PEOPLE = Listing(
    lambda row: f"p{row['id']}",
    (Column("name", "Name"), Column("phone", "Phone")),
    ("id", "name"),
    "Nobody.",
)
ROWS: list[Row] = [
    {"id": 1, "name": "Bo", "phone": None},
    {"id": 2, "name": "Eva", "phone": None},
    {"id": 3, "name": "Karl-Gustav", "phone": "112"},
]


def test_a_long_list_shows_what_comes_late(
    two_at_a_time: Invocation, capsys: pytest.CaptureFixture[str]
) -> None:
    print_rows(iter(ROWS), PEOPLE)
    assert capsys.readouterr().out.splitlines() == [
        "    Name  Phone",
        "p1  Bo",
        "p2  Eva",
        "p3  Karl-Gustav  112",
    ]
    print_rows(ROWS[:2], PEOPLE)
    assert capsys.readouterr().out.splitlines()[0] == "    Name"


@pytest.mark.parametrize("count", range(4))
def test_pages_of_json_and_csv_make_one_whole(
    two_at_a_time: Invocation, capsys: pytest.CaptureFixture[str], count: int
) -> None:
    two_at_a_time.format = "json"
    print_rows(iter(ROWS[:count]), PEOPLE)
    assert capsys.readouterr().out == json.dumps(ROWS[:count], indent=2) + "\n"
    two_at_a_time.format = "csv"
    print_rows(iter(ROWS[:count]), PEOPLE)
    lines = ["reference,id,name", "p1,1,Bo", "p2,2,Eva", "p3,3,Karl-Gustav"]
    assert capsys.readouterr().out.splitlines() == lines[: count + 1]


@pytest.mark.parametrize("form", output.FORMATS)
def test_what_nobody_reads_is_not_fetched(
    two_at_a_time: Invocation, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    fetched: list[Row] = []

    def fetch() -> Iterator[Row]:
        for number in range(100):
            fetched.append({"id": number, "name": "Bo", "phone": None})
            yield fetched[-1]

    class Closed:
        """A pipe whose reader has gone."""

        def write(self, text: str) -> int:
            raise BrokenPipeError

        def isatty(self) -> bool:
            return False

    two_at_a_time.format = form
    monkeypatch.setattr("sys.stdout", Closed())
    with pytest.raises(BrokenPipeError):
        print_rows(fetch(), PEOPLE)
    assert len(fetched) <= output.PAGE_LENGTH + 1


@given(st.text())
def test_json_is_the_text_itself_and_plain(text: str) -> None:
    printed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output, "print_lines", printed.extend)
        output.print_json({"text": text})
    assert json.loads(printed[0]) == {"text": text}
    assert not RAW_CONTROL.search(printed[0])
    printed[0].encode()


def test_control_characters_never_reach_the_output(do: Run) -> None:
    do("org", "add", NASTY)
    do("person", "add", "Eva", "--organisation", "o1", "--note", NASTY)
    for words in (("person", "list"), ("show", "p1"), ("show", "o1"), ("find", "Eva")):
        for form in output.FORMATS:
            assert not RAW_CONTROL.search(do(*words, "--format", form).out.replace("\t", ""))


def _on_terminal(words: list[str], columns: int, environment: dict[str, str]) -> str:
    """Run the command on a pseudo-terminal and return what a terminal would get."""

    def call() -> None:
        with suppress(SystemExit):
            program.main(words)

    size = {"COLUMNS": str(columns), "LINES": "24"}
    return written(call, environment | size).decode()


def test_a_table_on_a_terminal_fits_it_and_is_bold_at_most(do: Run, database: Path) -> None:
    do("person", "add", "Ett mycket långt namn som inte får plats", "--email", "e@example.se")
    do("person", "edit", "p1", "--note", "x", "--phone", "08-709 89 00")
    setting = {"CRM_DATABASE": str(database)}
    shown = _on_terminal(["person", "list"], 40, setting)
    assert "\x1b[1m" in shown
    plain = shown.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "…" in plain
    assert all(cell_width(line) <= 40 for line in plain.splitlines())
    assert not RAW_CONTROL.search(plain.replace("\r\n", "\n"))
    assert "\x1b" not in _on_terminal(["person", "list"], 40, setting | {"NO_COLOR": "1"})


def test_piped_tables_are_not_cut(do: Run) -> None:
    long = "Ett mycket långt namn " * 8
    do("person", "add", long)
    assert long.strip() in do("person", "list").out
