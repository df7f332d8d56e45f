"""`crm timeline`: what happened around a record, newest first."""

from typing import TYPE_CHECKING

import click

from crm.cli.commands import argument, command, option
from crm.cli.invocation import reading
from crm.cli.listings import TIMELINE
from crm.cli.output import formats, print_rows
from crm.cli.parameters import Reference, Span
from crm.cli.show import WITH_TIMELINE
from crm.i18n import N_
from crm.vocabulary import RecordKind

if TYPE_CHECKING:
    from crm.dates import DateSpan


@command(
    "timeline",
    help=N_("Show what happened around a record, newest first."),
    example="crm timeline ALMI --from 2019 --topic riskkapital",
)
@argument(
    "ref",
    type=Reference(*WITH_TIMELINE),
    help=N_("A person, organisation, topic or collaboration."),
)
@option("--from", "start", type=Span("past"), help=N_("Nothing before this date."))
@option("--to", "end", type=Span("past"), help=N_("Nothing after this date."))
@option("--topic", type=Reference(RecordKind.TOPIC), help=N_("Only what concerns this topic."))
@option("--limit", type=click.IntRange(1), metavar="N", help=N_("At most so many."))
@formats
def commands(
    ref: str,
    start: "DateSpan | None",
    end: "DateSpan | None",
    topic: str | None,
    limit: int | None,
) -> None:
    """Show the timeline of the record that is meant."""
    from crm.queries.references import resolve, resolve_topic
    from crm.queries.timeline import timeline

    with reading() as session:
        found = resolve(session, ref, WITH_TIMELINE)
        entries = timeline(
            session,
            found.kind,
            found.id,
            start=start.start if start else None,
            end=(end.end or end.start) if end else None,
            topic=resolve_topic(session, topic) if topic else None,
            limit=limit,
        )
    print_rows(entries, TIMELINE)
