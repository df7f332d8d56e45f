"""`crm tui`: the interface on the terminal; and what `crm` alone does."""

import sys

from crm.cli.agenda import print_agenda
from crm.cli.commands import command
from crm.cli.invocation import open_book
from crm.errors import UsageError
from crm.i18n import N_, _


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
    """Run the interface until it is left."""
    from tui.app import run

    with open_book() as book:
        run(book)
