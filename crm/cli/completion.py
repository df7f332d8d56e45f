"""Completion in the shell: commands, options, choices, and references from the book.

Everything here must be quick and silent: whatever goes wrong, nothing is offered.
"""

import os
import sys
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
)

from crm import settings
from crm.cli.commands import argument, command
from crm.cli.invocation import named_file
from crm.cli.output import print_lines
from crm.cli.parameters import Word
from crm.i18n import N_
from crm.text import fold, for_terminal
from crm.vocabulary import RecordKind

if TYPE_CHECKING:
    from crm.search import Hit

PROGRAM = "crm"
VARIABLE = "_CRM_COMPLETE"
LIMIT = 30
# `-r` keeps the backslashes by which names with spaces are one word.
BASH = r"""%(complete_func)s() {
    local IFS=$'\n'
    local completion type value
    COMPREPLY=()
    while read -r completion; do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
        %(complete_var)s=bash_complete $1 2>/dev/null)
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class Bash(BashComplete):
    """Completion in bash, where a value must be quoted as the shell wants it."""

    source_template = BASH

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return one line of the answer, the value quoted with backslashes."""
        value = "".join(
            letter if letter.isalnum() or letter in "-_./@:+,=" else f"\\{letter}"
            for letter in item.value
        )
        return f"{item.type},{value}"


SHELLS: dict[str, type[ShellComplete]] = {"bash": Bash, "zsh": ZshComplete, "fish": FishComplete}


@command(
    "completion",
    help=N_("Print the script that completes in your shell."),
    example="crm completion bash > ~/.local/share/bash-completion/completions/crm",
)
@argument("shell", type=Word(list(SHELLS)), help=N_("Which shell."))
def commands(shell: str) -> None:
    """Print the script for a shell."""
    program = click.get_current_context().find_root().command
    script = SHELLS[shell](program, {}, PROGRAM, VARIABLE).source()
    print_lines([script.rstrip("\n")])


def answer_shell(program: click.Command, variable: str) -> int:
    """Answer what the shell asks in the environment; an error answers nothing."""
    shell, _underscore, instruction = os.environ[variable].partition("_")
    if shell not in SHELLS or instruction != "complete":
        return 1
    try:
        answer = SHELLS[shell](program, {}, PROGRAM, variable).complete()
    except Exception:
        return 1
    sys.stdout.write(f"{answer}\n" if answer else "")
    return 0


def complete_reference(
    context: click.Context, kinds: Collection[RecordKind], incomplete: str
) -> list[CompletionItem[str]]:
    """Return the records of these kinds that begin so: a name where one was begun, else `p12`."""
    try:
        path = settings.database_path(named_file(context.find_root().params.get("database")))
        return _items(path, kinds, incomplete) if path.exists() else []
    except Exception:
        return []


def _items(path: Path, kinds: Collection[RecordKind], incomplete: str) -> list[CompletionItem[str]]:
    from crm import driver, search
    from crm.search.referring import begun

    wanted = [str(kind) for kind in kinds]
    with closing(driver.connect(path, readonly=True)) as connection:
        numbered = begun(connection, incomplete, wanted, LIMIT)
        named = search.complete(connection, incomplete, wanted, LIMIT)
    names = [hit.name for hit in named]
    items = [_by_reference(hit) for hit in numbered]
    return items + [
        _by_name(hit, incomplete, names) for hit in named if hit.reference != incomplete.lower()
    ]


def _by_reference(hit: "Hit") -> CompletionItem[str]:
    return CompletionItem(hit.reference, help=for_terminal(hit.name))


def _by_name(hit: "Hit", incomplete: str, names: Sequence[str]) -> CompletionItem[str]:
    """Offer a name that was begun and is nobody else's, else the reference."""
    begins = fold(hit.name).startswith(fold(incomplete))
    if begins and names.count(hit.name) == 1 and for_terminal(hit.name) == hit.name:
        return CompletionItem(hit.name, help=hit.reference)
    return _by_reference(hit)
