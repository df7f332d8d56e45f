"""Whole records as people read them: a heading, the facts, and a table for each set of parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crm.cli.cells import name_of, names_of, phone, yes
from crm.cli.tables import heading, lay_out
from crm.i18n import _
from crm.labels import label
from crm.text import cell_width, for_terminal, sentence_case
from crm.vocabulary import ContactType, RecordKind, reference

Record = Mapping[str, Any]
Fact = tuple[str, str]
Section = tuple[str, Sequence[tuple[str, ...]]]


@dataclass(slots=True)
class Sheet:
    """What is shown of one record; titles are translated, values are as they are stored."""

    name: str
    facts: list[Fact] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def lines_of(sheet: Sheet, reference_text: str, width: int | None) -> Iterator[str]:
    """Yield the lines of a sheet, made to fit."""
    yield heading(f"{for_terminal(sheet.name)}  {reference_text}")
    facts = [(title, value) for title, value in sheet.facts if value]
    widest = max((cell_width(title) for title, _value in facts), default=0)
    for title, value in facts:
        yield from _fact_lines(title, value, widest)
    for title, rows in sheet.sections:
        if rows:
            yield ""
            yield heading(title)
            yield from lay_out(rows, width, indent=2)


def _fact_lines(title: str, value: str, widest: int) -> Iterator[str]:
    first, *others = for_terminal(value, multiline=True).split("\n")
    yield f"{title}{' ' * (widest - cell_width(title))}  {first}".rstrip()
    for line in others:
        yield f"{' ' * (widest + 2)}{line}".rstrip()


def period(start: str | None, end: str | None) -> str:
    """Return a period as it is read: `2017 –`, `– 2019-04`."""
    return f"{start or ''} – {end or ''}".strip() if start or end else ""


def _contacts(record: Record) -> list[Fact]:
    return [
        (sentence_case(label(contact["type"])), _contact(contact))
        for contact in record["contact_details"]
    ]


def _contact(contact: Record) -> str:
    shown = phone(contact["value"]) if contact["type"] == ContactType.PHONE else contact["value"]
    extras = [
        contact["label"],
        contact["note"],
        period(contact["valid_from"], contact["valid_until"]),
        reference(RecordKind.MEMBERSHIP, contact["membership_id"])
        if contact["membership_id"]
        else "",
    ]
    said = ", ".join(extra for extra in extras if extra)
    value = shown.replace("\n", ", ")
    return f"{value} ({said})" if said else value


def custom_facts(record: Record) -> list[Fact]:
    """Return the values of the user's own fields."""
    return [(key, _plain(value)) for key, value in record["custom"].items()]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def _other_names(record: Record) -> list[Fact]:
    return [
        (_("Also called"), " ".join(part for part in (other["name"], _years(other)) if part))
        for other in record["other_names"]
    ]


def _years(other: Record) -> str:
    years = period(other["start_date"], other["end_date"])
    return f"({years})" if years else ""


def _relationships(record: Record) -> Section:
    rows = [
        (
            link["type"],
            link["other"]["name"],
            reference(link["kind"], link["other"]["id"]),
            period(link["start_date"], link["end_date"]),
        )
        for link in record["relationships"]
    ]
    return _("Links"), rows


def person_sheet(record: Record) -> Sheet:
    """Show a person."""
    facts = [
        (_("Title"), record["honorific_prefix"] or ""),
        *_other_names(record),
        *_contacts(record),
        (_("Language"), record["language"] or ""),
        (_("Tags"), ", ".join(record["tags"])),
        *custom_facts(record),
        (_("Last contact"), record["last_interaction"] or ""),
        (_("Note"), record["note"] or ""),
    ]
    memberships = [
        (
            reference(RecordKind.MEMBERSHIP, membership["id"]),
            membership["role"] or name_of(membership["post"]),
            membership["organisation"]["name"],
            period(membership["start_date"], membership["end_date"]),
            _("now") if membership["current"] else "",
        )
        for membership in record["memberships"]
    ]
    return Sheet(record["name"], facts, [(_("Roles"), memberships), _relationships(record)])


def organisation_sheet(record: Record) -> Sheet:
    """Show an organisation."""
    facts = [
        (_("Kind"), label(record["classification"])),
        *_other_names(record),
        (_("Part of"), name_of(record["parent"])),
        (_("Parts"), names_of(record["children"])),
        *[(item["scheme"], item["identifier"]) for item in record["identifiers"]],
        (_("Place"), record["area"] or ""),
        (_("Website"), record["website"] or ""),
        *_contacts(record),
        (_("Period"), period(record["founding_date"], record["dissolution_date"])),
        (_("Collaborations"), names_of(record["collaborations"])),
        (_("Tags"), ", ".join(record["tags"])),
        *custom_facts(record),
        (_("Last contact"), record["last_interaction"] or ""),
        (_("Note"), record["note"] or ""),
    ]
    sections = [_people(record), _posts(record), _relationships(record)]
    return Sheet(record["name"], facts, sections)


def _people(record: Record) -> Section:
    rows = [
        (
            reference(RecordKind.PERSON, person["id"]),
            person["name"],
            person["role"] or "",
            period(person["start_date"], person["end_date"]),
            _("now") if person["current"] else "",
        )
        for person in record["people"]
    ]
    return _("People"), rows


def _posts(record: Record) -> Section:
    rows = [
        (reference(RecordKind.POST, post["id"]), post["label"], _holder(post))
        for post in record["posts"]
    ]
    return _("Posts"), rows


def _holder(post: Record) -> str:
    if post["vacant"]:
        return _("vacant")
    return names_of(holder["person"] for holder in post["holders"] if holder["current"])


def post_sheet(record: Record) -> Sheet:
    """Show a post and who has held it."""
    facts = [
        (_("Organisation"), record["organisation"]["name"]),
        (_("Role"), record["role"] or ""),
        (_("Vacant"), yes(record["vacant"])),
        (_("Note"), record["note"] or ""),
    ]
    holders = [
        (
            reference(RecordKind.PERSON, holder["person"]["id"]),
            holder["person"]["name"],
            period(holder["start_date"], holder["end_date"]),
            _("now") if holder["current"] else "",
        )
        for holder in record["holders"]
    ]
    return Sheet(record["label"], facts, [(_("Held by"), holders)])


def membership_sheet(record: Record) -> Sheet:
    """Show who was where, in which role, for how long."""
    facts = [
        (_("Role"), record["role"] or ""),
        (_("Post"), name_of(record["post"])),
        (_("Period"), period(record["start_date"], record["end_date"])),
        (_("Primary"), yes(record["primary"])),
    ]
    return Sheet(f"{record['person']['name']}, {record['organisation']['name']}", facts)
