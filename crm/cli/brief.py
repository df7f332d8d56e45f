"""`crm brief`: what to know before meeting somebody, on one page."""

from collections.abc import Iterator, Mapping
from typing import Any

from crm.cli.cells import moment, name_of
from crm.cli.commands import argument, command
from crm.cli.invocation import current, reading
from crm.cli.output import formats, print_json, print_lines, print_separated
from crm.cli.parameters import Reference
from crm.cli.sheets import Section, Sheet, lines_of
from crm.cli.tables import terminal_width
from crm.cli.work_sheets import follow_ups_section
from crm.i18n import N_, _
from crm.labels import label
from crm.vocabulary import RecordKind, reference

BRIEFED_ON = (RecordKind.INTERACTION, RecordKind.PERSON, RecordKind.ORGANISATION)


@command(
    "brief",
    help=N_(
        "Show what to know before meeting somebody.\n\n"
        "Who comes and in which role, when you last met, what is promised both ways, and what each "
        "said last on each topic."
    ),
    example="crm brief i4",
)
@argument(
    "ref",
    type=Reference(*BRIEFED_ON),
    help=N_("An interaction that is planned, or a person or organisation."),
)
@formats
def commands(ref: str) -> None:
    """Show the briefing."""
    from crm.queries.briefing import brief
    from crm.queries.references import resolve

    with reading() as session:
        meant = resolve(session, ref, BRIEFED_ON)
        found: Mapping[str, Any] = brief(session, meant.kind, meant.id)
    chosen = current().format or "table"
    if chosen == "json":
        print_json(found)
    elif chosen == "ids":
        print_lines(_party_reference(party) for party in found["parties"])
    elif chosen == "table":
        print_lines(_lines(found, meant.reference))
    else:
        print_separated([found], list(found), chosen)


def _lines(found: Mapping[str, Any], ref: str) -> Iterator[str]:
    ahead = found["interaction"]
    facts = [
        (_("When"), moment(ahead["starts_at"]) if ahead else ""),
        (_("Place"), (ahead["place"] or "") if ahead else ""),
        (_("Topics"), ahead["topics"] if ahead else ""),
    ]
    sections: list[Section] = [
        (_("Who"), [_party(party) for party in found["parties"]]),
        (_("Open promises"), follow_ups_section({"follow_ups": found["promises"]})[1]),
        (_("Said last"), [_said(said) for said in found["said"]]),
    ]
    return lines_of(Sheet(found["title"], facts, sections), ref, terminal_width())


def _party_reference(party: Mapping[str, Any]) -> str:
    person, organisation = party["person"], party["organisation"]
    if person:
        return reference(RecordKind.PERSON, person["id"])
    return reference(RecordKind.ORGANISATION, organisation["id"]) if organisation else ""


def _party(party: Mapping[str, Any]) -> tuple[str, ...]:
    person, organisation, last = party["person"], party["organisation"], party["last_contact"]
    return (
        _party_reference(party),
        name_of(person or organisation),
        party["role"] or "",
        name_of(organisation) if person else "",
        label(party["attendance"]),
        f"{moment(last['starts_at'])[:10]} {last['subject']}" if last else _("no contact before"),
    )


def _said(said: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        name_of(said["topic"]),
        name_of(said["speaker"]),
        moment(said["date"])[:10],
        label(said["stance"]),
        said["text"],
    )
