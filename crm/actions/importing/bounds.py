"""How much of one sort a single record may have, so that no record takes as long as a file."""

from crm.formats.records import OrganisationRecord, PersonRecord, RecordProblem
from crm.i18n import ngettext

MOST = 500
LISTS = (
    "other_names",
    "memberships",
    "contact_details",
    "identifiers",
    "tags",
    "relations",
)


def bound(record: PersonRecord | OrganisationRecord) -> None:
    """Leave out, and report, what a record has more of than anybody in the world does."""
    for name in LISTS:
        values = getattr(record, name, None)
        if values is not None and len(values) > MOST:
            _report(record, name, len(values) - MOST)
            del values[MOST:]
    if len(record.custom) > MOST:
        _report(record, "custom", len(record.custom) - MOST)
        record.custom = dict(list(record.custom.items())[:MOST])


def _report(record: PersonRecord | OrganisationRecord, name: str, count: int) -> None:
    message = ngettext(
        "{count} value beyond the first {most} is left out.",
        "{count} values beyond the first {most} are left out.",
        count,
    ).format(count=count, most=MOST)
    record.problems.append(RecordProblem(record.line, name, "", message))
