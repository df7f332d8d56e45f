"""`crm log "…"`: one line about what happened, shown as it was understood, and saved."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from crm.cli.failures import say
from crm.cli.invocation import open_book
from crm.cli.option_order import ORDER, OrderedCommand
from crm.cli.parameters import Text, Word
from crm.cli.records import answer, print_answer
from crm.cli.references import stored
from crm.cli.tables import lay_out, terminal_width
from crm.errors import UsageError
from crm.i18n import _
from crm.vocabulary import RecordKind

if TYPE_CHECKING:
    from crm.queries.quick_entry import Plan

ALONE = "crm.cli.quick_line.alone"
"""Where a context keeps whether there is only one argument."""
FITTING = ("create", "dry_run")
"""The options that go with a line, those for the format apart."""


class LineCommand(OrderedCommand):
    """A command of which one argument alone is a line."""

    def look_at(self, ctx: click.Context, values: Mapping[str, Any]) -> None:
        """Note whether there is only one argument."""
        ctx.meta[ALONE] = not isinstance(values.get("subject"), str)


class KindOrLine(Word):
    """A word of a closed list, or a line where it stands alone."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the key of the word, or the line; errors: as `Word` for one word alone."""
        if ctx is None or not ctx.meta.get(ALONE):
            return super().convert(value, param, ctx)
        text = Text().convert(value, param, ctx)
        if _is_line(text):
            return text
        super().convert(text, param, ctx)
        raise click.MissingParameter(ctx=ctx, param_hint="'SUBJECT'", param_type="argument")


def _is_line(text: str) -> bool:
    """Tell whether a text says more than one word, which would rather be a slip in KIND."""
    return len(text.split()) > 1


def log_line(context: click.Context, text: str, *, create: bool, dry_run: bool) -> None:
    """Show what a line was taken for, save it, and print the answer.

    Errors: `Ambiguous` and `NotFound` for a name, `Invalid` for the line; nothing is saved then.
    """
    from crm.actions.quick_entry import log_plan
    from crm.queries.quick_entry import plan_line, refusal, summary

    _refuse_other_options(context)
    with open_book() as book:
        plan = book.ask(plan_line, text, create=create)
        _show(plan)
        if error := refusal(plan):
            raise error
        if dry_run:
            return
        with book.write(summary(plan)) as session:
            made = log_plan(session, plan)
            logged = answer(session, RecordKind.INTERACTION, stored(made.id))
    print_answer(logged)


def _refuse_other_options(context: click.Context) -> None:
    options = {one.name for one in context.command.params if isinstance(one, click.Option)}
    given = options.intersection(context.meta[ORDER])
    # Those for the format have no value of their own, and are remembered elsewhere.
    others = {name for name in given if name in context.params} - set(FITTING)
    if others:
        message = _(
            "With one line only --create, --dry-run and --format go; say the rest in the line, or "
            "give KIND and SUBJECT."
        )
        raise UsageError(message)


def _show(plan: "Plan") -> None:
    from crm.queries.quick_entry import rows_of

    for line in lay_out([row[:3] for row in rows_of(plan)], terminal_width(sys.stderr)):
        say(line)
