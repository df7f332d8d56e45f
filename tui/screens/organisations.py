"""The organisations one deals with."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crm.book import Session
from crm.i18n import N_, _
from crm.labels import label
from crm.queries.organisations import organisation_ids, organisation_rows
from crm.vocabulary import Classification, RecordKind
from tui.screens.filtered_list import FilteredList
from tui.screens.last_contact import last_contact
from tui.screens.parted import Part
from tui.screens.widths import width_of
from tui.widgets.table_columns import Column


class OrganisationsScreen(FilteredList):
    """Organisations, what they are and how many people one knows there."""

    MODE = "organisations"
    NEW_KIND = RecordKind.ORGANISATION
    PARTS: ClassVar[Sequence[Part]] = (
        Part(N_("All")),
        Part(N_("Ministries"), {"classification": Classification.MINISTRY}),
        Part(N_("Agencies"), {"classification": Classification.AGENCY}),
        Part(N_("State companies"), {"classification": Classification.STATE_COMPANY}),
        Part(N_("Municipalities"), {"classification": Classification.MUNICIPALITY}),
        Part(N_("Regions"), {"classification": Classification.REGION}),
        Part(
            N_("Interest organisations"), {"classification": Classification.INTEREST_ORGANISATION}
        ),
        Part(N_("Networks"), {"classification": Classification.NETWORK}),
        Part(N_("Companies"), {"classification": Classification.COMPANY}),
        Part(N_("Education"), {"classification": Classification.EDUCATION}),
        Part(N_("Media"), {"classification": Classification.MEDIA}),
        Part(N_("Other"), {"classification": Classification.OTHER}),
    )

    def columns(self) -> Sequence[Column]:
        """Return the name first, and how well it is known."""
        return [
            Column("name", _("Name"), flex=5, minimum=20, priority=9),
            Column(
                "classification",
                _("Kind"),
                flex=2,
                minimum=13,
                priority=7,
                role="muted",
                text=lambda row: label(row["classification"]),
            ),
            Column("area", _("Place"), flex=2, minimum=12, priority=4),
            Column("parent", _("Part of"), flex=3, minimum=12, priority=2, role="muted"),
            Column(
                "people",
                _("People"),
                width=width_of(_("People")),
                align="right",
                priority=6,
                text=_people,
            ),
            last_contact(priority=5),
        ]

    def example(self) -> str:
        """Return a condition on what matters here."""
        return "area ~ Dalarna and people is empty"

    def read_ids(self, session: Session, /, **filters: Any) -> list[int]:
        """Return organisations by name."""
        return organisation_ids(session, **filters)

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        return organisation_rows(session, ids)

    def nothing_at_all(self) -> str:
        """Say how organisations come in."""
        return _("No organisations here yet. Press n to add one, or i to import a file.")


def _people(row: Any) -> str:
    return str(row["people"] or "")
