"""The manual is true: its links lead somewhere, its commands run, its names and dates are ours."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile
from pathlib import Path

import pytest
from click.testing import CliRunner

import crm
from crm.cli.program import program
from crm.dates import understand
from crm.errors import Invalid
from crm.formats.columns import FIELDS
from crm.i18n import use_language

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(DOCS.glob("*.md")),
]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Command:
    """A command of a page, what the page shows below it, and its exit code."""

    line: str
    shown: str
    expected: int


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchor(heading: str) -> str:
    """The name that a heading can be linked by, as the usual renderers make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCE.sub("", read(page))):
        if "://" in link:
            continue
        path, _hash, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if fragment:
            assert fragment in map(anchor, HEADING.findall(FENCE.sub("", read(target)))), link


def test_every_page_is_in_the_index() -> None:
    index = LINK.findall(read(DOCS / "README.md"))
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} <= set(index)


def test_every_picture_is_shown_and_small() -> None:
    shown = {Path(link).name for page in PAGES for link in LINK.findall(read(page))}
    pictures = list((DOCS / "images").iterdir())
    assert {picture.name for picture in pictures} <= shown
    assert all(picture.stat().st_size < 200_000 for picture in pictures)
    assert not any(re.search(r"url\(\W?http", read(picture)) for picture in pictures)


def test_every_public_name_is_described() -> None:
    names = read(DOCS / "python.md").partition("## The names\n")[2]
    described = set(re.findall(r"^- `(\w+)", names, re.MULTILINE))
    assert described == set(crm.__all__)


def test_every_field_of_a_column_is_described() -> None:
    page = read(DOCS / "import.md")
    assert [field for field in FIELDS if f"`{field}`" not in page] == []


def phrases(heading: str) -> list[tuple[str, str]]:
    part = read(DOCS / "dates.md").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \| (.+) \|$", part, re.MULTILINE)


def test_every_phrase_is_taken_for_what_the_manual_says() -> None:
    use_language("en")
    rows = phrases("What is understood")
    assert rows
    assert rows == [(phrase, understand(phrase, date(2019, 5, 2)).text) for phrase, _text in rows]


def test_every_phrase_that_is_refused_is_refused_as_the_manual_says() -> None:
    use_language("en")
    rows = phrases("What is refused")
    assert rows
    for phrase, sentence in rows:
        with pytest.raises(Invalid) as caught:
            understand(phrase, date(2019, 5, 2))
        assert caught.value.message == sentence


def test_the_scripts_of_the_python_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = FENCE.findall(read(DOCS / "python.md"))
    scripts = [text for language, text in blocks if language == "python"]
    printed = [text for language, text in blocks if language == "text"]
    exec(scripts[0], {})
    with crm.open("network.db") as book:
        exec(scripts[1], {"crm": crm, "book": book})
    assert capsys.readouterr().out == "".join(printed)


def commands(text: str, folder: Path, environment: pytest.MonkeyPatch) -> Iterator[Command]:
    """Yield the commands of a page in turn, doing what stands between them."""
    for language, block in FENCE.findall(text):
        if language == "csv":
            (folder / "kontakter.csv").write_text(block, encoding="utf-8")
        if language != "console":
            continue
        lines = block.splitlines()
        for number, line in enumerate(lines):
            if line.startswith("$ export "):
                for setting in shlex.split(line)[2:]:
                    environment.setenv(*setting.split("=", 1))
            elif line.startswith("$ crm "):
                following = lines[number + 1 :]
                yield Command(line, shown_below(following), shown_code(following))
            else:
                assert not line.startswith("$ ") or line == "$ echo $?", line


def shown_below(following: list[str]) -> str:
    """Return what is shown as the answer of a command."""
    return "".join(f"{line}\n" for line in takewhile(lambda one: one[:2] != "$ ", following))


def shown_code(following: list[str]) -> int:
    """Return the exit code that is asked for after a command, 0 where it is not."""
    for line, answer in pairwise(following):
        if line.startswith("$ "):
            return int(answer) if line == "$ echo $?" else 0
    return 0


def test_the_tutorial_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    followed = 0
    for command in commands(read(DOCS / "tutorial.md"), tmp_path, monkeypatch):
        result = CliRunner().invoke(program, shlex.split(command.line)[2:])
        assert result.exit_code == command.expected, f"{command.line}\n{result.stderr}"
        if command.shown != "…\n":
            # On a terminal what is printed comes before what is said of it.
            assert sorted(result.output.splitlines()) == sorted(command.shown.splitlines())
            followed += 1
    assert followed > 20


def test_quick_entry_answers_what_the_manual_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    followed = 0
    for command in commands(read(DOCS / "quick-entry.md"), tmp_path, monkeypatch):
        result = CliRunner().invoke(program, shlex.split(command.line)[2:])
        assert result.exit_code == command.expected, command.line
        if command.shown != "…\n":
            assert result.output == command.shown
            followed += 1
    assert followed > 6
