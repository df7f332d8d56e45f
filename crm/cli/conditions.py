"""The option --where: a condition that chooses records."""

from typing import TYPE_CHECKING

from crm.cli.commands import option
from crm.cli.invocation import current
from crm.i18n import N_
from crm.vocabulary import RecordKind

if TYPE_CHECKING:
    from crm.book import Session

NOUNS = {
    "people": RecordKind.PERSON,
    "organisations": RecordKind.ORGANISATION,
    "interactions": RecordKind.INTERACTION,
    "follow-ups": RecordKind.FOLLOW_UP,
    "collaborations": RecordKind.COLLABORATION,
}
"""What conditions can be about, as options name it."""


where_option = option(
    "--where", metavar="EXPR", help=N_("Only those for which this condition holds.")
)


def noted(session: "Session", kind: RecordKind, where: str | None) -> str | None:
    """Return a condition, and note what its phrases for dates were taken for.

    Errors: `UsageError` where it is none.
    """
    if not where or not where.strip():
        return None
    from crm.queries.conditions import read_condition

    for taken in read_condition(session, kind, where).taken:
        current().notes.append(f"{taken.phrase}: {taken.text}")
    return where
