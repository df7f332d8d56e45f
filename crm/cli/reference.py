"""The manual of the commands, written from the commands themselves.

Run `python -m crm.cli.reference > docs/commands.md`.
"""

from collections.abc import Iterator

import click

from crm.cli.commands import walk
from crm.cli.program import SECTIONS, program
from crm.i18n import use_language

WIDTH = 88
HEAD = """\
# The commands

Written from the program by `python -m crm.cli.reference > docs/commands.md`; every command answers
`--help` with the same. In Swedish: `crm --lang sv COMMAND --help`.

Exit codes: 0 done, 1 a fault in the program, 2 used wrongly, 3 not found, 4 fits several, 5 invalid
input, 6 changed by somebody else in the meantime, 7 a file is not what it claims to be, 8 the
database cannot be used. Answers go to standard output, all else to standard error.
"""


def manual() -> str:
    """Return the manual as Markdown, in English."""
    use_language("en")
    try:
        return "\n".join(_parts())
    finally:
        use_language(None)


def _parts() -> Iterator[str]:
    root = _context(program, "crm", None)
    yield HEAD
    yield _fenced(program.get_help(root))
    for heading, places in SECTIONS.items():
        yield f"## {heading}\n"
        for name in places:
            command = program.get_command(root, name)
            assert command is not None
            yield from _described(command, name, root)


def _described(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    context = _context(command, name, parent)
    yield f"### `{context.command_path}`\n"
    yield _fenced(command.get_help(context))
    if isinstance(command, click.Group):
        for path, below in walk(command, context):
            yield f"#### `{context.command_path} {path}`\n"
            yield _fenced(below.get_help(_context(below, path, context)))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(
        command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
    )


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```\n"


if __name__ == "__main__":
    click.echo(manual(), nl=False)
