"""`crm tag` and `crm untag`: free labels on records."""

from crm.cli.commands import argument, command
from crm.cli.invocation import changing_any
from crm.cli.output import formats
from crm.cli.parameters import Reference
from crm.cli.records import answer, print_answer
from crm.i18n import N_
from crm.vocabulary import RecordKind

TAGGED = (
    RecordKind.PERSON,
    RecordKind.ORGANISATION,
    RecordKind.INTERACTION,
    RecordKind.COLLABORATION,
)
RECORD_HELP = N_("A person, organisation, interaction or collaboration.")


@command("tag", help=N_("Put tags on a record."), example="crm tag p12 Industridagen nyckelperson")
@argument("ref", type=Reference(*TAGGED), help=RECORD_HELP)
@argument("tags", metavar="TAG...", nargs=-1, required=True, help=N_("The tags."))
@formats
def tag_record(ref: str, tags: tuple[str, ...]) -> None:
    """Put tags on a record."""
    from crm.actions.labels import tag

    with changing_any(ref, TAGGED, N_("Tagged {name}")) as (session, found):
        tag(session, found.kind, found.id, tags)
        tagged = answer(session, found.kind, found.id)
    print_answer(tagged)


@command("untag", help=N_("Take tags off a record."), example="crm untag p12 nyckelperson")
@argument("ref", type=Reference(*TAGGED), help=RECORD_HELP)
@argument("tags", metavar="TAG...", nargs=-1, required=True, help=N_("The tags."))
@formats
def untag_record(ref: str, tags: tuple[str, ...]) -> None:
    """Take tags off a record."""
    from crm.actions.labels import untag

    with changing_any(ref, TAGGED, N_("Untagged {name}")) as (session, found):
        untag(session, found.kind, found.id, tags)
        untagged = answer(session, found.kind, found.id)
    print_answer(untagged)
