"""Hostile text at every place of the command line: taken in, or refused as promised."""

import shutil
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from crm.book import open_book
from crm.cli.program import program
from tests.hostile import LISTED, OWN, PROMISED, fill, naughty_strings, some_naughty_strings
from tests.rounds import rounds
from tests.terminal import ACTING

pytestmark = pytest.mark.slow

AT_A_TIME = rounds(1, len(OWN))
"""How many strings each parameter of each command gets; together they get all, in turn."""
# What stands where a command needs something while another of its parameters is tried.
SENSIBLE = {
    "ref": {"post": "s1", "membership": "m1", "interaction": "i1", "follow-up": "f1"}
    | {"collaboration": "c1", "topic": "t1", "list": "l1"},
    "kind": {"log": "call"},
    "organisations": {"collaboration": "o1"},
    "organisation": {"post": "o1", "membership": "o1"},
    "keep": {"org": "o1", "topic": "t1"},
    "other": {"org": "o2", "topic": "t2"},
    "relation": {"": "knows"},
    "number": {"": "1"},
    "key": {"": "shirt"},
    "file": {"": "some.file"},
    "files": {"": "some.file"},
    "shell": {"": "bash"},
    "location": {"": "https://example.se/"},
}
PLAIN = ("name", "subject", "title", "label", "text", "tags")
NAMES_A_FILE = {"file", "files", "location"}
OPENS_THE_INTERFACE = {"demo", "tui"}
# Where a text stands several times, beside what changes its meaning, or before every command.
LINES = (
    "person add x --given {} --family {} --prefix {} --alias {} --language {} --note {}",
    "person add x --organisation {} --create",
    "person add x --organisation o1 --role {}",
    "person add x --organisation o1 --since {}",
    "person edit p1 --name {}",
    "person edit p1 --remove-email {}",
    "membership add p1 o1 --role {}",
    "membership end m1 --on {}",
    "timeline p1 --from {}",
    "timeline p1 --topic {}",
    "log {} x",
    "log call x --place {} --note {} --atmosphere {} --reference {} --source {}",
    "log call x --with {} --create",
    "log call x --topic {} --create",
    "log call x --said {} --create",
    "log call x --follow-up y --due {}",
    "interaction edit i1 --without {}",
    "field add x --label {} --choice {}",
    "assess o1 --influence 3 --reason {}",
    "import list.csv --map {}",
    "import list.csv --source {} --dry-run",
    "export {} --as csv",
    "--lang {} agenda",
    "--actor {} person add x",
    "--db {} agenda",
    "--db {} find x",
    "{}",
)


def all_commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, name))
        elif command is not None and name not in OPENS_THE_INTERFACE:
            yield (*path, name), command


def takes_text(parameter: click.Parameter) -> bool:
    """Tell whether a word of the user's stands there, in words other than those of the program."""
    return parameter.name != "help" and not getattr(parameter, "is_flag", False)


def sensible(path: tuple[str, ...], parameter: click.Parameter) -> str:
    """Return what a command can make something of."""
    if parameter.name in PLAIN:
        return "Plain"
    words = SENSIBLE.get(parameter.name or "", {})
    return words.get(path[0], words.get("", "p1"))


def line_with(
    path: tuple[str, ...], command: click.Command, tried: click.Parameter, text: str
) -> list[str]:
    """Return the words of a call in which one parameter is the text that is tried."""
    options: list[str] = []
    arguments: list[str] = []
    for parameter in command.params:
        if parameter is not tried and not parameter.required:
            continue
        word = text if parameter is tried else sensible(path, parameter)
        words = [word] * max(1, parameter.nargs)
        if isinstance(parameter, click.Argument):
            arguments += words
        else:
            options += [parameter.opts[0], *words]
    return [*path, *options, "--", *arguments]


def parameters() -> list[tuple[tuple[str, ...], click.Command, click.Parameter]]:
    """Return every place of the command line where the user's words stand."""
    return [
        (path, command, parameter)
        for path, command in all_commands(program)
        for parameter in command.params
        if takes_text(parameter)
    ]


@pytest.fixture
def small_book(empty_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A book in which every reference of `sensible` names something, in a folder of its own."""
    path = tmp_path / "book.db"
    shutil.copy(empty_book, path)
    with open_book(path, actor="tester") as book:
        book.tell("Fill the book", fill, "Plain")
    folder = tmp_path.joinpath(*"abcdefgh")
    folder.mkdir(parents=True)
    (folder / "list.csv").write_text("name,note\nEva,x\n")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CRM_DATABASE", str(path))
    yield


def call(words: Sequence[str]) -> None:
    """Call a command and check that it answers as promised."""
    result = CliRunner().invoke(program, list(words), input="")
    said = (ascii(words)[:200], result.exit_code, ascii(result.stderr)[:300])
    assert result.exit_code in PROMISED, said
    assert not ACTING.search(result.output), said
    assert "\r" not in result.output, said
    assert "Traceback" not in result.output, said
    assert result.exit_code == 0 or (result.stderr.strip() and not result.stdout), said


@pytest.mark.usefixtures("small_book")
def test_every_parameter_of_every_command_takes_hostile_text() -> None:
    places = parameters()
    assert len(places) * AT_A_TIME > len(OWN)
    strings = cycle(OWN)
    for path, command, parameter in places:
        for text in islice(strings, AT_A_TIME):
            call(line_with(path, command, parameter, text))


@pytest.mark.usefixtures("small_book")
def test_lines_with_more_than_one_word_of_the_users_take_hostile_text() -> None:
    strings = cycle(OWN)
    for line in LINES:
        for text in islice(strings, 3 * AT_A_TIME):
            call([text if word == "{}" else word for word in line.split()])


@pytest.mark.usefixtures("small_book")
@pytest.mark.skipif(not LISTED.exists(), reason="the lists of naughty strings are not there")
def test_every_parameter_of_every_command_takes_naughty_strings() -> None:
    places = [place for place in parameters() if place[2].name not in NAMES_A_FILE]
    assert len(naughty_strings()) > len(places)
    naughty = some_naughty_strings(4)
    for text, (path, command, parameter) in zip(naughty, cycle(places), strict=False):
        call(line_with(path, command, parameter, text))
