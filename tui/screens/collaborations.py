"""The agreed ways of working together."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crm.book import Session
from crm.i18n import N_, _
from crm.labels import label
from crm.queries.collaborations import BY_TITLE, collaboration_ids, collaboration_rows
from crm.vocabulary import CollaborationStatus, RecordKind
from tui.pages.standing import STATUS_ROLES
from tui.screens.filtered_list import FilteredList
from tui.screens.parted import Part
from tui.screens.widths import width_of, width_of_words
from tui.widgets.roles import Role
from tui.widgets.table_columns import Column


class CollaborationsScreen(FilteredList):
    """Collaborations and where they stand."""

    MODE = "collaborations"
    NEW_KIND = RecordKind.COLLABORATION
    OWN_ORDER = BY_TITLE
    PARTS: ClassVar[Sequence[Part]] = (
        Part(N_("All")),
        Part(N_("Proposed"), {"status": CollaborationStatus.PROPOSED}),
        Part(N_("Agreed"), {"status": CollaborationStatus.AGREED}),
        Part(N_("Active"), {"status": CollaborationStatus.ACTIVE}),
        Part(N_("Paused"), {"status": CollaborationStatus.PAUSED}),
        Part(N_("Ended"), {"status": CollaborationStatus.ENDED}),
    )

    def columns(self) -> Sequence[Column]:
        """Return what it is first, then with whom."""
        return [
            Column("title", _("Title"), flex=5, minimum=22, priority=9),
            Column(
                "status",
                _("Status"),
                width=width_of_words(_("Status"), CollaborationStatus),
                priority=8,
                text=_status,
                role=_status_role,
            ),
            Column("organisations", _("Organisations"), flex=4, minimum=16, priority=7),
            Column("lead", _("Lead"), flex=2, minimum=10, priority=2, role="muted"),
            Column("review_on", _("Review on"), width=width_of(_("Review on"), 10), priority=5),
            Column(
                "open_follow_ups",
                _("Open"),
                width=width_of(_("Open")),
                align="right",
                priority=6,
                text=_open,
            ),
        ]

    def example(self) -> str:
        """Return a condition on what matters here."""
        return 'review_on < "in two months"'

    def read_ids(self, session: Session, /, **filters: Any) -> list[int]:
        """Return collaborations in their order."""
        return collaboration_ids(session, **filters)

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        return collaboration_rows(session, ids)

    def nothing_at_all(self) -> str:
        """Say how collaborations come in."""
        return _("No collaborations here yet. Press n to write down one.")


def _status(row: Any) -> str:
    return label(row["status"])


def _status_role(row: Any) -> Role:
    return STATUS_ROLES.get(row["status"], "")


def _open(row: Any) -> str:
    return str(row["open_follow_ups"] or "")
