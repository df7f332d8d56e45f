"""What lies around the agenda: whom to speak to, and what was logged last."""

from crm.book import Session
from crm.dates import relative
from crm.i18n import _, ngettext
from crm.labels import label
from crm.queries.activity import last_logged, monthly_activity
from crm.queries.records import InteractionRow, MonthRecord, SilentRecord
from crm.queries.silence import SILENT_MONTHS, long_silent
from crm.vocabulary import RecordKind, reference
from tui.widgets.record_items import Entry, Section

SILENT_OF_EACH_KIND = 4
LOGGED = 5


def read_silent(session: Session) -> list[Section]:
    """Read whom nobody has spoken to for too long, organisations first."""
    kinds = (RecordKind.ORGANISATION, RecordKind.PERSON)
    found = [one for kind in kinds for one in long_silent(session, kind, limit=SILENT_OF_EACH_KIND)]
    title = ngettext(
        "Not spoken to for {count} month", "Not spoken to for {count} months", SILENT_MONTHS
    )
    nobody = _(
        "Nobody. Whoever is on a list, in a collaboration or was met before comes here after so "
        "long without contact."
    )
    return [Section(title.format(count=SILENT_MONTHS), [_silent(one) for one in found], nobody)]


def read_logged(session: Session) -> list[Section]:
    """Read what was logged last."""
    rows = last_logged(session, limit=LOGGED)
    nothing = _("Nothing is logged yet. Press l to log a meeting, a call or a letter.")
    return [Section(_("Logged last"), [_logged(row) for row in rows], nothing)]


def read_months(session: Session) -> list[MonthRecord]:
    """Read how much took place in each of the last months."""
    return monthly_activity(session)


def _silent(one: SilentRecord) -> Entry:
    """Show when somebody was spoken to last, who they are, and what binds us to them."""
    last = one["last_interaction"]
    is_partner = one["tie"] == RecordKind.COLLABORATION
    icon = "membership" if one["kind"] == RecordKind.PERSON else "post"
    parts = (
        relative(last) if last else "",
        label(one["role"]),
        one["organisation"],
        one["through"] if is_partner or not last else "",
    )
    return Entry(
        last or _("never"),
        "collaboration" if is_partner else icon,
        one["name"],
        reference(one["kind"], one["id"]),
        who=[part for part in parts if part],
    )


def _logged(row: InteractionRow) -> Entry:
    return Entry(
        row["starts_at"][:10],
        row["kind"],
        row["subject"],
        reference(RecordKind.INTERACTION, row["id"]),
        who=[part for part in (label(row["kind"]), row["participants"]) if part],
    )
