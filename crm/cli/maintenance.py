"""`crm backup`, `restore`, `doctor` and `migrate`: the file that holds the book."""

from pathlib import Path

from crm.cli.commands import argument, command
from crm.cli.failures import say
from crm.cli.files import FilePath
from crm.cli.invocation import current, open_book
from crm.cli.output import formats, print_json, print_lines
from crm.i18n import N_, _


@command(
    "backup",
    help=N_("Write a copy of the book to a file."),
    example="crm backup ~/samverkan-2019-05-02.db",
)
@argument(
    "file",
    type=FilePath(),
    required=False,
    help=N_("Where to; beside the book, with the date, unless told."),
)
def backup(file: Path | None) -> None:
    """Write a copy of the book."""
    from crm.settings import today

    path = current().path
    target = file or path.with_name(f"{path.stem}-{today().isoformat()}.db")
    with open_book() as book:
        book.backup(target)
    print_lines([str(target)])
