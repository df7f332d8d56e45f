"""What each format carries from one book into another: measured, and written in the manual."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from crm.actions.exporting import export_file
from crm.actions.importing import import_file
from crm.book import Book
from tests.actions.importing import organisations, people

Record = Mapping[str, Any]
Aspect = Callable[[Record], object]
Promise = Mapping[str, set[str]]
"""Which aspects of a record are carried whole, by kind."""
KINDS = ("organisations", "people")


class Format(NamedTuple):
    """A format to carry contacts: what it is called in the manual, and how it is written."""

    heading: str
    name: str
    suffix: str
    options: Mapping[str, Any]


FORMATS = {
    "csv": Format("CSV, TSV", "csv", "csv", {}),
    "tsv": Format("", "tsv", "tsv", {}),
    "xlsx": Format("XLSX", "xlsx", "xlsx", {}),
    "vcard 3.0": Format("vCard 3.0", "vcard", "vcf", {"version": "3.0"}),
    "vcard 4.0": Format("vCard 4.0", "vcard", "vcf", {"version": "4.0"}),
    "json": Format("JSON", "json", "json", {}),
    "book": Format("whole book", "book", "json", {}),
}


def carry(source: Book, target: Book, name: str, folder: Path) -> list[str]:
    """Export all contacts of a book and import them into another; return what was warned of."""
    chosen = FORMATS[name]
    warnings = []
    for kind in ("",) if name == "book" else KINDS:
        path = folder / f"{kind}.{chosen.suffix}"
        said: dict[str, Any] = {"kind": kind, **chosen.options} if kind else {}
        export_file(source, path, format=chosen.name, replace=True, **said)
        records = kind if kind and chosen.name != "vcard" else "auto"
        report = import_file(target, path, records=records)
        warnings += [one["problem"] for one in report["warnings"]]
    return warnings


# --- What there is to carry ----------------------------------------------------------------------


def values(*keys: str) -> Aspect:
    """Return what looks at some keys."""
    return lambda record: [record[key] for key in keys]


def contacts(*keys: str) -> Aspect:
    """Return what looks at some keys of the ways to reach somebody, which hold today."""
    return lambda record: sorted(
        repr([one[key] for key in keys])
        for one in record["contact_details"]
        if not one["valid_until"]
    )


def entries(of: str, *keys: str) -> Aspect:
    """Return what looks at some keys of a list of entries, in any order."""
    return lambda record: sorted(repr([one[key] for key in keys]) for one in record[of])


def earlier_contacts(record: Record) -> object:
    """Return the ways to reach somebody that held for a time, and their notes."""
    keys = ("type", "value", "note", "valid_from", "valid_until")
    return sorted(repr([one[key] for key in keys]) for one in record["contact_details"])


def primary(*keys: str) -> Aspect:
    """Return what looks at the place that somebody has first today."""
    return lambda record: [
        (one["organisation"]["name"], *(one[key] for key in keys))
        for one in record["memberships"]
        if one["current"] and one["primary"]
    ]


def today(record: Record) -> object:
    """Return all places that somebody has today."""
    held = [one for one in record["memberships"] if one["current"]]
    return sorted((one["organisation"]["name"], one["role"] or "") for one in held)


def ever(record: Record) -> object:
    """Return all places that somebody has or had, with their times."""
    keys = ("role", "start_date", "end_date", "primary")
    return sorted(
        repr([one["organisation"]["name"], *(one[key] for key in keys)])
        for one in record["memberships"]
    )


def posts(record: Record) -> object:
    """Return the posts that somebody holds or held."""
    return sorted(one["post"]["name"] for one in record["memberships"] if one["post"])


def relations(record: Record) -> object:
    """Return to whom somebody is linked, and how."""
    return sorted((one["type"], one["other"]["name"]) for one in record["relationships"])


def parent(record: Record) -> object:
    """Return under which organisation one lies."""
    return record["parent"] and record["parent"]["name"]


COMMON: Mapping[str, Aspect] = {
    "note, tags and fields of your own": values("note", "tags", "custom"),
    "other names": entries("other_names", "name"),
    "when other names were used": entries("other_names", "name", "start_date", "end_date", "note"),
    "e-mail, phone, address and link of today": contacts("type", "value"),
    "what these are called (mobile, switchboard)": contacts("type", "value", "label"),
    "their notes, and those that held before": earlier_contacts,
    "links to others (assistant of)": relations,
}
ASPECTS: Mapping[str, Mapping[str, Aspect]] = {
    "people": {
        "uid and names": values(
            "uid", "name", "given_name", "family_name", "honorific_prefix", "language"
        ),
        "primary organisation and role": primary("role"),
        "since when": primary("role", "start_date", "end_date"),
        "other organisations of today": today,
        "earlier organisations and roles": ever,
        "posts": posts,
        **COMMON,
    },
    "organisations": {
        "uid and name": values("uid", "name"),
        "classification, area, website": values("classification", "area", "website"),
        "founding and dissolution": values("founding_date", "dissolution_date"),
        "what it lies under": parent,
        "numbers in registers": entries("identifiers", "scheme", "identifier"),
        **COMMON,
    },
}

# --- What was carried ----------------------------------------------------------------------------


class Loss(NamedTuple):
    """What an aspect of a record was before and is after, where that differs."""

    kind: str
    aspect: str
    before: object
    after: object


def losses(source: Book, target: Book) -> list[Loss]:
    """Return what did not come over as it was, of every record and aspect."""
    before, after = contents(source), contents(target)
    return [
        Loss(kind, aspect, look(record), there)
        for kind, aspects in ASPECTS.items()
        for uid, record in before[kind].items()
        for aspect, look in aspects.items()
        if look(record) != (there := look(after[kind][uid]) if uid in after[kind] else None)
    ]


def contents(book: Book) -> dict[str, dict[str, Record]]:
    """Return the records of a book by kind and uid."""
    found: dict[str, list[Any]] = {"people": people(book), "organisations": organisations(book)}
    return {kind: {one["uid"]: one for one in records} for kind, records in found.items()}


def carried(source: Book, target: Book) -> Promise:
    """Return, by kind, which aspects came over whole."""
    lost = {(one.kind, one.aspect) for one in losses(source, target)}
    return {
        kind: {aspect for aspect in ASPECTS[kind] if (kind, aspect) not in lost} for kind in KINDS
    }


def table(kind: str, found: Mapping[str, Promise]) -> str:
    """Return the table of the manual: what of a kind each format carries."""
    shown = {name: one for name, one in FORMATS.items() if one.heading}
    lines = [
        f"| {kind} | {' | '.join(one.heading for one in shown.values())} |",
        f"|---|{':-:|' * len(shown)}",
    ]
    for aspect in ASPECTS[kind]:
        marks = ["✓" if aspect in found[name][kind] else "–" for name in shown]
        lines.append(f"| {aspect} | {' | '.join(marks)} |")
    return "\n".join(lines)
