"""People, organisations and groups from cards: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350).

One card is in memory at a time, each of its bytes is looked at a fixed number of times, and what
is larger than a limit is left out and reported; so the reader needs no process of its own.
"""

from collections.abc import Iterator
from pathlib import Path

from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import (
    OrganisationRecord,
    PersonRecord,
    Record,
    RecordProblem,
    RejectedRecord,
    RelationRecord,
)
from crm.formats.vcard_cards import AGENT, Card, Stray, cards
from crm.formats.vcard_contents import Contents
from crm.formats.vcard_lines import scan, unfolded
from crm.formats.vcard_organisations import (
    contact_person,
    group,
    is_group,
    is_organisation,
    organisation,
)
from crm.formats.vcard_people import person
from crm.i18n import _, ngettext

FORMAT = "vcard"
ISOLATED = False


def describe(path: Path, options: ReadOptions) -> Description:
    """Say what a card file is.

    Raises FormatError for a file that holds no card at all or is not there.
    """
    options.check()
    found = scan(path, options.encoding)
    return Description(
        path=path,
        format=FORMAT,
        sha256=found.sha256,
        size=found.size,
        encoding=found.encoding,
        records="people" if options.records == "auto" else options.records,
    )


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the records of a file, each with the line its card begins on; errors as `describe`.

    A card without a name, and what stands outside any card, is rejected. A person inside AGENT
    follows the one whose agent they are.
    """
    options.check()
    found = scan(path, options.encoding)
    for one in cards(unfolded(path, found), found.encoding):
        if isinstance(one, Stray):
            yield _rejected_stray(one)
        else:
            yield from _records(one, options.records)


def _records(card: Card, kind: str) -> Iterator[Record]:
    contents = Contents(card)
    if is_group(contents):
        made = group(contents)
        yield made if made.name else _rejected(card)
        return
    if kind == "organisations" or (kind == "auto" and is_organisation(contents)):
        company = organisation(contents)
        agents = list(_agents(card, company, kind)) if card.agents else ()
        yield company if company.name else _rejected(card)
        yield from contact_person(contents, company)
    else:
        somebody = person(contents)
        agents = list(_agents(card, somebody, kind)) if card.agents else ()
        yield somebody if somebody.name else _rejected(card)
    yield from agents


def _agents(card: Card, owner: PersonRecord | OrganisationRecord, kind: str) -> Iterator[Record]:
    """Give the people inside a card, to whom its owner is then linked."""
    for agent in card.agents:
        for record in _records(agent, kind):
            if isinstance(record, PersonRecord | OrganisationRecord):
                if record.uid == owner.uid:
                    # It was copied from the card around it, which it must not be taken for.
                    record.uid = ""
                if record.line == agent.line:
                    owner.relations.append(RelationRecord(AGENT.lower(), record.name, record.uid))
            yield record


def _rejected(card: Card) -> RejectedRecord:
    about = next((one.text for one in card.properties if one.name in ("TEL", "ADR", "URL")), "")
    message = _("The card has no name: give it one, and import it again.")
    card.complain(card.line, "FN", about, message)
    return RejectedRecord(line=card.line, problems=card.problems)


def _rejected_stray(stray: Stray) -> RejectedRecord:
    message = ngettext(
        "{count} line stands outside any card and was left out.",
        "{count} lines stand outside any card and were left out.",
        stray.count,
    ).format(count=stray.count)
    return RejectedRecord(
        line=stray.line, problems=[RecordProblem(stray.line, "", stray.text, message)]
    )
