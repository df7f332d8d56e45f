"""`crm show`: any record, by its reference; and what only a person wants to see beneath it."""

from typing import TYPE_CHECKING

from crm.cli.as_of import show_as_of
from crm.cli.commands import argument, command, option
from crm.cli.invocation import reading
from crm.cli.kinds import RECORD_KINDS
from crm.cli.output import formats, print_rows
from crm.cli.parameters import Reference, Span
from crm.cli.records import get_record, print_record
from crm.cli.sheets import Section, Sheet
from crm.cli.work_sheets import follow_ups_section, timeline_section
from crm.i18n import N_, _
from crm.labels import label
from crm.vocabulary import RecordKind

if TYPE_CHECKING:
    from crm.book import Session
    from crm.dates import DateSpan

LATEST = 5
WITH_TIMELINE = (
    RecordKind.PERSON,
    RecordKind.ORGANISATION,
    RecordKind.TOPIC,
    RecordKind.COLLABORATION,
)
WITH_DOCUMENTS = (RecordKind.ORGANISATION, RecordKind.INTERACTION, RecordKind.COLLABORATION)
ASSESSED = (RecordKind.PERSON, RecordKind.ORGANISATION)


@command("show", help=N_("Show one record, whatever it is."), example="crm show p12")
@argument(
    "ref",
    type=Reference(*RECORD_KINDS),
    help=N_("A reference such as p12, or a name, e-mail address, phone or organisation number."),
)
@option("--sources", is_flag=True, help=N_("Show which files gave its fields, and where."))
@option(
    "--as-of",
    type=Span("past"),
    help=N_("Show it as it was on a day, told by the history."),
)
@formats
def commands(ref: str, sources: bool, as_of: "DateSpan | None") -> None:
    """Show the record that is meant, as it is or was, or where it comes from."""
    if sources:
        _show_sources(ref)
    elif as_of:
        show_as_of(ref, as_of)
    else:
        show(ref, *RECORD_KINDS, RecordKind.MEMBERSHIP)


def _show_sources(text: str) -> None:
    from crm.cli.source_list import SOURCES
    from crm.queries.references import resolve
    from crm.queries.sources import IMPORTED, list_sources

    with reading() as session:
        found = resolve(session, text, IMPORTED)
        print_rows(list_sources(session, found.kind, found.id), SOURCES)


def show(text: str, *kinds: RecordKind) -> None:
    """Print the record of one of these kinds that is meant."""
    from crm.queries.references import resolve

    with reading() as session:
        found = resolve(session, text, kinds)
        record = get_record(session, found.kind, found.id)
        print_record(
            found.kind, record, lambda sheet: _add_context(session, found.kind, found.id, sheet)
        )


def _add_context(session: "Session", kind: RecordKind, identity: int, sheet: Sheet) -> None:
    if kind in ASSESSED:
        sheet.sections.append(_assessments(session, kind, identity))
        sheet.sections.append(_open_promises(session, kind, identity))
    if kind in WITH_DOCUMENTS:
        sheet.sections.append(_documents(session, kind, identity))
    if kind in WITH_TIMELINE:
        from crm.queries.timeline import timeline

        entries = timeline(session, kind, identity, limit=LATEST)
        sheet.sections.append(timeline_section(entries))


def _open_promises(session: "Session", kind: RecordKind, identity: int) -> Section:
    from crm.queries.follow_ups import list_follow_ups

    if kind == RecordKind.PERSON:
        found = list_follow_ups(session, person=identity, status="open")
    else:
        found = list_follow_ups(session, organisation=identity, status="open")
    return _("Open promises"), follow_ups_section({"follow_ups": found})[1]


def _assessments(session: "Session", kind: RecordKind, identity: int) -> Section:
    from crm.queries.labels import list_assessments

    rows = [
        (
            found["date"],
            _("influence {value}").format(value=found["influence"] or "–"),
            _("interest {value}").format(value=found["interest"] or "–"),
            label(found["stance"]),
            found["reason"] or "",
        )
        for found in list_assessments(session, kind, identity)
    ]
    return _("Assessments"), rows


def _documents(session: "Session", kind: RecordKind, identity: int) -> Section:
    from crm.queries.labels import list_documents

    rows = [
        (found["title"], found["location"]) for found in list_documents(session, kind, identity)
    ]
    return _("Documents"), rows
