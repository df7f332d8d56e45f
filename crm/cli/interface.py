"""`crm tui`: the interface on the terminal; and what `crm` alone does."""

import sys

from crm import settings
from crm.cli.agenda import print_agenda
from crm.cli.commands import command
from crm.cli.invocation import current, open_book
from crm.errors import UsageError
from crm.i18n import N_, _

DEMO = "demo"
"""What the interface answers for somebody who wants to see the demonstration."""


@command("tui", help=N_("Open the interface on the terminal."), example="crm tui")
def commands() -> None:
    """Open the interface."""
    if not on_terminal():
        raise UsageError(_("The interface needs a terminal; try `crm agenda`."))
    open_interface()


def open_or_print() -> None:
    """Open the interface on a terminal, print the agenda anywhere else."""
    if on_terminal():
        open_interface()
    else:
        print_agenda()


def on_terminal() -> bool:
    """Tell whether somebody can type and see: Textual writes to stderr."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def open_interface() -> None:
    """Run the interface until it is left, then the demonstration where that is asked for."""
    from tui.app import run

    with open_book() as book:
        wanted = run(book)
    if wanted == DEMO:
        from crm.cli.demo import open_demo

        current().database = str(settings.demo_database())
        open_demo()
