"""How much of one sort a single record may have, so that no record takes as long as a file."""

from itertools import islice
from operator import attrgetter

from crm.formats.records import OrganisationRecord, PersonRecord, RecordProblem
from crm.i18n import ngettext

MOST = 500
_COMMON = ("other_names", "contact_details", "tags", "relations", "custom")
_BOUNDED: dict[str, tuple[str, ...]] = {
    PersonRecord.kind: ("memberships", *_COMMON),
    OrganisationRecord.kind: ("identifiers", *_COMMON),
}
_VALUES = {kind: attrgetter(*names) for kind, names in _BOUNDED.items()}


def bound(record: PersonRecord | OrganisationRecord) -> None:
    """Leave out, and report, what a record has more of than anybody in the world does."""
    if max(map(len, _VALUES[record.kind](record))) <= MOST:
        return
    for name in _BOUNDED[record.kind]:
        values = getattr(record, name)
        if len(values) > MOST:
            _report(record, name, len(values) - MOST)
            is_by_key = isinstance(values, dict)
            kept = dict(islice(values.items(), MOST)) if is_by_key else values[:MOST]
            setattr(record, name, kept)


def _report(record: PersonRecord | OrganisationRecord, name: str, count: int) -> None:
    message = ngettext(
        "{count} value beyond the first {most} is left out.",
        "{count} values beyond the first {most} are left out.",
        count,
    ).format(count=count, most=MOST)
    record.problems.append(RecordProblem(record.line, name, "", message))
