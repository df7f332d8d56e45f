"""`crm backup`, `restore`, `doctor` and `migrate`: the file that holds the book."""

from dataclasses import asdict
from pathlib import Path

from crm.cli.commands import argument, command
from crm.cli.failures import say
from crm.cli.files import FilePath
from crm.cli.invocation import current
from crm.cli.listings import FINDINGS
from crm.cli.output import formats, print_lines, print_rows
from crm.errors import DatabaseError
from crm.i18n import N_, _
from crm.text import for_terminal


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
    from crm.backup import back_up
    from crm.settings import today

    path = current().path
    target = file or path.with_name(f"{path.stem}-{today().isoformat()}.db")
    print_lines([for_terminal(str(back_up(path, target)))])


@command(
    "restore",
    help=N_("Put a backup in the place of the book; what was there is kept beside it."),
    example="crm restore ~/samverkan-2019-05-02.db",
)
@argument("file", type=FilePath(), help=N_("The backup."))
def restore(file: Path) -> None:
    """Put a backup in the place of the book."""
    from crm.backup import restore as put_back

    path = current().path
    kept = put_back(path, file)
    print_lines([for_terminal(str(path))])
    if kept:
        say(_("The book as it was is kept in {path}.").format(path=kept))


@command(
    "migrate",
    help=N_("Bring the book up to this version; a backup is made first."),
    example="crm migrate",
)
def migrate() -> None:
    """Bring the book up to this version."""
    from crm.migrate import upgrade

    path = current().path
    saved = upgrade(path)
    print_lines([for_terminal(str(path))])
    if saved:
        say(_("The book as it was is kept in {path}.").format(path=saved))
    else:
        say(_("The book is of this version."))


@command(
    "doctor",
    help=N_("Check the book and say what it runs on."),
    example="crm doctor",
)
@formats
def doctor() -> None:
    """Check the book; damage is an error."""
    from crm.doctor import examine

    findings = examine(current().path)
    print_rows([asdict(finding) for finding in findings], FINDINGS)
    faults = [finding.check for finding in findings if not finding.ok]
    if faults:
        message = _("Not in order: {checks}. A backup can be put back with `crm restore`.")
        raise DatabaseError(message.format(checks=", ".join(faults)))
