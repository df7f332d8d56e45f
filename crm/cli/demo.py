"""`crm demo`: a real meeting retold, in a book of its own, on the day it is set on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm import settings
from crm.cli.agenda import print_agenda
from crm.cli.commands import command, option
from crm.cli.failures import say
from crm.cli.interface import on_terminal, open_interface
from crm.cli.invocation import current, named_file, open_book
from crm.cli.output import print_lines
from crm.errors import CrmError
from crm.i18n import N_, _

CLOCK = "CRM_TODAY"
BESIDE = ("", "-wal", "-shm", "-journal")


@command(
    "demo",
    help=N_(
        "Open a demonstration in a book of its own.\n\n"
        "It is built at --db if that is new or a demonstration, else in the cache directory: never "
        "in a book of yours. Its clock stands at 2 May 2019. Without a terminal the agenda and a "
        "short tour are printed."
    ),
    example="crm demo --reset",
)
@option("--reset", is_flag=True, help=N_("Build it anew, without what you changed in it."))
def commands(reset: bool) -> None:
    """Open the demonstration."""
    invocation = current()
    invocation.database = str(_place(invocation.database))
    if reset:
        _remove(invocation.path)
    open_demo()


def open_demo() -> None:
    """Open the demonstration where this call says, built first if need be, on its own day."""
    from crm import demo

    with _clock(demo.CLOCK):
        with open_book() as book:
            if not demo.is_demo(book):
                demo.build(book)
        if on_terminal():
            open_interface()
        else:
            _print_tour()


@contextmanager
def _clock(day: str) -> Iterator[None]:
    before = os.environ.get(CLOCK)
    os.environ[CLOCK] = day
    try:
        yield
    finally:
        if before is None:
            del os.environ[CLOCK]
        else:
            os.environ[CLOCK] = before


def _place(named: str | None) -> Path:
    """Return where the demonstration is or may be built; never a book of the user's."""
    chosen = named_file(named)
    if not chosen:
        return settings.demo_database()
    path = settings.database_path(chosen)
    if not path.exists() or _is_demo(path):
        return path
    place = settings.demo_database()
    message = _("{path} holds a book of yours; the demonstration is at {place}.")
    say(message.format(path=path, place=place))
    return place


def _is_demo(path: Path) -> bool:
    from crm import book, demo

    try:
        with book.open_book(path, create=False) as found:
            return demo.is_demo(found)
    except CrmError:
        return False


def _remove(path: Path) -> None:
    for ending in BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _print_tour() -> None:
    from crm.demo.tour import tour

    print_agenda()
    with open_book() as book:
        print_lines(["", *tour(book, with_agenda=False)])
