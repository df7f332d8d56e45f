"""Options that belong to another one, by the order on the command line."""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

import click

from crm.cli.commands import Command
from crm.errors import UsageError
from crm.i18n import _

ORDER = "crm.cli.option_order"
"""Where a context keeps the names of the options given, in order."""


class OrderedCommand(Command):
    """A command that remembers in which order its options were given.

    So that `--due`, `--direction` and `--concerns` belong to the `--follow-up` they stand by,
    `--stance` to the `--said`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, noting the order of the options."""
        values, _rest, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta[ORDER] = [parameter.name for parameter in order]
        self.look_at(ctx, values)
        return super().parse_args(ctx, args)

    def look_at(self, ctx: click.Context, values: Mapping[str, Any]) -> None:
        """Note what has to be known of all values before each is read."""


def paired(
    order: Iterable[str], options: Mapping[str, Any], main: str, belonging: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return each value of a main option with what belongs to it, by the order on the line.

    `belonging` maps the options that belong to a main one to the field each fills. What stands
    before the first main option belongs to it. Errors: `UsageError` for one too many.
    """
    values = {name: iter(options[name]) for name in (main, *belonging)}
    found: list[dict[str, str]] = []
    ahead: dict[str, str] = {}
    for name in order:
        if name == main:
            found.append(ahead | {main: next(values[name])})
            ahead = {}
        elif name in belonging:
            target = found[-1] if found else ahead
            if belonging[name] in target:
                _refuse_pairing()
            target[belonging[name]] = next(values[name])
    if ahead:
        _refuse_pairing()
    return found


def _refuse_pairing() -> NoReturn:
    raise UsageError(
        _(
            "Give --due, --direction and --concerns once after their --follow-up, and --stance "
            "once after its --said."
        )
    )
