"""`crm tui`: the interface on the terminal; and what `crm` alone does."""

import os
import sys

import click

from crm import settings
from crm.cli.agenda import print_agenda
from crm.cli.commands import command, option
from crm.cli.invocation import current, open_book
from crm.errors import UsageError
from crm.i18n import N_, _

DRIVER_VARIABLE = "TEXTUAL_DRIVER"
"""What Textual's server sets for the process that it shows in a browser."""
LOOPBACK, PORT = "127.0.0.1", 8000
DEMO = "demo"
"""What the interface answers for somebody who wants to see the demonstration."""


@command(
    "tui",
    help=N_(
        "Open the interface on the terminal.\n\n"
        "With --serve it is shown in a browser instead, at an address of this machine that holds a "
        "key; it needs the extra samverkan[serve]."
    ),
    example="crm tui --serve --port 8123",
)
@option("--serve", "in_browser", is_flag=True, help=N_("Show it in a browser until ctrl+c."))
@option("--host", metavar="ADDRESS", help=N_("Where to serve; this machine alone unless told."))
@option("--port", type=click.IntRange(1, 65535), help=N_("The port to serve on; 8000 unless told."))
def commands(in_browser: bool, host: str | None, port: int | None) -> None:
    """Open the interface."""
    if in_browser:
        from crm.cli.serving import serve

        serve(host or LOOPBACK, port or PORT)
        return
    if host or port:
        raise UsageError(_("--host and --port say where to --serve; add it."))
    if not on_terminal() and DRIVER_VARIABLE not in os.environ:
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
