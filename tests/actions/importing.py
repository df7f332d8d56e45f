"""Short ways to write files, take them in and look at what came of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crm.actions.importing import ImportReport, import_file
from crm.actions.importing.intake import Intake
from crm.actions.importing.report import Tally
from crm.actions.importing.savers import save_records
from crm.book import Book
from crm.formats import Description, Record
from crm.queries.organisations import organisation_ids
from crm.queries.people import person_ids
from crm.queries.records import OrganisationRecord, PersonRecord
from crm.queries.whole_organisations import whole_organisations
from crm.queries.whole_people import whole_people

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "corpora"
COUNTS = ("records", "new", "updated", "unchanged", "possible_duplicates", "rejected")
PEOPLE = """\
name,organisation,role,email,phone,tags,note
Günther Mårder,Företagarna,VD,gunther@foretagarna.example,070-123 45 67,vip,Känd
Emil Högberg,Näringsdepartementet,Statssekreterare,,,,
"""
"""A list of people as somebody keeps it in a spreadsheet."""


def take_in(book: Book, text: str, name: str = "list.csv", **options: Any) -> ImportReport:
    """Import a text as a file."""
    path = book.path.with_name(name)
    path.write_bytes(text.encode("utf-8"))
    return import_file(book, path, **options)


def take_in_records(
    book: Book, records: Sequence[Record], name: str = "cards.vcf", sha256: str = ""
) -> Tally:
    """Import records as if a file held them; its name stands for its bytes unless told."""
    described = Description(
        path=Path(name), format="vcard", sha256=sha256 or name, size=1, encoding="utf-8"
    )
    with book.write(name) as session:
        intake = Intake(session, described)
        save_records(intake, records)
    return intake.tally


def counts(report: ImportReport) -> dict[str, int]:
    """Return the counts that are not 0."""
    values: dict[str, Any] = {name: report[name] for name in COUNTS}  # type: ignore[literal-required]
    return {name: value for name, value in values.items() if value}


def warned(report: ImportReport) -> list[tuple[int, str, str]]:
    """Return line, field and value of the warnings."""
    return [(one["line"], one["field"], one["value"]) for one in report["warnings"]]


def people(book: Book) -> list[PersonRecord]:
    """Return all people by name."""
    with book.read() as session:
        return whole_people(session, person_ids(session))


def organisations(book: Book) -> list[OrganisationRecord]:
    """Return all organisations by name."""
    with book.read() as session:
        return whole_organisations(session, organisation_ids(session))


def person(book: Book, name: str) -> PersonRecord:
    """Return the one person of a name."""
    (found,) = [one for one in people(book) if one["name"] == name]
    return found


def organisation(book: Book, name: str) -> OrganisationRecord:
    """Return the one organisation of a name."""
    (found,) = [one for one in organisations(book) if one["name"] == name]
    return found


def reached(record: PersonRecord | OrganisationRecord) -> list[tuple[str, str]]:
    """Return type and value of the ways to reach somebody."""
    return [(one["type"], one["value"]) for one in record["contact_details"]]
