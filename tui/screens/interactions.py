"""What took place, and what is planned."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crm.book import Session
from crm.i18n import N_, _
from crm.labels import label
from crm.queries.interactions import NEWEST_FIRST, interaction_ids, interaction_rows
from crm.vocabulary import InteractionKind, RecordKind
from tui.pages.page import moment
from tui.screens.filtered_list import FilteredList
from tui.screens.parted import Part
from tui.screens.widths import width_of_words
from tui.widgets.roles import Role
from tui.widgets.table_columns import Column

STATUS_ROLES: dict[str, Role] = {"planned": "accent", "cancelled": "muted"}


class InteractionsScreen(FilteredList):
    """Meetings, calls, letters and the like, newest first."""

    MODE = "interactions"
    NEW_KIND = RecordKind.INTERACTION
    OWN_ORDER = NEWEST_FIRST
    PARTS: ClassVar[Sequence[Part]] = (
        Part(N_("All")),
        Part(N_("Planned"), {"status": "planned"}),
        Part(N_("Meetings"), {"kind": InteractionKind.MEETING}),
        Part(N_("Calls"), {"kind": InteractionKind.CALL}),
        Part(N_("E-mails"), {"kind": InteractionKind.EMAIL}),
        Part(N_("Letters"), {"kind": InteractionKind.LETTER}),
        Part(N_("Visits"), {"kind": InteractionKind.VISIT}),
        Part(N_("Seminars"), {"kind": InteractionKind.SEMINAR}),
        Part(N_("Notes"), {"kind": InteractionKind.NOTE}),
    )

    def columns(self) -> Sequence[Column]:
        """Return the date first, then what it was about and with whom."""
        return [
            Column("starts_at", _("When"), width=20, priority=8, text=_when, role=_status_role),
            Column(
                "kind",
                _("Kind"),
                width=width_of_words(_("Kind"), InteractionKind),
                priority=5,
                text=_kind,
                role="muted",
            ),
            Column("subject", _("Subject"), flex=5, minimum=20, priority=9),
            Column("participants", _("Participants"), flex=4, minimum=16, priority=6, role="muted"),
            Column("topics", _("Topics"), flex=3, minimum=14, priority=2, role="accent"),
        ]

    def example(self) -> str:
        """Return a condition on what matters here."""
        return "statements.topic ~ kapital and starts_at >= 2019"

    def read_ids(self, session: Session, /, **filters: Any) -> Sequence[int]:
        """Return interactions, newest first."""
        return interaction_ids(session, **filters)

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        return interaction_rows(session, ids)

    def nothing_at_all(self) -> str:
        """Say how interactions come in."""
        return _("Nothing here yet. Press l to log a meeting, a call or a letter.")


def _when(row: Any) -> str:
    return moment(row["starts_at"])


def _kind(row: Any) -> str:
    return label(row["kind"])


def _status_role(row: Any) -> Role:
    return STATUS_ROLES.get(row["status"], "")
