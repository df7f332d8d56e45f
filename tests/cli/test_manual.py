"""The manual of the commands is what the program says, and holds all that was promised."""

from pathlib import Path

import click
import pytest

from crm.cli.commands import walk
from crm.cli.program import program
from crm.cli.reference import manual

MANUAL = Path(__file__).parents[2] / "docs" / "commands.md"
PROMISED = """
person add list show edit delete merge
org add list show edit delete merge
post add list show edit delete
membership add end list edit delete
log
interaction list show edit delete
follow-up add list show done edit delete
collaboration add list show edit
tag
untag
field add list edit remove
link
unlink
topic add list show merge
list add list show add-member remove-member delete
agenda
find
show
timeline
import
export
history
undo
duplicates
backup
restore
doctor
migrate
demo
tui
completion
assess
document add list
"""


def test_the_manual_is_up_to_date() -> None:
    assert MANUAL.read_text(encoding="utf-8") == manual()


@pytest.mark.parametrize("line", PROMISED.strip().splitlines())
def test_every_promised_command_exists_and_is_documented(line: str) -> None:
    known = dict(walk(program, click.Context(program, info_name="crm")))
    noun, *verbs = line.split()
    text = MANUAL.read_text(encoding="utf-8")
    for path in [noun, *(f"{noun} {verb}" for verb in verbs)]:
        assert path in known
        assert f"`crm {path}`" in text


@pytest.mark.parametrize(
    ("path", "options"),
    {
        "person add": "given family email phone organisation role since note set create",
        "org add": "kind parent orgnr area website alias note set",
        "org list": "kind parent",
        "post add": "organisation",
        "membership add": "role post since until primary",
        "membership end": "on",
        "log": "on at place with organisation topic note said follow-up due direction set create",
        "interaction list": "with organisation topic kind from to",
        "follow-up add": (
            "due direction owner person organisation interaction collaboration repeats set"
        ),
        "follow-up list": "open overdue done direction owner organisation",
        "collaboration add": "organisation status agreed-on review-on lead set create",
        "agenda": "days",
        "find": "kind limit",
        "timeline": "from to topic",
        "import": "as map dry-run strict source",
        "export": "as list organisation where columns",
        "history": "limit",
        "duplicates": "kind",
        "demo": "reset",
    }.items(),
)
def test_every_promised_option_exists(path: str, options: str) -> None:
    command = dict(walk(program, click.Context(program)))[path]
    known = {name for parameter in command.params for name in parameter.opts}
    assert {f"--{name}" for name in options.split()} <= known


def test_every_reading_command_takes_a_format() -> None:
    silent = {"import", "export", "backup", "restore", "migrate", "demo", "tui", "completion"}
    for path, command in walk(program, click.Context(program)):
        if isinstance(command, click.Group) or path in silent or path == "field remove":
            continue
        known = {name for parameter in command.params for name in parameter.opts}
        assert {"--format", "--json"} <= known, path
