"""What was promised, both ways."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crm.book import Session
from crm.i18n import N_, _
from crm.labels import label
from crm.queries.follow_ups import follow_up_ids, follow_up_rows
from crm.vocabulary import Direction, FollowUpStatus, RecordKind
from tui.screens.filtered_list import FilteredList
from tui.screens.record_list import Part
from tui.screens.widths import width_of, width_of_words
from tui.widgets.record_items import ICONS
from tui.widgets.roles import Role
from tui.widgets.table_columns import Column


class FollowUpsScreen(FilteredList):
    """Promises by the day they are due."""

    MODE = "follow_ups"
    NEW_KIND = RecordKind.FOLLOW_UP
    OWN_ORDER = None
    PARTS: ClassVar[Sequence[Part]] = (
        Part(N_("Open"), {"status": "open"}),
        Part(N_("Late"), {"status": "overdue"}),
        Part(N_("Ours"), {"status": "open", "direction": Direction.OURS}),
        Part(N_("Theirs"), {"status": "open", "direction": Direction.THEIRS}),
        Part(N_("Joint"), {"status": "open", "direction": Direction.JOINT}),
        Part(N_("Done"), {"status": "done"}),
        Part(N_("All")),
    )

    def columns(self) -> Sequence[Column]:
        """Return the day first, then what was promised and by whom."""
        return [
            Column("due_date", _("Due"), width=width_of(_("Due"), 10), priority=8, role=_due_role),
            Column(
                "direction",
                _("Whose"),
                width=width_of_words(_("Whose"), Direction, more=2),
                priority=7,
                text=_whose,
                role=_whose_role,
            ),
            Column("title", _("Promise"), flex=5, minimum=30, priority=9, role=_title_role),
            Column("with", _("With"), flex=3, minimum=18, priority=6, text=_with),
            Column("owner", _("Owner"), flex=2, minimum=10, priority=3, role="muted"),
            Column(
                "status",
                _("Status"),
                width=width_of_words(_("Status"), FollowUpStatus),
                priority=2,
                text=_status,
                role="muted",
            ),
        ]

    def example(self) -> str:
        """Return a condition on what matters here."""
        return 'due_date <= "next week" and organisation.classification = ministry'

    def read_ids(self, session: Session, /, **filters: Any) -> list[int]:
        """Return promises, the earliest due first."""
        return follow_up_ids(session, **filters)

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        return follow_up_rows(session, ids)

    def nothing_at_all(self) -> str:
        """Say how promises come in."""
        return _("Nothing here. Press f to write down a promise: ours, theirs or joint.")


def _due_role(row: Any) -> Role:
    return "error" if row["overdue"] else ""


def _whose(row: Any) -> str:
    return f"{ICONS[row['direction']][0]} {label(row['direction'])}"


def _whose_role(row: Any) -> Role:
    return ICONS[row["direction"]][1]


def _title_role(row: Any) -> Role:
    return "muted" if row["status"] in ("done", "cancelled") else ""


def _with(row: Any) -> str:
    return ", ".join(link["name"] for link in (row["person"], row["organisation"]) if link)


def _status(row: Any) -> str:
    return label(row["status"])
