"""`crm link` and `crm unlink`: typed links between two people or two organisations."""

from typing import Any

from crm.cli.changes import given, note_option, text_of
from crm.cli.commands import argument, command, option
from crm.cli.invocation import changing_any
from crm.cli.output import formats
from crm.cli.parameters import Day, Reference
from crm.cli.records import answer, print_answer
from crm.i18n import N_
from crm.vocabulary import RecordKind

LINKED = (RecordKind.PERSON, RecordKind.ORGANISATION)
LINKABLE = Reference(*LINKED)


@command(
    "link",
    help=N_(
        "Link two people or two organisations.\n\n"
        "Read it as a sentence: the first is RELATION the second. The label the other way is known "
        "for the usual ones, and given with --reverse for others."
    ),
    example='crm link "Eva Ny" "assistant of" "Emil Högberg"',
)
@argument("first", metavar="REF", type=LINKABLE, help=N_("A person or organisation."))
@argument("relation", help=N_("What the first is to the second."))
@argument("second", metavar="REF", type=LINKABLE, help=N_("Another of the same sort."))
@option("--reverse", "reverse_type", help=N_("What the second is to the first."))
@option("--since", "start_date", type=Day("past"), help=N_("Since when."))
@option("--until", "end_date", type=Day("none"), help=N_("Until when."))
@note_option()
@formats
def link_records(first: str, relation: str, second: str, **options: Any) -> None:
    """Link two records."""
    from crm.actions.relationships import link
    from crm.inputs import RelationshipIn
    from crm.queries.references import resolve

    fields = given(**(options | {"note": text_of(options["note"])}))
    relationship = RelationshipIn(type=relation, **fields)
    with changing_any(first, LINKED, N_("Linked {name}")) as (session, found):
        other = resolve(session, second, LINKED)
        link(session, found.kind, found.id, relationship, other.kind, other.id)
        linked = answer(session, found.kind, found.id)
    print_answer(linked)


@command(
    "unlink",
    help=N_("Take a link away."),
    example='crm unlink "Eva Ny" "assistant of" "Emil Högberg"',
)
@argument("first", metavar="REF", type=LINKABLE, help=N_("A person or organisation."))
@argument("relation", help=N_("What the first is to the second."))
@argument("second", metavar="REF", type=LINKABLE, help=N_("The other."))
@formats
def unlink_records(first: str, relation: str, second: str) -> None:
    """Take a link away."""
    from crm.actions.relationships import unlink_between
    from crm.queries.references import resolve

    with changing_any(first, LINKED, N_("Unlinked {name}")) as (session, found):
        other = resolve(session, second, [found.kind])
        unlink_between(session, found.kind, found.id, relation, other.id)
        unlinked = answer(session, found.kind, found.id)
    print_answer(unlinked)
