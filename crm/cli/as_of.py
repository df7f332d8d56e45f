"""`crm show --as-of`: a record as it was, told by the history."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from crm.cli.invocation import current, reading
from crm.cli.kinds import RECORD_KINDS
from crm.cli.output import print_json, print_lines, print_separated
from crm.cli.sheets import Section, Sheet, lines_of
from crm.cli.tables import terminal_width
from crm.errors import NotFound
from crm.vocabulary import REFERENCE_LETTERS, RecordKind

if TYPE_CHECKING:
    from crm.book import Session
    from crm.dates import DateSpan

TOLD = ("fields", "parts")
"""What tells in words what a script reads as columns and rows."""


def show_as_of(text: str, span: "DateSpan") -> None:
    """Print the record that is meant as it was then, even one that is no more."""
    from crm.queries.as_of import moment_of, record_as_of

    with reading() as session:
        kind, identity = _meant(session, text)
        found: Mapping[str, Any] = record_as_of(session, kind, identity, moment_of(span))
    chosen = current().format or "table"
    plain = {key: value for key, value in found.items() if key not in TOLD}
    if chosen == "json":
        print_json(plain)
    elif chosen == "ids":
        print_lines([found["reference"]])
    elif chosen == "table":
        facts = [(field["label"], field["after"]) for field in found["fields"]]
        sheet = Sheet(found["name"], facts, _sections(found["parts"]))
        print_lines(lines_of(sheet, found["reference"], terminal_width()))
    else:
        print_separated([plain], list(plain), chosen)


def _meant(session: "Session", text: str) -> tuple[RecordKind, int]:
    """Return the record that is meant; one that was deleted is known by its reference only."""
    from crm.queries.references import resolve

    try:
        found = resolve(session, text, [*RECORD_KINDS, RecordKind.MEMBERSHIP])
    except NotFound:
        kinds = {letter: kind for kind, letter in REFERENCE_LETTERS.items()}
        if text[:1] in kinds and text[1:].isdecimal():
            return kinds[text[:1]], int(text[1:])
        raise
    return found.kind, found.id


def _sections(parts: Sequence[Mapping[str, Any]]) -> list[Section]:
    return [
        (noun, [(part["title"], _told(part)) for part in of_noun])
        for noun, of_noun in groupby(parts, key=lambda part: part["noun"])
    ]


def _told(part: Any) -> str:
    """Return what a part says beyond its title."""
    from crm.queries.told_changes import beyond_title

    return ", ".join(f"{field['label']}: {field['after']}" for field in beyond_title(part))
