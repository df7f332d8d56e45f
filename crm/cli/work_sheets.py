"""Interactions, promises, collaborations, topics and lists as people read them."""

from collections.abc import Iterable

from crm.cli.cells import moment, name_of, names_of
from crm.cli.sheets import Record, Section, Sheet, custom_facts
from crm.i18n import _
from crm.labels import label
from crm.vocabulary import RecordKind, reference


def interaction_sheet(record: Record) -> Sheet:
    """Show an interaction: who took part, what was said and what was promised."""
    ends = record["ends_at"]
    facts = [
        (_("Kind"), f"{label(record['kind'])}, {label(record['status'])}"),
        (_("When"), moment(record["starts_at"]) + (f" – {moment(ends)}" if ends else "")),
        (_("Place"), record["place"] or ""),
        (_("Topics"), names_of(record["topics"])),
        (_("Atmosphere"), record["atmosphere"] or ""),
        (_("Reference"), record["reference"] or ""),
        (_("Source"), record["source"] or ""),
        (_("Tags"), ", ".join(record["tags"])),
        *custom_facts(record),
        (_("Details"), record["details"] or ""),
    ]
    sections = [
        _participants(record),
        _statements(record),
        follow_ups_section(record),
        _thread(record),
    ]
    return Sheet(record["subject"], facts, sections)


def _participants(record: Record) -> Section:
    rows = [
        (
            name_of(participant["person"]),
            participant["role"] or "",
            name_of(participant["organisation"]),
            label(participant["attendance"]),
            label(participant["function"]),
        )
        for participant in record["participants"]
    ]
    return _("Participants"), rows


def _statements(record: Record) -> Section:
    rows = [
        (
            name_of(statement["speaker"]),
            name_of(statement["topic"]),
            label(statement["stance"]),
            statement["text"],
        )
        for statement in record["statements"]
    ]
    return _("Said"), rows


def _thread(record: Record) -> Section:
    """Show the letters before and after this one, or the other meetings of the series."""
    rows = [
        (
            reference(RecordKind.INTERACTION, entry["id"]),
            moment(entry["starts_at"]),
            label(entry["status"]),
            entry["subject"],
        )
        for entry in record["thread"]
    ]
    return _("Same thread"), rows


def follow_ups_section(record: Record) -> Section:
    """Show the promises that belong to a record."""
    rows = [
        (
            reference(RecordKind.FOLLOW_UP, follow_up["id"]),
            follow_up["due_date"] or "",
            label(follow_up["direction"]),
            _("late") if follow_up["overdue"] else label(follow_up["status"]),
            follow_up["title"],
        )
        for follow_up in record["follow_ups"]
    ]
    return _("Promises"), rows


def follow_up_sheet(record: Record) -> Sheet:
    """Show a promise."""
    status, late = label(record["status"]), _("late")
    facts = [
        (_("Whose"), label(record["direction"])),
        (_("Status"), f"{status}, {late}" if record["overdue"] else status),
        (_("Due"), record["due_date"] or ""),
        (_("Done on"), record["done_on"] or ""),
        (_("Owner"), record["owner"] or ""),
        (_("Priority"), label(record["priority"])),
        (_("Person"), name_of(record["person"])),
        (_("Organisation"), name_of(record["organisation"])),
        (_("Interaction"), name_of(record["interaction"])),
        (_("Collaboration"), name_of(record["collaboration"])),
        (_("Repeats"), record["repeats"] or ""),
        *custom_facts(record),
        (_("Quote"), record["quote"] or ""),
    ]
    return Sheet(record["title"], facts)


def collaboration_sheet(record: Record) -> Sheet:
    """Show a collaboration and what was promised within it."""
    facts = [
        (_("Status"), label(record["status"])),
        (_("Organisations"), names_of(record["organisations"])),
        (_("Lead"), record["lead"] or ""),
        (_("Agreed on"), record["agreed_on"] or ""),
        (_("Review on"), record["review_on"] or ""),
        (_("Tags"), ", ".join(record["tags"])),
        *custom_facts(record),
        (_("Purpose"), record["purpose"] or ""),
    ]
    return Sheet(record["title"], facts, [follow_ups_section(record)])


def topic_sheet(record: Record) -> Sheet:
    """Show a topic."""
    facts = [
        (_("Also called"), ", ".join(record["synonyms"])),
        (_("Part of"), name_of(record["parent"])),
        (_("Parts"), names_of(record["children"])),
        (_("Interactions"), str(record["interactions"])),
        (_("Note"), record["note"] or ""),
    ]
    return Sheet(record["name"], facts)


def list_sheet(record: Record) -> Sheet:
    """Show a contact list and who is on it."""
    facts = [
        (_("Of"), label(record["about"]) if record["about"] else ""),
        (_("Condition"), record["condition"] or ""),
        (_("Search"), record["query"] or ""),
        (_("Members"), str(record["count"])),
        (_("Note"), record["note"] or ""),
    ]
    members = [
        (reference(member["kind"], member["id"]), member["name"]) for member in record["members"]
    ]
    return Sheet(record["name"], facts, [(_("On the list"), members)])


def timeline_section(entries: Iterable[Record]) -> Section:
    """Show the latest of what happened."""
    rows = [
        (
            entry["reference"],
            moment(entry["date"]),
            label(entry["kind"]),
            entry["title"],
            entry["detail"],
        )
        for entry in entries
    ]
    return _("Latest"), rows
