"""`crm document`: files and links kept with a record; the path or address, not the bytes."""

import hashlib
from collections.abc import Sequence

import click

from crm.cli.commands import argument, command, noun
from crm.cli.files import at_home, may_be_path
from crm.cli.invocation import changing_any, current, reading
from crm.cli.listings import DOCUMENTS
from crm.cli.output import Row, formats, print_json, print_lines, print_rows
from crm.cli.parameters import Reference
from crm.errors import NotFound
from crm.i18n import N_, _
from crm.vocabulary import RecordKind

WITH_DOCUMENTS = (RecordKind.ORGANISATION, RecordKind.INTERACTION, RecordKind.COLLABORATION)
OWNER = Reference(*WITH_DOCUMENTS)
OWNER_HELP = N_("An organisation, interaction or collaboration.")

commands = noun("document", help=N_("Keep files and links with a record."))


@command(
    "add",
    group=commands,
    help=N_("Keep a file or link with a record; a file is known again by its SHA-256."),
    example="crm document add i7 Minnesanteckningar ~/möten/2019-04-11.pdf",
)
@argument("ref", type=OWNER, help=OWNER_HELP)
@argument("title", help=N_("What it is called."))
@argument("location", help=N_("The path of a file, or an address."))
@formats
def add(ref: str, title: str, location: str) -> None:
    """Keep a document with a record."""
    from crm.actions.labels import add_document
    from crm.inputs import DocumentIn
    from crm.queries.labels import list_documents

    document = DocumentIn(title=title, location=location, sha256=sha256_of(location))
    with changing_any(ref, WITH_DOCUMENTS, N_("Added a document to {name}")) as (session, found):
        identity = add_document(session, found.kind, found.id, document).id
        rows = list_documents(session, found.kind, found.id)
    _print_one([row for row in rows if row["id"] == identity], found.reference)


def sha256_of(location: str) -> str | None:
    """Return the hash of a file, None where the location is an address or no file."""
    if "://" in location or not may_be_path(location) or not at_home(location).is_file():
        return None
    with at_home(location).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@command(
    "list",
    group=commands,
    help=N_("List the documents of a record."),
    example="crm document list i7",
)
@argument("ref", type=OWNER, help=OWNER_HELP)
@formats
def list_command(ref: str) -> None:
    """List the documents of a record."""
    from crm.queries.labels import list_documents
    from crm.queries.references import resolve

    with reading() as session:
        found = resolve(session, ref, WITH_DOCUMENTS)
        rows = list_documents(session, found.kind, found.id)
    print_rows(rows, DOCUMENTS)


@command(
    "remove",
    group=commands,
    help=N_("Forget a document; the file itself stays where it is."),
    example="crm document remove i7 3",
)
@argument("ref", type=OWNER, help=OWNER_HELP)
@argument("number", type=click.IntRange(1), help=N_("Its number, as listed."))
@formats
def remove(ref: str, number: int) -> None:
    """Forget a document."""
    from crm.actions.labels import remove_document
    from crm.queries.labels import list_documents

    with changing_any(ref, WITH_DOCUMENTS, N_("Forgot a document of {name}")) as (session, found):
        rows = list_documents(session, found.kind, found.id)
        gone = [row for row in rows if row["id"] == number]
        if not gone:
            raise NotFound(_("{name} has no document {number}.").format(name=ref, number=number))
        remove_document(session, number)
    _print_one(gone, found.reference)


def _print_one(rows: Sequence[Row], reference: str) -> None:
    if current().format in (None, "ids"):
        print_lines([reference])
    elif current().format == "json":
        print_json(rows[0])
    else:
        print_rows(rows, DOCUMENTS)
